package dev.yardstick.command.deal;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.yardstick.command.Recording;
import dev.yardstick.events.DealEvent;
import dev.yardstick.events.DealEvent.Reported;
import dev.yardstick.events.Streams;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * One deal of a CRM. Every transition is accepted and recorded in the order of arrival; what the
 * deal amounts to is for the reader to fold, by the CRM's own clock.
 */
@AggregateRoot(type = "deal")
public class Deal {

    @AggregateIdentifier private @Nullable String stream;
    private final Map<String, DealEvent> byId = new HashMap<>();

    /** None yet. */
    public Deal() {}

    /** Records what the CRM says, unless the stream has it. */
    public Recording report(DealEvent event) {
        DealEvent before = byId.get(event.crm().id());
        if (before == null) {
            apply(event);
            return Recording.RECORDED;
        }
        return same(before, event) ? Recording.DUPLICATE : Recording.ID_REUSED;
    }

    private static boolean same(DealEvent before, DealEvent event) {
        if (before instanceof Reported earlier && event instanceof Reported now) {
            return earlier.getClass() == now.getClass()
                    && earlier.crm().equals(now.crm())
                    && earlier.report().saysTheSameAs(now.report());
        }
        return before.equals(event);
    }

    @EventSourcingHandler
    void on(DealEvent event) {
        stream = Streams.deal(event.crm().source(), event.crm().subject());
        byId.put(event.crm().id(), event);
    }
}
