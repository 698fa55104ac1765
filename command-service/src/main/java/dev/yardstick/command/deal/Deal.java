package dev.yardstick.command.deal;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.yardstick.command.Recording;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.DealEvent;
import dev.yardstick.events.DealEvent.DealRetracted;
import dev.yardstick.events.DealEvent.Reported;
import dev.yardstick.events.Streams;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    static boolean same(DealEvent before, DealEvent event) {
        if (before instanceof Reported earlier && event instanceof Reported now) {
            return earlier.getClass() == now.getClass()
                    && earlier.crm().equals(now.crm())
                    && earlier.report().saysTheSameAs(now.report());
        }
        return before.equals(event);
    }

    /**
     * Records what a snapshot shows beyond what the stream knows, so that snapshots lead to the
     * same deal in whatever order they arrive. Of two that show the same opening or the same win,
     * the earlier one tells who is to be credited.
     */
    public Recording observe(DealSnapshot snapshot) {
        List<DealEvent> news = Snapshots.news(snapshot, byId);
        news.forEach(AggregateLifecycle::apply);
        return news.isEmpty() ? Recording.DUPLICATE : Recording.RECORDED;
    }

    /**
     * Records that the CRM has the deal no more.
     *
     * @param clocked whether the version's time is the CRM's; if not, a second time is no news
     */
    public Recording observeGone(CrmVersion version, boolean clocked) {
        Optional<DealEvent> latest =
                byId.values().stream().max(Comparator.comparing(DealEvent::crm));
        if (!clocked && latest.isPresent() && latest.get() instanceof DealRetracted) {
            return Recording.DUPLICATE;
        }
        DealEvent free = Snapshots.free(new DealRetracted(version), byId);
        return free == null ? Recording.DUPLICATE : report(free);
    }

    @EventSourcingHandler
    void on(DealEvent event) {
        stream = Streams.deal(event.crm().source(), event.crm().subject());
        byId.put(event.crm().id(), event);
    }
}
