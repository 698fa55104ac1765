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
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How likely a clause's full target is reached by its last day (at most: stayed within), as it
 * could be told on each day: from the rep's own weeks, the latest weighing most, and a prior worth
 * four weeks, with the straight line as a second opinion where the organisation's closed clauses
 * taught what that is worth. docs/expectations.md has the formulas. A double is enough here:
 * nothing is decided to the cent by a likelihood. The last bits of a logarithm differ from one
 * machine to another, so ten decimals are kept: an auditor elsewhere gets the same digits.
 */
public final class Forecast {

    private static final int WEEK = 7;
    private static final double PRIOR = 4;
    private static final double KEPT = 1e10;

    /** Within how many weeks a week's weight halves, at least and at most. */
    private static final double SHORT_MEMORY = 5;

    private static final double LONG_MEMORY = 13;

    /** The normal distribution's share below z is nearly the logistic one's below 1.7 z. */
    private static final double LOGISTIC = 1.7;

    /** No rhythm tells more than 999 to 1. */
    private static final double MOST_ODDS = 7;

    /** Of a life, at which it teaches something. */
    private static final double[] SHARES = {0.25, 0.5, 0.75};

    /** Of ten, one ends below the likely range and one above. */
    private static final double OUTSIDE_ODDS = StrictMath.log(0.1 / 0.9);

    private final Gauge gauge;
    private final double full;
    private final boolean atMost;
    private final boolean whole;
    private final LocalDate start;
    private final double[] left;

    /** Over the whole weeks that end before a day, weighted: how many, what came, its squares. */
    private final double[] number;

    private final double[] sum;
    private final double[] squares;

    public Forecast(Gauge gauge) {
        this.gauge = gauge;
        this.full = gauge.fullTarget().doubleValue();
        ClauseHistory clause = gauge.clause();
        this.atMost = clause.direction() == Direction.AT_MOST;
        this.whole = !(gauge.measure() instanceof Measure.Sum);
        Map<LocalDate, Double> rhythm = gauge.rhythm();
        this.start =
                rhythm.keySet().stream()
                        .reduce(clause.profile().from(), (a, b) -> b.isBefore(a) ? b : a);
        int days = index(clause.lastDay()) + 1;
        double[] arrived = new double[days + 1];
        int[] present = new int[days + 1];
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
        this.left = new double[days + 1];
        for (int i = days - 1; i >= 0; i--) {
            left[i] = left[i + 1] + gauge.weightOf(start.plusDays(i));
        }
        this.number = new double[days + 1];
        this.sum = new double[days + 1];
        this.squares = new double[days + 1];
        double memory = Math.clamp(weeksOfPeriod(), SHORT_MEMORY, LONG_MEMORY);
        double older = StrictMath.pow(2, -1 / memory);
        for (int end = WEEK; end <= days; end++) {
            int before = end - WEEK;
            boolean counts = present[end] > present[before];
            double week = arrived[end] - arrived[before];
            number[end] = counts ? 1 + older * number[before] : number[before];
            sum[end] = counts ? week + older * sum[before] : sum[before];
            squares[end] = counts ? week * week + older * squares[before] : squares[before];
        }
    }

    private int index(LocalDate day) {
        return Math.toIntExact(day.toEpochDay() - start.toEpochDay());
    }

    private double weeksOfPeriod() {
        return (double) gauge.clause().profile().periodDays() / WEEK;
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
        Amount delivered = delivered(day);
        if (delivered == null) {
            return null;
        }
        if (isDecided(delivered)) {
            return atMost ? 0.0 : 1.0;
        }
        Calibration calibration = Calibration.of(calibrated(day));
        return Math.rint(calibration.likelihood(outlook(day, delivered)) * KEPT) / KEPT;
    }

    /** What a day tells; null where all is decided, or no forecast would be honest. */
    public @Nullable Outlook outlook(LocalDate day) {
        Amount delivered = delivered(day);
        return delivered == null || isDecided(delivered) ? null : outlook(day, delivered);
    }

    /** What was told at some shares of a life that is over, and what came of it. */
    public List<Calibration.Outcome> outcomes() {
        ClauseHistory clause = gauge.clause();
        Amount came = delivered(clause.lastDay());
        if (came == null) {
            return List.of();
        }
        boolean reached = atMost != isDecided(came);
        long days = ChronoUnit.DAYS.between(clause.firstDay(), clause.lastDay()) + 1;
        return Arrays.stream(SHARES)
                .mapToObj(
                        share -> outlook(clause.firstDay().plusDays(Math.round(days * share) - 1)))
                .filter(Objects::nonNull)
                .map(outlook -> new Calibration.Outcome(outlook, reached))
                .toList();
    }

    /** A measure's stable name. */
    public String kind() {
        return gauge.kind().code();
    }

    private @Nullable Amount delivered(LocalDate day) {
        return isMade(gauge.measure()) && !day.isBefore(start) ? gauge.amount(day) : null;
    }

    private boolean isDecided(Amount delivered) {
        int reached = delivered.compareTo(gauge.full());
        return atMost ? reached > 0 : reached >= 0;
    }

    private Outlook outlook(LocalDate day, Amount delivered) {
        double done = delivered.roughly();
        return gauge instanceof CadenceGauge cadence
                ? ofWindows(cadence, day, done)
                : ofArrivals(day, done);
    }

