package dev.yardstick.query.forecast;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.yardstick.query.measure.Standing;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drift that has become clear, with the proof that it was fair to say so.
 *
 * @param since the day on which it was raised
 * @param version the version in force then
 * @param acknowledgedOn when the rep agreed to the clause, if that is her latest answer to it
 * @param disputedOn when she disputed it, if that is
 * @param support training and coaching from 90 days before to the day judged
 * @param owedByManager how the clauses owed by the manager stand on the day judged
 * @param positions of the version, of what was said about it, and of the facts that had counted by
 *     then
 */
public record Warning(
        LocalDate since,
        int version,
        @Nullable LocalDate communicatedOn,
        @Nullable LocalDate acknowledgedOn,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LocalDate disputedOn,
        List<Support> support,
        List<Owed> owedByManager,
        List<Long> positions) {

    /** A training or a coaching talk. */
    public record Support(LocalDate date, String kind, long position) {}

    /** A clause owed by the manager. */
    public record Owed(String clause, Standing standing) {}
}
