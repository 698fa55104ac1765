package dev.yardstick.query.view;

import static dev.yardstick.query.view.Given.DEC_31;
import static dev.yardstick.query.view.Given.JAN_1;
import static dev.yardstick.query.view.Given.calls;
import static dev.yardstick.query.view.Given.clause;
import static dev.yardstick.query.view.Given.sum;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.events.AccountEvent.AccountAssigned;
import dev.yardstick.events.AccountEvent.AccountRegistered;
import dev.yardstick.events.AccountEvent.Baseline;
import dev.yardstick.events.Clause;
import dev.yardstick.events.Clause.Direction;
import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.CompanyEvent.HolidaysFixed;
import dev.yardstick.events.CompanyEvent.RatesFixed;
import dev.yardstick.events.ExpectationEvent.ExpectationAcknowledged;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Measure.Every;
import dev.yardstick.events.Measure.Milestone;
import dev.yardstick.events.Measure.Over;
import dev.yardstick.events.Measure.Quantity;
import dev.yardstick.events.Pace;
import dev.yardstick.events.Topic;
import dev.yardstick.events.language.FactField;
import dev.yardstick.events.language.MeasureKind;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.measure.Standing;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each kind worked out by hand, and the traps that others fall into. */
class KindsTest {

    private static final LocalDate JUL_1 = LocalDate.of(2026, 7, 1);
    private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
    private static final Map<String, List<String>> ALL = Map.of();

    private final Given given = new Given();

    private static Clause of(Measure measure, String target) {
        return clause("c", measure, Direction.AT_LEAST, target);
    }

    private Timeline.Clause on(LocalDate day) {
        return given.clause("c", day);
    }

    private void meet(String account, LocalDate day) {
        given.fact(fact(FactKind.MEETING, day, account, null, null, null));
    }

    private static Fact fact(
            FactKind kind,
            LocalDate day,
            @Nullable String account,
            @Nullable String days,
            @Nullable String rating,
            @Nullable String course) {
        Map<FactField, @Nullable Object> told = new EnumMap<>(FactField.class);
        told.put(FactField.ACCOUNT, account);
        told.put(FactField.COURSE, course);
        told.put(FactField.ASPECT, rating == null ? null : "conduct");
        told.put(FactField.RATING, rating == null ? null : new BigDecimal(rating));
        told.put(FactField.DAYS, days == null ? null : new BigDecimal(days));
        return Fact.of(9, "/crm", kind, day, BigDecimal.ONE, false, true, told);
    }

    private Given owned(String account, String owner, @Nullable Baseline baseline) {
        return given.account(
                account,
                new AccountRegistered(
                        account, JAN_1, account, "primary", owner, true, "grow", baseline));
    }

    // ---- accounts: distinct, coverage, growth, held

    @Test
    void anAccountCountsOnceHoweverOftenItBuys() {
        given.set(of(new Measure.DistinctAccounts(FactKind.DEAL_WON, false, ALL), "6"));
        given.won(MONDAY, "1").won(MONDAY.plusDays(1), "1");
        assertThat(on(DEC_31).delivered()).isEqualTo("1");
    }

    @Test
    void aNewCustomerIsOneThatNobodyHadWonBefore() {
        given.set(of(new Measure.DistinctAccounts(FactKind.DEAL_WON, true, ALL), "6"));
        given.won(MONDAY, "1").wonFrom("acme", MONDAY, "1");
        assertThat(on(DEC_31).delivered()).isEqualTo("1");
        given.wonFrom("acme", JAN_1.minusYears(2), "1");
        assertThat(on(DEC_31).delivered()).as("somebody won it two years ago").isEqualTo("0");
    }

