package dev.yardstick.command.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.command.rep.Rep;
import dev.yardstick.command.rep.Reps;
import dev.yardstick.events.Clause;
import dev.yardstick.events.Clause.Direction;
import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.Clause.Target;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.ExpectationEvent.CommunicationWithdrawn;
import dev.yardstick.events.ExpectationEvent.DisputeAnswered;
import dev.yardstick.events.ExpectationEvent.ExpectationAcknowledged;
import dev.yardstick.events.ExpectationEvent.ExpectationClosed;
import dev.yardstick.events.ExpectationEvent.ExpectationCommunicated;
import dev.yardstick.events.ExpectationEvent.ExpectationDisputed;
import dev.yardstick.events.ExpectationEvent.ExpectationRevised;
import dev.yardstick.events.ExpectationEvent.ExpectationSet;
import dev.yardstick.events.ExpectationEvent.Reply;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Pace;
import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.Topic;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.RefusedException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ExpectationTest {

    private static final LocalDate JAN = LocalDate.of(2026, 1, 1);
    private static final LocalDate JUL = LocalDate.of(2026, 7, 1);
    private static final LocalDate DEC = LocalDate.of(2026, 12, 31);
    private static final Personal TEXT = new Personal.Open("robin", "…");

    private final AggregateTestFixture<Expectation> fixture =
            new AggregateTestFixture<>(Expectation.class);
    private final List<ExpectationEvent> commitments = new ArrayList<>();

    @BeforeEach
    void setUp() {
        Reps reps =
                rep ->
                        rep.equals("robin")
                                ? Rep.of(
                                        List.of(
                                                new RepEvent.RepHired(
                                                        rep, JAN, TEXT, null, "N", null, JAN, "UTC",
                                                        null)))
                                : new Rep();
        Commitments others = rep -> commitments;
        fixture.registerInjectableResource(reps).registerInjectableResource(others);
    }

    private static Clause clause(String id, String method, String target) {
        return new Clause(
                id,
                Topic.PROSPECTING_VOLUME,
                null,
                null,
                new Measure.Count(FactKind.CALL, Map.of("method", List.of(method))),
                new Target(Direction.AT_LEAST, new BigDecimal(target)),
                Pace.EVEN,
                BigDecimal.ONE,
                OwedBy.REP);
    }

    private static ExpectationSet set(Clause... clauses) {
        return new ExpectationSet("e", "robin", TEXT, JAN, DEC, "EUR", List.of(clauses));
    }

    private static RecordExpectation setting(String rep, Clause... clauses) {
        return new RecordExpectation(
                new ExpectationSet("e", rep, TEXT, JAN, DEC, "EUR", List.of(clauses)));
    }

    private static RecordExpectation revising(
            int version, LocalDate from, boolean restates, Clause... clauses) {
        return new RecordExpectation(
                new ExpectationRevised(
                        "e", "robin", version + 1, from, TEXT, restates, List.of(clauses), null));
    }

    private static ExpectationRevised revised(int version, LocalDate from, Clause... clauses) {
        return new ExpectationRevised(
                "e", "robin", version, from, TEXT, false, List.of(clauses), null);
    }

    @Test
    void itIsSetForAKnownRepOnly() {
        fixture.givenNoPriorActivity()
                .when(setting("robin", clause("a", "m", "1")))
                .expectEvents(set(clause("a", "m", "1")));
        fixture.givenNoPriorActivity()
                .when(setting("nobody", clause("a", "m", "1")))
                .expectException(InvalidException.class)
                .expectNoEvents();
    }

    @Test
    void aClauseThatAnotherExpectationHasOnTheSameDaysIsRefused() {
        commitments.add(
                new ExpectationSet(
                        "other",
                        "robin",
                        TEXT,
                        DEC,
                        DEC.plusYears(1),
                        "EUR",
                        List.of(clause("a", "m", "1"))));
        fixture.givenNoPriorActivity()
                .when(setting("robin", clause("a", "m", "1")))
                .expectException(RefusedException.class);
        fixture.givenNoPriorActivity()
                .when(setting("robin", clause("b", "m", "1")))
                .expectEvents(set(clause("b", "m", "1")));
    }

    @Test
    void nothingIsSaidOfOneThatWasNotSet() {
        fixture.givenNoPriorActivity()
                .when(new RecordExpectation(new ExpectationClosed("e", "robin", JUL, TEXT)))
                .expectException(NotFoundException.class)
                .expectExceptionMessage("there is no expectation/e");
    }

    @Test
    void whoReportsAnAnswerIsNoPartOfWhatItSays() {
        RecordExpectation agree =
                new RecordExpectation(
                        new ExpectationAcknowledged("e", "robin", 1, JAN, null, "manager:kim"));
        assertThat(agree.ledTo(new ExpectationAcknowledged("e", "robin", 1, JAN, null, null)))
                .isTrue();
        assertThat(agree.ledTo(new ExpectationAcknowledged("e", "robin", 2, JAN, null, null)))
                .isFalse();
    }

    @Nested
    class WhenSet {

        private final Clause calls = clause("calls", "phone", "600");

        @Test
        void targetsMayChangeFromADayOn() {
            fixture.given(set(calls))
                    .when(revising(1, JUL, false, clause("calls", "phone", "800")))
                    .expectEvents(revised(2, JUL, clause("calls", "phone", "800")))
                    .expectResultMessagePayload(2);
        }

        @Test
        void anotherMeasureNeedsAnotherIdOrARestatement() {
            fixture.given(set(calls))
                    .when(revising(1, JUL, false, clause("calls", "door", "600")))
                    .expectException(RefusedException.class);
            fixture.given(set(calls))
                    .when(revising(1, JUL, true, clause("calls", "door", "600")))
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void aClauseThatWasLeftOutCannotReturn() {
            fixture.given(set(calls, clause("b", "m", "1")), revised(2, JUL, clause("b", "m", "1")))
                    .when(revising(2, JUL, false, calls, clause("b", "m", "1")))
                    .expectException(RefusedException.class);
        }

        @Test
        void aRevisionLiesWithinThePeriodAndNotBeforeTheOneItRevises() {
            fixture.given(set(calls))
                    .when(revising(1, JAN.minusDays(1), false, calls))
                    .expectException(InvalidException.class);
            fixture.given(set(calls))
                    .when(revising(1, DEC.plusDays(1), false, calls))
                    .expectException(InvalidException.class);
            fixture.given(set(calls), revised(2, JUL, calls))
                    .when(revising(2, JUL.minusDays(1), false, calls))
                    .expectException(InvalidException.class);
        }

        @Test
        void aRevisionOfAnOlderVersionMoved() {
            fixture.given(set(calls), revised(2, JUL, calls))
                    .when(revising(1, JUL, false, calls))
                    .expectException(VersionMovedException.class);
        }

        @Test
        void nobodyAnswersWhatWasNotCommunicated() {
            fixture.given(set(calls))
                    .when(
                            new RecordExpectation(
                                    new ExpectationAcknowledged("e", "robin", 1, JAN, null, null)))
                    .expectException(RefusedException.class);
        }

        @Test
        void anAnswerNamesClausesThatTheVersionHas() {
            ExpectationCommunicated told =
                    new ExpectationCommunicated("e", "robin", 1, JAN, TEXT, TEXT);
            fixture.given(set(calls), told)
                    .when(
                            new RecordExpectation(
                                    new ExpectationDisputed(
                                            "e",
                                            "robin",
                                            1,
                                            JAN,
                                            TEXT,
                                            List.of("calls", "other"),
                                            null)))
                    .expectException(InvalidException.class);
            fixture.given(set(calls), told)
                    .when(
                            new RecordExpectation(
                                    new ExpectationDisputed(
                                            "e", "robin", 1, JAN, TEXT, List.of("calls"), null)))
                    .expectEvents(
                            new ExpectationDisputed(
                                    "e", "robin", 1, JAN, TEXT, List.of("calls"), null));
        }

        private DisputeAnswered answered(Reply reply) {
            return new DisputeAnswered("e", "robin", 1, JAN, reply, TEXT);
        }

        private void isAnswered(boolean open, Object... said) {
            List<Object> given =
                    new ArrayList<>(List.of(set(calls, clause("visits", "phone", "1"))));
            given.add(new ExpectationCommunicated("e", "robin", 1, JAN, TEXT, TEXT));
            given.addAll(List.of(said));
            ResultValidator<Expectation> result =
                    fixture.given(given).when(new RecordExpectation(answered(Reply.KEPT)));
            if (open) {
                result.expectEvents(answered(Reply.KEPT));
            } else {
                result.expectException(RefusedException.class);
            }
        }

        @Test
        void whatIsDisputedIsAnsweredUntilItIsSettled() {
            ExpectationDisputed all =
                    new ExpectationDisputed("e", "robin", 1, JAN, TEXT, null, null);
            ExpectationDisputed one =
                    new ExpectationDisputed("e", "robin", 1, JAN, TEXT, List.of("calls"), null);
            ExpectationAcknowledged agreed =
                    new ExpectationAcknowledged("e", "robin", 1, JAN, List.of("calls"), null);
            isAnswered(false);
            isAnswered(true, all);
            isAnswered(true, all, answered(Reply.REPLIED));
            isAnswered(false, all, answered(Reply.KEPT));
            isAnswered(false, all, answered(Reply.ACCEPTED));
            isAnswered(true, all, answered(Reply.KEPT), one);
            isAnswered(false, one, agreed);
            isAnswered(true, all, agreed);
        }

        @Test
        void aCommunicationIsWithdrawnOnlyOnceItWasMade() {
            ExpectationCommunicated told =
                    new ExpectationCommunicated("e", "robin", 1, JAN, TEXT, TEXT);
            CommunicationWithdrawn withdrawn = new CommunicationWithdrawn("e", "robin", 1, TEXT);
            fixture.given(set(calls))
                    .when(new RecordExpectation(new CommunicationWithdrawn("e", "robin", 1, TEXT)))
                    .expectException(RefusedException.class);
            fixture.given(set(calls), told)
                    .when(new RecordExpectation(new CommunicationWithdrawn("e", "robin", 1, TEXT)))
                    .expectEvents(withdrawn);
            fixture.given(set(calls), told, withdrawn)
                    .when(
                            new RecordExpectation(
                                    new ExpectationAcknowledged("e", "robin", 1, JAN, null, null)))
                    .expectException(RefusedException.class);
        }

        @Test
        void itIsSetAgainWithTheSameContentOnly() {
            fixture.given(set(calls))
                    .when(setting("robin", calls))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
            fixture.given(set(calls))
                    .when(setting("robin", clause("calls", "phone", "1")))
                    .expectException(RefusedException.class);
        }

        @Test
        void sayingTheSameAgainRecordsNothing() {
            ExpectationCommunicated told =
                    new ExpectationCommunicated("e", "robin", 1, JAN, TEXT, TEXT);
            ExpectationAcknowledged agreed =
                    new ExpectationAcknowledged("e", "robin", 1, JAN, null, null);
            fixture.given(set(calls), told)
                    .when(
                            new RecordExpectation(
                                    new ExpectationCommunicated("e", "robin", 1, JAN, TEXT, TEXT)))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
            fixture.given(set(calls), told, agreed)
                    .when(
                            new RecordExpectation(
                                    new ExpectationAcknowledged("e", "robin", 1, JAN, null, null)))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
            fixture.given(set(calls), told)
                    .when(
                            new RecordExpectation(
                                    new ExpectationAcknowledged("e", "robin", 1, JAN, null, null)))
                    .expectEvents(agreed);
        }
    }

    @Nested
    class WhenClosed {

        private final Clause calls = clause("calls", "phone", "600");
        private final ExpectationClosed closed = new ExpectationClosed("e", "robin", JUL, TEXT);

        @Test
        void itIsClosedBeforeItsLastDayAndOnce() {
            fixture.given(set(calls))
                    .when(new RecordExpectation(new ExpectationClosed("e", "robin", DEC, TEXT)))
                    .expectException(InvalidException.class);
            fixture.given(set(calls))
                    .when(new RecordExpectation(new ExpectationClosed("e", "robin", JUL, TEXT)))
                    .expectEvents(closed);
            fixture.given(set(calls), closed)
                    .when(new RecordExpectation(new ExpectationClosed("e", "robin", JUL, TEXT)))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
            fixture.given(set(calls), closed)
                    .when(new RecordExpectation(new ExpectationClosed("e", "robin", JAN, TEXT)))
                    .expectException(RefusedException.class);
        }

        @Test
        void itIsNotRevisedAnyMore() {
            fixture.given(set(calls), closed)
                    .when(revising(1, JUL, false, calls))
                    .expectException(RefusedException.class)
                    .expectExceptionMessage("it was closed on 2026-07-01: set another one");
        }
    }
}
