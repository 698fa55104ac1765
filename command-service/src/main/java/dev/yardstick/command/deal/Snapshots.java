package dev.yardstick.command.deal;

import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.DealEvent;
import dev.yardstick.events.DealEvent.DealAdvanced;
import dev.yardstick.events.DealEvent.DealAmended;
import dev.yardstick.events.DealEvent.DealLost;
import dev.yardstick.events.DealEvent.DealOpened;
import dev.yardstick.events.DealEvent.DealReopened;
import dev.yardstick.events.DealEvent.DealRetracted;
import dev.yardstick.events.DealEvent.DealWon;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a deal, as far as snapshots of it show.
 *
 * <p>The ids are made so that ties are broken as meant: an opening or a close that several
 * snapshots show has the CRM's time of it and an id that falls with the snapshot's own time, so the
 * earliest snapshot is the last word on it.
 */
final class Snapshots {

    private static final String STATE = "state~";

    /** Of a state: right after it, and before the next of its tick. */
    private static final String REOPENED = "!reopened";

    /** How that was written once. */
    private static final String ONCE_REOPENED = "~reopened";

    /** Some CRMs tell the second of a close and the millisecond of a version. */
    private static final long CLOSE_PRECISION_SECONDS = 1;

    private Snapshots() {}

    /**
     * What is to be recorded of a snapshot.
     *
     * @param known all events of the deal
     */
    static List<DealEvent> news(DealSnapshot snapshot, Collection<DealEvent> known) {
        List<DealEvent> all = new ArrayList<>(known);
        List<DealEvent> shown =
                known.stream().filter(event -> !(event instanceof DealReopened)).toList();
        for (DealEvent event : shown(snapshot, known)) {
            snapshot.sighting()
                    .news(event.crm(), shown, before -> Deal.says(before, event))
                    .ifPresent(crm -> all.add(as(event, crm)));
        }
        all.addAll(missingReopenings(all));
        return all.subList(known.size(), all.size());
    }

    /**
     * The events that a snapshot stands for and that tell something which is not known yet. Each
     * leaves one of its own version, which says that the CRM showed the deal then.
     */
    private static List<DealEvent> shown(DealSnapshot snapshot, Collection<DealEvent> known) {
        List<DealEvent> shown = new ArrayList<>();
        CrmVersion version = snapshot.sighting().state(known);
        Instant opened = snapshot.openedAt();
        if (opened != null) {
            shown.add(new DealOpened(shownBy(version, "opened", opened), snapshot.opening()));
        }
        CrmVersion state = version.withId(STATE + version.id());
        Instant closed = snapshot.closedAt();
        switch (snapshot.status()) {
            case OPEN -> shown.add(new DealAdvanced(state, snapshot.now()));
            case WON -> {
                if (closed == null) {
                    shown.add(new DealWon(state, snapshot.closing()));
                } else {
                    shown.add(new DealWon(shownBy(version, "won", closed), snapshot.closing()));
                    shown.add(new DealAmended(state, snapshot.now()));
                }
            }
            case LOST -> {
                if (closed != null) {
                    shown.add(new DealLost(shownBy(version, "lost", closed), snapshot.closing()));
                }
                shown.add(new DealLost(state, snapshot.closing()));
            }
        }
        shown.removeIf(event -> known.stream().anyMatch(before -> isToldBy(before, event)));
        return shown;
    }

    /** Whether an earlier snapshot told of the same opening or close. */
    private static boolean isToldBy(DealEvent before, DealEvent event) {
        String id = event.crm().id();
        return !id.startsWith(STATE)
                && before.getClass() == event.getClass()
                && before.crm().time().equals(event.crm().time())
                && !before.crm().id().startsWith(id)
                && before.crm().id().compareTo(id) > 0;
    }

    /**
     * The reopenings that nobody told of: a snapshot shows the deal open after it was closed. Where
     * it was closed in the end, or is gone, they change nothing.
     *
     * @param known all events of the deal
     */
    private static List<DealEvent> missingReopenings(Collection<DealEvent> known) {
        Set<String> ids = known.stream().map(event -> event.crm().id()).collect(Collectors.toSet());
        List<DealEvent> missing = new ArrayList<>();
        @Nullable Instant closed = null;
        for (DealEvent event :
                known.stream().sorted(Comparator.comparing(DealEvent::crm)).toList()) {
            switch (event) {
                case DealWon e -> closed = surelyClosed(e.crm());
                case DealLost e -> closed = surelyClosed(e.crm());
                case DealReopened e -> closed = null;
                case DealAmended e -> {
                    // That a snapshot shows it won makes sure of it.
                    if (closed != null && e.crm().wasObserved()) {
                        closed = e.crm().time();
                    }
                }
                case DealAdvanced e -> {
                    CrmVersion at = e.crm();
                    if (closed != null
                            && at.id().startsWith(STATE)
                            && !at.time().isBefore(closed)) {
                        if (!ids.contains(at.id() + REOPENED)
                                && !ids.contains(at.id() + ONCE_REOPENED)) {
                            CrmVersion reopened = at.withId(at.id() + REOPENED);
                            missing.add(new DealReopened(reopened, e.report()));
                        }
                        closed = null;
                    }
                }
                case DealOpened e -> {}
                case DealRetracted e -> {}
            }
        }
        return missing;
    }

    /** When a deal that is shown open has been reopened since. */
    private static Instant surelyClosed(CrmVersion close) {
        return close.wasObserved()
                ? close.time()
                : close.time().plusSeconds(CLOSE_PRECISION_SECONDS);
    }

    /** The earlier the snapshot, the greater the id. */
    private static CrmVersion shownBy(CrmVersion version, String what, Instant time) {
        long after = Long.MAX_VALUE - Math.max(0, version.time().toEpochMilli());
        String id = "%s~%019d".formatted(what, after);
        return new CrmVersion(version.source(), version.subject(), id, time)
                .seenAt(version.seenAt());
    }

    /** The same event as another version. */
    private static DealEvent as(DealEvent event, CrmVersion crm) {
        return switch (event) {
            case DealOpened e -> new DealOpened(crm, e.report());
            case DealAdvanced e -> new DealAdvanced(crm, e.report());
            case DealWon e -> new DealWon(crm, e.report());
            case DealLost e -> new DealLost(crm, e.report());
            case DealReopened e -> new DealReopened(crm, e.report());
            case DealAmended e -> new DealAmended(crm, e.report());
            case DealRetracted e -> new DealRetracted(crm);
        };
    }
}
