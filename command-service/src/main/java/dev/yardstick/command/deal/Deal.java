package dev.yardstick.command.deal;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.yardstick.command.record.Recording;
import dev.yardstick.command.record.Sighting;
import dev.yardstick.events.DealEvent;
import dev.yardstick.events.DealEvent.DealRetracted;
import dev.yardstick.events.DealEvent.Reported;
import dev.yardstick.events.Streams;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.jspecify.annotations.Nullable;

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
        return before.crm().isSameAs(event.crm()) && says(before, event)
                ? Recording.DUPLICATE
                : Recording.ID_REUSED;
    }

    /** Whether two events say the same, whatever their versions. */
    static boolean says(DealEvent before, DealEvent event) {
        return before.getClass() == event.getClass()
                && (!(before instanceof Reported earlier && event instanceof Reported now)
                        || earlier.report().saysTheSameAs(now.report()));
    }

    /**
     * Records what a snapshot shows beyond what the stream knows, so that snapshots lead to the
     * same deal in whatever order they arrive. Of two that show the same opening or the same close,
     * the earlier one tells who is to be credited.
     */
    public Recording observe(DealSnapshot snapshot) {
        List<DealEvent> news = Snapshots.news(snapshot, byId.values());
        news.forEach(AggregateLifecycle::apply);
        return news.isEmpty() ? Recording.DUPLICATE : Recording.RECORDED;
    }

    /** Records that the CRM has the deal no more. */
    public Recording observeGone(Sighting sighting) {
        return sighting.gone(byId.values())
                .map(version -> report(new DealRetracted(version)))
                .orElse(Recording.DUPLICATE);
    }

    @EventSourcingHandler
    void on(DealEvent event) {
        stream = Streams.deal(event.crm().source(), event.crm().subject());
        byId.put(event.crm().id(), event);
    }
}
