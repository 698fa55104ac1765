package dev.yardstick.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a target spreads over its period. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Pace.Even.class, name = "even"),
    @JsonSubTypes.Type(value = Pace.Monthly.class, name = "monthly")
})
public sealed interface Pace {

    /** The same on every day of the period, without a ramp. */
    Pace EVEN = new Even(null);

    /**
     * The percentage owed in each whole month since hire, the first month first; 100 after the
     * list. Null: 100 from the first day.
     */
    @Nullable List<BigDecimal> ramp();

    /** The same on every day of the period. */
    record Even(@Nullable List<BigDecimal> ramp) implements Pace {}

    /**
     * So many percent in each month of the year, evenly over its days.
     *
     * @param percent 12 numbers, January first
     */
    record Monthly(List<BigDecimal> percent, @Nullable List<BigDecimal> ramp) implements Pace {}
}
