package dev.yardstick.benchmark.forecast;

import dev.yardstick.benchmark.forecast.Logistic.Outcome;
import dev.yardstick.query.forecast.Calibration;
import dev.yardstick.query.forecast.Outlook;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The closed clauses of a set, and what was told of each at 25, 50 and 75 % of its period. */
final class ForecastSet {

    static final double[] SHARES = {0.25, 0.5, 0.75};

    private static final double LEAST = 0.05;
    private static final Logistic LINE = new Logistic(0, 4);
    private static final double RIDGE = 2;

    private final String name;
    private final String kind;
    private final List<Moment> moments = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();
    private final Map<LocalDate, Calibration> taught = new HashMap<>();

    /**
     * A moment of a clause.
     *
     * @param outlook null: reached already
     * @param line where the straight line through what was done so far ends, as the logarithm of
     *     its attainment
     */
    private record Moment(
            ClosedClause clause,
            LocalDate day,
            @Nullable Outlook outlook,
            double line,
            boolean reached) {

        boolean wasClosedBy(LocalDate day) {
            return clause.to().isBefore(day);
        }
    }

    /**
     * What was told.
     *
     * @param months since the first period of the set
     * @param first by the product, calibrated by nothing
     * @param fitted by the product, calibrated by what had been closed before the month
     * @param base the share of the clauses closed before the period that were reached
     * @param line a logistic regression on the line, of the clauses closed before the period
     */
    record Asked(
            long months, double first, double fitted, double base, double line, boolean reached) {}

    ForecastSet(String name, SortedMap<LocalDate, List<ClosedClause>> periods) {
        this.name = name;
        LocalDate begin = periods.firstKey();
        this.kind = periods.values().iterator().next().getFirst().kind();
        for (List<ClosedClause> clauses : periods.values()) {
            for (ClosedClause clause : clauses) {
                for (double share : SHARES) {
                    LocalDate day = clause.at(share);
                    double line = Math.log(Math.max(clause.attainment(day) / share, LEAST));
                    moments.add(
                            new Moment(clause, day, clause.outlook(day), line, clause.isReached()));
                }
            }
        }
        periods.forEach((from, clauses) -> ask(ChronoUnit.MONTHS.between(begin, from), from));
    }

    private void ask(long months, LocalDate from) {
        List<Moment> past = moments.stream().filter(m -> m.wasClosedBy(from)).toList();
        double reached = past.stream().filter(Moment::reached).count();
        double base = (SHARES.length + reached) / (2 * SHARES.length + past.size());
        Logistic line =
                Logistic.fit(
                        past.stream().map(m -> new Outcome(m.line(), m.reached())).toList(),
                        LINE,
                        RIDGE);
        for (Moment moment : moments) {
            if (moment.clause().from().equals(from)) {
                LocalDate day = moment.day();
                LocalDate month = day.withDayOfMonth(1);
                asked.add(
                        new Asked(
                                months,
                                told(moment, Calibration.PLAIN),
                                told(moment, taught.computeIfAbsent(month, this::taughtBy)),
                                base,
                                line.probability(moment.line()),
                                moment.reached()));
            }
        }
    }

    private static double told(Moment moment, Calibration calibration) {
        Outlook outlook = moment.outlook();
        return outlook == null ? 1 : calibration.likelihood(outlook);
    }

    /** What the clauses closed before a day teach. */
    Calibration taughtBy(LocalDate day) {
        List<Calibration.Outcome> outcomes = new ArrayList<>();
        for (Moment moment : moments) {
            Outlook outlook = moment.outlook();
            if (outlook != null && moment.wasClosedBy(day)) {
                outcomes.add(new Calibration.Outcome(outlook, moment.reached()));
            }
        }
        return Calibration.fitted(outcomes);
    }

    String name() {
        return name;
    }

    String kind() {
        return kind;
    }

    /** In order of time, the moments of a clause together. */
    List<Asked> asked() {
        return asked;
    }
}
