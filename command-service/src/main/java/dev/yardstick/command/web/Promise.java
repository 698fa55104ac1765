package dev.yardstick.command.web;

import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.Topic;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A clause as it is stated; {@link ClauseReader} reads it.
 *
 * @param id the same in all versions
 * @param label names the topic other
 * @param target what is agreed for the whole period; the kinds milestone and agreement have none
 * @param pace how the target spreads over the period; evenly without it
 * @param weight in the rep's score; 1 without it
 * @param owedBy who owes it; the rep without it
 */
record Promise(
        String id,
        Topic topic,
        @Nullable String label,
        @Nullable String title,
        Measurement measure,
        @Nullable Target target,
        @Nullable Pace pace,
        @Nullable BigDecimal weight,
        @Nullable OwedBy owedBy) {

    /** How it is measured; what else is stated depends on the kind. */
    record Measurement(String kind) {}

    /** One of both, in the measure's unit. */
    record Target(@Nullable BigDecimal atLeast, @Nullable BigDecimal atMost) {}

    /**
     * How a target spreads.
     *
     * @param percent of each month of the year, January first, where the kind is monthly
     * @param ramp percent owed in each whole month since hire, the first month first
     */
    record Pace(
            @Schema(allowableValues = {"even", "monthly"}) String kind,
            @Nullable List<BigDecimal> percent,
            @Nullable List<BigDecimal> ramp) {}
}
