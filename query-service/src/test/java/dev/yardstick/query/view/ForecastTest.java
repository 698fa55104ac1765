package dev.yardstick.query.view;

import static dev.yardstick.query.view.Given.DEC_31;
import static dev.yardstick.query.view.Given.JAN_1;
import static dev.yardstick.query.view.Given.calls;
import static dev.yardstick.query.view.Given.sum;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.events.Clause;
import dev.yardstick.events.Clause.Direction;
import dev.yardstick.events.CompanyEvent.ForecastCalibrated;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Measure.Every;
import dev.yardstick.query.forecast.Likely;
import dev.yardstick.query.forecast.Warning;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Likelihoods and warnings with their numbers. The likelihoods were worked out apart from the
 * program, after the text in docs/expectations.md.
 */
class ForecastTest {

    private static final LocalDate JUN_30 = LocalDate.of(2026, 6, 30);

    private final Given given = new Given();

    private Given weeks(LocalDate first, int weeks, String amount) {
        for (int i = 0; i < weeks; i++) {
            given.won(first.plusWeeks(i), amount);
        }
        return given;
    }

    private Given weeklyCalls(int weeks, int calls) {
        for (int i = 0; i < weeks * calls; i++) {
            given.call(JAN_1.plusWeeks(i / calls), "m");
        }
        return given;
    }

    private @Nullable String revenue(LocalDate on) {
        return given.set(sum("c", "365000")).clause("c", on).likelihood();
    }

    @Nested
    class Likelihood {

        @Test
        void onTheFirstDayItIsTheTargetsOwnPrior() {
            assertThat(revenue(JAN_1)).isEqualTo("0.42");
        }

        @Test
        void onTheLineItIsAnEvenBet() {
            weeks(JAN_1, 26, "7000");
            assertThat(revenue(JUN_30)).isEqualTo("0.50");
        }

        @Test
        void withNothingDoneByMidYearItIsNextToNothing() {
            assertThat(revenue(JUN_30)).isEqualTo("0.00");
        }

        @Test
        void aStrongAutumnBeforeThePeriodCounts() {
            assertThat(revenue(LocalDate.of(2026, 1, 31))).isEqualTo("0.06");
            weeks(LocalDate.of(2025, 10, 1), 13, "12000");
            assertThat(revenue(LocalDate.of(2026, 1, 31))).isEqualTo("0.37");
        }

        @Test
        void weeksOfAbsenceAreNoRhythm() {
            weeks(JAN_1, 9, "7000");
            weeks(LocalDate.of(2026, 5, 7), 8, "7000");
            given.absent(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 4, 30));
            assertThat(revenue(JUN_30)).isEqualTo("0.25");
        }

        @Test
        void aSmallCountIsUncertain() {
            given.set(calls("c", Direction.AT_LEAST, "4")).call(LocalDate.of(2026, 3, 1), "m");
            assertThat(given.clause("c", JUN_30).likelihood()).isEqualTo("0.12");
        }

        @Test
        void atMostItIsTheChanceOfStayingWithin() {
            weeklyCalls(26, 2).set(calls("c", Direction.AT_MOST, "100"));
            assertThat(given.clause("c", JUN_30).likelihood()).isEqualTo("0.31");
        }

        @Test
        void aCadenceKeptEveryOtherWeekRarelyReachesThreeInFive() {
            given.set(cadence("0.6"));
            for (int week = 0; week < 25; week += 2) {
                given.call(LocalDate.of(2026, 1, 5).plusWeeks(week), "m");
            }
            assertThat(given.clause("c", JUN_30).likelihood()).isEqualTo("0.15");
        }

        @Test
        void whatIsReachedIsCertainAndWhatIsPassedIsLost() {
            given.won(JAN_1, "365000").call(JAN_1, "m").call(JAN_1, "m");
            given.set(sum("c", "365000"), calls("d", Direction.AT_MOST, "1"));
            assertThat(given.clause("c", JUN_30).likelihood()).isEqualTo("1.00");
            assertThat(given.clause("d", JUN_30).likelihood()).isEqualTo("0.00");
        }

