package dev.yardstick.query.measure;

import dev.yardstick.events.AccountEvent.Baseline;
import dev.yardstick.events.Measure.Growth;
import dev.yardstick.events.Measure.Quantity;
import dev.yardstick.query.facts.AccountFact;
import dev.yardstick.query.facts.AccountStory;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.Numbers;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * The rep's accounts that grew: whose sum since the period's first day, by anyone, is above zero
 * and reaches the factor times their baseline, which is the account's own, or the same sum one year
 * earlier.
 */
public final class GrowthGauge extends Gauge {

    private final Growth measure;
    private final Holdings holdings;
    private final Schedule schedule;
    private final Map<String, RunningSum> sums = new HashMap<>();
    private final Map<LocalDate, Integer> grown = new HashMap<>();
    private final Map<String, List<LocalDate>> left = new HashMap<>();

    GrowthGauge(ClauseHistory clause, Known known, Growth measure) {
        super(clause, known);
        this.measure = measure;
        this.holdings = new Holdings(known.rep().id(), measure.accounts(), known.accounts(), 1);
        this.schedule = new Schedule(clause, known.rep(), holdings);
    }

    /** It looks at what anybody did with the accounts, not at the rep's facts. */
    @Override
    boolean matches(Fact fact) {
        return false;
    }

    @Override
    void take(Fact fact) {}

    @Override
    public BigFraction delivered(LocalDate day) {
        return BigFraction.of(grown.computeIfAbsent(day, this::grownBy));
    }

    private int grownBy(LocalDate day) {
        int grown = 0;
        for (String account : holdings.heldOn(day)) {
            grown += hasGrown(account, day) ? 1 : 0;
        }
        return grown;
    }

    private boolean hasGrown(String account, LocalDate day) {
        BigFraction sum = sum(account, day);
        return sum.signum() > 0 && sum.compareTo(needed(account, day)) >= 0;
    }

    private BigFraction sum(String account, LocalDate day) {
        RunningSum tally = sums.computeIfAbsent(account, this::tally);
        return tally.by(day).subtract(tally.by(clause().profile().from().minusDays(1)));
    }

    /** What the account has to reach. */
    private BigFraction needed(String account, LocalDate day) {
        BigFraction baseline = stated(account, day);
        if (baseline == null) {
            LocalDate from = clause().profile().from();
            RunningSum tally = sums.computeIfAbsent(account, this::tally);
            baseline =
                    tally.by(day.minusYears(1)).subtract(tally.by(from.minusYears(1).minusDays(1)));
        }
        return Numbers.exact(measure.factor()).multiply(baseline);
    }

    @Override
    public List<Held> held(LocalDate day) {
        return holdings.heldOn(day).stream()
                .sorted()
                .map(account ->
                        new Held(
                                account,
                                hasGrown(account, day) ? BigFraction.ONE : BigFraction.ZERO,
                                sum(account, day),
                                needed(account, day),
                                facts(account, day)))
                .toList();
    }

    /** Those of the period up to a day, and of the same dates one year earlier. */
    private List<AccountFact> facts(String account, LocalDate day) {
        LocalDate from = clause().profile().from();
        return known().accountFacts().getOrDefault(account, List.of()).stream()
                .filter(fact -> fact.kind() == measure.of())
                .filter(fact ->
                        isBetween(fact.date(), from, day)
                                || isBetween(fact.date(), from.minusYears(1), day.minusYears(1)))
                .sorted(
                        Comparator.comparing(AccountFact::date)
                                .thenComparing(AccountFact::position))
                .toList();
    }

    private static boolean isBetween(LocalDate day, LocalDate first, LocalDate last) {
        return !day.isBefore(first) && !day.isAfter(last);
    }

    @Override
    public List<Segment> segments(LocalDate day) {
        return schedule.segments(day);
    }

    private @Nullable BigFraction stated(String account, LocalDate day) {
        AccountStory story = known().accounts().get(account);
        Baseline baseline = story == null ? null : story.kind(day).baseline();
        if (baseline == null || measure.quantity() != Quantity.AMOUNT) {
            return null;
        }
        BigFraction rate = rate(clause().profile().from(), baseline.currency());
        return rate == null ? null : Numbers.exact(baseline.amount()).multiply(rate);
    }

    private RunningSum tally(String account) {
        RunningSum tally = new RunningSum();
        for (AccountFact fact : known().accountFacts().getOrDefault(account, List.of())) {
            BigDecimal value = fact.quantity(measure.quantity());
            if (fact.kind() != measure.of() || value == null) {
                continue;
            }
            BigFraction rate =
                    measure.quantity() == Quantity.AMOUNT
                            ? rate(fact.date(), String.valueOf(fact.currency()))
                            : BigFraction.ONE;
            if (rate == null) {
                left.computeIfAbsent(account, a -> new ArrayList<>()).add(fact.date());
            } else {
                tally.add(fact.date(), value, rate);
            }
        }
        return tally;
    }

    /** Facts with accounts held on the day, from the period's first day. */
    @Override
    public @Nullable Integer unconverted(LocalDate day) {
        List<LocalDate> dates =
                holdings.heldOn(day).stream()
                        .peek(account -> sums.computeIfAbsent(account, this::tally))
                        .flatMap(account -> left.getOrDefault(account, List.of()).stream())
                        .filter(date -> !date.isBefore(clause().profile().from()))
                        .toList();
        return count(dates, day);
    }

    @Override
    public BigFraction expected(LocalDate day) {
        return schedule.by(day);
    }

    @Override
    Amount owed(LocalDate day) {
        return schedule.amount(day);
    }

    @Override
    BigFraction whole() {
        return schedule.by(clause().lastDay());
    }

    @Override
    public double weightOf(LocalDate day) {
        return schedule.weightOf(day);
    }

    @Override
    public Map<LocalDate, Double> rhythm() {
        Map<LocalDate, Double> daily = new HashMap<>();
        double before = 0;
        for (LocalDate day = clause().firstDay();
                !day.isAfter(clause().lastDay());
                day = day.plusDays(1)) {
            double now = delivered(day).doubleValue();
            if (now != before) {
                daily.put(day, now - before);
            }
            before = now;
        }
        return daily;
    }
}
