package dev.yardstick.command.intake.reconciliation;

import dev.yardstick.events.DealEvent;
import dev.yardstick.events.DealEvent.DealAdvanced;
import dev.yardstick.events.DealEvent.DealAmended;
import dev.yardstick.events.DealEvent.DealLost;
import dev.yardstick.events.DealEvent.DealOpened;
import dev.yardstick.events.DealEvent.DealReopened;
import dev.yardstick.events.DealEvent.DealRetracted;
import dev.yardstick.events.DealEvent.DealWon;
import dev.yardstick.events.DealEvent.Reported;
import dev.yardstick.events.Event;
import dev.yardstick.events.language.FactField;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a deal that decide what it amounts to: the last won, lost or reopened event says
 * which it is; a won deal's fields are those of the latest win or amendment, its rep and credits
 * those of the latest win or amendment that carries credits.
 */
final class DealVersions implements Versions {

    private static final String STATE = "state";
    private static final String OPEN = "open";
    private static final String WON = "won";
    private static final String LOST = "lost";

    private final Retraction retraction = new Retraction();
    private @Nullable Version opened;
    private @Nullable Version decisive;
    private @Nullable Version stated;
    private @Nullable Version credited;
    private @Nullable Version latest;

    @Override
    public void add(Event event, int line, Shared shared) {
        switch ((DealEvent) event) {
            case DealOpened e -> opened = Version.later(opened, told(e, OPEN, line, shared));
            case DealAdvanced e -> told(e, OPEN, line, shared);
            case DealWon e when e.crm().wasObserved() && isDecided(WON) -> amend(e, line, shared);
            case DealWon e -> {
                Version won = told(e, WON, line, shared);
                decisive = Version.later(decisive, won);
                stated = Version.later(stated, won);
                credited = Version.later(credited, won);
            }
            case DealLost e when e.crm().wasObserved() && isDecided(LOST) ->
                    told(e, LOST, line, shared);
            case DealLost e -> decisive = Version.later(decisive, told(e, LOST, line, shared));
            case DealReopened e -> decisive = Version.later(decisive, told(e, OPEN, line, shared));
            case DealAmended e -> amend(e, line, shared);
            case DealRetracted(var crm) -> retraction.add(crm, line);
        }
    }

    /** Whether what is observed now shows a close that is known already. */
    private boolean isDecided(String state) {
        return decisive != null && decisive.state().equals(state);
    }

    private void amend(Reported event, int line, Shared shared) {
        Version amended = told(event, OPEN, line, shared);
        stated = Version.later(stated, amended);
        if (event.report().credits() != null) {
            credited = Version.later(credited, amended);
        }
    }

    private Version told(Reported event, String state, int line, Shared shared) {
        Version version = Version.of(event.crm(), line, state, event.report(), shared);
        latest = Version.later(latest, version);
        return version;
    }

    @Override
    public Picture picture() {
        Version last = retraction.unlessVoid(latest);
        if (last == null) {
            return Picture.gone(STATE);
        }
        Version decided = retraction.unlessVoid(decisive);
        Version opening = retraction.unlessVoid(opened);
        Day openedOn = opening == null ? null : opening.day();
        if (decided == null || decided.state().equals(OPEN)) {
            Day day = (opening == null ? last : opening).day();
            return new Picture(STATE, OPEN, day, openedOn, open(last, opening));
        }
        return new Picture(
                STATE,
                decided.state(),
                decided.day(),
                openedOn,
                decided.state().equals(WON) ? won(decided) : decided.fields());
    }

    /** An open deal has each field as it was told last; it has no date of a close. */
    private Map<FactField, Object> open(Version last, @Nullable Version opening) {
        Map<FactField, Object> fields = new EnumMap<>(FactField.class);
        Version statedLast = retraction.unlessVoid(stated);
        if (opening != null) {
            statedLast = statedLast == null ? opening : Version.later(statedLast, opening);
        }
        if (statedLast != null) {
            fields.putAll(statedLast.fields());
        }
        fields.putAll(last.fields());
        fields.remove(FactField.OCCURRED_AT);
        return fields;
    }

    private Map<FactField, Object> won(Version win) {
        Version statement = retraction.unlessVoid(stated);
        Version credit = retraction.unlessVoid(credited);
        Map<FactField, Object> fields =
                new EnumMap<>((statement == null ? win : statement).fields());
        copy(FactField.OCCURRED_AT, win, fields);
        copy(FactField.REP, credit == null ? win : credit, fields);
        copy(FactField.CREDITS, credit == null ? win : credit, fields);
        return fields;
    }

    private static void copy(FactField field, Version from, Map<FactField, Object> fields) {
        fields.remove(field);
        Object value = from.fields().get(field);
        if (value != null) {
            fields.put(field, value);
        }
    }

    @Override
    public int line() {
        return retraction.line(latest);
    }

    @Override
    public long weight() {
        return Stream.of(opened, decisive, stated, credited, latest)
                .distinct()
                .mapToLong(Version::weightOf)
                .sum();
    }
}
