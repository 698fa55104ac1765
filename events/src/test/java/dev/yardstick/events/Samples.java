package dev.yardstick.events;

import dev.yardstick.events.Clause.Direction;
import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.Clause.Target;
import dev.yardstick.events.Measure.Quantity;
import dev.yardstick.events.language.FactField;
import dev.yardstick.events.language.MeasureKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One event of each type. */
public final class Samples {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 31);
    private static final CrmVersion CRM =
            new CrmVersion("/crm", "record-7", "7-1", Instant.parse("2026-03-31T09:15:00Z"));

    private Samples() {}

    public static List<Event> all() {
        return List.of(
                new RepEvent.RepHired(
                        "robin",
                        DAY,
                        text("Robin Ångström"),
                        text("robin@example.com"),
                        "North",
                        "kim",
                        DAY,
                        "Europe/Amsterdam",
                        "nl"),
                new RepEvent.RepAmended(
                        "robin", DAY, text("Robin A."), null, DAY, "Europe/Amsterdam", null),
                new RepEvent.RepTransferred("robin", DAY, "South", null),
                new RepEvent.RepAbsent("robin", "a-1", DAY, null),
                new RepEvent.RepAbsenceCancelled("robin", "a-1"),
                new RepEvent.RepLeft("robin", DAY),
                new RepEvent.RepErased("robin", "requested"),
                new RepEvent.MatterSnoozed(
                        "robin",
                        "robin-2026",
                        "calls",
                        null,
                        DAY,
                        DAY.plusDays(14),
                        text("Robin is at the fair until then.")),
                new RepEvent.AgreementMade(
                        "robin",
                        "talk-1-1",
                        DAY,
                        text("Twenty-five calls a week."),
                        Clause.OwedBy.REP,
                        DAY.plusDays(30),
                        "talk-1"),
                new RepEvent.AgreementSettled(
                        "robin", "talk-1-1", DAY.plusDays(30), RepEvent.Outcome.NOT_KEPT),
                new RepEvent.TalkPlanned(
                        "robin", "plan-1", DAY.plusDays(7), text("How the calls go.")),
                new RepEvent.TalkCancelled("robin", "plan-1"),
                new AccountEvent.AccountRegistered(
                        "acme",
                        DAY,
                        "Acme",
                        "primary",
                        "robin",
                        true,
                        "win-back",
                        new AccountEvent.Baseline(new BigDecimal("120000.50"), "EUR")),
                new AccountEvent.AccountReclassified("acme", DAY, "Acme", "secondary", null, null),
                new AccountEvent.AccountAssigned("acme", DAY, null, false),
                new ExpectationEvent.ExpectationSet(
                        "robin-2026",
                        "robin",
                        text("Trust."),
                        DAY,
                        DAY.plusYears(1),
                        "EUR",
                        clauses()),
                new ExpectationEvent.ExpectationRevised(
                        "robin-2026", "robin", 2, DAY, text("Market grew."), true, clauses(), null),
                new ExpectationEvent.ExpectationCommunicated(
                        "robin-2026", "robin", 2, DAY, text("in person"), text("Kim")),
                new ExpectationEvent.ExpectationAcknowledged(
                        "robin-2026", "robin", 2, DAY, List.of("revenue"), "manager:kim"),
                new ExpectationEvent.ExpectationDisputed(
                        "robin-2026", "robin", 2, DAY, text("Too steep."), null, null),
                new ExpectationEvent.ExpectationClosed(
                        "robin-2026", "robin", DAY, text("Market gone.")),
                new ExpectationEvent.CommunicationWithdrawn(
                        "robin-2026", "robin", 2, text("Robin was ill.")),
                new ExpectationEvent.DisputeAnswered(
                        "robin-2026",
                        "robin",
                        2,
                        DAY,
                        ExpectationEvent.Reply.KEPT,
                        text("The others manage it too.")),
                new CompanyEvent.RatesFixed(
                        2026, "EUR", new TreeMap<>(Map.of("USD", new BigDecimal("0.92")))),
                new CompanyEvent.HolidaysFixed("nl", new TreeSet<>(List.of(DAY, DAY.plusDays(1)))),
                new CompanyEvent.TemplateSet(
                        "field-sales", "What it means to be successful.", everyKind()),
                new CompanyEvent.ForecastCalibrated(
                        "sum",
                        DAY,
                        new BigDecimal("0.97"),
                        new BigDecimal("-0.1"),
                        new BigDecimal("1.2")),
                connection(),
                new IntakeEvent.ParkedResolved(
                        "0199d1f4-0000-7000-8000-000000000001",
                        "hubspot",
                        "repaired",
                        "accepted",
                        text("The owner was missing."),
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                        "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"),
                new ActivityEvent.ActivityRecorded(CRM, FactKind.CALL, report(null)),
                new ActivityEvent.ActivityCorrected(CRM, FactKind.MEETING, report(null)),
                new ActivityEvent.ActivityRetracted(CRM),
                new DealEvent.DealOpened(CRM, report(null)),
                new DealEvent.DealAdvanced(CRM, report(null)),
                new DealEvent.DealWon(
                        CRM,
                        report(
                                List.of(
                                        new Report.Credit("robin", new BigDecimal("0.6")),
                                        new Report.Credit("sam", new BigDecimal("0.4"))))),
                new DealEvent.DealLost(CRM, report(null)),
                new DealEvent.DealReopened(CRM, report(null)),
                new DealEvent.DealAmended(CRM, report(null)),
                new DealEvent.DealRetracted(CRM),
                new TokenEvent.AccessTokenIssued(
                        "0199d1f4-0000-4000-8000-000000000002",
                        "crm",
                        "robin",
                        List.of("/erp"),
                        Instant.parse("2026-06-30T00:00:00Z")),
                new TokenEvent.AccessTokenRevoked("0199d1f4-0000-4000-8000-000000000002"),
                new OversightEvent.OversightGiven(
                        OversightEvent.Kind.DEPUTY, "kim", "lou", DAY, DAY.plusDays(13)),
                new OversightEvent.OversightWithdrawn(
                        OversightEvent.Kind.DEPUTY, "kim", "lou", DAY));
    }

    /** What a CRM showed, and what follows from that, of each type that can be so. */
    static List<Event> observed() {
        CrmVersion shown = CRM.asObserved();
        CrmVersion later = shown.seenAt(CRM.time().plusMillis(790));
        CrmVersion follows = CRM.seenAt(later.seen());
        return List.of(
                new ActivityEvent.ActivityRecorded(shown, FactKind.CALL, report(null)),
                new ActivityEvent.ActivityCorrected(later, FactKind.MEETING, report(null)),
                new ActivityEvent.ActivityRetracted(shown),
                new DealEvent.DealOpened(follows, report(null)),
                new DealEvent.DealAdvanced(later, report(null)),
                new DealEvent.DealWon(follows, report(null)),
                new DealEvent.DealLost(shown, report(null)),
                new DealEvent.DealReopened(later, report(null)),
                new DealEvent.DealAmended(shown, report(null)));
    }

    /** What the product found by itself. */
    static List<Event> fitted() {
        return List.of(
                new CompanyEvent.ForecastCalibrated(
                        "sum",
                        DAY,
                        new BigDecimal("1"),
                        new BigDecimal("-0.1234"),
                        new BigDecimal("1.2"),
                        new BigDecimal("0.3456"),
                        48));
    }

    /** A version that says anew what it means to be successful. */
    static List<Event> reworded() {
        return List.of(
                new ExpectationEvent.ExpectationRevised(
                        "robin-2026",
                        "robin",
                        3,
                        DAY,
                        text("We grew up."),
                        false,
                        clauses(),
                        text("Trust, and time.")));
    }

    static Personal text(String text) {
        return new Personal.Open("robin", text);
    }

    private static List<Clause> clauses() {
        return List.of(
                new Clause(
                        "revenue",
                        Topic.QUOTA,
                        null,
                        text("Revenue"),
                        new Measure.Sum(FactKind.DEAL_WON, Quantity.AMOUNT, Map.of()),
                        new Target(Direction.AT_LEAST, new BigDecimal("1300000.00")),
                        Pace.EVEN,
                        BigDecimal.ONE,
                        OwedBy.REP),
                new Clause(
                        "cold-calls",
                        Topic.OTHER,
                        "calling",
                        null,
                        new Measure.Count(
                                FactKind.CALL, Map.of("method", List.of("cold-call-phone"))),
                        new Target(Direction.AT_MOST, new BigDecimal("600")),
                        Pace.EVEN,
                        new BigDecimal("0.5"),
                        OwedBy.MANAGER));
    }

    private static List<Clause> everyKind() {
        Map<String, List<String>> referrals = Map.of("method", List.of("referral"));
        Map<String, List<String>> primary = Map.of("tier", List.of("primary"));
        Pace.Monthly december =
                new Pace.Monthly(
                        Stream.concat(
                                        Collections.nCopies(11, BigDecimal.ZERO).stream(),
                                        Stream.of(new BigDecimal("100")))
                                .toList(),
                        List.of(BigDecimal.ZERO, new BigDecimal("50")));
        return List.of(
                clause(new Measure.DistinctAccounts(FactKind.DEAL_WON, true, referrals), december),
                clause(
                        new Measure.Cadence(
                                FactKind.COLLABORATION, Measure.Every.WEEK, 1, referrals),
                        Pace.EVEN),
                clause(
                        new Measure.Coverage(FactKind.MEETING, 3, Map.of(), primary),
                        new Pace.Even(List.of(new BigDecimal("25")))),
                clause(
                        new Measure.Growth(
                                FactKind.DEAL_WON, Quantity.AMOUNT, new BigDecimal("1.1"), primary),
                        Pace.EVEN),
                clause(
                        new Measure.Share(
                                FactKind.TRAVEL,
                                Quantity.DAYS,
                                Map.of(),
                                new Measure.Over(null, null)),
                        Pace.EVEN),
                clause(
                        new Measure.Share(
                                FactKind.DEAL_WON,
                                null,
                                referrals,
                                new Measure.Over(FactKind.DEAL_WON, Map.of())),
                        Pace.EVEN),
                clause(
                        new Measure.Milestone(
                                FactKind.DEAL_WON,
                                Map.of(),
                                Period.ofDays(90),
                                Measure.Milestone.HIRE,
                                null),
                        Pace.EVEN),
                clause(
                        new Measure.Milestone(FactKind.TRAINING, Map.of(), null, null, DAY),
                        Pace.EVEN),
                clause(new Measure.Accounts(primary), Pace.EVEN),
                clause(new Measure.Rating("conduct"), Pace.EVEN),
                clause(new Measure.Agreement(text("Trust each other.")), Pace.EVEN));
    }

    private static Clause clause(Measure measure, Pace pace) {
        return new Clause(
                MeasureKind.of(measure).code(),
                Topic.QUOTA,
                null,
                null,
                measure,
                MeasureKind.of(measure).hasTarget()
                        ? new Target(Direction.AT_LEAST, BigDecimal.ONE)
                        : null,
                pace,
                BigDecimal.ONE,
                OwedBy.REP);
    }

    private static Report report(@Nullable List<Report.Credit> credits) {
        Map<FactField, @Nullable Object> told = new EnumMap<>(FactField.class);
        told.put(FactField.REP, "robin");
        told.put(FactField.ACCOUNT, "acme");
        told.put(FactField.OCCURRED_AT, "2026-03-31T11:15:00+02:00");
        told.put(FactField.METHOD, "referral");
        told.put(FactField.CHANNEL, "phone");
        told.put(FactField.OUTCOME, "agreed");
        told.put(FactField.WITH, List.of("technical-team"));
        told.put(FactField.HOURS, new BigDecimal("1.5"));
        told.put(FactField.DAYS, new BigDecimal("2"));
        told.put(FactField.COURSE, "onboarding");
        told.put(FactField.ASPECT, "conduct");
        told.put(FactField.RATING, new BigDecimal("4"));
        told.put(FactField.AMOUNT, new BigDecimal("20565.6206"));
        told.put(FactField.CURRENCY, "EUR");
        told.put(FactField.STAGE, "closing");
        told.put(FactField.CREDITS, credits);
        return FactField.report(DAY, told, text("{\"note\":\"said yes\"}"));
    }

    private static IntakeEvent connection() {
        SortedMap<String, @Nullable String> owners = new TreeMap<>(Map.of("41", "robin"));
        owners.put("42", null);
        return new IntakeEvent.ConnectionDefined(
                "hubspot",
                "hubspot",
                "/crm/hubspot",
                "https://yardstick.example.com",
                null,
                new IntakeEvent.Mapping(
                        owners,
                        false,
                        "hs-",
                        new TreeMap<>(
                                Map.of(
                                        "CALL",
                                        new IntakeEvent.ActivityType(
                                                FactKind.CALL, null, "phone", null, null))),
                        new TreeMap<>(Map.of("method", "how")),
                        new TreeMap<>(
                                Map.of("method", new TreeMap<>(Map.of("Cold", "cold-call-phone")))),
                        new TreeMap<>(Map.of("closedwon", "won")),
                        new TreeSet<>(List.of("default")),
                        "EUR"));
    }
}
