package dev.yardstick.query.timeline;

import com.fasterxml.jackson.annotation.JsonValue;

import org.apache.commons.numbers.fraction.BigFraction;

import java.math.BigDecimal;
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

    /**
     * The verdict on a clause that wants at least so much.
     *
     * @param over whether it is the clause's last day or later
     */
    static Standing atLeast(
            BigFraction delivered, BigFraction expected, BigFraction fullTarget, boolean over) {
        if (fullTarget.signum() == 0) {
            return NOT_STARTED;
        }
        if (delivered.compareTo(fullTarget) >= 0) {
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

    /** The verdict on a clause that wants at most so much. */
    static Standing atMost(
            BigFraction delivered, BigFraction expected, BigFraction fullTarget, boolean over) {
        if (delivered.compareTo(fullTarget) > 0) {
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

    static BigFraction exact(BigDecimal value) {
        return value.scale() <= 0
                ? BigFraction.of(value.toBigIntegerExact())
                : BigFraction.of(
                        value.unscaledValue(), java.math.BigInteger.TEN.pow(value.scale()));
    }
}
