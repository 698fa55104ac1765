package dev.yardstick.command.token;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.yardstick.events.Streams;
import dev.yardstick.events.TokenEvent;
import dev.yardstick.events.TokenEvent.AccessTokenIssued;
import dev.yardstick.events.TokenEvent.AccessTokenRevoked;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** One bearer token; one that was printed at a terminal is unknown here until it is revoked. */
@AggregateRoot(type = "token")
public class AccessToken {

    @AggregateIdentifier private @Nullable String stream;
    private boolean revoked;

    /** Nothing yet. */
    public AccessToken() {}

    /** Gives a token, or takes it back; what is taken back already is not again. */
    public record Decide(TokenEvent event) {

        /** The stream of the token. */
        @TargetAggregateIdentifier
        public String stream() {
            return switch (event) {
                case AccessTokenIssued e -> Streams.token(e.token());
                case AccessTokenRevoked e -> Streams.token(e.token());
            };
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(Decide command) {
        if (!revoked) {
            apply(command.event());
        }
    }

    @EventSourcingHandler
    void on(TokenEvent event) {
        stream = new Decide(event).stream();
        revoked = event instanceof AccessTokenRevoked;
    }
}
