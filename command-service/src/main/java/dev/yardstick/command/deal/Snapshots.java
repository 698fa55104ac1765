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

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened to a deal, as far as snapshots of it show.
 *
 * <p>The ids are made so that ties are broken as meant: an opening or a close that several
 * snapshots show has the CRM's time of it and an id that falls with the snapshot's own time, so the
 * earliest snapshot is the last word on it.
 */
final class Snapshots {

    private static final String STATE = "state~";

    /** Some CRMs tell the second of a close and the millisecond of a version. */
    private static final long CLOSE_PRECISION_SECONDS = 1;

    private Snapshots() {}

    /**
     * What is to be recorded of a snapshot.
     *
     * @param byId all events of the deal
     */
    static List<DealEvent> news(DealSnapshot snapshot, Map<String, DealEvent> byId) {
        Map<String, DealEvent> known = new HashMap<>(byId);
        List<DealEvent> news = new ArrayList<>();
        for (DealEvent event : shown(snapshot, known.values())) {
            DealEvent free = free(event, known);
            if (free != null) {
                known.put(free.crm().id(), free);
                news.add(free);
            }
        }
        news.addAll(missingReopenings(known.values()));
        return news;
    }

    /**
     * The event under an id that is free; null where the deal has it. A clock that cannot tell two
     * states apart gives both the same id: the one that arrives later counts as later.
     */
    static @Nullable DealEvent free(DealEvent event, Map<String, DealEvent> byId) {
        DealEvent free = event;
        for (DealEvent before = byId.get(free.crm().id());
                before != null;
                before = byId.get(free.crm().id())) {
            if (Deal.same(before, free)) {
                return null;
            }
            free = withId(free, free.crm().id() + "~");
        }
        return free;
    }

    /** The events that a snapshot stands for and that tell something which is not known yet. */
    private static List<DealEvent> shown(DealSnapshot snapshot, Collection<DealEvent> known) {
        List<DealEvent> shown = new ArrayList<>();
        CrmVersion version = snapshot.version();
        Instant opened = snapshot.openedAt();
        if (opened != null) {
            shown.add(new DealOpened(shownBy(version, "opened", opened), snapshot.opening()));
        }
        CrmVersion state = as(version, STATE + version.id(), version.time());
        Instant closed = snapshot.closedAt();
        switch (snapshot.status()) {
            case OPEN -> {
                if (opened == null || version.time().isAfter(opened)) {
                    shown.add(new DealAdvanced(state, snapshot.now()));
                }
            }
            case WON -> {
                if (closed != null) {
                    shown.add(new DealWon(shownBy(version, "won", closed), snapshot.closing()));
                }
                if (closed == null && !(decisive(known, version) instanceof DealWon)) {
                    shown.add(new DealWon(state, snapshot.closing()));
                } else if (closed == null || version.time().isAfter(closed)) {
                    shown.add(new DealAmended(state, snapshot.now()));
                }
            }
            case LOST -> {
                if (closed != null) {
                    shown.add(new DealLost(shownBy(version, "lost", closed), snapshot.closing()));
                } else if (!(decisive(known, version) instanceof DealLost)) {
                    shown.add(new DealLost(state, snapshot.closing()));
                }
            }
        }
        shown.removeIf(event -> known.stream().anyMatch(before -> isToldBy(before, event)));
        return shown;
    }

    /** Whether an earlier snapshot told of the same opening or close. */
    private static boolean isToldBy(DealEvent before, DealEvent event) {
        return !event.crm().id().startsWith(STATE)
                && before.getClass() == event.getClass()
                && before.crm().time().equals(event.crm().time())
                && before.crm().id().compareTo(event.crm().id()) > 0;
    }

    /**
     * The reopenings that nobody told of: a snapshot shows the deal open after it was closed.
     *
     * @param known all events of the deal
     */
    private static List<DealEvent> missingReopenings(Collection<DealEvent> known) {
        List<DealEvent> missing = new ArrayList<>();
        @Nullable Instant closed = null;
        for (DealEvent event :
                known.stream().sorted(Comparator.comparing(DealEvent::crm)).toList()) {
            switch (event) {
                case DealWon e -> closed = e.crm().time();
                case DealLost e -> closed = e.crm().time();
                case DealReopened e -> closed = null;
                case DealRetracted e -> closed = null;
                case DealAdvanced e -> {
                    CrmVersion at = e.crm();
                    if (closed != null
                            && at.id().startsWith(STATE)
                            && !at.time().isBefore(closed.plusSeconds(CLOSE_PRECISION_SECONDS))) {
                        missing.add(
                                new DealReopened(
                                        as(at, at.id() + "~reopened", at.time()), e.report()));
                        closed = null;
                    }
                }
                case DealOpened e -> {}
                case DealAmended e -> {}
            }
        }
        return missing;
    }

    /** The last event up to a version that says whether the deal is won, lost or open. */
    private static DealEvent decisive(Collection<DealEvent> known, CrmVersion version) {
        return known.stream()
                .filter(e -> !(e instanceof DealAdvanced || e instanceof DealAmended))
                .filter(e -> !e.crm().time().isAfter(version.time()))
                .max(Comparator.comparing(DealEvent::crm))
                .orElse(new DealRetracted(version));
    }

    /** The earlier the snapshot, the greater the id. */
    private static CrmVersion shownBy(CrmVersion version, String what, Instant time) {
        long after = Long.MAX_VALUE - Math.max(0, version.time().toEpochMilli());
        return as(version, "%s~%019d".formatted(what, after), time);
    }

    private static CrmVersion as(CrmVersion version, String id, Instant time) {
        return new CrmVersion(version.source(), version.subject(), id, time);
    }

    /** The same event under another id. */
    private static DealEvent withId(DealEvent event, String id) {
        CrmVersion crm = as(event.crm(), id, event.crm().time());
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
