package dev.yardstick.query.naive;

import dev.yardstick.events.Clause.Direction;
import dev.yardstick.events.Measure;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * The text of docs/expectations.md about the likelihood once more, week by week and as literally as
 * it can be. It shares no line with the product's.
 *
 * @param a what p is multiplied by
 */
record NaiveLikelihood(World world, double a, double alpha, double beta, double gamma) {

    /** On a day up to the clause's last; null where there is no forecast. */
    @Nullable Double on(LocalDate d) {
        Naive naive = new Naive(world);
        Measure measure = naive.measure();
        Map<LocalDate, Double> came = came(naive);
        LocalDate start = world.from();
        for (LocalDate day : came.keySet()) {
            start = day.isBefore(start) ? day : start;
        }
        if (d.isBefore(start)
                || measure instanceof Measure.Share
                || measure instanceof Measure.Rating
                || measure instanceof Measure.Accounts
                || measure instanceof Measure.Agreement
                || measure instanceof Measure.Milestone) {
            return null;
        }
        BigFraction delivered = Objects.requireNonNull(naive.delivered(d));
        BigFraction full = naive.fullTarget();
        boolean atLeast =
                Objects.requireNonNull(naive.clause(naive.lifeLast()).target()).direction()
                        == Direction.AT_LEAST;
        if (atLeast && delivered.compareTo(full) >= 0) {
            return 1.0;
        }
        if (!atLeast && delivered.compareTo(full) > 0) {
            return 0.0;
        }
        double missing = full.doubleValue() - delivered.doubleValue();
        double reached = full.signum() == 0 ? 0 : delivered.doubleValue() / full.doubleValue();
        double over;
        double odds;
        if (measure instanceof Measure.Cadence) {
            List<World.Days> windows = naive.windows(naive.lifeLast());
            int ended = naive.windows(d).size();
            over = windows.isEmpty() ? 0 : (double) ended / windows.size();
            double chance =
                    ofWindows(
                            (int) delivered.doubleValue(),
                            ended,
                            windows.size() - ended,
                            naive.target(d).doubleValue(),
                            missing,
                            atLeast);
            odds = Math.log(chance / (1 - chance));
        } else {
            double days = 0;
            double left = 0;
            for (LocalDate x = naive.lifeFirst(); !x.isAfter(naive.lifeLast()); x = x.plusDays(1)) {
                days += weight(naive, x);
                left += x.isAfter(d) ? weight(naive, x) : 0;
            }
            over = days == 0 ? 0 : (days - left) / days;
            odds = ofWeeks(naive, came, start, d, full.doubleValue(), left, missing, atLeast);
        }
        odds = Math.max(-7, Math.min(7, odds));
        double lead = 0;
        if (over > 1e-12 && over < 1 - 1e-12 && full.signum() > 0) {
            lead = (reached - over) / Math.sqrt(over * (1 - over));
        }
        double z = alpha + beta * odds + gamma * (atLeast ? lead : -lead);
        return 1 / (1 + Math.exp(-z));
    }

    /** Season × ramp × presence. */
    private double weight(Naive naive, LocalDate x) {
        return naive.present(x) ? naive.season(x).multiply(naive.ramp(x)).doubleValue() : 0;
    }

