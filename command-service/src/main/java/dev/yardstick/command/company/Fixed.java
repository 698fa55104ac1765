package dev.yardstick.command.company;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.yardstick.events.CompanyEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** One thing fixed for the whole company: a year's rates, a calendar, a template. */
@AggregateRoot(type = "company")
public class Fixed {

    @AggregateIdentifier private @Nullable String stream;
    private @Nullable CompanyEvent latest;

    /** Nothing yet. */
    public Fixed() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(Fix command) {
        if (!command.event().equals(latest)) {
            apply(command.event());
        }
    }

    @EventSourcingHandler
    void on(CompanyEvent event) {
        stream = new Fix(event).stream();
        latest = event;
    }
}
