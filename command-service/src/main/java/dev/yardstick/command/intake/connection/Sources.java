package dev.yardstick.command.intake.connection;

import dev.yardstick.command.access.Caller;
import dev.yardstick.events.refusal.Characters;
import dev.yardstick.events.refusal.InvalidException.Fault;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.runtime.access.DeniedException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/**
 * Whose records a source's are: a connection's source is written through the connection, and by
 * tokens that are bound to it; every other one by tokens that are bound to it or to none.
 */
@Component
public record Sources(Connections connections) {

    /**
     * What is wrong with an event of a source that the caller sends; null: nothing.
     *
     * @throws AccessDeniedException when there is no source that she may write
     */
    public @Nullable Fault wrong(String source) {
        Set<String> bound = Caller.current().sources();
        if (bound == null) {
            return connections
                    .ofSource(source)
                    .map(one -> new Fault("source", Reason.SOURCE_OF_CONNECTION.of(one.name())))
                    .orElse(null);
        }
        if (bound.isEmpty()) {
            throw new DeniedException(Reason.BOUND_TO_NO_SOURCE);
        }
        return bound.contains(source)
                ? null
                : new Fault(
                        "source",
                        Reason.BOUND_TO_SOURCES.of(
                                Characters.shown(
                                        String.join(", ", bound.stream().sorted().toList()))));
    }
}
