package dev.yardstick.events;

import dev.yardstick.events.Clause.Direction;
import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.Clause.Target;
import dev.yardstick.events.Measure.Quantity;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** One event of each type. */
final class Samples {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 31);
    private static final CrmVersion CRM =
            new CrmVersion("/crm", "record-7", "7-1", Instant.parse("2026-03-31T09:15:00Z"));

    private Samples() {}

    static List<Event> all() {
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
                        "robin-2026", "robin", 2, DAY, text("Market grew."), true, clauses()),
                new ExpectationEvent.ExpectationCommunicated(
                        "robin-2026", "robin", 2, DAY, text("in person"), text("Kim")),
                new ExpectationEvent.ExpectationAcknowledged(
                        "robin-2026", "robin", 2, DAY, List.of("revenue"), "manager:kim"),
                new ExpectationEvent.ExpectationDisputed(
                        "robin-2026", "robin", 2, DAY, text("Too steep."), null, null),
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
                new DealEvent.DealRetracted(CRM));
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
                        new Pace.Even(),
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
                        new Pace.Even(),
                        new BigDecimal("0.5"),
                        OwedBy.MANAGER));
    }

    private static Report report(@Nullable List<Report.Credit> credits) {
        return new Report(
                "robin",
                "acme",
                DAY,
                "2026-03-31T11:15:00+02:00",
                "referral",
                "phone",
                "agreed",
                List.of("technical-team"),
                new BigDecimal("1.5"),
                new BigDecimal("2"),
                "onboarding",
                "conduct",
                new BigDecimal("4"),
                new BigDecimal("20565.6206"),
                "EUR",
                "closing",
                credits,
                text("{\"note\":\"said yes\"}"));
    }
}
