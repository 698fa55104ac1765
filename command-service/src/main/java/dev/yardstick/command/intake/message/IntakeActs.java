package dev.yardstick.command.intake.message;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.yardstick.events.IntakeEvent;
import dev.yardstick.events.IntakeEvent.ConnectionDefined;
import dev.yardstick.events.IntakeEvent.ParkedResolved;
import dev.yardstick.events.Streams;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What was decided about one connection, or about one thing that was parked. */
@AggregateRoot(type = "intake")
public class IntakeActs {

    @AggregateIdentifier private @Nullable String stream;
    private @Nullable ConnectionDefined definition;

    /** Nothing yet. */
    public IntakeActs() {}

    /** Decides; a definition that is in force already is not recorded again. */
    public record Decide(IntakeEvent event) {

        /** The stream of what is decided about. */
        @TargetAggregateIdentifier
        public String stream() {
            return switch (event) {
                case ConnectionDefined e -> Streams.connection(e.connection());
                case ParkedResolved e -> Streams.parked(e.parked());
            };
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(Decide command) {
        if (!command.event().equals(definition)) {
            apply(command.event());
        }
    }

    @EventSourcingHandler
    void on(IntakeEvent event) {
        stream = new Decide(event).stream();
        if (event instanceof ConnectionDefined defined) {
            definition = defined;
        }
    }
}
