package dev.yardstick.query.view;

import dev.yardstick.events.Decimals;
import dev.yardstick.query.view.TimelineAssembler.Judged;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * How much is at stake: how far a clause is from its pace × how unlikely it is to be reached × how
 * long nobody has touched it × its weight among the rep's clauses. It orders what is due, and is
 * told nowhere. Formula and constants: docs/expectations.md.
 */
final class Stakes {

    /** Where no forecast would be honest it may go either way. */
    private static final double UNKNOWN = 0.5;

    /** A version that is disputed was told at least. */
    private static final double OF_DISPUTE = 0.5;

    private static final double OF_MILESTONE = 0.5;
    private static final double MONTH = 30;
    private static final double MOST_MONTHS = 3;

    private final LocalDate on;
    private final @Nullable LocalDate talkedOn;
    private final double meanWeight;

    /**
     * Looks at one rep.
     *
     * @param talkedOn the last talk with her
     */
    Stakes(LocalDate on, @Nullable LocalDate talkedOn, List<Judged> clauses) {
        this.on = on;
        this.talkedOn = talkedOn;
        this.meanWeight = clauses.stream().mapToDouble(Stakes::stated).average().orElse(0);
    }

    double ofWarning(Judged judged, LocalDate since) {
        BigFraction reached = TeamAssembler.reached(judged.gauge(), judged.day(on));
        double gap = reached == null ? 1 : Math.max(0, 1 - reached.doubleValue());
        String likelihood = judged.clause().likelihood();
        double unlikely = likelihood == null ? UNKNOWN : 1 - Double.parseDouble(likelihood);
        LocalDate touched = talkedOn != null && talkedOn.isAfter(since) ? talkedOn : since;
        return weight(judged) * gap * unlikely * untouched(touched);
    }

    /** All that is expected is at stake where it was never said. */
    double ofUnspoken(LocalDate since) {
        return untouched(since);
    }

    /** A word that was given counts as much as a version that was not told. */
    double ofWord(LocalDate day) {
        return untouched(day);
    }

    double ofDispute(LocalDate since) {
        return OF_DISPUTE * untouched(since);
    }

    /** The nearer the more. */
    double ofMilestone(Judged judged, LocalDate due, int days) {
        double near = 1 - (double) ChronoUnit.DAYS.between(on, due) / days;
        return OF_MILESTONE * weight(judged) * (1 + near);
    }

    /** 1 on the first day, 4 after three months and later. */
    private double untouched(LocalDate since) {
        double months = Math.max(0, ChronoUnit.DAYS.between(since, on)) / MONTH;
        return 1 + Math.min(MOST_MONTHS, months);
    }

    /** Weights may be stated as 1, 2 and 3 or as percentages: 1 is what a clause has on average. */
    private double weight(Judged judged) {
        return meanWeight == 0 ? 1 : stated(judged) / meanWeight;
    }

    private static double stated(Judged judged) {
        return Decimals.of(judged.clause().weight()).doubleValue();
    }
}
