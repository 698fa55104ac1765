package dev.yardstick.query.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.yardstick.query.facts.KnownAt;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * A team on a day: each rep's clauses and score, and what the same clauses come to over the team.
 *
 * @param clauses those that several reps share, by id, measure and currency, and those of one
 */
public record Scorecard(
        String team, LocalDate on, KnownAt knownAt, List<Rep> reps, List<Total> clauses) {

    /**
     * A rep of the team.
     *
     * @param score Σ weight × min(attainment, 1.5) ÷ Σ weight; null where nothing has an attainment
     */
    public record Rep(
            String id,
            String name,
            @Nullable String score,
            @JsonSerialize(contentUsing = Timeline.WrittenOnce.class)
                    List<Timeline.Clause> clauses) {}

    /**
     * A clause over the team: added up, by union of accounts, or averaged by weight.
     *
     * @param reps the number of reps who have it
     * @param likelyEnd where each rep's periods will have ended; null where no such forecast is
     *     made
     */
    public record Total(
            String id,
            String title,
            String kind,
            String unit,
            String direction,
            int reps,
            String fullTarget,
            String expected,
            @Nullable String delivered,
            @Nullable String attainment,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Likely likelyEnd) {}

    /** Within what it is likely to end: of ten, one ends below and one above. */
    public record Likely(String low, String high) {}
}
