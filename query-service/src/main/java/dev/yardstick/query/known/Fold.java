package dev.yardstick.query.known;

import dev.yardstick.events.ActivityEvent;
import dev.yardstick.events.ActivityEvent.ActivityCorrected;
import dev.yardstick.events.ActivityEvent.ActivityRecorded;
import dev.yardstick.events.ActivityEvent.ActivityRetracted;
import dev.yardstick.events.CrmRecord;
import dev.yardstick.events.DealEvent;
import dev.yardstick.events.DealEvent.DealAdvanced;
import dev.yardstick.events.DealEvent.DealAmended;
import dev.yardstick.events.DealEvent.DealLost;
import dev.yardstick.events.DealEvent.DealOpened;
import dev.yardstick.events.DealEvent.DealReopened;
import dev.yardstick.events.DealEvent.DealRetracted;
import dev.yardstick.events.DealEvent.DealWon;
import dev.yardstick.events.Event;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Report;
import dev.yardstick.events.Report.Credit;
import dev.yardstick.events.language.FactField;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Recorded;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a CRM record amounts to: the fold of its versions in the order of the CRM's clock, so any
 * order of arrival ends in the same facts. What a retraction voids is {@link CrmRecord}'s to say.
 */
final class Fold {

    /** A fact of a record, for one rep; a record has at most one of a kind for each. */
    record Key(String rep, FactKind kind) {}

    private Fold() {}

    /** The facts of a record's versions, in any order. */
    static Map<Key, Fact> facts(List<Recorded<Event>> versions) {
        if (versions.isEmpty()) { // as before the first
            return Map.of();
        }
        Map<Key, Fact> facts = new LinkedHashMap<>();
        List<Recorded<Event>> valid = CrmRecord.valid(versions, Recorded::event);
        List<Recorded<ActivityEvent>> activity = of(ActivityEvent.class, valid);
        if (!activity.isEmpty()) {
            activity(activity.getLast(), facts);
        }
        deal(of(DealEvent.class, valid), facts);
        return facts;
    }

    private static <E extends Event> List<Recorded<E>> of(
            Class<E> type, List<Recorded<Event>> versions) {
        List<Recorded<E>> found = new ArrayList<>(versions.size());
        for (Recorded<Event> version : versions) {
            if (type.isInstance(version.event())) {
                found.add(new Recorded<>(version.position(), type.cast(version.event())));
            }
        }
        return found;
    }

    private static void activity(Recorded<ActivityEvent> latest, Map<Key, Fact> facts) {
        switch (latest.event()) {
            case ActivityRecorded(var crm, var kind, var report) ->
                    add(facts, latest, kind, report.date(), report, report);
            case ActivityCorrected(var crm, var kind, var report) ->
                    add(facts, latest, kind, report.date(), report, report);
            case ActivityRetracted e -> throw new IllegalStateException("retractions are left out");
        }
    }

    private static void deal(List<Recorded<DealEvent>> versions, Map<Key, Fact> facts) {
        Recorded<DealEvent> opened = null;
        Recorded<DealEvent> decisive = null;
        Recorded<DealEvent> stated = null;
        Report credited = null;
        for (Recorded<DealEvent> version : versions) {
            switch (version.event()) {
                case DealOpened e -> opened = version;
                case DealWon e -> {
                    boolean known = isKnownClose(e, decisive);
                    decisive = known ? decisive : version;
                    stated = version;
                    credited = known && e.report().credits() == null ? credited : e.report();
                }
                case DealAmended(var crm, var report) -> {
                    stated = version;
                    credited = report.credits() == null ? credited : report;
                }
                case DealLost e -> decisive = isKnownClose(e, decisive) ? decisive : version;
                case DealReopened e -> decisive = version;
                case DealAdvanced e -> {}
                case DealRetracted e -> throw new IllegalStateException("retractions are left out");
            }
        }
        if (opened != null && opened.event() instanceof DealOpened(var crm, var report)) {
            add(facts, opened, FactKind.DEAL_OPENED, report.date(), report, report);
        }
        if (decisive == null) {
            return;
        }
        if (decisive.event() instanceof DealWon(var crm, var won)) {
            Recorded<DealEvent> last = Objects.requireNonNull(stated);
            add(
                    facts,
                    last,
                    FactKind.DEAL_WON,
                    won.date(),
                    ((DealEvent.Reported) last.event()).report(),
                    credited == null ? won : credited);
        } else if (decisive.event() instanceof DealLost(var crm, var lost)) {
            add(facts, decisive, FactKind.DEAL_LOST, lost.date(), lost, lost);
        }
    }

    private static boolean isKnownClose(DealEvent event, @Nullable Recorded<DealEvent> decisive) {
        return CrmRecord.isKnownClose(event, decisive == null ? null : decisive.event());
    }

    private static void add(
            Map<Key, Fact> facts,
            Recorded<? extends Event> from,
            FactKind kind,
            LocalDate date,
            Report report,
            Report credited) {
        List<Credit> credits = credited.credits();
        boolean shared = credits != null && credits.size() > 1;
        if (credits == null) {
            put(facts, from, kind, date, report, credited.rep(), BigDecimal.ONE, false, true);
            return;
        }
        for (Credit credit : credits) {
            boolean named = credit.rep().equals(credited.rep());
            put(facts, from, kind, date, report, credit.rep(), credit.share(), shared, named);
        }
        if (!facts.containsKey(new Key(credited.rep(), kind))) {
            put(facts, from, kind, date, report, credited.rep(), BigDecimal.ZERO, shared, true);
        }
    }

    private static void put(
            Map<Key, Fact> facts,
            Recorded<? extends Event> from,
            FactKind kind,
            LocalDate date,
            Report report,
            String rep,
            BigDecimal share,
            boolean shared,
            boolean named) {
        facts.put(
                new Key(rep, kind),
                Fact.of(
                        from.position(),
                        CrmRecord.version(from.event()).source(),
                        kind,
                        date,
                        share,
                        shared,
                        named,
                        FactField.told(report)));
    }
}