        @Test
        void aCalibrationBendsItFromItsDayOn() {
            weeks(JAN_1, 26, "7000");
            given.fixed(
                    new ForecastCalibrated(
                            "sum",
                            JUN_30,
                            BigDecimal.ONE,
                            new BigDecimal("-1"),
                            new BigDecimal("2")));
            assertThat(revenue(JUN_30)).isEqualTo("0.26");
        }

        @Test
        void whereItWouldNotBeHonestThereIsNone() {
            given.set(Given.clause("c", new Measure.Rating("conduct"), Direction.AT_LEAST, "4"));
            assertThat(given.clause("c", JUN_30).likelihood()).isNull();
        }
    }

    private static Clause cadence(String share) {
        return Given.clause(
                "c",
                new Measure.Cadence(FactKind.CALL, Every.WEEK, 1, Map.of()),
                Direction.AT_LEAST,
                share);
    }

    /** The band of a picture and the figure beside it say the same, calibrated or not. */
    @Nested
    class LikelyRange {

        @Test
        void itLeavesOneInTenBelowAndOneAbove() {
            for (int alpha = -1; alpha <= 1; alpha++) {
                boolean below = false;
                boolean above = false;
                for (int amount = 4_000; amount <= 10_000; amount += 250) {
                    Given year = new Given();
                    for (int i = 0; i < 26; i++) {
                        year.won(JAN_1.plusWeeks(i), String.valueOf(amount));
                    }
                    year.set(sum("c", "365000"));
                    if (alpha != 0) {
                        year.fixed(
                                new ForecastCalibrated(
                                        "sum",
                                        JAN_1,
                                        BigDecimal.ONE,
                                        new BigDecimal(alpha),
                                        new BigDecimal("1.5")));
                    }
                    double likelihood =
                            Objects.requireNonNull(
                                    year.drawing().forecast("e", "c", JUN_30).on(JUN_30));
                    Likely end = atTheEnd(year);
                    assertThat(end.low() > 365_000).as(amount + "").isEqualTo(likelihood > 0.9);
                    assertThat(end.high() < 365_000).as(amount + "").isEqualTo(likelihood < 0.1);
                    above |= likelihood > 0.9;
                    below |= likelihood < 0.1;
                }
                assertThat(below && above).isTrue();
            }
        }

        @Test
        void itBeginsAtWhatIsDeliveredAndWidens() {
            weeklyCalls(26, 2).set(calls("c", Direction.AT_MOST, "100"));
            double delivered =
                    Double.parseDouble(
                            Objects.requireNonNull(given.clause("c", JUN_30).delivered()));
            double width = 0;
            for (Likely day : likely(given)) {
                assertThat(day.low()).isGreaterThanOrEqualTo(delivered);
                assertThat(day.high() - day.low()).isGreaterThan(width);
                width = day.high() - day.low();
            }
            assertThat(width).isPositive();
        }

        @Test
        void whereThereIsNoForecastThereIsNone() {
            given.set(Given.clause("c", new Measure.Rating("conduct"), Direction.AT_LEAST, "4"));
            assertThat(likely(given)).isEmpty();
        }

        private static Likely atTheEnd(Given year) {
            return likely(year).getLast();
        }

        private static List<Likely> likely(Given year) {
            return Objects.requireNonNull(
                    Objects.requireNonNull(
                                    year.drawing()
                                            .draw(JAN_1, DEC_31, JUN_30, Grain.MONTH, true, null)
                                            .around()
                                            .likely()
                                            .get("e"))
                            .get("c"));
        }
    }

    @Nested
    class Drift {

        private @Nullable Warning warning(LocalDate on) {
            return given.clause("c", on).warning();
        }

        private @Nullable LocalDate since(LocalDate on) {
            Warning warning = warning(on);
            return warning == null ? null : warning.since();
        }

        @Test
        void isClearOnTheFourteenthDayInARow() {
            given.set(sum("c", "365000")).told(1, JAN_1);
            assertThat(since(JAN_1.plusDays(12))).isNull();
            assertThat(since(JAN_1.plusDays(13))).isEqualTo(JAN_1.plusDays(13));
            assertThat(since(JUN_30)).isEqualTo(JAN_1.plusDays(13));
        }

        @Test
        void isNotHeldAgainstARepWhoWasNotTold() {
            given.set(sum("c", "365000"));
            assertThat(since(DEC_31)).isNull();
            given.told(1, JAN_1.plusDays(9));
            assertThat(since(JAN_1.plusDays(21))).isNull();
            assertThat(since(JAN_1.plusDays(22))).isEqualTo(JAN_1.plusDays(22));
        }

        @Test
        void pausesWhileTheRevisionIsUntold() {
            given.set(sum("c", "365000"))
                    .told(1, JAN_1)
                    .revised(JAN_1.plusDays(5), false, sum("c", "400000"))
                    .told(2, JAN_1.plusDays(10));
            assertThat(since(JAN_1.plusDays(17))).isNull();
            assertThat(since(JAN_1.plusDays(18))).isEqualTo(JAN_1.plusDays(18));
        }

        @Test
        void endsAfterFourteenDaysWithoutAndMayBeRaisedAgain() {
            given.set(sum("c", "365000")).told(1, JAN_1).won(LocalDate.of(2026, 2, 1), "200000");
            assertThat(since(LocalDate.of(2026, 2, 13))).isEqualTo(JAN_1.plusDays(13));
            assertThat(since(LocalDate.of(2026, 2, 14))).isNull();
            assertThat(since(LocalDate.of(2026, 12, 1))).isAfter(LocalDate.of(2026, 7, 1));
        }

        @Test
        void doesNotGoOnWhileTheFeedIsSilent() {
            given.set(sum("c", "365000")).told(1, JAN_1).call(JAN_1, "m");
            given.heard(JAN_1.minusDays(60), JAN_1.plusDays(4));
            given.heard(LocalDate.of(2026, 2, 2), LocalDate.of(2026, 3, 1));
            // Heard until Monday 5 January: from the fourth working day without, Friday 9 January,
            // no day counts until Monday 2 February.
            assertThat(given.clause("c", LocalDate.of(2026, 1, 8)).feedSilent()).isFalse();
            assertThat(given.clause("c", LocalDate.of(2026, 1, 9)).feedSilent()).isTrue();
            assertThat(given.clause("c", LocalDate.of(2026, 2, 2)).feedSilent()).isFalse();
            assertThat(since(LocalDate.of(2026, 2, 6))).isNull();
            assertThat(since(LocalDate.of(2026, 2, 7))).isEqualTo(LocalDate.of(2026, 2, 7));
        }

        @Test
        void ofACadenceIsClearAfterTwoMissedWeeks() {
            given.set(cadence("0.5")).told(1, JAN_1).call(LocalDate.of(2026, 1, 5), "m");
            for (int week = 1; week < 20; week++) {
                given.call(LocalDate.of(2026, 1, 5).plusWeeks(week), "m");
            }
            LocalDate twoMissed = LocalDate.of(2026, 1, 5).plusWeeks(22).minusDays(1);
            assertThat(since(twoMissed.minusDays(1))).isNull();
            assertThat(since(twoMissed)).isEqualTo(twoMissed);
        }

        @Test
        void comesWithItsProof() {
            given.set(sum("c", "365000")).told(1, JAN_1).won(JAN_1.plusDays(2), "5");
            given.fact(Given.fact(FactKind.COACHING, JAN_1.minusDays(30), "1", null, null, null));
            given.fact(Given.fact(FactKind.TRAINING, JAN_1.minusDays(99), "1", null, null, null));
            Warning warning = warning(JAN_1.plusDays(13));
            assertThat(warning)
                    .isEqualTo(
                            new Warning(
                                    JAN_1.plusDays(13),
                                    1,
                                    JAN_1,
                                    null,
                                    null,
                                    java.util.List.of(
                                            new Warning.Support(
                                                    JAN_1.minusDays(30), "coaching", 99)),
                                    java.util.List.of(),
                                    java.util.List.of(2L, 3L, 99L)));
        }

        @Test
        void namesTheSupportOfADayInTheSameOrderWhicheverArrivedFirst() {
            given.set(sum("c", "365000")).told(1, JAN_1);
            given.fact(Given.fact(FactKind.TRAINING, JAN_1, "1", null, null, null));
            given.fact(Given.fact(FactKind.COACHING, JAN_1, "1", null, null, null));
            assertThat(Objects.requireNonNull(warning(JAN_1.plusDays(13))).support())
                    .extracting(Warning.Support::kind)
                    .containsExactly("coaching", "training");
        }
    }
}
