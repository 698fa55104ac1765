package dev.yardstick.query.forecast;

import dev.yardstick.events.Clause.Direction;
import dev.yardstick.events.CompanyEvent.ForecastCalibrated;
import dev.yardstick.events.Measure;
import dev.yardstick.events.language.MeasureKind;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.measure.Amount;
import dev.yardstick.query.measure.CadenceGauge;
import dev.yardstick.query.measure.ClauseHistory;
import dev.yardstick.query.measure.Gauge;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.numbers.gamma.RegularizedGamma;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.jspecify.annotations.Nullable;

/**
 * How likely a clause's full target is reached by its last day (at most: stayed within), from the
 * rep's own weekly rhythm and a prior worth four weeks, as it could be told on each day. A double
 * is enough here: nothing is decided to the cent by a likelihood. The last bits of a logarithm
 * differ from one machine to another, so ten decimals are kept: an auditor elsewhere gets the same
 * digits.
 */
public final class Forecast {

    private static final int DAYS = 7;
    private static final int MAX_BLOCKS = 52;
    private static final int PRIOR = 4;
    private static final double LEAST = 0.001;
    private static final double KEPT = 1e10;

    /** Of ten, one ends below the likely range and one above. */
    private static final double OUTSIDE = 0.1;

    private final Gauge gauge;
    private final double full;
    private final LocalDate start;
    private final double[] arrived;
    private final int[] present;
    private final double[] left;

    public Forecast(Gauge gauge) {
        this.gauge = gauge;
        ClauseHistory clause = gauge.clause();
        this.full = gauge.fullTarget().doubleValue();
        Map<LocalDate, Double> rhythm = gauge.rhythm();
        this.start =
                rhythm.keySet().stream()
                        .reduce(clause.profile().from(), (a, b) -> b.isBefore(a) ? b : a);
        int days = index(clause.lastDay()) + 1;
        this.arrived = new double[days + 1];
        this.present = new int[days + 1];
        this.left = new double[days + 1];
        for (Map.Entry<LocalDate, Double> day : rhythm.entrySet()) {
            int i = index(day.getKey());
            if (i < days) {
                arrived[i + 1] += day.getValue();
            }
        }
        RepStory rep = gauge.known().rep();
        for (int i = 0; i < days; i++) {
            arrived[i + 1] += arrived[i];
            present[i + 1] = present[i] + (rep.isPresent(start.plusDays(i)) ? 1 : 0);
        }
        for (int i = days - 1; i > 0; i--) {
            left[i] = left[i + 1] + gauge.weightOf(start.plusDays(i));
        }
    }

    private int index(LocalDate day) {
        return Math.toIntExact(day.toEpochDay() - start.toEpochDay());
    }

    /** Whether there is an honest forecast for a kind of measure. */
    static boolean isMade(Measure measure) {
        return MeasureKind.of(measure).isForetold();
    }

    /**
     * The calibrated likelihood on a day of the clause's life, 0 to 1; null where no forecast would
     * be honest.
     */
    public @Nullable Double on(LocalDate day) {
        Amount delivered = gauge.amount(day);
        if (!isMade(gauge.measure()) || delivered == null || day.isBefore(start)) {
            return null;
        }
        boolean atMost = gauge.clause().direction() == Direction.AT_MOST;
        int reached = delivered.compareTo(gauge.full());
        if (atMost ? reached > 0 : reached >= 0) {
            return atMost ? 0.0 : 1.0;
        }
        double missing = full - delivered.roughly();
        double raw =
                gauge instanceof CadenceGauge cadence
                        ? ofWindows(cadence, day, missing, atMost)
                        : ofArrivals(day, missing, atMost);
        return Math.rint(calibrated(Math.clamp(raw, LEAST, 1 - LEAST), day) * KEPT) / KEPT;
    }

    /**
     * Within what most likely lies what will have been delivered by later days, as it can be told
     * on a day: eight of ten rhythms like this one end in it. Its bounds are calibrated as the
     * likelihood is; both kinds of arrivals are drawn as a gamma distribution, which for a count is
     * the negative binomial's with the same mean and variance. Empty where the likelihood is none
     * of arrivals.
     */
    public List<Likely> ranges(LocalDate day, List<LocalDate> later) {
        Amount delivered = gauge.amount(day);
        if (!gauge.kind().isPaced() || delivered == null || day.isBefore(start)) {
            return List.of();
        }
        double now = delivered.roughly();
        Rhythm rhythm = rhythm(day);
        double low = raw(OUTSIDE, day);
        double high = raw(1 - OUTSIDE, day);
        return later.stream()
                .map(until -> {
                    double weeks = weeks(index(day) + 1, index(until) + 1);
                    return new Likely(
                            until,
                            now + rhythm.quantile(weeks, low),
                            now + rhythm.quantile(weeks, high));
                })
                .toList();
    }

    private double calibrated(double raw, LocalDate day) {
        ForecastCalibrated calibration = calibration(day);
        if (calibration == null) {
            return raw;
        }
        double alpha = calibration.alpha().doubleValue();
        return logistic(alpha + calibration.beta().doubleValue() * logit(raw));
    }

    /** The share of rhythms that end below what a calibrated share of them does. */
    private double raw(double below, LocalDate day) {
        ForecastCalibrated calibration = calibration(day);
        if (calibration == null || calibration.beta().signum() <= 0) {
            return below;
        }
        // At least: the likelihood tells of the share above.
        int side = gauge.clause().direction() == Direction.AT_MOST ? 1 : -1;
        double alpha = side * calibration.alpha().doubleValue();
        double raw = logistic((logit(below) - alpha) / calibration.beta().doubleValue());
        return Math.clamp(raw, LEAST, 1 - LEAST);
    }

