package dev.yardstick.command.rep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.command.rep.RepCommand.CancelAbsence;
import dev.yardstick.command.rep.RepCommand.EraseRep;
import dev.yardstick.command.rep.RepCommand.ReportAbsence;
import dev.yardstick.command.rep.RepCommand.ReportDeparture;
import dev.yardstick.command.rep.RepCommand.StateRep;
import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.RepEvent.RepAbsenceCancelled;
import dev.yardstick.events.RepEvent.RepAbsent;
import dev.yardstick.events.RepEvent.RepAmended;
import dev.yardstick.events.RepEvent.RepErased;
import dev.yardstick.events.RepEvent.RepHired;
import dev.yardstick.events.RepEvent.RepLeft;
import dev.yardstick.events.RepEvent.RepTransferred;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.RefusedException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RepTest {

    private static final LocalDate JAN = LocalDate.of(2026, 1, 1);
    private static final LocalDate JUL = LocalDate.of(2026, 7, 1);
    private static final LocalDate OCT = LocalDate.of(2026, 10, 1);
    private static final Personal ROBIN = new Personal.Open("robin", "Robin");

    private final AggregateTestFixture<Rep> fixture = new AggregateTestFixture<>(Rep.class);

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
        assertThat(rep.manager(JAN.minusDays(9))).isEqualTo("kim");
        assertThat(rep.manager(JUL)).isEqualTo("lee");
        assertThat(rep.manager(OCT.minusDays(1))).isEqualTo("lee");
        assertThat(rep.manager(OCT)).isEqualTo("max");
        assertThat(rep.isManagedBy("lee", JUL, OCT.minusDays(1))).isTrue();
        assertThat(rep.isManagedBy("lee", OCT, JUL)).isFalse();
        assertThat(rep.isManagedBy("kim", JAN.minusYears(9), JUL.minusDays(1))).isTrue();
        assertThat(rep.managedSince("lee", OCT.minusDays(1))).isEqualTo(JUL);
        assertThat(rep.managedSince("kim", JAN)).isEqualTo(LocalDate.MIN);
    }

    @Test
    void sheWhoCameBackToHerManagerIsHersSinceThenOnly() {
        Rep rep =
                Rep.of(
                        List.of(
                                new RepHired("r", JAN, ROBIN, null, "A", "kim", JAN, "UTC", null),
                                new RepTransferred("r", JUL, "B", "lee"),
                                new RepTransferred("r", OCT, "A", "kim"),
                                new RepTransferred("r", OCT.plusDays(9), "C", "kim")));
        assertThat(rep.managedSince("kim", OCT.plusDays(30))).isEqualTo(OCT);
        assertThat(rep.isManagedBy("kim", JAN, OCT)).isFalse();
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
