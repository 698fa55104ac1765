package dev.yardstick.query.view;

import static dev.yardstick.query.view.Given.JAN_1;
import static dev.yardstick.query.view.Given.calls;
import static dev.yardstick.query.view.Given.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.yardstick.events.Clause;
import dev.yardstick.events.Clause.Direction;
import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.Decimals;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Measure.Quantity;
import dev.yardstick.events.Pace;
import dev.yardstick.events.Topic;
import dev.yardstick.query.facts.Journal;
import dev.yardstick.query.facts.KnownAt;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TeamTest {

    private static final LocalDate HUNDREDTH = JAN_1.plusDays(99);

    private static Scorecard scorecard(Given... reps) {
        RepDayAssembler drawing = new RepDayAssembler(HUNDREDTH, Given.TEXTS);
        return new TeamAssembler(HUNDREDTH)
                .draw(
                        "North",
                        new KnownAt(1, null),
                        Arrays.stream(reps)
                                .map(rep -> drawing.draw(rep.known(Map.of()), Journal.EMPTY))
                                .toList());
    }

    private static Given told(Clause... clauses) {
        return new Given().set(clauses).told(1, JAN_1);
    }

    private static Clause weighing(String weight, OwedBy owedBy, Clause c) {
        return new Clause(
                c.id(),
                c.topic(),
                c.label(),
                c.title(),
                c.measure(),
                c.target(),
                c.pace(),
                new BigDecimal(weight),
                owedBy);
    }

    private static String score(Given rep) {
        return String.valueOf(scorecard(rep).reps().getFirst().score());
    }

    @Test
    void aScoreIsTheWeightedMeanOfAttainmentsUpToOneAndAHalf() {
        Given rep =
                told(
                                weighing("3", OwedBy.REP, sum("revenue", "365")),
                                weighing(
                                        "1", OwedBy.REP, calls("calls", Direction.AT_LEAST, "365")))
                        .won(JAN_1, "50");
        assertThat(score(rep)).isEqualTo("0.3750");
        rep.won(JAN_1, "9000");
        assertThat(score(rep)).isEqualTo("1.1250");
    }

    @Test
    void atMostItIsMirrored() {
        Given rep = told(calls("calls", Direction.AT_MOST, "365"));
        assertThat(score(rep)).isEqualTo("1.5000");
        for (int i = 0; i < 200; i++) {
            rep.call(JAN_1, "m");
        }
        assertThat(score(rep)).isEqualTo("0.5000");
    }

    @Test
    void whatWasNotToldAndWhatTheManagerOwesEntersNoScore() {
        assertThat(score(new Given().set(sum("revenue", "365")).won(JAN_1, "50")))
                .isEqualTo("null");
        assertThat(score(told(weighing("1", OwedBy.MANAGER, sum("revenue", "365")))))
                .isEqualTo("null");
    }

    @Test
    void aSharedDealCountsOnceOverTheTeam() {
        Scorecard team =
                scorecard(
                        told(sum("revenue", "365")).won(JAN_1, "100", "EUR", "0.6"),
                        told(sum("revenue", "730")).won(JAN_1, "100", "EUR", "0.4"));
        assertThat(team.clauses())
                .containsExactly(
                        new Scorecard.Total(
                                "revenue",
                                "revenue",
                                "sum",
                                "EUR",
                                "at-least",
                                2,
                                "1095.00",
                                "300.00",
                                "100.00",
                                "0.3333",
                                team.clauses().getFirst().likelyEnd()));
    }

    private static Scorecard.Likely likelyEnd(Given... reps) {
        return Objects.requireNonNull(scorecard(reps).clauses().getFirst().likelyEnd());
    }

    @Test
    void whereATeamIsLikelyToEndIsNarrowerThanTheSumOfItsReps() {
        Given rep = told(sum("revenue", "365"));
        JAN_1.datesUntil(HUNDREDTH).forEach(day -> rep.won(day, day.getDayOfMonth() % 3 + ""));
        Scorecard.Likely one = likelyEnd(rep);
        Scorecard.Likely four = likelyEnd(rep, rep, rep, rep);
        double half = (of(one.high()) - of(one.low())) / 2;
        double middle = (of(one.high()) + of(one.low())) / 2;
        assertThat(half).isGreaterThan(5);
        assertThat(of(four.low())).isCloseTo(4 * middle - 2 * half, within(4.0));
        assertThat(of(four.high())).isCloseTo(4 * middle + 2 * half, within(4.0));
        Scorecard mixed = scorecard(rep, told(Given.calls("c", Direction.AT_LEAST, "9")));
        assertThat(mixed.clauses()).hasSize(2);
    }

    private static double of(String figure) {
        return Decimals.of(figure).doubleValue();
    }

    @Test
    void accountsAddUpByUnion() {
        Clause accounts =
                Given.clause(
                        "new",
                        new Measure.DistinctAccounts(FactKind.DEAL_WON, false, Map.of()),
                        Direction.AT_LEAST,
                        "365");
        Scorecard team = scorecard(told(accounts).won(JAN_1, "1"), told(accounts).won(JAN_1, "1"));
        assertThat(team.clauses().getFirst().delivered()).isEqualTo("1");
    }

    @Test
    void sharesAverageByWeight() {
        Measure share =
                new Measure.Share(
                        FactKind.CALL, null, Map.of(), new Measure.Over(FactKind.CALL, Map.of()));
        Clause all = Given.clause("s", share, Direction.AT_LEAST, "0.5");
        Scorecard team =
                scorecard(
                        told(weighing("3", OwedBy.REP, all)).call(JAN_1, "m"),
                        told(weighing("1", OwedBy.REP, all)));
        assertThat(team.clauses().getFirst().delivered()).as("one has none").isEqualTo("1");
        assertThat(team.clauses().getFirst().expected()).isEqualTo("0.5000");
    }

    @Test
    void anotherMeasureUnderTheSameIdIsAnotherClause() {
        Clause hours =
                Given.clause(
                        "revenue",
                        new Measure.Sum(FactKind.CALL, Quantity.HOURS, Map.of()),
                        Direction.AT_LEAST,
                        "9");
        assertThat(scorecard(told(sum("revenue", "1")), told(hours)).clauses()).hasSize(2);
    }

    @Test
    void aManagersOwnSideTellsWhatWasNeverSaidAndWhoWasNotCoached() {
        Clause owed =
                new Clause(
                        "coaching",
                        Topic.TRAINING,
                        null,
                        null,
                        new Measure.Count(FactKind.COACHING, Map.of()),
                        new Clause.Target(Direction.AT_LEAST, BigDecimal.TEN),
                        Pace.EVEN,
                        BigDecimal.ONE,
                        OwedBy.MANAGER);
        Given rep =
                new Given()
                        .set(sum("revenue", "365"), owed)
                        .told(1, JAN_1.plusDays(4))
                        .revised(JAN_1.plusDays(90), false, sum("revenue", "730"), owed);
        rep.fact(Given.fact(FactKind.COACHING, JAN_1.plusDays(20), "1", null, null, null));
        Accountability.Rep seen =
                new RepDayAssembler(HUNDREDTH, Given.TEXTS)
                        .draw(rep.known(Map.of()), Journal.EMPTY)
                        .told();
        assertThat(seen.versions())
                .containsExactly(
                        new Accountability.Version("e", 1, JAN_1, 4L, null),
                        new Accountability.Version("e", 2, JAN_1.plusDays(90), null, null));
        assertThat(seen.unspoken())
                .containsExactly(
                        new Accountability.Unspoken(
                                "e", 2, JAN_1.plusDays(90), JAN_1.plusDays(90)));
        assertThat(seen.warnings())
                .extracting("clause", "expectation", "since", "daysToCoaching")
                .containsExactly(tuple("revenue", "e", JAN_1.plusDays(17), 3L));
        assertThat(seen.quotaOnly()).containsExactly("e");
        assertThat(seen.owed()).extracting(Timeline.Clause::id).containsExactly("coaching");
        assertThat(seen.daysToFirstExpectation()).as("hired a year before").isEqualTo(365);
    }
}