    @Test
    void aVisitBeyondTheThirdCoversNothingMore() {
        given.set(of(new Measure.Coverage(FactKind.MEETING, 3, ALL, ALL), "1"));
        owned("acme", "robin", null);
        owned("bolt", "robin", null);
        owned("corp", "sam", null);
        for (int i = 0; i < 5; i++) {
            meet("acme", MONDAY.plusDays(i));
            meet("corp", MONDAY.plusDays(i));
        }
        meet("bolt", MONDAY);
        assertThat(on(DEC_31).delivered()).isEqualTo("4");
        assertThat(on(DEC_31).fullTarget()).as("2 accounts, 3 visits each").isEqualTo("6.00");
    }

    @Test
    void aReassignedAccountDoesNotRewriteOldCredit() {
        given.set(of(new Measure.Coverage(FactKind.MEETING, 3, ALL, ALL), "1"));
        given.account(
                "acme",
                new AccountRegistered("acme", JAN_1, "A", null, "robin", false, null, null),
                new AccountAssigned("acme", JUL_1, "sam", false));
        meet("acme", JUL_1.minusDays(1));
        meet("acme", JUL_1);
        assertThat(on(DEC_31).delivered()).isEqualTo("1");
        assertThat(on(DEC_31).fullTarget()).as("3 × 181 of 365 days").isEqualTo("1.49");
    }

    @Test
    void anAccountHasGrownWhenItReachesItsBaselineTimesTheFactor() {
        given.set(
                of(
                        new Measure.Growth(
                                FactKind.DEAL_WON, Quantity.AMOUNT, new BigDecimal("1.10"), ALL),
                        "0.5"));
        owned("acme", "robin", new Baseline(new BigDecimal("100"), "EUR"));
        owned("bolt", "robin", null);
        given.wonFrom("acme", MONDAY, "109.99").wonFrom("bolt", MONDAY.minusYears(1), "10");
        assertThat(on(JUL_1).delivered()).isEqualTo("0");
        given.wonFrom("acme", MONDAY, "0.01");
        assertThat(on(JUL_1).delivered()).isEqualTo("1");
        given.wonFrom("bolt", MONDAY, "11");
        assertThat(on(JUL_1).delivered()).as("11 is 1.10 × last year's 10").isEqualTo("2");
        assertThat(on(DEC_31).fullTarget()).isEqualTo("1.00");
    }

    @Test
    void whatTheManagerOwesInAccountsIsWhatIsHeldThatDay() {
        given.set(of(new Measure.Accounts(Map.of("inherited", List.of("true"))), "2"));
        owned("acme", "robin", null);
        given.account(
                "bolt",
                new AccountRegistered("bolt", JAN_1, "B", null, "sam", true, null, null),
                new AccountAssigned("bolt", JUL_1, "robin", true));
        assertThat(on(JUL_1.minusDays(1)).delivered()).isEqualTo("1");
        assertThat(on(JUL_1).delivered()).isEqualTo("2");
        assertThat(on(JUL_1).standing()).as("may be lost again").isEqualTo(Standing.ON_PACE);
        assertThat(on(DEC_31).standing()).isEqualTo(Standing.MET);
    }

    // ---- cadence

    @Test
    void aWeekNeverCountsAMondayTwice() {
        given.set(of(new Measure.Cadence(FactKind.CALL, Every.WEEK, 1, ALL), "1"));
        given.call(MONDAY.plusWeeks(1), "m");
        assertThat(on(MONDAY.plusWeeks(1)).delivered()).as("not ended").isEqualTo("0");
        assertThat(on(MONDAY.plusDays(13)).delivered()).isEqualTo("1");
        assertThat(on(DEC_31).delivered()).isEqualTo("1");
        assertThat(on(DEC_31).fullTarget()).as("whole weeks of 2026").isEqualTo("51.00");
    }

    @Test
    void aWeekOfAbsenceBelongsToNeitherSide() {
        given.set(of(new Measure.Cadence(FactKind.CALL, Every.WEEK, 1, ALL), "1"));
        given.absent(MONDAY, MONDAY.plusDays(4));
        assertThat(on(DEC_31).fullTarget()).isEqualTo("50.00");
    }

