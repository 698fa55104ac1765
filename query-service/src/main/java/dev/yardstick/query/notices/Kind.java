package dev.yardstick.query.notices;

import java.util.Arrays;
import java.util.Optional;

/** What a person may be told. */
public enum Kind {
    /** To a rep: a version was communicated and is not answered. */
    TO_ACKNOWLEDGE("to-acknowledge"),
    /** To a rep's manager: drift has become clear. */
    WARNING("warning"),
    /** To a rep's manager: the rep disputes a version. */
    DISPUTE("dispute");

    private final String code;

    Kind(String code) {
        this.code = code;
    }

    /** As it is written. */
    public String code() {
        return code;
    }

    /** By its code. */
    public static Optional<Kind> of(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }
}
