package dev.yardstick.events;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One promise of an expectation. It is the same clause in all versions by its id.
 *
 * @param label names the topic where it is {@link Topic#OTHER}
 * @param target what is agreed for the whole period; null for the kinds that have none
 * @param weight in the rep's score
 */
public record Clause(
        String id,
        Topic topic,
        @Nullable String label,
        @Nullable Personal title,
        Measure measure,
        @Nullable Target target,
        Pace pace,
        BigDecimal weight,
        OwedBy owedBy) {

    /** The same promise in other words. */
    public Clause with(@Nullable Personal title, Measure measure) {
        return new Clause(id, topic, label, title, measure, target, pace, weight, owedBy);
    }

    /** A bound on what is delivered: at least or at most so much, in the measure's unit. */
    public record Target(Direction direction, BigDecimal amount) {}

    /** On which side of the target it is good to be. */
    public enum Direction implements Coded {
        AT_LEAST,
        AT_MOST
    }

    /** Who owes the clause. */
    public enum OwedBy implements Coded {
        REP,
        MANAGER
    }
}
