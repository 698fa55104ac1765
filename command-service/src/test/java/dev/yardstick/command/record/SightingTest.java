package dev.yardstick.command.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.events.ActivityEvent.ActivityRecorded;
import dev.yardstick.events.ActivityEvent.ActivityRetracted;
import dev.yardstick.events.CrmRecord;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.Event;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Report;
import dev.yardstick.events.language.FactField;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SightingTest {

    private static final Instant THEN = Instant.parse("2026-03-05T09:00:00Z");
    private static final boolean FETCHED = true;

    private final List<Event> known = new ArrayList<>();

    private static Sighting at(int second, boolean clocked, boolean fetched) {
        Instant time = THEN.plusSeconds(second);
        return new Sighting(new CrmVersion("/crm", "1", time.toString(), time), clocked, fetched);
    }

    /** Shows the record so; whether that is news. */
    private boolean observe(String state, Sighting sighting) {
        return sighting.news(sighting.state(known), known, before -> rep(before).equals(state))
                .map(crm -> known.add(new ActivityRecorded(crm, FactKind.CALL, report(state))))
                .orElse(false);
    }

    private boolean observe(String state, boolean fetched) {
        return observe(state, at(0, true, fetched));
    }

    /** As the CRM's API answers: later than all that is known. */
    private boolean fetch(String state, int second, boolean clocked) {
        Sighting plain = at(second, clocked, FETCHED);
        CrmVersion version = plain.version().seenAt(Sighting.seenNow(known));
        return observe(state, new Sighting(version, clocked, FETCHED));
    }

    private boolean delete(int second, boolean clocked) {
        return at(second, clocked, false)
                .gone(known)
                .map(crm -> known.add(new ActivityRetracted(crm)))
                .orElse(false);
    }

    private static String rep(Event event) {
        return event instanceof ActivityRecorded(var crm, var kind, var report) ? report.rep() : "";
    }

    /** What counts last; null where it is gone. */
    private @Nullable String last() {
        List<Event> valid = CrmRecord.valid(known);
        return valid.isEmpty() ? null : rep(valid.getLast());
    }

    private static Report report(String rep) {
        Map<FactField, @Nullable Object> told = new EnumMap<>(FactField.class);
        told.put(FactField.REP, rep);
        told.put(FactField.OCCURRED_AT, "2026-03-05");
        return FactField.report(LocalDate.of(2026, 3, 5), told, null);
    }

    @Test
    void whatArrivesLaterWithinATickHasAGreaterId() {
        for (String state : List.of("a", "b", "c")) {
            assertThat(observe(state, false)).isTrue();
            assertThat(last()).isEqualTo(state);
        }
        assertThat(observe("d", FETCHED)).isTrue();
        assertThat(last()).isEqualTo("d");
    }

    @Test
    void aDeliveryMayComeAgainAtAnyTime() {
        observe("a", false);
        observe("b", false);
        assertThat(observe("a", false)).isFalse();
        assertThat(observe("b", false)).isFalse();
    }

    @Test
    void whatWasFetchedIsARepetitionOnlyOfTheLast() {
        observe("a", FETCHED);
        assertThat(observe("a", FETCHED)).isFalse();
        observe("b", FETCHED);
        assertThat(observe("a", FETCHED)).isTrue();
        assertThat(observe("a", FETCHED)).isFalse();
        assertThat(last()).isEqualTo("a");
    }

    @Test
    void withinATickWhatWasFetchedIsLaterThanADeliveryThatArrivesAfterIt() {
        observe("held", FETCHED);
        assertThat(observe("planned", false)).isTrue();
        assertThat(observe("moved", false)).isTrue();
        assertThat(last()).isEqualTo("held");
    }

    @Test
    void withinATickWhatWasSeenLaterIsLaterThoughItArrivesFirst() {
        CrmVersion version = at(0, true, false).version();
        observe("done", new Sighting(version.seenAt(THEN.plusMillis(790)), true, false));
        observe("to do", new Sighting(version.seenAt(THEN.plusMillis(120)), true, false));
        assertThat(last()).isEqualTo("done");
    }

    @Test
    void aFetchAfterADeletionThatIsKnownShowsTheRecordAgain() {
        observe("a", false);
        for (int second : List.of(3600, 7200)) {
            assertThat(delete(second, true)).isTrue();
            assertThat(delete(second, true)).isFalse();
            assertThat(last()).isNull();
            assertThat(fetch("a", 0, true)).isTrue();
            assertThat(fetch("a", 0, true)).isFalse();
            assertThat(last()).isEqualTo("a");
        }
        assertThat(delete(10, false)).as("by our clock").isTrue();
        assertThat(last()).isNull();
        assertThat(fetch("a", 0, true)).isTrue();
        assertThat(last()).isEqualTo("a");
    }

    @Test
    void whatWasSeenLaterThanBeforeIsNewsForItMayHaveBeenDeletedInBetween() {
        observe("a", false);
        CrmVersion version = at(0, true, false).version().seenAt(THEN.plusSeconds(9));
        assertThat(observe("a", new Sighting(version, true, false))).isTrue();
        delete(5, true);
        assertThat(last()).isEqualTo("a");
        delete(9, true);
        assertThat(last()).isNull();
    }

    @Test
    void aRecordWithoutAStampIsAsLateAsTheLatestOfItElseTheEarliest() {
        fetch("held", 7200, false);
        fetch("planned", 60, true);
        assertThat(last()).isEqualTo("planned");
        fetch("held", 10, false);
        assertThat(last()).isEqualTo("held");
        fetch("planned", 61, true);
        assertThat(last()).isEqualTo("planned");
    }

    @Test
    void aDeletionWithoutATimeTakesBackAllThatIsKnownWhateverOurClockSays() {
        observe("a", at(7200, true, false));
        assertThat(delete(0, false)).isTrue();
        assertThat(last()).isNull();
    }
}
