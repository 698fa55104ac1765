package dev.yardstick.events;

import com.fasterxml.jackson.annotation.JsonValue;

/** An enum whose constants have stable names, in JSON too. */
public interface Coded {

    /** The stable name, such as {@code deal-won}. */
    @JsonValue
    default String code() {
        return Codes.of((Enum<?>) this);
    }
}
