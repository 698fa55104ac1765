package dev.yardstick.query.measure;

import dev.yardstick.query.facts.Numbers;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.numbers.fraction.BigFraction;

/** Adds up values by day, in any order, and then tells the sum up to any day. */
final class RunningSum {

    private final Map<LocalDate, BigDecimal> decimals = new HashMap<>();
    private final Map<LocalDate, BigFraction> fractions = new HashMap<>();
    private LocalDate[] days = {};
    private Amount[] sums = {};
    private boolean added;

    /** How many of these days there were. */
    static RunningSum count(Stream<LocalDate> days) {
        RunningSum count = new RunningSum();
        days.forEach(day -> count.add(day, BigDecimal.ONE));
        return count;
    }

    void add(LocalDate day, BigDecimal value) {
        decimals.merge(day, value, BigDecimal::add);
        added = true;
    }

    /** Adds a value in another unit. */
    void add(LocalDate day, BigDecimal value, BigFraction rate) {
        if (rate.equals(BigFraction.ONE)) {
            add(day, value);
        } else {
            fractions.merge(day, Numbers.exact(value).multiply(rate), BigFraction::add);
            added = true;
        }
    }

    /** The sum up to and including a day. */
    BigFraction by(LocalDate day) {
        return amount(day).exact().get();
    }

    /** The same, exact where it has to be. */
    Amount amount(LocalDate day) {
        if (added) {
            cumulate();
            added = false;
        }
        int found = Arrays.binarySearch(days, day);
        int last = found < 0 ? -found - 2 : found;
        return last < 0 ? Amount.ZERO : sums[last];
    }

    /** Adds what was added on each day, roughly. */
    void addTo(Map<LocalDate, Double> daily) {
        fractions.forEach((day, value) -> daily.merge(day, value.doubleValue(), Double::sum));
        decimals.forEach((day, value) -> daily.merge(day, value.doubleValue(), Double::sum));
    }

    private void cumulate() {
        days =
                Stream.concat(decimals.keySet().stream(), fractions.keySet().stream())
                        .distinct()
                        .sorted()
                        .toArray(LocalDate[]::new);
        sums = new Amount[days.length];
        BigDecimal sum = BigDecimal.ZERO;
        BigFraction rest = BigFraction.ZERO;
        for (int i = 0; i < days.length; i++) {
            sum = sum.add(decimals.getOrDefault(days[i], BigDecimal.ZERO));
            if (fractions.isEmpty()) {
                BigDecimal all = sum;
                sums[i] = new Amount(all.doubleValue(), () -> Numbers.exact(all));
            } else {
                rest = rest.add(fractions.getOrDefault(days[i], BigFraction.ZERO));
                sums[i] = Amount.of(Numbers.exact(sum).add(rest));
            }
        }
    }
}