    private double ofWeeks(
            Naive naive,
            Map<LocalDate, Double> came,
            LocalDate start,
            LocalDate d,
            double full,
            double left,
            double missing,
            boolean atLeast) {
        double period = (ChronoUnit.DAYS.between(world.from(), world.to()) + 1) / 7.0;
        double half = Math.min(13, Math.max(5, period));
        boolean amounts = naive.measure() instanceof Measure.Sum;
        double p = full / period * a;
        double weights = 4;
        double mean = 4 * p;
        double spread = 4 * (amounts ? p * p : Math.max(p, p * p));
        for (boolean squares : new boolean[] {false, true}) {
            int counted = 0;
            for (LocalDate last = d; !last.minusDays(6).isBefore(start); last = last.minusDays(7)) {
                double week = 0;
                boolean there = false;
                for (int i = 0; i < 7; i++) {
                    week += came.getOrDefault(last.minusDays(i), 0.0);
                    there |= naive.present(last.minusDays(i));
                }
                if (there) {
                    double weight = Math.pow(0.5, counted / half);
                    if (squares) {
                        spread += weight * (week - mean) * (week - mean);
                    } else {
                        weights += weight;
                        mean += weight * week;
                    }
                    counted++;
                }
            }
            if (squares) {
                spread /= weights;
            } else {
                mean /= weights;
            }
        }
        double weeks = period * left;
        double m = mean * weeks;
        if (m <= 1e-12) {
            return atLeast ? -7 : 7;
        }
        double v = spread * weeks + spread * weeks * weeks / weights;
        v = amounts ? v : Math.max(v, m);
        double x = amounts ? missing : atLeast ? missing - 0.5 : missing + 0.5;
        double c = v / 9 / m / m;
        double z = (Math.pow(Math.max(0, x) / m, 1 / 3.0) - (1 - c)) / Math.sqrt(c);
        return atLeast ? -1.7 * z : 1.7 * z;
    }

    private static double ofWindows(
            int kept, int ended, int left, double target, double missing, boolean atLeast) {
        double alpha = Math.max(1e-9, 4 * target + kept);
        double beta = Math.max(1e-9, 4 * (1 - target) + ended - kept);
        double chance = 0;
        for (int k = 0; k <= left; k++) {
            double p = 1;
            for (int i = 0; i < left; i++) {
                p *= i < k ? (left - i) / (i + 1.0) * (alpha + i) : beta + i - k;
                p /= alpha + beta + i;
            }
            if (atLeast ? k >= missing - 1e-9 : k <= missing + 1e-9) {
                chance += p;
            }
        }
        return Math.min(1, chance);
    }

    /** What came in on each day, before the clause's life too. */
    private Map<LocalDate, Double> came(Naive naive) {
        Map<LocalDate, Double> came = new HashMap<>();
        for (LocalDate x = naive.lifeFirst(); !x.isAfter(naive.lifeLast()); x = x.plusDays(1)) {
            BigFraction before = naive.delivered(x.minusDays(1));
            BigFraction by = naive.delivered(x);
            boolean first = x.equals(naive.lifeFirst());
            if (by != null && (first || (before != null && !by.equals(before)))) {
                double more =
                        by.doubleValue() - (first || before == null ? 0 : before.doubleValue());
                came.merge(x, more, Double::sum);
            }
        }
        Map<String, LocalDate> firsts = new HashMap<>();
        for (World.Happening f : world.facts()) {
            if (!f.date().isBefore(naive.lifeFirst())) {
                continue;
            }
            Double worth =
                    switch (naive.measure()) {
                        case Measure.Count(var of, var where) ->
                                naive.matches(f, of, where) ? f.share().doubleValue() : null;
                        case Measure.Sum(var of, var quantity, var where) -> {
                            BigFraction value =
                                    naive.matches(f, of, where)
                                            ? naive.quantity(f, quantity)
                                            : null;
                            yield value == null
                                    ? null
                                    : (Double) (value.doubleValue() * f.share().doubleValue());
                        }
                        case Measure.Coverage(var of, var each, var where, var accounts) ->
                                naive.matches(f, of, where)
                                                && f.account() != null
                                                && naive.holds(f.account(), f.date(), accounts)
                                        ? (Double) 1.0
                                        : null;
                        case Measure.DistinctAccounts(var of, var firstWinOnly, var where) -> {
                            String account = f.account();
                            if (account != null
                                    && naive.matches(f, of, where)
                                    && (!firstWinOnly || naive.isFirstWin(f))) {
                                firsts.merge(account, f.date(), (x, y) -> x.isBefore(y) ? x : y);
                            }
                            yield null;
                        }
                        default -> null;
                    };
            if (worth != null) {
                came.merge(f.date(), worth, Double::sum);
            }
        }
        firsts.values().forEach(day -> came.merge(day, 1.0, Double::sum));
        return came;
    }
}
