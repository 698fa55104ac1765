package dev.yardstick.query.compare;

import dev.yardstick.query.facts.Fact;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fact that differs between two moments of knowledge.
 *
 * @param fresh whether the record held no such fact at the earlier moment, for anybody
 * @param then as known at the first moment; null: not known
 * @param corrected as known at the second, with the credit of the first
 * @param now as known at the second; null: not known
 * @param altering the events that made or changed it
 * @param crediting the events that changed the credit for it
 */
public record AlteredFact(
        boolean fresh,
        @Nullable Fact then,
        @Nullable Fact corrected,
        @Nullable Fact now,
        List<Comparison.Event> altering,
        List<Comparison.Event> crediting) {

    /** How the fact is known once a cause and those before it have been applied. */
    @Nullable Fact after(Cause cause) {
        if (fresh) {
            return now;
        }
        return switch (cause) {
            case NEW_FACTS -> then;
            case CORRECTIONS -> corrected;
            default -> now;
        };
    }

    /** How it is known before a cause is applied. */
    @Nullable Fact before(Cause cause) {
        return cause == Cause.NEW_FACTS ? then : after(Cause.values()[cause.ordinal() - 1]);
    }

    /** The events by which a cause changed it. */
    List<Comparison.Event> events(Cause cause) {
        return switch (cause) {
            case NEW_FACTS -> fresh ? altering : List.of();
            case CORRECTIONS -> fresh ? List.of() : altering;
            default -> fresh ? List.of() : crediting;
        };
    }
}
