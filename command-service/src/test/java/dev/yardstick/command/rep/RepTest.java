package dev.yardstick.command.rep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.command.rep.RepCommand.CancelAbsence;
import dev.yardstick.command.rep.RepCommand.CancelTalk;
import dev.yardstick.command.rep.RepCommand.EraseRep;
import dev.yardstick.command.rep.RepCommand.MakeAgreement;
import dev.yardstick.command.rep.RepCommand.PlanTalk;
import dev.yardstick.command.rep.RepCommand.ReportAbsence;
import dev.yardstick.command.rep.RepCommand.ReportDeparture;
import dev.yardstick.command.rep.RepCommand.SettleAgreement;
import dev.yardstick.command.rep.RepCommand.SnoozeMatter;
import dev.yardstick.command.rep.RepCommand.StateRep;
import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.OversightEvent;
import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.RepEvent.AgreementMade;
import dev.yardstick.events.RepEvent.AgreementSettled;
import dev.yardstick.events.RepEvent.MatterSnoozed;
import dev.yardstick.events.RepEvent.Outcome;
import dev.yardstick.events.RepEvent.RepAbsenceCancelled;
import dev.yardstick.events.RepEvent.RepAbsent;
import dev.yardstick.events.RepEvent.RepAmended;
import dev.yardstick.events.RepEvent.RepErased;
import dev.yardstick.events.RepEvent.RepHired;
import dev.yardstick.events.RepEvent.RepLeft;
import dev.yardstick.events.RepEvent.RepTransferred;
import dev.yardstick.events.RepEvent.TalkCancelled;
import dev.yardstick.events.RepEvent.TalkPlanned;
import dev.yardstick.events.oversight.Overseers;
import dev.yardstick.events.oversight.Oversight;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.RefusedException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RepTest {

    private static final LocalDate JAN = LocalDate.of(2026, 1, 1);
    private static final LocalDate JUL = LocalDate.of(2026, 7, 1);
    private static final LocalDate OCT = LocalDate.of(2026, 10, 1);
    private static final Personal ROBIN = new Personal.Open("robin", "Robin");

    private final Map<String, Rep> known = new HashMap<>();
    private final AggregateTestFixture<Rep> fixture = new AggregateTestFixture<>(Rep.class);

    RepTest() {
        fixture.registerInjectableResource(
                new Oversight.Source() {
                    @Override
                    public Optional<Rep> person(String id) {
                        return Optional.ofNullable(known.get(id));
                    }

                    @Override
                    public Overseers overseers(OversightEvent.Kind kind, String of) {
                        return new Overseers();
                    }
                });
    }

    private static StateRep stated(LocalDate on, String team, Personal name) {
        return new StateRep(new RepHired("robin", on, name, null, team, null, JAN, "UTC", null));
    }

    private static RepHired hired(LocalDate on, String team) {
        return new RepHired("robin", on, ROBIN, null, team, null, JAN, "UTC", null);
    }

    @Test
    void statingAnUnknownRepHires() {
        fixture.givenNoPriorActivity()
                .when(stated(JAN, "North", ROBIN))
                .expectEvents(hired(JAN, "North"));
    }

    private static RepHired led(String rep, String manager) {
        return new RepHired(rep, JAN, ROBIN, null, "North", manager, JAN, "UTC", null);
    }

    @Test
    void nobodyIsLedByWhomSheLeadsAndWhoNamesHerselfIsAtTheTop() {
        known.put("kim", Rep.of(List.of(led("kim", "dora"))));
        known.put(
                "dora",
                Rep.of(List.of(led("dora", "max"), new RepTransferred("dora", OCT, "N", "robin"))));
        for (String manager : List.of("dora", "kim")) {
            fixture.givenNoPriorActivity()
                    .when(new StateRep(led("robin", manager)))
                    .expectException(InvalidException.class)
                    .expectExceptionMessage(
                            Matchers.startsWith("manager must not be led by robin"));
        }
        fixture.given(led("robin", "max"))
                .when(new StateRep(led("robin", "kim")))
                .expectException(InvalidException.class);
        fixture.given(led("robin", "kim"))
                .when(stated(JAN, "North", ROBIN))
                .expectSuccessfulHandlerExecution();
        fixture.givenNoPriorActivity()
                .when(new StateRep(led("robin", "robin")))
                .expectEvents(led("robin", "robin"));
        fixture.givenNoPriorActivity()
                .when(new StateRep(led("robin", "max")))
                .expectEvents(led("robin", "max"));
    }

    @Nested
    class WhenHired {

        @Test
        void whatIsInForceOnThatDayIsNotRecordedAgain() {
            fixture.given(hired(JAN, "North"))
                    .when(stated(JUL, "North", ROBIN))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void whatTheHiringSaidHoldsForEarlierDaysToo() {
            fixture.given(hired(JUL, "North"))
                    .when(stated(JAN, "North", ROBIN))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void anotherTeamIsATransfer() {
            fixture.given(hired(JAN, "North"))
                    .when(stated(JUL, "South", ROBIN))
                    .expectEvents(new RepTransferred("robin", JUL, "South", null));
        }

        @Test
        void anotherNameIsAnAmendment() {
            Personal rob = new Personal.Open("robin", "Rob");
            fixture.given(hired(JAN, "North"))
                    .when(stated(JUL, "North", rob))
                    .expectEvents(new RepAmended("robin", JUL, rob, null, JAN, "UTC", null));
        }

        @Test
        void aSequenceOfStatementsAgainRecordsNothing() {
            RepTransferred transfer = new RepTransferred("robin", JUL, "South", null);
            fixture.given(hired(JAN, "North"), transfer)
                    .when(stated(JAN, "North", ROBIN))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
            fixture.given(hired(JAN, "North"), transfer)
                    .when(stated(OCT, "South", ROBIN))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }
    }

    @Nested
    class WhenAway {

        private final RepAbsent away = new RepAbsent("robin", "a", JUL, OCT);

        @Test
        void anAbsenceIsRecordedUnderTheIdThatItGets() {
            fixture.given(hired(JAN, "North"))
                    .when(new ReportAbsence("robin", "a", JUL, OCT))
                    .expectEvents(away)
                    .expectResultMessagePayload("a");
        }

        @Test
        void theSameDaysAgainAreTheSameAbsence() {
            fixture.given(hired(JAN, "North"), away)
                    .when(new ReportAbsence("robin", "b", JUL, OCT))
                    .expectNoEvents()
                    .expectResultMessagePayload("a");
        }

        @Test
        void anAbsenceIsCancelledOnce() {
            RepAbsenceCancelled cancelled = new RepAbsenceCancelled("robin", "a");
            fixture.given(hired(JAN, "North"), away)
                    .when(new CancelAbsence("robin", "a"))
                    .expectEvents(cancelled);
            fixture.given(hired(JAN, "North"), away, cancelled)
                    .when(new CancelAbsence("robin", "a"))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void anAbsenceThatIsNotThereIsNotCancelled() {
            fixture.given(hired(JAN, "North"), away)
                    .when(new CancelAbsence("robin", "b"))
                    .expectException(NotFoundException.class)
                    .expectExceptionMessage("there is no rep/robin/absences/b");
        }
    }

    @Nested
    class WhenLeft {

        @Test
        void theSameLastDayAgainRecordsNothing() {
            RepLeft left = new RepLeft("robin", JUL);
            fixture.given(hired(JAN, "North"))
                    .when(new ReportDeparture("robin", JUL))
                    .expectEvents(left);
            fixture.given(hired(JAN, "North"), left)
                    .when(new ReportDeparture("robin", JUL))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void nobodyLeavesBeforeTheHire() {
            fixture.given(hired(JAN, "North"))
                    .when(new ReportDeparture("robin", JAN.minusDays(1)))
                    .expectException(InvalidException.class);
            fixture.given(hired(JAN, "North"))
                    .when(new ReportDeparture("robin", JAN))
                    .expectEvents(new RepLeft("robin", JAN));
        }

        @Test
        void aHireAfterTheLastDayIsAnotherHire() {
            RepHired again =
                    new RepHired("robin", OCT, ROBIN, null, "North", null, OCT, "UTC", null);
            fixture.given(hired(JAN, "North"), new RepLeft("robin", JUL))
                    .when(new StateRep(again))
                    .expectEvents(again);
        }
    }

    @Nested
    class WhenErased {

        private final RepErased erased = new RepErased("robin", "requested");

        @Test
        void sheIsErasedOnce() {
            fixture.given(hired(JAN, "North"))
                    .when(new EraseRep("robin", "requested"))
                    .expectEvents(erased);
            fixture.given(hired(JAN, "North"), erased)
                    .when(new EraseRep("robin", "retention"))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void nothingIsStatedOfHerAnyMore() {
            fixture.given(hired(JAN, "North"), erased)
                    .when(stated(JAN, "North", ROBIN))
                    .expectException(RefusedException.class);
        }
    }

    @Test
    void onADayCountsTheChangeWithTheGreatestDateWhateverTheOrderOfArrival() {
        Rep rep =
                Rep.of(
                        List.of(
                                new RepHired("r", JAN, ROBIN, null, "A", "kim", JAN, "UTC", null),
                                new RepTransferred("r", OCT, "C", "max"),
                                new RepTransferred("r", JUL, "B", "lee")));
        assertThat(rep.place(JAN.minusDays(9)).manager()).isEqualTo("kim");
        assertThat(rep.place(JUL).manager()).isEqualTo("lee");
        assertThat(rep.place(OCT.minusDays(1)).manager()).isEqualTo("lee");
        assertThat(rep.place(OCT).manager()).isEqualTo("max");
    }

    @Test
    void whatIsPutOffIsRecordedOnceUntilItIsPutOffOtherwise() {
        MatterSnoozed until = snoozed("calls", JUL);
        fixture.given(hired(JAN, "North")).when(new SnoozeMatter(until)).expectEvents(until);
        fixture.given(hired(JAN, "North"), until)
                .when(new SnoozeMatter(until))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
        MatterSnoozed other = snoozed("calls", OCT);
        fixture.given(hired(JAN, "North"), until).when(new SnoozeMatter(other)).expectEvents(other);
        fixture.given(hired(JAN, "North"), until, other)
                .when(new SnoozeMatter(until))
                .expectEvents(until);
        fixture.given(hired(JAN, "North"), snoozed("visits", JUL))
                .when(new SnoozeMatter(until))
                .expectEvents(until);
    }

    @Nested
    class Agreed {

        private final AgreementMade made =
                new AgreementMade("robin", "a", JAN, ROBIN, OwedBy.MANAGER, JUL, "talk");
        private final AgreementSettled kept = new AgreementSettled("robin", "a", JUL, Outcome.KEPT);

        @Test
        void itIsMadeOnceAndNothingElseInItsPlace() {
            fixture.given(hired(JAN, "North")).when(new MakeAgreement(made)).expectEvents(made);
            fixture.given(hired(JAN, "North"), made)
                    .when(new MakeAgreement(made))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
            fixture.given(hired(JAN, "North"), made)
                    .when(
                            new MakeAgreement(
                                    new AgreementMade(
                                            "robin", "a", JAN, ROBIN, OwedBy.REP, JUL, "talk")))
                    .expectException(RefusedException.class);
        }

        @Test
        void itIsSettledOnceUntilItIsSettledOtherwise() {
            fixture.given(hired(JAN, "North"), made)
                    .when(new SettleAgreement(kept))
                    .expectEvents(kept);
            fixture.given(hired(JAN, "North"), made, kept)
                    .when(new SettleAgreement(kept))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
            AgreementSettled not = new AgreementSettled("robin", "a", OCT, Outcome.NOT_KEPT);
            fixture.given(hired(JAN, "North"), made, kept)
                    .when(new SettleAgreement(not))
                    .expectEvents(not);
            fixture.given(hired(JAN, "North"))
                    .when(new SettleAgreement(kept))
                    .expectException(NotFoundException.class);
        }

        @Test
        void itsTalkKnowsIt() {
            assertThat(Rep.of(List.of(hired(JAN, "North"), made)).agreementsOf("talk"))
                    .containsExactly("a");
            assertThat(Rep.of(List.of(hired(JAN, "North"), made)).agreementsOf("other")).isEmpty();
        }

        @Test
        void aTalkIsPlannedAndCancelledOnce() {
            TalkPlanned planned = new TalkPlanned("robin", "t", JUL, null);
            TalkCancelled cancelled = new TalkCancelled("robin", "t");
            CancelTalk cancel = new CancelTalk("robin", "t");
            fixture.given(hired(JAN, "North")).when(new PlanTalk(planned)).expectEvents(planned);
            fixture.given(hired(JAN, "North"), planned)
                    .when(new PlanTalk(planned))
                    .expectNoEvents();
            fixture.given(hired(JAN, "North"), planned).when(cancel).expectEvents(cancelled);
            fixture.given(hired(JAN, "North"), planned, cancelled)
                    .when(cancel)
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
            fixture.given(hired(JAN, "North"))
                    .when(cancel)
                    .expectException(NotFoundException.class);
        }
    }

    private static MatterSnoozed snoozed(String clause, LocalDate until) {
        Personal fair = new Personal.Open("robin", "At the fair.");
        return new MatterSnoozed("robin", "robin-2026", clause, null, JAN, until, fair);
    }

    @Test
    void herLastDayEndsWhereSheIs() {
        List<RepEvent> events =
                List.of(
                        new RepHired(
                                "r", JAN, ROBIN, null, "A", "kim", JAN, "Pacific/Auckland", null),
                        new RepLeft("r", JUL));
        assertThat(Rep.of(events).isGone(Instant.parse("2026-07-01T11:59:59Z"))).isFalse();
        assertThat(Rep.of(events).isGone(Instant.parse("2026-07-01T12:00:00Z"))).isTrue();
        List<RepEvent> again = new ArrayList<>(events);
        again.add(new RepHired("r", OCT, ROBIN, null, "A", "kim", OCT, "UTC", null));
        assertThat(Rep.of(again).isGone(Instant.parse("2026-10-02T00:00:00Z"))).isFalse();
        again.add(new RepErased("r", "requested"));
        assertThat(Rep.of(again).isGone(Instant.parse("2026-10-02T00:00:00Z"))).isTrue();
    }

    @Test
    void anotherHireChangesFromTheEarlierOfBothDaysUnlessSheIsHiredAgain() {
        List<RepEvent> events =
                List.of(new RepHired("r", JUL, ROBIN, null, "A", "kim", JUL, "UTC", null));
        assertThat(Rep.of(events).changedByHire(JUL)).isNull();
        assertThat(Rep.of(events).changedByHire(JAN)).isEqualTo(JAN);
        assertThat(Rep.of(events).changedByHire(OCT)).isEqualTo(JUL);
        List<RepEvent> left = new ArrayList<>(events);
        left.add(new RepLeft("r", JUL.plusDays(9)));
        assertThat(Rep.of(left).changedByHire(OCT)).isEqualTo(OCT);
    }
}