    private @Nullable ForecastCalibrated calibrated(LocalDate day) {
        return gauge.known().company().calibration(gauge.kind().code(), day);
    }

    /**
     * Within what most likely lies what will have been delivered by later days, as it can be told
     * on a day: eight of ten rhythms like this one end in it. Its bounds are calibrated as the
     * likelihood is. Empty where the likelihood is none of arrivals.
     */
    public List<Likely> ranges(LocalDate day, List<LocalDate> later) {
        Amount delivered = gauge.amount(day);
        if (!gauge.kind().isPaced() || delivered == null || day.isBefore(start)) {
            return List.of();
        }
        double now = delivered.roughly();
        double lead = lead(day, now);
        Calibration calibration = Calibration.of(calibrated(day));
        // At least: the likelihood tells of the share above.
        int side = atMost ? 1 : -1;
        double low = side * kept(calibration.oddsFor(side * OUTSIDE_ODDS, lead));
        double high = side * kept(calibration.oddsFor(side * -OUTSIDE_ODDS, lead));
        return later.stream()
                .map(until -> {
                    Arrivals arrivals = arrivals(day, index(until) + 1);
                    return new Likely(
                            until, now + arrivals.quantile(low), now + arrivals.quantile(high));
                })
                .toList();
    }

    private static double kept(double odds) {
        return Math.clamp(odds, -MOST_ODDS, MOST_ODDS);
    }

    /**
     * What is still to come. Its cube root is nearly normal (Wilson and Hilferty 1931, of a gamma
     * distribution).
     *
     * @param unevenness the variance ÷ 9 ÷ the mean squared
     */
    private record Arrivals(double mean, double unevenness) {

        /** The log odds that less comes. */
        double oddsBelow(double amount) {
            double z = StrictMath.cbrt(amount / mean) - 1 + unevenness;
            return kept(LOGISTIC * z / Math.sqrt(unevenness));
        }

        /** What is not reached with these log odds. */
        double quantile(double oddsBelow) {
            double z = oddsBelow / LOGISTIC * Math.sqrt(unevenness);
            double root = Math.max(0, 1 - unevenness + z);
            return mean > 0 ? mean * root * root * root : 0;
        }
    }

    /** What comes after a day and before the one of an index, by the weeks up to the day. */
    private Arrivals arrivals(LocalDate day, int until) {
        int end = index(day) + 1;
        ForecastCalibrated calibrated = calibrated(day);
        double attainment = calibrated == null ? 1 : calibrated.attainment().doubleValue();
        double p = full / weeksOfPeriod() * attainment;
        double n = PRIOR + number[end];
        double mean = (PRIOR * p + sum[end]) / n;
        double variance = PRIOR * (whole ? Math.max(p, p * p) : p * p) + squares[end];
        variance += (n - PRIOR) * mean * mean - 2 * mean * sum[end];
        variance = Math.max(variance / n, 0);
        double weeks = weeksOfPeriod() * (left[end] - (until < left.length ? left[until] : 0));
        double m = mean * weeks;
        double v = variance * weeks + variance * weeks * weeks / n;
        return new Arrivals(m, (whole ? Math.max(v, m) : v) / (9 * m * m));
    }

    private Outlook ofArrivals(LocalDate day, double done) {
        Arrivals arrivals = arrivals(day, left.length);
        double missing = full - done;
        if (whole) {
            missing += atMost ? 0.5 : -0.5;
        }
        double below = arrivals.mean() > 0 ? arrivals.oddsBelow(Math.max(missing, 0)) : MOST_ODDS;
        return new Outlook(atMost ? below : -below, lead(day, done));
    }

    private double lead(LocalDate day, double done) {
        return lead(left[0] > 0 ? 1 - left[index(day) + 1] / left[0] : 0, done);
    }

    private double lead(double over, double done) {
        if (over <= 0 || over >= 1 || full <= 0) {
            return 0;
        }
        double ahead = (done / full - over) / Math.sqrt(over * (1 - over));
        return atMost ? -ahead : ahead;
    }

    /** Beta-binomial over the windows left; the prior is worth four windows at the target. */
    private Outlook ofWindows(CadenceGauge cadence, LocalDate day, double done) {
        List<CadenceGauge.Window> windows = cadence.windows();
        int ended = 0;
        while (ended < windows.size() && !windows.get(ended).last().isAfter(day)) {
            ended++;
        }
        double target = cadence.target(day).doubleValue();
        double alpha = Math.max(PRIOR * target + done, 1e-9);
        double beta = Math.max(PRIOR * (1 - target) + ended - done, 1e-9);
        int trials = windows.size() - ended;
        double missing = full - done;
        double most = atMost ? Math.floor(missing + 1e-9) : Math.ceil(missing - 1e-9) - 1;
        double term = 1;
        for (int i = 0; i < trials; i++) {
            term *= (beta + i) / (alpha + beta + i);
        }
        double within = 0;
        for (int k = 0; k <= Math.min(most, trials); k++) {
            within += term;
            term *= (trials - k) * (alpha + k) / ((k + 1) * (beta + trials - k - 1));
        }
        within = Math.min(within, 1);
        double odds = kept(StrictMath.log(within / (1 - within)));
        double over = windows.isEmpty() ? 0 : (double) ended / windows.size();
        return new Outlook(atMost ? odds : -odds, lead(over, done));
    }
}