    // ---- shares and ratings

    @Test
    void aShareOfWorkingDaysLeavesOutWeekendsHolidaysAndAbsence() {
        given.set(of(share(Quantity.DAYS), "0.20"));
        given.fact(fact(FactKind.TRAVEL, MONDAY, null, "0.6", null, null));
        given.fixed(
                new HolidaysFixed("cal", new TreeSet<>(List.of(JAN_1, LocalDate.of(2026, 1, 2)))));
        assertThat(on(MONDAY.plusDays(2)).delivered()).as("0.6 of 3 days").isEqualTo("0.2");
        given.absent(MONDAY.plusDays(1), MONDAY.plusDays(1));
        assertThat(on(MONDAY.plusDays(2)).delivered()).as("0.6 of 2 days").isEqualTo("0.3");
    }

    private static Measure share(Quantity quantity) {
        return new Measure.Share(FactKind.TRAVEL, quantity, ALL, new Over(null, null));
    }

    @Test
    void neverADivisionByZero() {
        given.set(
                of(
                        new Measure.Share(FactKind.CALL, null, ALL, new Over(FactKind.CALL, ALL)),
                        "0.5"));
        assertThat(on(JUL_1).delivered()).isNull();
        assertThat(on(JUL_1).attainment()).isNull();
        assertThat(on(JUL_1).standing()).isEqualTo(Standing.NOT_STARTED);
    }

    @Test
    void twoAssessmentsAreNoVerdict() {
        given.set(of(new Measure.Rating("conduct"), "4"));
        for (String rating : List.of("2", "3")) {
            given.fact(fact(FactKind.ASSESSMENT, MONDAY, null, null, rating, null));
        }
        assertThat(on(JUL_1).standing()).isEqualTo(Standing.NOT_STARTED);
        given.fact(fact(FactKind.ASSESSMENT, MONDAY, null, null, "3", null));
        assertThat(on(JUL_1).delivered()).isEqualTo("2.6667");
        assertThat(on(JUL_1).standing()).isEqualTo(Standing.BEHIND);
    }

    // ---- milestones and agreements

    @Test
    void aMilestoneIsJudgedByItsDeadlineAlone() {
        given.hired(JAN_1);
        given.set(
                milestone(new Milestone(FactKind.DEAL_WON, ALL, Period.ofDays(90), "hire", null)));
        LocalDate deadline = LocalDate.of(2026, 4, 1);
        assertThat(on(deadline).due()).isEqualTo(deadline);
        assertThat(on(deadline.minusDays(1)).standing()).isEqualTo(Standing.NOT_STARTED);
        assertThat(on(deadline).standing()).isEqualTo(Standing.BEHIND);
        assertThat(on(deadline.plusDays(1)).standing()).isEqualTo(Standing.MISSED);
        given.won(deadline, "1");
        assertThat(on(deadline.minusDays(1)).standing()).isEqualTo(Standing.NOT_STARTED);
        assertThat(on(deadline).standing()).isEqualTo(Standing.MET);
        assertThat(on(DEC_31).standing()).isEqualTo(Standing.MET);
    }

    @Test
    void aMilestoneAfterATrainingWaitsForTheTraining() {
        given.set(
                milestone(
                        new Milestone(
                                FactKind.CALL,
                                ALL,
                                Period.ofWeeks(2),
                                "training:onboarding",
                                null)));
        assertThat(on(JUL_1).due()).isNull();
        given.fact(fact(FactKind.TRAINING, MONDAY, null, null, null, "onboarding"));
        assertThat(on(JUL_1).due()).isEqualTo(MONDAY.plusDays(14));
        assertThat(on(JUL_1).standing()).isEqualTo(Standing.MISSED);
    }

    @Test
    void aDeadlineBeforeTheClauseIsNotOwed() {
        given.set(milestone(new Milestone(FactKind.CALL, ALL, null, null, JAN_1.minusDays(1))));
        assertThat(on(JUL_1).fullTarget()).isEqualTo("0.00");
        assertThat(on(JUL_1).standing()).isEqualTo(Standing.NOT_STARTED);
    }

