package dev.yardstick.query.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.yardstick.events.ActivityEvent.ActivityCorrected;
import dev.yardstick.events.ActivityEvent.ActivityRecorded;
import dev.yardstick.events.ActivityEvent.ActivityRetracted;
import dev.yardstick.events.CrmVersion;
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
import dev.yardstick.query.known.Fold.Key;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FoldTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    static CrmVersion at(int day) {
        return new CrmVersion("/crm", "1", "v" + day, START.plusSeconds(86_400L * day));
    }

    static Report report(int day, String rep, @Nullable String amount, Credit... credits) {
        Map<FactField, @Nullable Object> told = new EnumMap<>(FactField.class);
        told.put(FactField.REP, rep);
        told.put(FactField.OCCURRED_AT, "x");
        told.put(FactField.AMOUNT, amount == null ? null : new BigDecimal(amount));
        told.put(FactField.CURRENCY, "EUR");
        told.put(FactField.CREDITS, credits.length == 0 ? null : List.of(credits));
        return FactField.report(LocalDate.of(2026, 1, 1).plusDays(day), told, null);
    }

    private static Credit credit(String rep, String share) {
        return new Credit(rep, new BigDecimal(share));
    }

    private static List<Recorded<Event>> arrived(Event... events) {
        List<Recorded<Event>> arrived = new ArrayList<>();
        for (Event event : events) {
            arrived.add(new Recorded<>(arrived.size() + 1L, event));
        }
        return arrived;
    }

    /** All but the position, which depends on the order of arrival. */
    private static Map<Key, Fact> timeless(Map<Key, Fact> facts) {
        Map<Key, Fact> timeless = new HashMap<>();
        facts.forEach((key, fact) -> timeless.put(key, fact.at(0)));
        return timeless;
    }

    private static Fact only(Map<Key, Fact> facts, FactKind kind) {
        List<Fact> found = facts.values().stream().filter(f -> f.kind() == kind).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    @Test
    void anyOrderOfArrivalEndsInTheSameFacts() {
        List<Event> events =
                List.of(
                        new DealOpened(at(1), report(1, "robin", "5")),
                        new DealWon(at(2), report(2, "robin", "10")),
                        new DealReopened(at(3), report(3, "robin", null)),
                        new DealLost(at(4), report(4, "sam", null)),
                        new DealWon(at(5), report(5, "robin", "12")),
                        new DealAmended(
                                at(6),
                                report(6, "kit", "13", credit("kit", "0.5"), credit("sam", "0.5"))),
                        new DealRetracted(at(1)));
        Map<Key, Fact> inOrder = Fold.facts(arrived(events.toArray(Event[]::new)));
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            List<Event> shuffled = new ArrayList<>(events);
            Collections.shuffle(shuffled, random);
            assertThat(timeless(Fold.facts(arrived(shuffled.toArray(Event[]::new)))))
                    .isEqualTo(timeless(inOrder));
        }
        assertThat(inOrder)
                .containsOnlyKeys(
                        new Key("kit", FactKind.DEAL_WON), new Key("sam", FactKind.DEAL_WON));
    }

    @Test
    void correctingAndRetractingEverythingGivesWhatACleanRunGives() {
        Random random = new Random(11);
        for (int i = 0; i < 200; i++) {
            Report right = report(random.nextInt(300), "robin", String.valueOf(random.nextInt(99)));
            Report wrong = report(random.nextInt(300), "sam", "1");
            List<Event> corrected =
                    new ArrayList<>(
                            List.of(
                                    new ActivityRecorded(at(1), FactKind.CALL, wrong),
                                    new ActivityCorrected(at(2), FactKind.TRAVEL, wrong),
                                    new ActivityCorrected(at(5), FactKind.MEETING, right)));
            List<Event> restated =
                    new ArrayList<>(
                            List.of(
                                    new DealOpened(at(1), wrong),
                                    new DealWon(at(2), wrong),
                                    new DealRetracted(at(3)),
                                    new DealOpened(at(4), right),
                                    new DealWon(at(5), right)));
            Collections.shuffle(corrected, random);
            Collections.shuffle(restated, random);
            assertThat(folded(corrected))
                    .isEqualTo(
                            folded(List.of(new ActivityRecorded(at(5), FactKind.MEETING, right))));
            assertThat(folded(restated))
                    .isEqualTo(
                            folded(
                                    List.of(
                                            new DealOpened(at(4), right),
                                            new DealWon(at(5), right))));
            corrected.add(random.nextInt(4), new ActivityRetracted(at(6)));
            restated.add(random.nextInt(6), new DealRetracted(at(6)));
            assertThat(folded(corrected)).isEmpty();
            assertThat(folded(restated)).isEmpty();
        }
    }

    private static Map<Key, Fact> folded(List<Event> events) {
        return timeless(Fold.facts(arrived(events.toArray(Event[]::new))));
    }

    @Test
    void theLastOfWonLostAndReopenedDecides() {
        Event won = new DealWon(at(1), report(1, "robin", "10"));
        assertThat(Fold.facts(arrived(won))).containsOnlyKeys(new Key("robin", FactKind.DEAL_WON));
        assertThat(Fold.facts(arrived(won, new DealReopened(at(2), report(2, "robin", null)))))
                .isEmpty();
        assertThat(Fold.facts(arrived(won, new DealLost(at(2), report(2, "robin", null)))))
                .containsOnlyKeys(new Key("robin", FactKind.DEAL_LOST));
    }

    @Test
    void anAmendmentChangesTheAmountButMovesNoCreditUnlessItStatesCredits() {
        Event won = new DealWon(at(1), report(1, "robin", "10"));
        Fact amended =
                only(
                        Fold.facts(
                                arrived(won, new DealAmended(at(2), report(2, "newowner", "11")))),
                        FactKind.DEAL_WON);
        assertThat(amended.amount()).isEqualByComparingTo("11");
        assertThat(amended.date()).isEqualTo(LocalDate.of(2026, 1, 2));
        assertThat(Fold.facts(arrived(won, new DealAmended(at(2), report(2, "newowner", "11")))))
                .containsOnlyKeys(new Key("robin", FactKind.DEAL_WON));
        assertThat(
                        Fold.facts(
                                arrived(
                                        won,
                                        new DealAmended(
                                                at(2),
                                                report(2, "sam", "11", credit("sam", "1"))))))
                .containsOnlyKeys(new Key("sam", FactKind.DEAL_WON));
    }

    @Test
    void theRepNamedIsKeptWithoutCreditWhereOthersShareIt() {
        Map<Key, Fact> facts =
                Fold.facts(
                        arrived(
                                new DealWon(
                                        at(1),
                                        report(
                                                1,
                                                "robin",
                                                "10",
                                                credit("sam", "0.75"),
                                                credit("kit", "0.25")))));
        Fact robin = Objects.requireNonNull(facts.get(new Key("robin", FactKind.DEAL_WON)));
        Fact sam = Objects.requireNonNull(facts.get(new Key("sam", FactKind.DEAL_WON)));
        assertThat(robin.share()).isEqualByComparingTo("0");
        assertThat(robin.named()).isTrue();
        assertThat(sam.share()).isEqualByComparingTo("0.75");
        assertThat(sam.named()).isFalse();
        assertThat(sam.shared()).isTrue();
    }

    @Test
    void aCorrectionReplacesAndMayChangeTheKindAndARetractionVoidsWhatIsOlder() {
        Event call = new ActivityRecorded(at(1), FactKind.CALL, report(1, "robin", null));
        Event meeting = new ActivityCorrected(at(3), FactKind.MEETING, report(3, "robin", null));
        assertThat(Fold.facts(arrived(meeting, call)))
                .containsOnlyKeys(new Key("robin", FactKind.MEETING));
        assertThat(Fold.facts(arrived(call, meeting, new ActivityRetracted(at(2)))))
                .containsOnlyKeys(new Key("robin", FactKind.MEETING));
        assertThat(Fold.facts(arrived(new ActivityRetracted(at(3)), call, meeting))).isEmpty();
    }

    private static CrmVersion shown(int day, String id) {
        return at(day).withId(id).asObserved();
    }

    private static CrmVersion shown(int day, int seen) {
        return shown(day, "v" + day + "-" + seen).seenAt(at(seen).time());
    }

    @Test
    void whatTheCrmShowsAgainCountsAsIfItHadNeverBeenGone() {
        List<Event> events =
                List.of(
                        new DealOpened(at(1), report(1, "robin", "5")),
                        new DealWon(at(2), report(2, "robin", "10")),
                        new DealAmended(shown(2, "s2"), report(2, "robin", "10")),
                        new DealRetracted(at(4)),
                        new DealAmended(shown(6, "s6"), report(6, "sam", "10")));
        for (int seed = 0; seed < 100; seed++) {
            List<Event> shuffled = new ArrayList<>(events);
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(folded(shuffled)).isEqualTo(folded(events));
        }
        assertThat(folded(events))
                .containsOnlyKeys(
                        new Key("robin", FactKind.DEAL_OPENED),
                        new Key("robin", FactKind.DEAL_WON));
        assertThat(folded(events.subList(0, 4))).isEmpty();
    }

    @Test
    void whatIsToldAfterARetractionLiftsNothing() {
        Event call = new ActivityRecorded(shown(1, "a"), FactKind.CALL, report(1, "robin", null));
        Event again = new ActivityCorrected(at(5), FactKind.CALL, report(1, "robin", null));
        Event won = new DealWon(at(1), report(1, "robin", "1"));
        assertThat(folded(List.of(call, new ActivityRetracted(at(3)), again))).hasSize(1);
        assertThat(
                        folded(
                                List.of(
                                        won,
                                        new DealRetracted(at(3)),
                                        new DealOpened(at(5), report(5, "robin", "1")))))
                .containsOnlyKeys(new Key("robin", FactKind.DEAL_OPENED));
    }

    @Test
    void whatIsSeenLaterIsThereAgainThoughItsOwnStampDidNotMove() {
        List<Event> events =
                List.of(
                        new ActivityRecorded(shown(1, 1), FactKind.CALL, report(1, "robin", null)),
                        new ActivityRetracted(at(3)),
                        new ActivityCorrected(shown(1, 4), FactKind.CALL, report(1, "robin", null)),
                        new ActivityRetracted(at(5)),
                        new ActivityCorrected(
                                shown(1, 6), FactKind.CALL, report(1, "robin", null)));
        for (int told = 1; told <= events.size(); told++) {
            for (int seed = 0; seed < 50; seed++) {
                List<Event> shuffled = new ArrayList<>(events.subList(0, told));
                Collections.shuffle(shuffled, new Random(seed));
                assertThat(folded(shuffled)).as("%s", shuffled).hasSize(told % 2);
            }
        }
    }

    @Test
    void whileARecordIsGoneNothingThatWasSeenOfItCountsWhateverItsDate() {
        Event state = new DealAmended(shown(2, "state"), report(2, "robin", "10"));
        Event won = new DealWon(at(9).seenAt(at(2).time()), report(9, "robin", "10"));
        Event gone = new DealRetracted(at(4));
        Event told = new DealWon(at(9), report(9, "sam", "10"));
        assertThat(folded(List.of(won, state))).hasSize(1);
        assertThat(folded(List.of(gone, won, state))).isEmpty();
        assertThat(folded(List.of(won, gone, state, told)))
                .containsOnlyKeys(new Key("sam", FactKind.DEAL_WON));
    }

    @Test
    void withinOneTickWhatWasSeenLaterCountsAndARetractionVoidsAllOfIt() {
        Event planned = new ActivityRetracted(shown(1, 3));
        Event held = new ActivityRecorded(shown(1, 4), FactKind.CALL, report(1, "robin", null));
        assertThat(folded(List.of(planned, held))).hasSize(1);
        assertThat(folded(List.of(held, planned))).hasSize(1);
        assertThat(folded(List.of(held, planned, new ActivityRetracted(shown(1, 5))))).isEmpty();
        assertThat(folded(List.of(held, new ActivityRetracted(at(4))))).isEmpty();
    }

    @Test
    void aCloseThatIsObservedAgainMovesNoCreditAndNoDate() {
        Event first = new DealWon(shown(2, "s2"), report(2, "robin", "10"));
        Event again = new DealWon(shown(5, "s5"), report(5, "sam", "12"));
        Fact fact = only(folded(List.of(again, first)), FactKind.DEAL_WON);
        assertThat(fact.date()).isEqualTo(LocalDate.of(2026, 1, 3));
        assertThat(fact.amount()).isEqualByComparingTo("12");
        assertThat(folded(List.of(again, first)))
                .containsOnlyKeys(new Key("robin", FactKind.DEAL_WON));
        assertThat(
                        folded(
                                List.of(
                                        new DealLost(shown(5, "s5"), report(5, "sam", null)),
                                        new DealLost(shown(2, "s2"), report(2, "robin", null)))))
                .containsOnlyKeys(new Key("robin", FactKind.DEAL_LOST));
    }

    @Test
    void whatWasKnownAtEveryPositionIsKeptAlsoWithinOneBatch() {
        List<Recorded<Event>> events =
                arrived(
                        new DealWon(at(1), report(1, "robin", "10")),
                        new DealWon(at(3), report(3, "robin", "30")),
                        new DealWon(at(2), report(2, "robin", "20")),
                        new DealRetracted(at(3)));
        RecordChanges whole = new RecordChanges(List.of(), events);

        assertThat(whole.closed()).isEmpty();
        assertThat(whole.opened())
                .extracting(FactRows.Opened::knownFrom, FactRows.Opened::knownTo)
                .containsExactly(tuple(1L, 2L), tuple(2L, 4L));
        RecordChanges last = new RecordChanges(events.subList(0, 3), events.subList(3, 4));
        assertThat(last.opened()).isEmpty();
        assertThat(last.closed())
                .containsExactly(new FactRows.Closed(1, "robin", FactKind.DEAL_WON, 4));
    }
}
