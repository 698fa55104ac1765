package dev.yardstick.query.measure;

import dev.yardstick.events.Pace;
import dev.yardstick.query.facts.Numbers;
import dev.yardstick.query.facts.RepStory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * What a paced clause owes by any day: Σ rate(x) over the days of its life, where rate = target ×
 * season × ramp × present. Days in a row with the same rate are added up at once.
 */
final class Schedule {

    /** How much of the target is meant on a day: 1, or a number of accounts. */
    interface Multiplier {

        /** Every day on which it may change. */
        NavigableSet<LocalDate> changes();

        BigFraction on(LocalDate day);
    }

    /** Days in a row; {@code before} is what was owed by the day before the first. */
    private record Run(LocalDate first, LocalDate last, Amount weight, Amount rate, Amount before) {

        BigFraction by(LocalDate day) {
            return before.exact()
                    .get()
                    .add(rate.exact().get().multiply(BigFraction.of(daysBy(day))));
        }

        Amount amount(LocalDate day) {
            return new Amount(before.roughly() + rate.roughly() * daysBy(day), () -> by(day));
        }

        private long daysBy(LocalDate day) {
            return Math.min(day.toEpochDay(), last.toEpochDay()) - first.toEpochDay() + 1;
        }
    }

    private final ClauseHistory clause;
    private final RepStory rep;
    private final @Nullable Multiplier multiplier;
    private final NavigableMap<LocalDate, Run> runs = new TreeMap<>();

    Schedule(ClauseHistory clause, RepStory rep, @Nullable Multiplier multiplier) {
        this.clause = clause;
        this.rep = rep;
        this.multiplier = multiplier;
        NavigableSet<LocalDate> starts = new TreeSet<>(clause.changes());
        starts.addAll(rep.presenceChanges());
        starts.addAll(paceChanges());
        if (multiplier != null) {
            starts.addAll(multiplier.changes());
        }
        BigFraction sum = BigFraction.ZERO;
        LocalDate first = clause.firstDay();
        while (!first.isAfter(clause.lastDay())) {
            LocalDate next = starts.higher(first);
            LocalDate last =
                    next == null || next.isAfter(clause.lastDay())
                            ? clause.lastDay()
                            : next.minusDays(1);
            BigFraction weight = weight(first);
            BigFraction rate = weight;
            if (weight.signum() != 0) {
                rate = rate.multiply(Numbers.exact(ClauseHistory.target(clause.on(first))));
                rate = multiplier == null ? rate : rate.multiply(multiplier.on(first));
            }
            Run run = new Run(first, last, Amount.of(weight), Amount.of(rate), Amount.of(sum));
            runs.put(first, run);
            sum = run.by(last);
            first = last.plusDays(1);
        }
    }

    /** What is owed by a day, that day included. */
    BigFraction by(LocalDate day) {
        var run = runs.floorEntry(day);
        return run == null ? BigFraction.ZERO : run.getValue().by(day);
    }

    /** The same, exact where it has to be. */
    Amount amount(LocalDate day) {
        var run = runs.floorEntry(day);
        return run == null ? Amount.ZERO : run.getValue().amount(day);
    }

    /** The share of the period's target that falls on a day: season × ramp × present. */
    double weightOf(LocalDate day) {
        var run = runs.floorEntry(day);
        return run == null || day.isAfter(run.getValue().last())
                ? 0
                : run.getValue().weight().roughly();
    }

    /** How what is owed by a day adds up. */
    List<Gauge.Segment> segments(LocalDate day) {
        return runs.headMap(day, true).values().stream()
                .map(run -> {
                    LocalDate first = run.first();
                    LocalDate last = run.last().isAfter(day) ? day : run.last();
                    return new Gauge.Segment(
                            first,
                            last,
                            Numbers.exact(ClauseHistory.target(clause.on(first))),
                            multiplier == null ? null : multiplier.on(first),
                            season(first),
                            ramp(first),
                            rep.isPresent(first),
                            run.by(last).subtract(run.before().exact().get()));
                })
                .toList();
    }

    private BigFraction weight(LocalDate day) {
        if (!rep.isPresent(day)) {
            return BigFraction.ZERO;
        }
        BigDecimal ramp = ramp(day);
        return ramp == null
                ? season(day)
                : season(day).multiply(Numbers.exact(ramp)).divide(BigFraction.of(100));
    }

    private BigFraction season(LocalDate day) {
        return switch (clause.on(day).pace()) {
            case Pace.Even e -> BigFraction.of(1, clause.profile().periodDays());
            case Pace.Monthly(var percent, var ramp) -> monthly(percent, day);
        };
    }

    /** The percentage owed so soon after hire; null where all is owed. */
    private @Nullable BigDecimal ramp(LocalDate day) {
        List<BigDecimal> ramp = clause.on(day).pace().ramp();
        if (ramp == null || !rep.isPresent(day)) {
            return null;
        }
        int month = Math.toIntExact(Period.between(rep.hire(day), day).toTotalMonths());
        return month >= ramp.size() ? null : ramp.get(month);
    }

    private BigFraction monthly(List<BigDecimal> percent, LocalDate day) {
        int month = day.getMonthValue();
        return Numbers.exact(percent.get(month - 1))
                .divide(BigFraction.of(100L * clause.profile().periodDaysIn(month)));
    }

    private NavigableSet<LocalDate> paceChanges() {
        NavigableSet<LocalDate> changes = new TreeSet<>();
        LocalDate last = clause.lastDay();
        int ramp = clause.longestRamp();
        for (LocalDate hire : rep.hires()) {
            for (int month = 1; month <= ramp; month++) {
                LocalDate full = hire.plusMonths(month);
                changes.add(full);
                // Hired on the 31st, a month without one is full on the 1st of the next.
                changes.add(full.withDayOfMonth(1).plusMonths(1));
            }
        }
        if (clause.isMonthly()) {
            LocalDate month = clause.firstDay().withDayOfMonth(1);
            for (; !month.isAfter(last); month = month.plusMonths(1)) {
                changes.add(month);
            }
        }
        return changes;
    }
}