    private static Clause milestone(Measure measure) {
        return new Clause(
                "c",
                Topic.RAMP_UP,
                null,
                null,
                measure,
                null,
                Pace.EVEN,
                BigDecimal.ONE,
                OwedBy.REP);
    }

    @Test
    void anAgreementIsKeptByAcknowledgingTheVersionInForce() {
        given.set(milestone(new Measure.Agreement(Given.TEXT)))
                .told(1, JAN_1)
                .say(new ExpectationAcknowledged("e", "robin", 1, MONDAY, null, null))
                .revised(JUL_1, false, milestone(new Measure.Agreement(Given.TEXT)));
        assertThat(on(MONDAY.minusDays(1)).standing()).isEqualTo(Standing.NOT_STARTED);
        assertThat(on(MONDAY).standing()).isEqualTo(Standing.MET);
        assertThat(on(JUL_1).standing()).as("version 2 is another").isEqualTo(Standing.NOT_STARTED);
    }

    // ---- paces

    @Test
    void monthlyPercentagesMatchByMonthNumber() {
        given.set(
                LocalDate.of(2026, 7, 1),
                LocalDate.of(2027, 6, 30),
                paced(sum("c", "1000"), monthly(50, 0, 0, 0, 0, 0, 50, 0, 0, 0, 0, 0)));
        assertThat(on(LocalDate.of(2026, 7, 31)).expected()).isEqualTo("500.00");
        assertThat(on(DEC_31).expected()).isEqualTo("500.00");
        assertThat(on(LocalDate.of(2027, 1, 31)).expected()).isEqualTo("1000.00");
    }

    @Test
    void aRampCountsWholeMonthsSinceHire() {
        given.hired(LocalDate.of(2026, 1, 31));
        given.set(
                paced(
                        sum("c", "365"),
                        new Pace.Even(List.of(BigDecimal.ZERO, new BigDecimal("50")))));
        assertThat(on(LocalDate.of(2026, 2, 28)).expected()).isEqualTo("0.00");
        assertThat(on(LocalDate.of(2026, 3, 1)).expected())
                .as("a month and a day")
                .isEqualTo("0.50");
        assertThat(on(LocalDate.of(2026, 3, 31)).expected()).as("two months").isEqualTo("16.00");
    }

    @Test
    void aLeapDayIsADayLikeAnyOther() {
        given.set(JAN_1, LocalDate.of(2028, 12, 31), sum("c", "1096"));
        assertThat(on(LocalDate.of(2028, 2, 29)).expected()).isEqualTo("790.00");
        assertThat(on(LocalDate.of(2028, 3, 1)).expected()).isEqualTo("791.00");
    }

    private static Clause paced(Clause c, Pace pace) {
        return new Clause(
                c.id(),
                c.topic(),
                c.label(),
                c.title(),
                c.measure(),
                c.target(),
                pace,
                c.weight(),
                c.owedBy());
    }

    private static Pace monthly(int... percent) {
        List<BigDecimal> list = new ArrayList<>();
        for (int p : percent) {
            list.add(BigDecimal.valueOf(p));
        }
        return new Pace.Monthly(list, null);
    }

    // ---- money, leaving, at most

    @Test
    void anotherCurrencyIsConvertedAtThePlanYearsRate() {
        given.fixed(
                new RatesFixed(
                        2026,
                        "GBP",
                        new TreeMap<>(
                                Map.of(
                                        "EUR",
                                        new BigDecimal("0.80"),
                                        "USD",
                                        new BigDecimal("0.60")))));
        given.set(sum("c", "1000")).won(MONDAY, "100", "USD", "1").won(MONDAY, "100", "CHF", "1");
        assertThat(on(JUL_1).delivered()).as("100 × 0.60 ÷ 0.80").isEqualTo("75.00");
        assertThat(on(JUL_1).unconverted()).isEqualTo(1);
    }

