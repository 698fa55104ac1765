package dev.yardstick.query.consuming;

import dev.yardstick.events.AccountEvent.AccountAssigned;
import dev.yardstick.events.AccountEvent.AccountReclassified;
import dev.yardstick.events.AccountEvent.AccountRegistered;
import dev.yardstick.events.AccountEvent.Baseline;
import dev.yardstick.events.ActivityEvent.ActivityCorrected;
import dev.yardstick.events.ActivityEvent.ActivityRecorded;
import dev.yardstick.events.ActivityEvent.ActivityRetracted;
import dev.yardstick.events.Clause;
import dev.yardstick.events.Clause.Direction;
import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.Clause.Target;
import dev.yardstick.events.CompanyEvent.ForecastCalibrated;
import dev.yardstick.events.CompanyEvent.HolidaysFixed;
import dev.yardstick.events.CompanyEvent.RatesFixed;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.DealEvent.DealAmended;
import dev.yardstick.events.DealEvent.DealLost;
import dev.yardstick.events.DealEvent.DealOpened;
import dev.yardstick.events.DealEvent.DealReopened;
import dev.yardstick.events.DealEvent.DealRetracted;
import dev.yardstick.events.DealEvent.DealWon;
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
import dev.yardstick.events.Measure.Every;
import dev.yardstick.events.Measure.Over;
import dev.yardstick.events.Measure.Quantity;
import dev.yardstick.events.Pace;
import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent.AgreementMade;
import dev.yardstick.events.RepEvent.AgreementSettled;
import dev.yardstick.events.RepEvent.MatterSnoozed;
import dev.yardstick.events.RepEvent.Outcome;
import dev.yardstick.events.RepEvent.RepAbsenceCancelled;
import dev.yardstick.events.RepEvent.RepAbsent;
import dev.yardstick.events.RepEvent.RepAmended;
import dev.yardstick.events.RepEvent.RepHired;
import dev.yardstick.events.RepEvent.RepLeft;
import dev.yardstick.events.RepEvent.RepTransferred;
import dev.yardstick.events.RepEvent.TalkCancelled;
import dev.yardstick.events.RepEvent.TalkPlanned;
import dev.yardstick.events.Report;
import dev.yardstick.events.Report.Credit;
import dev.yardstick.events.Streams;
import dev.yardstick.events.Topic;
import dev.yardstick.events.language.FactField;
import dev.yardstick.events.language.MeasureKind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Two reps' years in which everything happens, seeded, in any order of arrival. */
final class RandomHistory {

    private static final LocalDate JAN_1 = LocalDate.of(2026, 1, 1);
    private static final LocalDate DEC_31 = LocalDate.of(2026, 12, 31);
    private static final Personal TEXT = KeyGiver.sealed("robin", "…");
    private static final List<FactKind> ACTIVITIES =
            List.of(
                    FactKind.CALL,
                    FactKind.MEETING,
                    FactKind.TRAVEL,
                    FactKind.TRAINING,
                    FactKind.COACHING,
                    FactKind.ASSESSMENT);

    private final FedByHand log;
    private final Random random;
    private int version = 1;
    private LocalDate effective = JAN_1;
    private int absences;
    private int cancelled;
    private boolean employed = true;
    private boolean second;
    private boolean bolt;

    RandomHistory(FedByHand log, long seed) {
        this.log = log;
        this.random = new Random(seed);
    }

    private boolean in(int n) {
        return random.nextInt(n) == 0;
    }

    @SafeVarargs
    private <T> T one(T... values) {
        return values[random.nextInt(values.length)];
    }

    private LocalDate day() {
        return JAN_1.plusDays(random.nextInt(200));
    }

    private BigDecimal decimal(int max, int decimals) {
        return BigDecimal.valueOf(1 + random.nextInt(max * (int) Math.pow(10, decimals)), decimals);
    }

    void hire(String rep) {
        LocalDate hired = rep.equals("robin") ? JAN_1.minusDays(40) : JAN_1;
        log.record(
                Streams.rep(rep),
                new RepHired(rep, JAN_1, TEXT, null, "North", "kim", hired, "UTC", "cal"));
    }

    /** What has to be there first. */
    void begin() {
        hire("robin");
        hire("sam");
        log.record(
                Streams.account("acme"),
                new AccountRegistered(
                        "acme", JAN_1, "Acme", "primary", "robin", true, "grow", null));
        log.record(
                Streams.expectation("e"),
                new ExpectationSet("e", "robin", TEXT, JAN_1, DEC_31, "EUR", clauses(true)));
        log.record(
                Streams.expectation("s"),
                new ExpectationSet("s", "sam", TEXT, JAN_1, DEC_31, "EUR", clauses(true)));
    }

