package dev.yardstick.query.view;

import static dev.yardstick.query.view.Given.DEC_31;
import static dev.yardstick.query.view.Given.JAN_1;
import static dev.yardstick.query.view.Given.calls;
import static dev.yardstick.query.view.Given.sum;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.events.AccountEvent.AccountReclassified;
import dev.yardstick.events.AccountEvent.AccountRegistered;
import dev.yardstick.events.Clause.Direction;
import dev.yardstick.events.ExpectationEvent.ExpectationAcknowledged;
import dev.yardstick.events.ExpectationEvent.ExpectationCommunicated;
import dev.yardstick.events.ExpectationEvent.ExpectationDisputed;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure;
import dev.yardstick.query.facts.AccountStory;
import dev.yardstick.query.facts.Recorded;
import dev.yardstick.query.measure.Standing;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ArithmeticTest {

    private static final LocalDate JUL_1 = LocalDate.of(2026, 7, 1);

    @Test
    void anEvenPaceOwesTheTargetByTheDay() {
        Given given = new Given().set(sum("revenue", "365"));
        assertThat(given.clause("revenue", JAN_1).expected()).isEqualTo("1.00");
        assertThat(given.clause("revenue", JAN_1.plusDays(99)).expected()).isEqualTo("100.00");
        assertThat(given.clause("revenue", DEC_31).expected()).isEqualTo("365.00");
        assertThat(given.clause("revenue", DEC_31.plusYears(1)).expected()).isEqualTo("365.00");
        assertThat(given.clause("revenue", JAN_1.minusDays(1)).expected()).isEqualTo("0.00");
    }

    @Test
    void aRaisedTargetIsOldRateTimesDaysBeforePlusNewRateTimesDaysAfter() {
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            LocalDate from = JAN_1.plusDays(1 + random.nextInt(363));
            LocalDate day = JAN_1.plusDays(random.nextInt(365));
            BigDecimal before = BigDecimal.valueOf(1 + random.nextInt(1_000_000), 2);
            BigDecimal after = BigDecimal.valueOf(1 + random.nextInt(1_000_000), 2);
            Timeline.Clause clause =
                    new Given()
                            .set(sum("revenue", before.toPlainString()))
                            .revised(from, false, sum("revenue", after.toPlainString()))
                            .clause("revenue", day);

            BigDecimal old = BigDecimal.valueOf(days(JAN_1, min(day, from.minusDays(1))));
            BigDecimal fresh = BigDecimal.valueOf(Math.max(0, days(from, day)));
            assertThat(clause.expected())
                    .isEqualTo(of(before.multiply(old).add(after.multiply(fresh))));
            BigDecimal fullOld = BigDecimal.valueOf(days(JAN_1, from.minusDays(1)));
            BigDecimal fullFresh = BigDecimal.valueOf(days(from, DEC_31));
            assertThat(clause.fullTarget())
                    .isEqualTo(of(before.multiply(fullOld).add(after.multiply(fullFresh))));
        }
    }

    private static LocalDate min(LocalDate a, LocalDate b) {
        return a.isBefore(b) ? a : b;
    }

    private static long days(LocalDate from, LocalDate to) {
        return to.toEpochDay() - from.toEpochDay() + 1;
    }

    private static String of(BigDecimal sum) {
        return sum.divide(BigDecimal.valueOf(365), 2, RoundingMode.HALF_EVEN).toPlainString();
    }

    @Test
    void aRestatementCountsFromTheFirstDay() {
        Timeline.Clause clause =
                new Given()
                        .set(sum("revenue", "365"))
                        .revised(JUL_1, true, sum("revenue", "730"))
                        .clause("revenue", JAN_1.plusDays(9));
        assertThat(clause.expected()).isEqualTo("20.00");
        assertThat(clause.fullTarget()).isEqualTo("730.00");
        assertThat(clause.target()).isEqualTo("730.00");
    }

    @Test
    void aClauseThatARevisionLeavesOutEndsTheDayBeforeAndIsJudgedThen() {
        Given given =
                new Given()
                        .set(sum("revenue", "365"), calls("calls", Direction.AT_LEAST, "365"))
                        .revised(JUL_1, false, sum("revenue", "365"))
                        .call(JAN_1, "m")
                        .call(JUL_1, "m");
        Timeline.Clause ended = given.clause("calls", DEC_31);
        assertThat(ended.expected()).isEqualTo("181.00").isEqualTo(ended.fullTarget());
        assertThat(ended.delivered()).isEqualTo("1");
        assertThat(ended.standing()).isEqualTo(Standing.MISSED);
    }

    @Test
    void aClauseThatARevisionAddsBeginsThenIsOwedProRataAndNotListedBefore() {
        Given given =
                new Given()
                        .set(sum("revenue", "365"))
                        .revised(
                                JUL_1,
                                false,
                                sum("revenue", "365"),
                                calls("calls", Direction.AT_LEAST, "365"))
                        .call(JUL_1.minusDays(1), "m")
                        .call(JUL_1, "m");
        assertThat(given.on(JUL_1.minusDays(1)).clauses()).hasSize(1);
        Timeline.Clause added = given.clause("calls", JUL_1);
        assertThat(added.expected()).isEqualTo("1.00");
        assertThat(added.fullTarget()).isEqualTo("184.00");
        assertThat(added.delivered()).isEqualTo("1");
    }

    @Test
    void nothingIsOwedBeforeHire() {
        Given given = new Given().hired(JUL_1).set(sum("revenue", "365"));
        assertThat(given.clause("revenue", JUL_1.minusDays(1)).expected()).isEqualTo("0.00");
        assertThat(given.clause("revenue", JUL_1).expected()).isEqualTo("1.00");
        assertThat(given.clause("revenue", DEC_31).fullTarget()).isEqualTo("184.00");
        assertThat(given.clause("revenue", DEC_31).target()).isEqualTo("365.00");
    }

    @Test
    void moneyIsExactToTheFourthDecimalAndSharesCount() {
        Timeline.Clause clause =
                new Given()
                        .set(sum("revenue", "300000"))
                        .won(JAN_1, "20565.6206")
                        .won(JAN_1, "1294.2529")
                        .won(JAN_1, "100", "EUR", "0.33333333")
                        .clause("revenue", DEC_31);
        assertThat(clause.delivered()).isEqualTo("21893.2068");
    }

    @Test
    void anotherCurrencyAndAMissingAmountAreCountedNotGuessed() {
        Timeline.Clause clause =
                new Given()
                        .set(sum("revenue", "100"))
                        .won(JAN_1, "5")
                        .won(JAN_1, "5", "USD", "1")
                        .won(JAN_1, null, "EUR", "1")
                        .clause("revenue", DEC_31);
        assertThat(clause.delivered()).isEqualTo("5.00");
        assertThat(clause.unconverted()).isEqualTo(1);
        assertThat(clause.unmeasured()).isEqualTo(1);
    }

    @Test
    void aFilterTakesAnyOfItsValues() {
        Given given =
                new Given()
                        .set(
                                calls("cold", Direction.AT_LEAST, "10", "door", "phone"),
                                calls("all", Direction.AT_LEAST, "10"))
                        .call(JAN_1, "door")
                        .call(JAN_1, "phone")
                        .call(JAN_1, "mail");
        assertThat(given.clause("cold", JAN_1).delivered()).isEqualTo("2");
        assertThat(given.clause("all", JAN_1).delivered()).isEqualTo("3");
    }

    @Test
    void aFactIsJudgedByItsAccountAsItWasOnThatDay() {
        AccountStory acme =
                new AccountStory(
                        List.of(
                                new Recorded<>(
                                        1,
                                        new AccountRegistered(
                                                "acme", JUL_1, "A", "primary", null, true, null,
                                                null)),
                                new Recorded<>(
                                        2,
                                        new AccountReclassified(
                                                "acme", JUL_1, "A", "secondary", null, null))));
        Given given =
                new Given()
                        .set(
                                Given.clause(
                                        "primary",
                                        new Measure.Count(
                                                FactKind.CALL,
                                                Map.of("account.tier", List.of("primary"))),
                                        Direction.AT_LEAST,
                                        "1"))
                        .call(JUL_1.minusDays(1), "m")
                        .call(JUL_1, "m");
        assertThat(
                        given.on(DEC_31, Grain.WEEK, Map.of("acme", acme))
                                .clauses()
                                .getFirst()
                                .delivered())
                .isEqualTo("1");
    }

    @Test
    void theOrderOfFactsDoesNotMatter() {
        Random random = new Random(7);
        Given given = new Given().set(sum("revenue", "1000"), calls("c", Direction.AT_LEAST, "9"));
        for (int i = 0; i < 200; i++) {
            LocalDate day = JAN_1.plusDays(random.nextInt(365));
            given.won(day, String.valueOf(random.nextInt(1_000))).call(day, "m");
        }
        Timeline before = given.on(JUL_1);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(given.facts(), random);
            assertThat(given.on(JUL_1)).isEqualTo(before);
        }
    }

    @Test
    void whatIsShownNeverChangesAFigure() {
        Given given = new Given().set(sum("revenue", "365")).won(JAN_1, "7").won(JUL_1, "8");
        for (Grain grain : Grain.values()) {
            Timeline.Clause clause = given.on(JUL_1, grain, Map.of()).clauses().getFirst();
            assertThat(clause.delivered()).isEqualTo("15.00");
            assertThat(clause.expected()).isEqualTo("182.00");
        }
    }

    @Test
    void theSeriesEndsItsGrainsStopsDeliveringAfterTheDayJudgedAndHoldsThatDay() {
        Timeline.Clause clause =
                new Given().set(sum("revenue", "365")).won(JAN_1, "7").clause("revenue", JUL_1);
        List<Timeline.Point> points = clause.series();
        assertThat(points.getFirst().date()).isEqualTo(LocalDate.of(2026, 1, 4));
        assertThat(points.getLast().date()).isEqualTo(DEC_31);
        assertThat(points).anyMatch(p -> p.date().equals(JUL_1) && "7.00".equals(p.delivered()));
        assertThat(points)
                .filteredOn(p -> p.date().isAfter(JUL_1))
                .isNotEmpty()
                .allMatch(p -> p.delivered() == null && p.standing() == null);
    }

    @Test
    void aPartOfAPeriodGoesOnFromTheFigureOfItsFirstDay() {
        LocalDate october = LocalDate.of(2026, 10, 1);
        Given given = new Given().set(sum("revenue", "365")).won(JAN_1, "7").won(october, "2");
        for (Grain grain : Grain.values()) {
            Timeline.Point first =
                    given.drawing()
                            .draw(october, DEC_31, DEC_31, grain)
                            .clauses()
                            .getFirst()
                            .series()
                            .getFirst();
            assertThat(first.date()).isEqualTo(october);
            assertThat(first.delivered()).isEqualTo("9.00");
            assertThat(first.expected()).isEqualTo("274.00");
        }
        assertThat(given.on(DEC_31).clauses().getFirst().series().getFirst().date())
                .as("a whole period begins at nothing, which needs no point")
                .isEqualTo(LocalDate.of(2026, 1, 4));
    }

    @Nested
    class StandingAtLeast {

        private Standing standing(String delivered, LocalDate day) {
            return new Given()
                    .set(sum("revenue", "365"))
                    .won(JAN_1, delivered)
                    .clause("revenue", day)
                    .standing();
        }

        @Test
        void followsThePace() {
            LocalDate hundredth = JAN_1.plusDays(99);
            assertThat(standing("365", hundredth)).isEqualTo(Standing.MET);
            assertThat(standing("100", hundredth)).isEqualTo(Standing.ON_PACE);
            assertThat(standing("99.99", hundredth)).isEqualTo(Standing.SLIPPING);
            assertThat(standing("80", hundredth)).isEqualTo(Standing.SLIPPING);
            assertThat(standing("79.99", hundredth)).isEqualTo(Standing.BEHIND);
            assertThat(standing("364.99", DEC_31)).isEqualTo(Standing.MISSED);
            assertThat(standing("365", DEC_31)).isEqualTo(Standing.MET);
        }

        @Test
        void isNotStartedWhereNothingIsExpectedYet() {
            Given notHired = new Given().hired(JUL_1).set(sum("revenue", "365"));
            assertThat(notHired.clause("revenue", JAN_1).standing())
                    .isEqualTo(Standing.NOT_STARTED);
        }
    }

    @Nested
    class StandingAtMost {

        private Standing standing(int calls, LocalDate day) {
            Given given = new Given().set(calls("c", Direction.AT_MOST, "365"));
            for (int i = 0; i < calls; i++) {
                given.call(JAN_1, "m");
            }
            return given.clause("c", day).standing();
        }

        @Test
        void mirrorsAtLeast() {
            LocalDate hundredth = JAN_1.plusDays(99);
            assertThat(standing(366, hundredth)).isEqualTo(Standing.MISSED);
            assertThat(standing(100, hundredth)).isEqualTo(Standing.ON_PACE);
            assertThat(standing(101, hundredth)).isEqualTo(Standing.SLIPPING);
            assertThat(standing(125, hundredth)).isEqualTo(Standing.SLIPPING);
            assertThat(standing(126, hundredth)).isEqualTo(Standing.BEHIND);
            assertThat(standing(365, DEC_31)).isEqualTo(Standing.MET);
        }

        @Test
        void isNotStartedWhereBothAreZero() {
            assertThat(standing(0, JAN_1.minusDays(1))).isEqualTo(Standing.NOT_STARTED);
        }
    }

    @Nested
    class Conversation {

        private final Given given = new Given().set(sum("revenue", "365"));

        private ExpectationCommunicated told(int version, LocalDate on) {
            return new ExpectationCommunicated("e", "robin", version, on, Given.TEXT, Given.TEXT);
        }

        @Test
        void aVersionIsUnspokenUntilTheDayItWasCommunicated() {
            given.say(told(1, JAN_1.plusDays(3)));
            assertThat(given.clause("revenue", JAN_1.plusDays(2)).unspoken()).isTrue();
            assertThat(given.clause("revenue", JAN_1.plusDays(3)).unspoken()).isFalse();
        }

        @Test
        void aRevisionIsUnspokenFromItsOwnDayEvenWhereItRestates() {
            given.say(told(1, JAN_1)).revised(JUL_1, true, sum("revenue", "730"));
            assertThat(given.clause("revenue", JUL_1.minusDays(1)).unspoken()).isFalse();
            assertThat(given.clause("revenue", JUL_1).unspoken()).isTrue();
        }

        @Test
        void theLatestAnswerCounts() {
            given.say(told(1, JAN_1))
                    .say(
                            new ExpectationDisputed(
                                    "e", "robin", 1, JAN_1.plusDays(2), Given.TEXT, null, null))
                    .say(
                            new ExpectationAcknowledged(
                                    "e", "robin", 1, JAN_1.plusDays(5), null, null));
            assertThat(given.clause("revenue", JAN_1.plusDays(1)).disputed()).isFalse();
            assertThat(given.clause("revenue", JAN_1.plusDays(2)).disputed()).isTrue();
            assertThat(given.clause("revenue", JAN_1.plusDays(5)).disputed()).isFalse();
            Timeline.Version version =
                    given.on(DEC_31).expectations().getFirst().versions().getFirst();
            assertThat(version.acknowledgedOn()).isEqualTo(JAN_1.plusDays(5));
            assertThat(version.disputedOn()).isNull();
        }
    }

    @Test
    void activityCountsEachRecordOnceForTheRepNamedWhetherOrNotAnythingWasExpected() {
        Timeline timeline =
                new Given()
                        .call(JAN_1, "m")
                        .won(JAN_1, "10.50")
                        .won(JAN_1, "1", "USD", "0.5")
                        .on(LocalDate.of(2026, 1, 2));
        assertThat(timeline.expectations()).isEmpty();
        assertThat(timeline.activity())
                .containsExactly(
                        new Timeline.Activity(
                                LocalDate.of(2026, 1, 4),
                                Map.of("call", 1, "deal-won", 2),
                                Map.of("EUR", "10.50", "USD", "1.00")));
    }
}
