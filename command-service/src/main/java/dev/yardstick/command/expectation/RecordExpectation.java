package dev.yardstick.command.expectation;

import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.ExpectationEvent.ExpectationAcknowledged;
import dev.yardstick.events.ExpectationEvent.ExpectationDisputed;
import dev.yardstick.events.Streams;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Records what is set, revised or said of an expectation, where that may be.
 *
 * @param event of the expectation's own rep; a revision has the number after that of the version
 *     that its author saw
 */
public record RecordExpectation(ExpectationEvent event) {

    /** The expectation's stream. */
    @TargetAggregateIdentifier
    public String stream() {
        return Streams.expectation(event.expectation());
    }

    /** Whether what is recorded says the same, whoever reported it. */
    public boolean ledTo(ExpectationEvent recorded) {
        return unreported(event).equals(unreported(recorded));
    }

    private static ExpectationEvent unreported(ExpectationEvent event) {
        return switch (event) {
            case ExpectationAcknowledged e ->
                    new ExpectationAcknowledged(
                            e.expectation(), e.rep(), e.version(), e.on(), e.clauses(), null);
            case ExpectationDisputed e ->
                    new ExpectationDisputed(
                            e.expectation(),
                            e.rep(),
                            e.version(),
                            e.on(),
                            e.comment(),
                            e.clauses(),
                            null);
            default -> event;
        };
    }
}