    /** Something else. */
    void goOn() {
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4, 5, 6 -> deal();
            case 7, 8, 9, 10, 11, 12 -> activity();
            case 13, 14 -> account();
            case 15 -> rates();
            case 16 ->
                    log.record(
                            Streams.calendar("cal"),
                            new HolidaysFixed(
                                    "cal", new TreeSet<>(List.of(day(), day(), day(), day()))));
            case 17 -> revised();
            case 18, 19 -> said();
            case 20, 21, 22 -> rep();
            default -> seldom();
        }
    }

    /** Something that counts for everybody. */
    void end() {
        rates();
    }

    private void deal() {
        int deal = random.nextInt(7);
        CrmVersion version = crm("d" + deal);
        Report report = report(null);
        log.record(
                Streams.deal("/crm", "d" + deal),
                switch (random.nextInt(8)) {
                    case 0, 1, 2 -> new DealWon(version, report);
                    case 3 -> new DealAmended(version, report);
                    case 4 -> new DealOpened(version, report);
                    case 5 -> new DealLost(version, report);
                    case 6 -> new DealReopened(version, report);
                    default -> new DealRetracted(version);
                });
    }

    private void activity() {
        int activity = random.nextInt(16);
        CrmVersion version = crm("a" + activity);
        FactKind kind = ACTIVITIES.get(random.nextInt(ACTIVITIES.size()));
        log.record(
                Streams.activity("/crm", "a" + activity),
                switch (random.nextInt(5)) {
                    case 0, 1, 2 -> new ActivityRecorded(version, kind, report(kind));
                    case 3 -> new ActivityCorrected(version, kind, report(kind));
                    default -> new ActivityRetracted(version);
                });
    }

    private CrmVersion crm(String subject) {
        int time = random.nextInt(10_000);
        CrmVersion told =
                new CrmVersion("/crm", subject, "v" + time, FedByHand.START.plusSeconds(time));
        return in(3) ? told.asObserved() : told;
    }

    private Report report(@Nullable FactKind kind) {
        List<Credit> credits =
                kind != null || in(2)
                        ? null
                        : one(
                                List.of(new Credit("robin", BigDecimal.ONE)),
                                List.of(
                                        new Credit("robin", new BigDecimal("0.3")),
                                        new Credit("sam", new BigDecimal("0.7"))));
        LocalDate day = day();
        Map<FactField, @Nullable Object> told = new EnumMap<>(FactField.class);
        told.put(FactField.REP, in(4) ? "sam" : "robin");
        told.put(FactField.ACCOUNT, in(6) ? null : one("acme", "acme", "bolt"));
        told.put(FactField.OCCURRED_AT, day.toString());
        told.put(FactField.METHOD, one("cold", "referral"));
        told.put(FactField.HOURS, kind == null || in(4) ? null : decimal(8, 1));
        told.put(FactField.DAYS, kind == null ? null : decimal(2, 1));
        told.put(FactField.COURSE, kind == FactKind.TRAINING ? "onboarding" : null);
        told.put(FactField.ASPECT, kind == FactKind.ASSESSMENT ? "conduct" : null);
        told.put(FactField.RATING, kind == FactKind.ASSESSMENT ? decimal(5, 1) : null);
        told.put(FactField.AMOUNT, kind == null ? decimal(2_000, 2) : null);
        told.put(FactField.CURRENCY, kind == null ? one("EUR", "EUR", "USD") : null);
        told.put(FactField.CREDITS, credits);
        return FactField.report(day, told, null);
    }

    private void account() {
        @Nullable Baseline baseline = in(2) ? null : new Baseline(decimal(900, 0), "USD");
        if (!bolt) {
            bolt = true;
            log.record(
                    Streams.account("bolt"),
                    new AccountRegistered(
                            "bolt", day(), "bolt", "primary", "robin", true, "grow", baseline));
            return;
        }
        String account = one("acme", "bolt");
        log.record(
                Streams.account(account),
                in(2)
                        ? new AccountAssigned(account, day(), one("robin", "sam"), in(2))
                        : new AccountReclassified(
                                account,
                                day(),
                                account,
                                one("primary", "secondary"),
                                "grow",
                                baseline));
    }

    private void rates() {
        TreeMap<String, BigDecimal> rates = new TreeMap<>(Map.of("USD", decimal(2, 4)));
        log.record(Streams.rates(2026), new RatesFixed(2026, "EUR", rates));
    }

    private void revised() {
        version++;
        LocalDate next = effective.plusDays(random.nextInt(40));
        effective = next.isAfter(DEC_31) ? effective : next;
        boolean restates = in(3);
        log.record(
                Streams.expectation("e"),
                new ExpectationRevised(
                        "e", "robin", version, effective, TEXT, restates, clauses(in(2)), null));
    }

    private void said() {
        int about = 1 + random.nextInt(version);
        log.record(
                Streams.expectation("e"),
                switch (random.nextInt(7)) {
                    case 0, 1 ->
                            new ExpectationCommunicated("e", "robin", about, day(), TEXT, TEXT);
                    case 2, 3 ->
                            new ExpectationAcknowledged("e", "robin", about, day(), null, null);
                    case 4 -> new ExpectationDisputed("e", "robin", about, day(), TEXT, null, null);
                    case 5 ->
                            new DisputeAnswered(
                                    "e", "robin", about, day(), one(Reply.values()), TEXT);
                    default -> new CommunicationWithdrawn("e", "robin", about, TEXT);
                });
    }

    private void agenda(String stream, LocalDate day) {
        log.record(
                stream,
                one(
                        new AgreementMade(
                                "robin", "a", day, TEXT, OwedBy.MANAGER, day.plusDays(9), null),
                        new AgreementSettled("robin", "a", day, one(Outcome.values())),
                        new TalkPlanned("robin", "t", day, TEXT),
                        new TalkCancelled("robin", "t")));
    }

    private void rep() {
        String stream = Streams.rep("robin");
        LocalDate day = day();
        if (!employed) {
            employed = true;
            log.record(
                    stream,
                    new RepHired("robin", day, TEXT, null, "South", "lee", day, "UTC", "cal"));
            return;
        }
        switch (random.nextInt(9)) {
            case 7 -> agenda(stream, day);
            case 6 ->
                    log.record(
                            stream,
                            new MatterSnoozed(
                                    "robin",
                                    "e",
                                    in(2) ? null : "revenue",
                                    null,
                                    day,
                                    day.plusDays(9),
                                    TEXT));
            case 0, 1, 2 ->
                    log.record(
                            stream,
                            new RepAbsent(
                                    "robin",
                                    "a" + absences++,
                                    day,
                                    day.plusDays(random.nextInt(9))));
            case 3 -> {
                if (cancelled < absences) {
                    log.record(stream, new RepAbsenceCancelled("robin", "a" + cancelled++));
                }
            }
            case 4 ->
                    log.record(
                            stream, new RepTransferred("robin", day, one("North", "South"), "kim"));
            case 5 ->
                    log.record(
                            stream,
                            new RepAmended(
                                    "robin",
                                    day,
                                    TEXT,
                                    null,
                                    JAN_1.minusDays(20),
                                    "UTC",
                                    one("cal", "none")));
            default -> {
                employed = false;
                log.record(stream, new RepLeft("robin", day));
            }
        }
    }

    private void seldom() {
        if (in(2)) {
            log.record(
                    Streams.calibration("count"),
                    new ForecastCalibrated(
                            "count", day(), decimal(1, 2), decimal(1, 2), decimal(1, 2)));
        } else if (!second) {
            second = true;
            log.record(
                    Streams.expectation("f"),
                    new ExpectationSet(
                            "f",
                            "robin",
                            TEXT,
                            JAN_1,
                            JAN_1.plusDays(120),
                            "EUR",
                            List.of(
                                    clause(
                                            "further",
                                            new Measure.Count(FactKind.CALL, Map.of()),
                                            "20"))));
        } else {
            log.record(Streams.expectation("f"), new ExpectationClosed("f", "robin", day(), TEXT));
        }
    }

    private List<Clause> clauses(boolean all) {
        Map<String, List<String>> any = Map.of();
        List<Clause> clauses = new ArrayList<>();
        clauses.add(
                clause("revenue", new Measure.Sum(FactKind.DEAL_WON, Quantity.AMOUNT, any), null));
        clauses.add(clause("calls", new Measure.Count(FactKind.CALL, any), null));
        clauses.add(
                clause(
                        "primary",
                        new Measure.Count(
                                FactKind.DEAL_WON, Map.of("account.tier", List.of("primary"))),
                        null));
        clauses.add(clause("agreed", new Measure.Agreement(TEXT), null));
        if (all) {
            clauses.addAll(others(any));
        }
        return clauses;
    }

    private List<Clause> others(Map<String, List<String>> any) {
        Map<String, List<String>> primary = Map.of("tier", List.of("primary"));
        return List.of(
                clause("firsts", new Measure.DistinctAccounts(FactKind.DEAL_WON, true, any), "3"),
                clause("visits", new Measure.Coverage(FactKind.MEETING, 2, any, primary), "0.8"),
                clause(
                        "growth",
                        new Measure.Growth(
                                FactKind.DEAL_WON, Quantity.AMOUNT, new BigDecimal("1.1"), any),
                        "0.9"),
                clause("weekly", new Measure.Cadence(FactKind.CALL, Every.WEEK, 1, any), "0.5"),
                clause(
                        "travel",
                        new Measure.Share(
                                FactKind.TRAVEL, Quantity.DAYS, any, new Over(null, null)),
                        "0.2"),
                clause(
                        "ready",
                        new Measure.Milestone(
                                FactKind.DEAL_WON,
                                any,
                                Period.ofDays(60),
                                "training:onboarding",
                                null),
                        null),
                clause("held", new Measure.Accounts(primary), "2"),
                clause("conduct", new Measure.Rating("conduct"), "4"));
    }

    private Clause clause(String id, Measure measure, @Nullable String target) {
        BigDecimal amount = target == null ? decimal(300, 2) : new BigDecimal(target);
        return new Clause(
                id,
                Topic.OTHER,
                "any",
                null,
                measure,
                MeasureKind.of(measure).hasTarget() ? new Target(Direction.AT_LEAST, amount) : null,
                Pace.EVEN,
                BigDecimal.ONE,
                id.equals("held") ? OwedBy.MANAGER : OwedBy.REP);
    }
}