    private static double logit(double p) {
        return StrictMath.log(p / (1 - p));
    }

    private static double logistic(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private @Nullable ForecastCalibrated calibration(LocalDate day) {
        return gauge.known().company().calibration(gauge.kind().code(), day);
    }

    /**
     * What comes in a week, as told by whole weeks up to a day and a prior.
     *
     * @param weeks how many weeks tell it, the prior's among them
     */
    private record Rhythm(double mean, double variance, double weeks) {

        double meanOf(double weeksLeft) {
            return mean * weeksLeft;
        }

        double varianceOf(double weeksLeft) {
            return variance * weeksLeft + variance * weeksLeft * weeksLeft / weeks;
        }

        double quantile(double weeksLeft, double below) {
            double m = meanOf(weeksLeft);
            double v = varianceOf(weeksLeft);
            return m <= 0 || v <= 0
                    ? Math.max(m, 0)
                    : GammaDistribution.of(m * m / v, v / m).inverseCumulativeProbability(below);
        }
    }

    private Rhythm rhythm(LocalDate day) {
        boolean sum = gauge.measure() instanceof Measure.Sum;
        long period = gauge.clause().profile().periodDays();
        ForecastCalibrated calibration = calibration(day);
        double attainment = calibration == null ? 1 : calibration.attainment().doubleValue();
        double p = full * DAYS / period * attainment;
        int end = index(day) + 1;
        int n = 0;
        double total = 0;
        double[] blocks = new double[MAX_BLOCKS];
        int first = Math.max(DAYS, end - DAYS * (MAX_BLOCKS - 1));
        for (int last = end; last >= first; last -= DAYS) {
            if (present[last] > present[last - DAYS]) {
                blocks[n] = arrived[last] - arrived[last - DAYS];
                total += blocks[n];
                n++;
            }
        }
        double mean = (PRIOR * p + total) / (PRIOR + n);
        double squares = PRIOR * (sum ? p * p : Math.max(p, p * p));
        for (int i = 0; i < n; i++) {
            squares += (blocks[i] - mean) * (blocks[i] - mean);
        }
        return new Rhythm(mean, squares / (PRIOR + n), PRIOR + n);
    }

    /** How many weeks of even pace the days from one index to before another are worth. */
    private double weeks(int from, int to) {
        double share = left[from] - (to < left.length ? left[to] : 0);
        return (double) gauge.clause().profile().periodDays() / DAYS * share;
    }

    private double ofArrivals(LocalDate day, double missing, boolean atMost) {
        Rhythm rhythm = rhythm(day);
        double weeks = weeks(index(day) + 1, left.length);
        double m = rhythm.meanOf(weeks);
        double v = rhythm.varianceOf(weeks);
        if (m <= 0) {
            return atMost ? 1 : 0;
        }
        return gauge.measure() instanceof Measure.Sum
                ? gamma(m, v, missing, atMost)
                : negativeBinomial(m, v, missing, atMost);
    }

    /** P(X ≥ missing), or P(X ≤ missing), of a gamma distribution. */
    private static double gamma(double mean, double variance, double missing, boolean atMost) {
        double scale = variance / mean;
        return atMost
                ? RegularizedGamma.P.value(mean / scale, missing / scale)
                : RegularizedGamma.Q.value(mean / scale, missing / scale);
    }

    /** The same of a negative binomial distribution, which is Poisson's at its least variance. */
    private static double negativeBinomial(
            double mean, double variance, double missing, boolean atMost) {
        double most = atMost ? Math.floor(missing + 1e-9) : Math.ceil(missing - 1e-9) - 1;
        double within;
        if (most < 0) {
            within = 0;
        } else if (variance <= mean * (1 + 1e-9)) {
            within = RegularizedGamma.Q.value(most + 1, mean);
        } else {
            double size = mean * mean / (variance - mean);
            within = RegularizedBeta.value(mean / variance, size, most + 1);
        }
        return atMost ? within : 1 - within;
    }

    /** Beta-binomial over the windows left; the prior is worth four windows at the target. */
    private double ofWindows(CadenceGauge cadence, LocalDate day, double missing, boolean atMost) {
        List<CadenceGauge.Window> windows = cadence.windows();
        int ended = 0;
        int kept = 0;
        for (CadenceGauge.Window window : windows) {
            if (!window.last().isAfter(day)) {
                ended++;
                kept += cadence.isKept(window) ? 1 : 0;
            }
        }
        double target = cadence.target(day).doubleValue();
        double alpha = Math.max(PRIOR * target + kept, 1e-9);
        double beta = Math.max(PRIOR * (1 - target) + ended - kept, 1e-9);
        int trials = windows.size() - ended;
        double most = atMost ? Math.floor(missing + 1e-9) : Math.ceil(missing - 1e-9) - 1;
        double within = 0;
        for (int k = 0; k <= Math.min(most, trials); k++) {
            within +=
                    StrictMath.exp(
                            -StrictMath.log(trials + 1.0)
                                    - LogBeta.value(trials - k + 1.0, k + 1.0)
                                    + LogBeta.value(k + alpha, trials - k + beta)
                                    - LogBeta.value(alpha, beta));
        }
        return atMost ? within : 1 - within;
    }
}
