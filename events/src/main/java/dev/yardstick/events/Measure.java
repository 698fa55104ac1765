package dev.yardstick.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;

import java.util.List;
import java.util.Map;

/** How delivery is measured. The set is closed: what can be measured is decided in code. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Measure.Count.class, name = "count"),
    @JsonSubTypes.Type(value = Measure.Sum.class, name = "sum")
})
public sealed interface Measure {

    /** The stable name, such as {@code count}. */
    String kind();

    /** The number of facts. */
    record Count(FactKind of, Map<String, List<String>> where) implements Measure {
        @Override
        public String kind() {
            return "count";
        }
    }

    /** A quantity added up over facts. */
    record Sum(FactKind of, Quantity quantity, Map<String, List<String>> where) implements Measure {
        @Override
        public String kind() {
            return "sum";
        }
    }

    /** What of a fact is added up: money in the expectation's currency, hours, or days. */
    enum Quantity {
        AMOUNT,
        HOURS,
        DAYS;

        /** The stable name, such as {@code amount}. */
        @JsonValue
        public String code() {
            return Codes.of(this);
        }

        /** The quantity with that code; an unknown one is an {@link IllegalArgumentException}. */
        @JsonCreator
        public static Quantity of(String code) {
            return Codes.parse(Quantity.class, code);
        }
    }
}
