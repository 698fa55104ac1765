package dev.yardstick.query.measure;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** The verdict on a clause on a day. */
public enum Standing {
    MET,
    ON_PACE,
    SLIPPING,
    BEHIND,
    MISSED,
    NOT_STARTED;

    /** In the order in which they are looked at. */
    public static final List<Standing> WORST_FIRST =
            List.of(MISSED, BEHIND, SLIPPING, NOT_STARTED, ON_PACE, MET);

    /** Whether less was delivered than expected: slipping, behind or missed. */
    public boolean isShort() {
        return this == SLIPPING || this == BEHIND || this == MISSED;
    }

    /** The stable name, such as {@code on-pace}. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The verdict on a clause on a day within its life, as its gauge stands then. */
    public static Standing of(Gauge gauge, LocalDate day) {
        return Rule.of(gauge, day).standing();
    }
}
