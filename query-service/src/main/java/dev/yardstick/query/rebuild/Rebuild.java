package dev.yardstick.query.rebuild;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A rebuild of the read model as operators see it.
 *
 * @param source {@code kafka} or {@code log}: where the events are read again
 * @param state {@code running}, {@code done}, {@code failed} or {@code cancelled}
 * @param phase of one that runs: {@code filling}, {@code indexing}, {@code comparing}
 * @param percent of the events that there are to read, 0 to 100
 * @param rate events a second
 * @param secondsLeft until it has caught up; null while nobody can tell
 * @param events how many were applied
 * @param starts how often it began, since it begins anew when the process ends in the middle
 * @param detail why it failed, or what one that runs waits for
 * @param equal whether old and rebuilt hold the same; null until they are compared
 * @param tables what old and rebuilt hold
 */
public record Rebuild(
        long id,
        String source,
        String state,
        @Nullable String phase,
        double percent,
        @Nullable Long rate,
        @Nullable Long secondsLeft,
        @Nullable Long events,
        Instant startedAt,
        @Nullable Instant endedAt,
        int starts,
        @Nullable String detail,
        @Nullable Boolean equal,
        List<Compared> tables) {

    /**
     * A table, old and rebuilt. Ids of words count as the words that they stand for.
     *
     * @param firstDifference the first row in the table's order that is not the same; null when all
     *     are
     */
    public record Compared(
            String table, Content old, Content rebuilt, @Nullable Difference firstDifference) {

        /** Whether both hold the same. */
        public boolean same() {
            return old.equals(rebuilt);
        }
    }

    /** What a table holds, in whatever order. */
    public record Content(long rows, String checksum) {}

    /** A row on both sides in readable words; null where it is missing. */
    public record Difference(@Nullable JsonNode old, @Nullable JsonNode rebuilt) {}
}
