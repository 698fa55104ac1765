package dev.yardstick.query.view;

import static dev.yardstick.query.view.Given.JAN_1;
import static dev.yardstick.query.view.Given.TEXT;
import static dev.yardstick.query.view.Given.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.yardstick.events.Clause;
import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.ConversationNotes;
import dev.yardstick.events.ConversationNotes.About;
import dev.yardstick.events.ExpectationEvent.DisputeAnswered;
import dev.yardstick.events.ExpectationEvent.ExpectationAcknowledged;
import dev.yardstick.events.ExpectationEvent.ExpectationDisputed;
import dev.yardstick.events.ExpectationEvent.Reply;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Pace;
import dev.yardstick.events.RepEvent.AgreementMade;
import dev.yardstick.events.RepEvent.AgreementSettled;
import dev.yardstick.events.RepEvent.MatterSnoozed;
import dev.yardstick.events.RepEvent.Outcome;
import dev.yardstick.events.RepEvent.TalkCancelled;
import dev.yardstick.events.RepEvent.TalkPlanned;
import dev.yardstick.events.Topic;
import dev.yardstick.query.facts.Journal;
import dev.yardstick.query.view.Due.Kind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DueTest {

    private static final About REVENUE = new About("e", "revenue", null, null);
    private static final LocalDate JUL_1 = LocalDate.of(2026, 7, 1);

    private static LocalDate day(int days) {
        return JAN_1.plusDays(days);
    }

    /** Two thirds of the pace each day, so that a warning stands from the 14th day on. */
    private static Given drifting(Clause... clauses) {
        Given rep = new Given().set(clauses).told(1, JAN_1);
        for (int i = 0; i < 200; i++) {
            rep.won(day(i), "0.65");
        }
        return rep;
    }

    private static Journal.Talk talk(LocalDate on, @Nullable LocalDate followUp, About... about) {
        return Journal.Talk.of(
                on, on.toEpochDay(), new ConversationNotes(List.of(about), followUp, null));
    }

    private static Due due(Given rep, LocalDate on, Journal.Talk... talks) {
        return new RepDayAssembler(on, Given.TEXTS)
                .draw(rep.known(Map.of()), new Journal(Arrays.asList(talks), Map.of()))
                .due();
    }

    private static List<Kind> kinds(Due due) {
        return due.matters().stream().map(Due.Matter::kind).toList();
    }

    @Nested
    class Talked {

        private final Given rep = drifting(sum("revenue", "365"));

        @Test
        void aWarningIsDueUntilItIsTalkedAboutAndAgainWhenItIsToBeFollowedUp() {
            Journal.Talk talk = talk(day(20), day(40), REVENUE);
            assertThat(kinds(due(rep, day(19), talk))).as("before").containsExactly(Kind.WARNING);
            for (int i : List.of(20, 39)) {
                Due then = due(rep, day(i), talk);
                assertThat(kinds(then)).as("day " + i).isEmpty();
                assertThat(then.later())
                        .extracting(Due.Matter::followUpOn)
                        .containsExactly(day(40));
            }
            assertThat(kinds(due(rep, day(40), talk))).containsExactly(Kind.WARNING);
        }

        @Test
        void whereNobodySaysWhenItIsInTwoWeeks() {
            Journal.Talk talk = talk(day(20), null, REVENUE);
            assertThat(kinds(due(rep, day(33), talk))).isEmpty();
            assertThat(kinds(due(rep, day(34), talk))).containsExactly(Kind.WARNING);
        }

        @Test
        void aTalkAboutSomethingElseClearsNothing() {
            for (Journal.Talk talk :
                    List.of(
                            talk(day(20), null),
                            talk(day(20), null, new About("e", "calls", null, null)),
                            talk(day(20), null, new About("other", "revenue", null, null)),
                            talk(day(20), null, new About("e", null, 1, null)),
                            talk(day(5), day(90), REVENUE))) {
                assertThat(kinds(due(rep, day(21), talk)))
                        .as(talk.toString())
                        .containsExactly(Kind.WARNING);
            }
        }

        @Test
        void theTalkThatAnswersAWarningCountsForItHoweverLateItWasLogged() {
            LocalDate since = due(rep, day(20)).matters().getFirst().since();
            About answered = new About("e", "revenue", null, since);
            assertThat(kinds(due(rep, day(20), talk(since.minusDays(2), day(40), answered))))
                    .isEmpty();
        }

        @Test
        void theLatestTalkDecides() {
            Journal.Talk first = talk(day(20), day(60), REVENUE);
            Journal.Talk second = talk(day(22), day(30), REVENUE);
            assertThat(kinds(due(rep, day(35), first, second))).containsExactly(Kind.WARNING);
        }

        @Test
        void aTenthLessOfWhatWasExpectedIsClearlyWorse() {
            Given idle = new Given().set(sum("revenue", "365")).told(1, JAN_1).won(JAN_1, "30");
            Journal.Talk talk = talk(day(55), day(90), REVENUE);
            assertThat(kinds(due(idle, day(61), talk))).as("30 of 56, then of 62").isEmpty();
            assertThat(kinds(due(idle, day(62), talk)))
                    .as("30 of 63")
                    .containsExactly(Kind.WARNING);
        }

        @Test
        void fromSlippingToBehindIsClearlyWorse() {
            Given slow = new Given().set(sum("revenue", "365")).told(1, JAN_1);
            for (int i = 0; i < 60; i++) {
                slow.won(day(i), "0.82");
            }
            Journal.Talk talk = talk(day(59), day(90), REVENUE);
            assertThat(kinds(due(slow, day(60), talk))).as("82 %, then 80.7 %").isEmpty();
            assertThat(kinds(due(slow, day(62), talk))).as("78 %").containsExactly(Kind.WARNING);
        }
    }

    @Test
    void aClauseOnPaceIsNoReasonForATalkThoughItsWarningIsNotOverYet() {
        Given rep = drifting(sum("revenue", "365"));
        rep.won(day(30), "300");
        RepDay drawn =
                new RepDayAssembler(day(31), Given.TEXTS).draw(rep.known(Map.of()), Journal.EMPTY);
        assertThat(drawn.warned()).hasSize(1);
        assertThat(drawn.due().matters()).isEmpty();
        assertThat(drawn.due().of(drawn.warned().getFirst()).due()).isFalse();
    }

    @Test
    void whatIsMostAtStakeComesFirst() {
        Clause heavy =
                new Clause(
                        "heavy",
                        Topic.QUOTA,
                        null,
                        null,
                        sum("heavy", "365").measure(),
                        sum("heavy", "365").target(),
                        Pace.EVEN,
                        BigDecimal.TEN,
                        OwedBy.REP);
        Due due = due(drifting(sum("near", "300"), sum("far", "900"), heavy), JUL_1);
        assertThat(due.matters())
                .extracting(matter -> matter.clause() == null ? "" : matter.clause().id())
                .containsExactly("heavy", "far", "near");
    }

    @Test
    void aTalkWithHerMakesAWarningLessUrgentThanOneNobodyTouched() {
        Given touched = drifting(sum("revenue", "365"));
        touched.fact(Given.fact(FactKind.COACHING, day(178), "1", null, null, null));
        assertThat(due(touched, JUL_1).matters().getFirst().stake())
                .isLessThan(
                        due(drifting(sum("revenue", "365")), JUL_1).matters().getFirst().stake());
    }

    @Nested
    class PutOff {

        private final Given rep = drifting(sum("revenue", "365"));

        private static MatterSnoozed until(int on, int until, @Nullable String clause) {
            return new MatterSnoozed(
                    "robin", "e", clause, clause == null ? 1 : null, day(on), day(until), TEXT);
        }

        @Test
        void itIsBackOnItsDayAndWasThereBefore() {
            rep.happened(until(20, 40, "revenue"));
            assertThat(kinds(due(rep, day(19)))).containsExactly(Kind.WARNING);
            for (int i : List.of(20, 39)) {
                Due then = due(rep, day(i));
                assertThat(kinds(then)).as("day " + i).isEmpty();
                assertThat(then.later())
                        .extracting(Due.Matter::followUpOn, Due.Matter::waits)
                        .containsExactly(tuple(day(40), "…"));
            }
            assertThat(kinds(due(rep, day(40)))).containsExactly(Kind.WARNING);
        }

        @Test
        void theLatestCountsAndUntilTheSameDayIsNotAtAll() {
            rep.happened(until(20, 40, "revenue")).happened(until(25, 25, "revenue"));
            assertThat(kinds(due(rep, day(24)))).isEmpty();
            assertThat(kinds(due(rep, day(25)))).containsExactly(Kind.WARNING);
        }

        @Test
        void somethingElseStays() {
            rep.happened(until(20, 40, "other")).happened(until(20, 40, null));
            assertThat(kinds(due(rep, day(21)))).containsExactly(Kind.WARNING);
        }

        @Test
        void whatWasPutOffBeforeTheWarningIsAnotherMatter() {
            LocalDate since = due(rep, day(30)).matters().getFirst().since();
            int before = (int) JAN_1.until(since.minusDays(1), ChronoUnit.DAYS);
            rep.happened(until(before, 60, "revenue"));
            assertThat(kinds(due(rep, day(30)))).containsExactly(Kind.WARNING);
        }

        @Test
        void itIsBackSoonerWhenItGotClearlyWorse() {
            Given idle = new Given().set(sum("revenue", "365")).told(1, JAN_1).won(JAN_1, "30");
            idle.happened(until(55, 90, "revenue"));
            assertThat(kinds(due(idle, day(61)))).as("30 of 56, then of 62").isEmpty();
            assertThat(kinds(due(idle, day(62)))).as("30 of 63").containsExactly(Kind.WARNING);
        }

        @Test
        void silenceStaysSilenceThoughItIsPutOff() {
            Given nobody = new Given().hired(day(10));
            nobody.happened(new MatterSnoozed("robin", null, null, null, day(12), day(20), TEXT));
            Due due = due(nobody, day(13));
            assertThat(kinds(due)).isEmpty();
            assertThat(due.nothingExpectedSince()).isEqualTo(day(10));
            assertThat(kinds(due(nobody, day(20)))).containsExactly(Kind.SILENCE);
        }
    }

    @Nested
    class Agenda {

        private final Given rep =
                new Given().set(sum("revenue", "1")).told(1, JAN_1).won(JAN_1, "1");

        private static AgreementMade made(OwedBy by, int until) {
            return new AgreementMade("robin", "a", day(10), TEXT, by, day(until), "talk");
        }

        private static AgreementSettled settled(int on, Outcome outcome) {
            return new AgreementSettled("robin", "a", day(on), outcome);
        }

        @Test
        void whatWasAgreedOnIsDueOnItsDayUntilItIsSaidWhatBecameOfIt() {
            rep.happened(made(OwedBy.REP, 20)).happened(settled(25, Outcome.NOT_KEPT));
            assertThat(due(rep, day(9)).agreed()).isEmpty();
            assertThat(kinds(due(rep, day(19)))).isEmpty();
            assertThat(due(rep, day(19)).agreed())
                    .extracting("note.id", "note.text", "note.by", "since", "followUpOn")
                    .containsExactly(tuple("a", "…", "rep", day(20), day(20)));
            assertThat(kinds(due(rep, day(20)))).containsExactly(Kind.AGREEMENT);
            assertThat(kinds(due(rep, day(24)))).containsExactly(Kind.AGREEMENT);
            assertThat(kinds(due(rep, day(25)))).isEmpty();
            assertThat(due(rep, day(25)).agreed()).isEmpty();
        }

        private Accountability.Promises promises(int on) {
            return new RepDayAssembler(day(on), Given.TEXTS)
                    .draw(rep.known(Map.of()), Journal.EMPTY)
                    .told()
                    .promises();
        }

        @Test
        void whatTheManagerSaidSheWouldDoCountsOnHerOwnSide() {
            rep.happened(made(OwedBy.MANAGER, 20)).happened(settled(25, Outcome.NOT_KEPT));
            rep.happened(settled(26, Outcome.KEPT)).happened(settled(27, Outcome.DROPPED));
            assertThat(promises(20)).isEqualTo(new Accountability.Promises(0, 0, 1, 0));
            assertThat(promises(21)).isEqualTo(new Accountability.Promises(0, 0, 1, 1));
            assertThat(promises(25)).isEqualTo(new Accountability.Promises(0, 1, 0, 0));
            assertThat(promises(26)).isEqualTo(new Accountability.Promises(1, 0, 0, 0));
            assertThat(promises(27)).isEqualTo(new Accountability.Promises(0, 0, 0, 0));
            assertThat(promises(9)).isEqualTo(new Accountability.Promises(0, 0, 0, 0));
        }

        @Test
        void whatTheRepSaidSheWouldDoDoesNot() {
            rep.happened(made(OwedBy.REP, 20));
            assertThat(promises(30)).isEqualTo(new Accountability.Promises(0, 0, 0, 0));
        }

        @Test
        void aPlannedTalkIsDueOnItsDayUntilOneIsHeld() {
            rep.happened(new TalkPlanned("robin", "p", day(20), null));
            assertThat(kinds(due(rep, day(19)))).isEmpty();
            assertThat(kinds(due(rep, day(20)))).containsExactly(Kind.PLANNED);
            rep.fact(Given.fact(FactKind.COACHING, day(19), "1", null, null, null));
            assertThat(kinds(due(rep, day(21)))).as("one before").containsExactly(Kind.PLANNED);
            rep.fact(Given.fact(FactKind.COACHING, day(22), "1", null, null, null));
            assertThat(kinds(due(rep, day(22)))).isEmpty();
        }

        @Test
        void aCancelledOneIsNot() {
            rep.happened(new TalkPlanned("robin", "p", day(20), null))
                    .happened(new TalkCancelled("robin", "p"));
            assertThat(kinds(due(rep, day(20)))).isEmpty();
        }
    }

    @Nested
    class Answered {

        private final Given rep =
                new Given()
                        .set(sum("revenue", "1"), sum("other", "1"))
                        .told(1, JAN_1)
                        .won(JAN_1, "1")
                        .say(disputed(3));

        private static ExpectationDisputed disputed(int on) {
            return new ExpectationDisputed("e", "robin", 1, day(on), TEXT, null, null);
        }

        private static DisputeAnswered answered(int version, int on, Reply reply) {
            return new DisputeAnswered("e", "robin", version, day(on), reply, TEXT);
        }

        @Test
        void aWordDoesNotCloseADispute() {
            rep.say(answered(1, 4, Reply.REPLIED));
            assertThat(kinds(due(rep, day(5)))).containsExactly(Kind.DISPUTE);
        }

        @Test
        void keepingOrAcceptingItDoesFromItsDayOn() {
            for (Reply reply : List.of(Reply.KEPT, Reply.ACCEPTED)) {
                Given one =
                        new Given()
                                .set(sum("revenue", "1"))
                                .told(1, JAN_1)
                                .won(JAN_1, "1")
                                .say(disputed(3))
                                .say(answered(1, 6, reply));
                assertThat(kinds(due(one, day(5)))).containsExactly(Kind.DISPUTE);
                assertThat(kinds(due(one, day(6)))).as(reply.code()).isEmpty();
            }
        }

        @Test
        void whoSeesItDifferentlyAgainOpensItAnew() {
            rep.say(answered(1, 6, Reply.KEPT)).say(disputed(6));
            assertThat(due(rep, day(7)).matters())
                    .extracting(Due.Matter::kind, Due.Matter::since)
                    .containsExactly(tuple(Kind.DISPUTE, day(6)));
        }
    }

    @Nested
    class WaitsForHer {

        @Test
        void whatSheWasToldAndDidNotAnswer() {
            Given rep = new Given().set(sum("revenue", "1")).told(1, day(3));
            assertThat(due(rep, day(2)).unanswered()).isEmpty();
            assertThat(due(rep, day(3)).unanswered())
                    .containsExactly(new Due.Unanswered("e", 1, day(3), JAN_1));
            rep.say(new ExpectationAcknowledged("e", "robin", 1, day(4), null, null));
            assertThat(due(rep, day(4)).unanswered()).isEmpty();
        }
    }

    @Nested
    class Silence {

        @Test
        void ofWhomNothingIsExpectedIsNamedSinceHerHire() {
            Due due = due(new Given().hired(day(10)), day(40));
            assertThat(kinds(due)).containsExactly(Kind.SILENCE);
            assertThat(due.nothingExpectedSince()).isEqualTo(day(10));
        }

        @Test
        void orSinceWhatWasExpectedLast() {
            Given rep = new Given().set(JAN_1, day(30), sum("revenue", "365")).told(1, JAN_1);
            assertThat(due(rep, day(30)).nothingExpectedSince()).isNull();
            assertThat(due(rep, day(60)).nothingExpectedSince()).isEqualTo(day(31));
        }

        @Test
        void whoIsNotHiredYetAndWhoLeftIsNoSilence() {
            assertThat(kinds(due(new Given().hired(day(10)), day(9)))).isEmpty();
            assertThat(kinds(due(new Given().hired(JAN_1).left(day(10)), day(11)))).isEmpty();
        }

        @Test
        void whatBeginsLaterIsNoneOnceItIsSet() {
            Given rep = new Given().set(JUL_1, Given.DEC_31, sum("revenue", "365"));
            assertThat(kinds(due(rep, day(40)))).containsExactly(Kind.UNSPOKEN);
        }
    }

    @Nested
    class Ahead {

        private final Given rep =
                new Given()
                        .set(sum("revenue", "1"))
                        .told(1, JAN_1)
                        .won(JAN_1, "1")
                        .revised(JUL_1, false, sum("revenue", "2"));

        private Due recorded(LocalDate on, LocalDate asked) {
            return new RepDayAssembler(asked, Given.TEXTS)
                    .draw(rep.known(Map.of()), new Journal(List.of(), Map.of(4L, on)))
                    .due();
        }

        @Test
        void aVersionIsToBeToldFromTheDayItWasRecorded() {
            assertThat(kinds(recorded(day(60), day(59)))).isEmpty();
            assertThat(recorded(day(60), day(61)).matters())
                    .extracting(Due.Matter::kind, Due.Matter::version, Due.Matter::since)
                    .containsExactly(tuple(Kind.UNSPOKEN, 2, day(60)));
        }

        @Test
        void aDisputeIsOpenFromItsDayUntilItIsTalkedAbout() {
            rep.told(2, day(61))
                    .say(
                            new ExpectationDisputed(
                                    "e", "robin", 2, day(62), TEXT, List.of("revenue"), null));
            assertThat(kinds(recorded(day(60), day(61)))).isEmpty();
            assertThat(kinds(recorded(day(60), day(62)))).containsExactly(Kind.DISPUTE);
            Journal.Talk talk = talk(day(63), null, new About("e", null, 2, null));
            assertThat(kinds(due(rep, day(64), talk))).isEmpty();
            assertThat(kinds(due(rep, day(77), talk))).containsExactly(Kind.DISPUTE);
        }
    }

    @Test
    void aDisputeOfOneClauseIsOpenThoughAnotherWasAgreedToSince() {
        Given rep =
                new Given()
                        .set(sum("revenue", "1"), sum("other", "1"))
                        .told(1, JAN_1)
                        .won(JAN_1, "1")
                        .say(
                                new ExpectationDisputed(
                                        "e", "robin", 1, day(3), TEXT, List.of("revenue"), null))
                        .say(
                                new ExpectationAcknowledged(
                                        "e", "robin", 1, day(4), List.of("other"), null));
        assertThat(due(rep, day(9)).matters())
                .extracting(Due.Matter::kind, Due.Matter::since)
                .containsExactly(tuple(Kind.DISPUTE, day(3)));
        rep.say(new ExpectationAcknowledged("e", "robin", 1, day(10), null, null));
        assertThat(kinds(due(rep, day(9)))).as("as it was then").containsExactly(Kind.DISPUTE);
        assertThat(kinds(due(rep, day(10)))).isEmpty();
    }

    @Test
    void aWarningKnowsTheAnswerToItsClause() {
        Given rep =
                drifting(sum("revenue", "365"), sum("other", "365"))
                        .say(new ExpectationAcknowledged("e", "robin", 1, day(2), null, null))
                        .say(
                                new ExpectationDisputed(
                                        "e", "robin", 1, day(3), TEXT, List.of("revenue"), null));
        assertThat(due(rep, day(40)).matters())
                .filteredOn(matter -> matter.kind() == Kind.WARNING)
                .extracting(
                        "clause.id", "clause.warning.disputedOn", "clause.warning.acknowledgedOn")
                .containsExactlyInAnyOrder(
                        tuple("revenue", day(3), null), tuple("other", null, day(2)));
    }

    @Test
    void aMilestoneThatWasTalkedAboutComesBack() {
        Clause first =
                new Clause(
                        "first",
                        Topic.RAMP_UP,
                        null,
                        null,
                        new Measure.Milestone(
                                FactKind.DEAL_WON,
                                Map.of(),
                                Period.ofDays(60),
                                Measure.Milestone.EXPECTATION,
                                null),
                        null,
                        Pace.EVEN,
                        BigDecimal.ONE,
                        OwedBy.REP);
        Given rep = new Given().set(first).told(1, JAN_1);
        Journal.Talk talk = talk(day(40), day(50), new About("e", "first", null, null));
        assertThat(kinds(due(rep, day(40)))).containsExactly(Kind.MILESTONE);
        assertThat(kinds(due(rep, day(41), talk))).isEmpty();
        assertThat(kinds(due(rep, day(50), talk))).containsExactly(Kind.MILESTONE);
    }
}
