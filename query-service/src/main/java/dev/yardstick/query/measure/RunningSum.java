package dev.yardstick.query.measure;

import dev.yardstick.query.facts.Numbers;

import org.apache.commons.numbers.fraction.BigFraction;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Adds up values by day, in any order, and then tells the sum up to any day. */
final class RunningSum {

    private final NavigableMap<LocalDate, BigDecimal> decimals = new TreeMap<>();
    private final NavigableMap<LocalDate, BigFraction> fractions = new TreeMap<>();
    private NavigableMap<LocalDate, BigFraction> sums = new TreeMap<>();
    private boolean added;

    void add(LocalDate day, BigDecimal value) {
        decimals.merge(day, value, BigDecimal::add);
        added = true;
    }

    void add(LocalDate day, BigFraction value) {
        fractions.merge(day, value, BigFraction::add);
        added = true;
    }

    /** The sum up to and including a day. */
    BigFraction by(LocalDate day) {
        if (added) {
            sums = cumulated();
            added = false;
        }
        Map.Entry<LocalDate, BigFraction> last = sums.floorEntry(day);
        return last == null ? BigFraction.ZERO : last.getValue();
    }

    /** What was added on each day, roughly. */
    NavigableMap<LocalDate, Double> daily() {
        NavigableMap<LocalDate, Double> daily = new TreeMap<>();
        fractions.forEach((day, value) -> daily.merge(day, value.doubleValue(), Double::sum));
        decimals.forEach((day, value) -> daily.merge(day, value.doubleValue(), Double::sum));
        return daily;
    }

    private NavigableMap<LocalDate, BigFraction> cumulated() {
        NavigableMap<LocalDate, BigFraction> daily = new TreeMap<>(fractions);
        decimals.forEach((day, value) -> daily.merge(day, Numbers.exact(value), BigFraction::add));
        BigFraction sum = BigFraction.ZERO;
        for (Map.Entry<LocalDate, BigFraction> day : daily.entrySet()) {
            sum = sum.add(day.getValue());
            day.setValue(sum);
        }
        return daily;
    }
}
