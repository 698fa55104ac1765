package dev.yardstick.command.oversight;

import dev.yardstick.events.OversightEvent;
import dev.yardstick.events.OversightEvent.OversightGiven;
import dev.yardstick.events.OversightEvent.OversightWithdrawn;
import dev.yardstick.events.Streams;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be said of who answers for reps. */
public sealed interface OversightCommand {

    /** What is recorded of it, unless that is so already. */
    OversightEvent said();

    /** The stream of what is overseen. */
    @TargetAggregateIdentifier
    default String stream() {
        return Streams.oversight(said().kind(), said().of());
    }

    /** Gives it; the same from the same day on gets another end. */
    record Give(OversightGiven said) implements OversightCommand {}

    /** Takes it back; once more changes nothing. */
    record Withdraw(OversightWithdrawn said) implements OversightCommand {}
}
