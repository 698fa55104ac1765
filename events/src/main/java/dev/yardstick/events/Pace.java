package dev.yardstick.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How a target spreads over its period. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({@JsonSubTypes.Type(value = Pace.Even.class, name = "even")})
public sealed interface Pace {

    /** The same on every day of the period. */
    record Even() implements Pace {}
}