    @Test
    void aLeaverIsJudgedOnTheDayOfLeavingAndTheHistoryStays() {
        given.set(sum("c", "365")).won(MONDAY, "181").left(LocalDate.of(2026, 6, 30));
        assertThat(on(DEC_31).fullTarget()).isEqualTo("181.00");
        assertThat(on(LocalDate.of(2026, 6, 30)).standing()).isEqualTo(Standing.MET);
        assertThat(on(DEC_31).delivered()).isEqualTo("181.00");
    }

    @Test
    void atMostEqualityIsWithin() {
        given.set(calls("c", Direction.AT_MOST, "2")).call(MONDAY, "m").call(MONDAY, "m");
        assertThat(on(DEC_31).standing()).isEqualTo(Standing.MET);
        given.call(MONDAY, "m");
        assertThat(on(MONDAY).standing()).isEqualTo(Standing.MISSED);
    }

    @Test
    void aRevisionTellsWhatDiffersClauseByClause() {
        given.set(sum("c", "1000"), calls("gone", Direction.AT_LEAST, "5"), sum("same", "1"))
                .revised(
                        JUL_1,
                        false,
                        paced(sum("c", "1200.50"), new Pace.Even(List.of(BigDecimal.TEN))),
                        calls("new", Direction.AT_MOST, "7"),
                        sum("same", "1"));
        assertThat(given.on(JUL_1).expectations().getFirst().versions().get(1).changes())
                .containsExactly(
                        new Timeline.Change("c", "target", "at least 1000", "at least 1200.5"),
                        new Timeline.Change("c", "pace", "even", "even, ramp 10"),
                        new Timeline.Change("gone", "removed", "gone", null),
                        new Timeline.Change("new", "added", null, "new"));
    }

    @Test
    void aRepWithoutFactsHasStandingsNotGaps() {
        List<Measure> all =
                List.of(
                        new Measure.Count(FactKind.CALL, ALL),
                        new Measure.DistinctAccounts(FactKind.CALL, false, ALL),
                        new Measure.Cadence(FactKind.CALL, Every.MONTH, 1, ALL),
                        new Measure.Coverage(FactKind.CALL, 1, ALL, ALL),
                        new Measure.Accounts(ALL),
                        new Measure.Rating("conduct"),
                        share(Quantity.DAYS));
        List<Clause> clauses = new ArrayList<>();
        for (Measure measure : all) {
            clauses.add(clause(MeasureKind.of(measure).code(), measure, Direction.AT_LEAST, "1"));
        }
        given.set(clauses.toArray(Clause[]::new));
        Timeline timeline = given.on(JUL_1);
        assertThat(timeline.clauses()).hasSameSizeAs(all);
        assertThat(timeline.clauses()).allMatch(c -> c.series().size() > 50);
        assertThat(timeline.clauses().stream().flatMap(c -> c.series().stream()))
                .filteredOn(point -> !point.date().isAfter(JUL_1))
                .allMatch(point -> point.standing() != null);
    }

    @Test
    void nothingDependsOnTheTimeZoneOfTheMachine() {
        given.set(sum("c", "365"), calls("d", Direction.AT_LEAST, "20"));
        for (LocalDate day = JAN_1; !day.isAfter(DEC_31); day = day.plusDays(3)) {
            given.won(day, "1.25").call(day, "m");
        }
        TimeZone before = TimeZone.getDefault();
        try {
            List<Timeline> drawn =
                    Stream.of("Pacific/Apia", "UTC", "America/St_Johns")
                            .map(zone -> {
                                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                                return given.on(LocalDate.of(2026, 3, 29));
                            })
                            .toList();
            assertThat(drawn).containsOnly(drawn.getFirst()).hasSize(3);
        } finally {
            TimeZone.setDefault(before);
        }
    }
}
