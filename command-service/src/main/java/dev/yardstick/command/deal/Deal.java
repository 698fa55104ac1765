package dev.yardstick.command.deal;

import dev.yardstick.command.record.Recording;
import dev.yardstick.command.record.Sighting;
import dev.yardstick.events.DealEvent;
import dev.yardstick.events.DealEvent.DealRetracted;
import dev.yardstick.events.DealEvent.Reported;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One deal of a CRM. Every transition is accepted and recorded in the order of arrival; what the
 * deal amounts to is for the reader to fold, by the CRM's own clock.
 */
public final class Deal {

    private final Map<String, DealEvent> byId = new HashMap<>();
    private final Consumer<? super DealEvent> recording;

    /**
     * A deal.
     *
     * @param known its events
     * @param recording takes those that are new
     */
    public Deal(List<DealEvent> known, Consumer<? super DealEvent> recording) {
        known.forEach(this::on);
        this.recording = recording;
    }

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
        news.forEach(this::apply);
        return news.isEmpty() ? Recording.DUPLICATE : Recording.RECORDED;
    }

    /** Records that the CRM has the deal no more. */
    public Recording observeGone(Sighting sighting) {
        return sighting.gone(byId.values())
                .map(version -> report(new DealRetracted(version)))
                .orElse(Recording.DUPLICATE);
    }

    private void apply(DealEvent event) {
        on(event);
        recording.accept(event);
    }

    private void on(DealEvent event) {
        byId.put(event.crm().id(), event);
    }
}
