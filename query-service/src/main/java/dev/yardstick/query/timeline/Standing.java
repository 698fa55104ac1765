package dev.yardstick.query.timeline;

import com.fasterxml.jackson.annotation.JsonValue;

import dev.yardstick.events.Measure;

import org.apache.commons.numbers.fraction.BigFraction;

import java.time.LocalDate;
import java.util.Locale;

/** The verdict on a clause on a day. */
public enum Standing {
    MET,
    ON_PACE,
    SLIPPING,
    BEHIND,
    MISSED,
    NOT_STARTED;

    private static final BigFraction SLIPPING_SHARE = BigFraction.of(4, 5);

    /** The stable name, such as {@code on-pace}. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The verdict on a clause on a day within its life, as its gauge stands then. */
    static Standing of(Gauge gauge, LocalDate day) {
        return switch (gauge) {
            case MilestoneGauge milestone -> ofMilestone(milestone, day);
            case StateGauge.OfAgreement agreement ->
                    agreement.delivered(day).signum() > 0 ? MET : NOT_STARTED;
            case Arrivals g -> ofTarget(g, day);
            case GrowthGauge g -> ofTarget(g, day);
            case CadenceGauge g -> ofTarget(g, day);
            case ShareGauge g -> ofTarget(g, day);
            case StateGauge g -> ofTarget(g, day);
        };
    }

    private static Standing ofMilestone(MilestoneGauge milestone, LocalDate day) {
        LocalDate deadline = milestone.deadline(day);
        if (milestone.isMet(day)) {
            return MET;
        }
        if (deadline == null || !milestone.isOwed(day) || day.isBefore(deadline)) {
            return NOT_STARTED;
        }
        return day.isAfter(deadline) ? MISSED : BEHIND;
    }

    private static Standing ofTarget(Gauge gauge, LocalDate day) {
        BigFraction delivered = gauge.delivered(day);
        if (delivered == null || !gauge.hasEvidence(day)) {
            return NOT_STARTED;
        }
        BigFraction expected = gauge.expected(day);
        BigFraction full = gauge.fullTarget();
        boolean over = !day.isBefore(gauge.lastDay());
        return switch (gauge.clause().direction()) {
            case AT_LEAST ->
                    atLeast(delivered, expected, full, over, over || !canFallBack(gauge.measure()));
            case AT_MOST ->
                    atMost(delivered, expected, full, over, over || !isAverage(gauge.measure()));
        };
    }

    /** What is reached today and may be lost tomorrow is met on the last day only. */
    private static boolean canFallBack(Measure measure) {
        return isAverage(measure)
                || measure instanceof Measure.Cadence
                || measure instanceof Measure.Accounts;
    }

    private static boolean isAverage(Measure measure) {
        return measure instanceof Measure.Share || measure instanceof Measure.Rating;
    }

    /**
     * The verdict on a clause that wants at least so much.
     *
     * @param over whether it is the clause's last day or later
     * @param counts whether reaching the full target counts already
     */
    private static Standing atLeast(
            BigFraction delivered,
            BigFraction expected,
            BigFraction fullTarget,
            boolean over,
            boolean counts) {
        if (fullTarget.signum() == 0) {
            return NOT_STARTED;
        }
        if (counts && delivered.compareTo(fullTarget) >= 0) {
            return MET;
        }
        if (over) {
            return MISSED;
        }
        if (expected.signum() == 0) {
            return NOT_STARTED;
        }
        if (delivered.compareTo(expected) >= 0) {
            return ON_PACE;
        }
        return delivered.compareTo(expected.multiply(SLIPPING_SHARE)) >= 0 ? SLIPPING : BEHIND;
    }

    /** The verdict on a clause that wants at most so much; the parameters as above. */
    private static Standing atMost(
            BigFraction delivered,
            BigFraction expected,
            BigFraction fullTarget,
            boolean over,
            boolean counts) {
        if (counts && delivered.compareTo(fullTarget) > 0) {
            return MISSED;
        }
        if (over) {
            return MET;
        }
        if (expected.signum() == 0 && delivered.signum() == 0) {
            return NOT_STARTED;
        }
        if (delivered.compareTo(expected) <= 0) {
            return ON_PACE;
        }
        return delivered.multiply(SLIPPING_SHARE).compareTo(expected) <= 0 ? SLIPPING : BEHIND;
    }
}
