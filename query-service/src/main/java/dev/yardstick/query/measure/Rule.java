package dev.yardstick.query.measure;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.util.Locale;
import org.apache.commons.numbers.fraction.BigFraction;

/** The rules of a clause's standing; the first that applies decides. */
public enum Rule {
    NO_EVIDENCE(Standing.NOT_STARTED, "there is not enough to judge by"),
    NOTHING_OWED(Standing.NOT_STARTED, "nothing is owed over the clause's whole life"),
    FULL_TARGET_REACHED(Standing.MET, "delivered is at least the full target"),
    ENDED_SHORT(Standing.MISSED, "the last day has come and the full target is not reached"),
    NOTHING_EXPECTED_YET(Standing.NOT_STARTED, "nothing was expected by this day"),
    AS_EXPECTED(Standing.ON_PACE, "delivered is at least what was expected"),
    WITHIN_A_FIFTH(Standing.SLIPPING, "delivered is at least 0.8 × expected"),
    FAR_BELOW(Standing.BEHIND, "delivered is below 0.8 × expected"),
    LIMIT_PASSED(Standing.MISSED, "delivered is above the full target"),
    ENDED_WITHIN(Standing.MET, "the last day has come and the full target is not passed"),
    NOTHING_YET(Standing.NOT_STARTED, "nothing was expected by this day, and nothing delivered"),
    WITHIN_EXPECTED(Standing.ON_PACE, "delivered is at most what was expected"),
    A_FIFTH_ABOVE(Standing.SLIPPING, "0.8 × delivered is at most what was expected"),
    FAR_ABOVE(Standing.BEHIND, "0.8 × delivered is above what was expected"),
    DONE_IN_TIME(Standing.MET, "it was done between the start and the deadline"),
    DEADLINE_NOT_PASSED(Standing.NOT_STARTED, "it is not owed before its deadline"),
    ON_THE_DEADLINE(Standing.BEHIND, "it is owed today and not done"),
    DEADLINE_PASSED(Standing.MISSED, "the deadline has passed and it was not done in time"),
    AGREED(Standing.MET, "the rep acknowledged the version in force"),
    NOT_AGREED(Standing.NOT_STARTED, "the rep has not acknowledged the version in force");

    public static final BigFraction SLIPPING_SHARE = BigFraction.of(4, 5);
    private static final Amount SLIPPING = Amount.of(SLIPPING_SHARE);

    private final Standing standing;
    private final String words;

    Rule(Standing standing, String words) {
        this.standing = standing;
        this.words = words;
    }

    public Standing standing() {
        return standing;
    }

    /** The rule in words. */
    public String words() {
        return words;
    }

    /** The stable name, such as {@code within-a-fifth}. */
    public @JsonValue String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The rule that decides on a day within the clause's life, as its gauge stands then. */
    public static Rule of(Gauge gauge, LocalDate day) {
        return switch (gauge) {
            case MilestoneGauge milestone -> ofMilestone(milestone, day);
            case StateGauge.OfAgreement agreement ->
                    agreement.delivered(day).signum() > 0 ? AGREED : NOT_AGREED;
            case PacedGauge g -> ofTarget(g, day);
            case GrowthGauge g -> ofTarget(g, day);
            case CadenceGauge g -> ofTarget(g, day);
            case ShareGauge g -> ofTarget(g, day);
            case StateGauge g -> ofTarget(g, day);
        };
    }

    private static Rule ofMilestone(MilestoneGauge milestone, LocalDate day) {
        LocalDate deadline = milestone.deadline(day);
        if (milestone.isMet(day)) {
            return DONE_IN_TIME;
        }
        if (deadline == null || !milestone.isOwed(day) || day.isBefore(deadline)) {
            return DEADLINE_NOT_PASSED;
        }
        return day.isAfter(deadline) ? DEADLINE_PASSED : ON_THE_DEADLINE;
    }

    private static Rule ofTarget(Gauge gauge, LocalDate day) {
        Amount delivered = gauge.amount(day);
        if (delivered == null || !gauge.hasEvidence(day)) {
            return NO_EVIDENCE;
        }
        Amount expected = gauge.owed(day);
        Amount full = gauge.full();
        boolean over = !day.isBefore(gauge.lastDay());
        return switch (gauge.clause().direction()) {
            // What is reached today and may be lost tomorrow is met on the last day only.
            case AT_LEAST ->
                    atLeast(delivered, expected, full, over, over || gauge.kind().isPaced());
            case AT_MOST ->
                    atMost(delivered, expected, full, over, over || !gauge.kind().isAverage());
        };
    }

    /**
     * The rule for a clause that wants at least so much.
     *
     * @param over whether it is the clause's last day or later
     * @param counts whether reaching the full target counts already
     */
    private static Rule atLeast(
            Amount delivered, Amount expected, Amount fullTarget, boolean over, boolean counts) {
        if (fullTarget.signum() == 0) {
            return NOTHING_OWED;
        }
        if (counts && delivered.compareTo(fullTarget) >= 0) {
            return FULL_TARGET_REACHED;
        }
        if (over) {
            return ENDED_SHORT;
        }
        if (expected.signum() == 0) {
            return NOTHING_EXPECTED_YET;
        }
        if (delivered.compareTo(expected) >= 0) {
            return AS_EXPECTED;
        }
        return delivered.compareTo(expected.times(SLIPPING)) >= 0 ? WITHIN_A_FIFTH : FAR_BELOW;
    }

    /** The rule for a clause that wants at most so much; the parameters as above. */
    private static Rule atMost(
            Amount delivered, Amount expected, Amount fullTarget, boolean over, boolean counts) {
        if (counts && delivered.compareTo(fullTarget) > 0) {
            return LIMIT_PASSED;
        }
        if (over) {
            return ENDED_WITHIN;
        }
        if (expected.signum() == 0 && delivered.signum() == 0) {
            return NOTHING_YET;
        }
        if (delivered.compareTo(expected) <= 0) {
            return WITHIN_EXPECTED;
        }
        return delivered.times(SLIPPING).compareTo(expected) <= 0 ? A_FIFTH_ABOVE : FAR_ABOVE;
    }
}
