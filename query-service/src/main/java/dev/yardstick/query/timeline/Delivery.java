package dev.yardstick.query.timeline;

import dev.yardstick.events.Measure;
import dev.yardstick.events.Measure.Count;
import dev.yardstick.events.Measure.Sum;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What was delivered on one clause by any day: count Σ credit, sum Σ quantity × credit, over the
 * facts that match within the clause's life. One pass over the facts; each day is then a look-up.
 */
final class Delivery {

    private final NavigableMap<LocalDate, BigDecimal> byDate = new TreeMap<>();
    private final List<LocalDate> unconverted = new ArrayList<>();
    private final List<LocalDate> unmeasured = new ArrayList<>();
    private final String currency;

    Delivery(
            ClauseHistory clause,
            String currency,
            List<Fact> facts,
            Map<String, AccountStory> accounts) {
        this.currency = currency;
        Measure measure = clause.on(clause.lastDay()).measure();
        Filter filter =
                switch (measure) {
                    case Count(var of, var where) -> new Filter(of, where, accounts);
                    case Sum(var of, var quantity, var where) -> new Filter(of, where, accounts);
                };
        for (Fact fact : facts) {
            boolean inLife =
                    !fact.date().isBefore(clause.firstDay())
                            && !fact.date().isAfter(clause.lastDay());
            if (inLife && fact.share().signum() > 0 && filter.matches(fact)) {
                BigDecimal amount = amount(measure, fact);
                if (amount != null) {
                    byDate.merge(fact.date(), amount, BigDecimal::add);
                }
            }
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<LocalDate, BigDecimal> day : byDate.entrySet()) {
            sum = sum.add(day.getValue());
            day.setValue(sum);
        }
    }

    private @Nullable BigDecimal amount(Measure measure, Fact fact) {
        return switch (measure) {
            case Count c -> fact.share();
            case Sum(var of, var quantity, var where) -> {
                BigDecimal value = fact.quantity(quantity);
                if (value == null) {
                    unmeasured.add(fact.date());
                    yield null;
                }
                if (quantity == Measure.Quantity.AMOUNT && !currency.equals(fact.currency())) {
                    unconverted.add(fact.date());
                    yield null;
                }
                yield value.multiply(fact.share());
            }
        };
    }

    /** The sum up to and including a day. */
    BigDecimal by(LocalDate day) {
        Map.Entry<LocalDate, BigDecimal> last = byDate.floorEntry(day);
        return last == null ? BigDecimal.ZERO : last.getValue();
    }

    /**
     * How many facts by a day are in another currency and could not be converted; null for none.
     */
    @Nullable Integer unconverted(LocalDate day) {
        return count(unconverted, day);
    }

    /** How many facts by a day lack the quantity; null for none. */
    @Nullable Integer unmeasured(LocalDate day) {
        return count(unmeasured, day);
    }

    private static @Nullable Integer count(List<LocalDate> dates, LocalDate day) {
        int count = (int) dates.stream().filter(date -> !date.isAfter(day)).count();
        return count == 0 ? null : count;
    }
}
