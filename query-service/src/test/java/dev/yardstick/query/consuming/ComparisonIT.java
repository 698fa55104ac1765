package dev.yardstick.query.consuming;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import dev.yardstick.events.AccountEvent.AccountAssigned;
import dev.yardstick.events.AccountEvent.AccountReclassified;
import dev.yardstick.events.AccountEvent.AccountRegistered;
import dev.yardstick.events.ActivityEvent.ActivityCorrected;
import dev.yardstick.events.ActivityEvent.ActivityRecorded;
import dev.yardstick.events.ActivityEvent.ActivityRetracted;
import dev.yardstick.events.Clause;
import dev.yardstick.events.Clause.Direction;
import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.Clause.Target;
import dev.yardstick.events.CompanyEvent.HolidaysFixed;
import dev.yardstick.events.CompanyEvent.RatesFixed;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.DealEvent.DealAmended;
import dev.yardstick.events.DealEvent.DealOpened;
import dev.yardstick.events.DealEvent.DealReopened;
import dev.yardstick.events.DealEvent.DealWon;
import dev.yardstick.events.ExpectationEvent.ExpectationAcknowledged;
import dev.yardstick.events.ExpectationEvent.ExpectationRevised;
import dev.yardstick.events.ExpectationEvent.ExpectationSet;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Measure.Over;
import dev.yardstick.events.Measure.Quantity;
import dev.yardstick.events.Pace;
import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent.RepAbsent;
import dev.yardstick.events.RepEvent.RepHired;
import dev.yardstick.events.RepEvent.RepTransferred;
import dev.yardstick.events.Report;
import dev.yardstick.events.Report.Credit;
import dev.yardstick.events.Streams;
import dev.yardstick.events.Topic;
import dev.yardstick.events.language.FactField;
import dev.yardstick.query.RunningQueryService;
import dev.yardstick.query.RunningQueryService.Answer;
import dev.yardstick.query.access.PersonalKeys;
import java.io.IOException;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Each cause of a difference between two moments, worked out by hand: on 10 January, when of 36,500
 * in 2026 1,000 are expected.
 */
class ComparisonIT {

    private static final LocalDate JAN_1 = LocalDate.of(2026, 1, 1);
    private static final LocalDate DEC_31 = LocalDate.of(2026, 12, 31);
    private static final Personal TEXT = new Personal.Sealed("robin", "AAAA");
    private static final String COMPARE = "/api/v1/reps/robin/timeline/compare?on=2026-01-10";

    private static RunningQueryService service;
    private FedByHand log;
    private long then;

    @BeforeAll
    static void start() throws IOException {
        service = new RunningQueryService();
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    @BeforeEach
    void hireRobin() {
        log = new FedByHand(service);
        log.record(
                Streams.rep("robin"),
                new RepHired("robin", JAN_1, TEXT, null, "North", "kim", JAN_1, "UTC", "cal"));
        log.record(
                Streams.account("acme"),
                new AccountRegistered(
                        "acme", JAN_1, "Acme", "secondary", "robin", false, null, null));
    }

    private void expect(Clause... clauses) {
        log.record(
                Streams.expectation("e"),
                new ExpectationSet("e", "robin", TEXT, JAN_1, DEC_31, "EUR", List.of(clauses)));
    }

    private static Clause clause(Measure measure, @Nullable String target) {
        return new Clause(
                "c",
                Topic.OTHER,
                "any",
                null,
                measure,
                target == null ? null : new Target(Direction.AT_LEAST, new BigDecimal(target)),
                Pace.EVEN,
                BigDecimal.ONE,
                OwedBy.REP);
    }

    private static Clause revenue(String target) {
        return clause(new Measure.Sum(FactKind.DEAL_WON, Quantity.AMOUNT, Map.of()), target);
    }

    private static CrmVersion version(String record, int time) {
        return new CrmVersion("/crm", record, "v" + time, FedByHand.START.plusSeconds(time));
    }

    private static Report report(
            @Nullable String amount, @Nullable String currency, @Nullable List<Credit> credits) {
        Map<FactField, @Nullable Object> told = new EnumMap<>(FactField.class);
        told.put(FactField.REP, "robin");
        told.put(FactField.ACCOUNT, "acme");
        told.put(FactField.OCCURRED_AT, "2026-01-05");
        told.put(FactField.DAYS, amount == null ? BigDecimal.ONE : null);
        told.put(FactField.AMOUNT, amount == null ? null : new BigDecimal(amount));
        told.put(FactField.CURRENCY, currency);
        told.put(FactField.CREDITS, credits);
        return FactField.report(LocalDate.of(2026, 1, 5), told, null);
    }

    private static Report amount(String amount) {
        return report(amount, "EUR", null);
    }

    private long won(String deal, int time, Report report) {
        return log.record(Streams.deal("/crm", deal), new DealWon(version(deal, time), report));
    }

    private long amended(String deal, int time, Report report) {
        return log.record(Streams.deal("/crm", deal), new DealAmended(version(deal, time), report));
    }

    private void thatWasThen() {
        then = log.position();
    }

    private JsonNode clause(String more) {
        log.apply();
        Answer answer = service.get("auditor", COMPARE + "&knownAt=" + then + more);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().required("clauses").required(0);
    }

    /** As {@code then -> now: cause +difference [positions]; …}. */
    private static String told(JsonNode difference) {
        List<String> causes = new ArrayList<>();
        for (JsonNode cause : difference.required("causes")) {
            List<String> events = new ArrayList<>();
            cause.required("events")
                    .forEach(e ->
                            events.add(
                                    e.required("position").longValue()
                                            + " "
                                            + e.required("type").stringValue()));
            causes.add(
                    cause.required("cause").stringValue()
                            + " "
                            + cause.required("difference").stringValue()
                            + " "
                            + events);
        }
        return text(difference.required("then"))
                + " -> "
                + text(difference.required("now"))
                + ": "
                + String.join("; ", causes);
    }

    private static String text(JsonNode figure) {
        return figure.isNull() ? "none" : figure.stringValue();
    }

    private String delivered() {
        return told(clause("").required("delivered"));
    }

    private String expected() {
        return told(clause("").required("expected"));
    }

    @Test
    void newFacts() {
        expect(revenue("36500"));
        won("d1", 1, amount("100"));
        thatWasThen();
        won("d2", 1, amount("50.25"));

        assertThat(delivered()).isEqualTo("100.00 -> 150.25: new-facts 50.25 [5 deal-won]");
    }

    @Test
    void aDealWonSinceIsANewFactThoughItWasKnownAsOpened() {
        expect(revenue("36500"));
        log.record(Streams.deal("/crm", "d1"), new DealOpened(version("d1", 1), amount("1")));
        thatWasThen();
        won("d1", 2, amount("70"));

        assertThat(delivered()).isEqualTo("0.00 -> 70.00: new-facts 70.00 [5 deal-won]");
    }

    @Test
    void corrections() {
        expect(revenue("36500"));
        won("d1", 1, amount("100"));
        won("d2", 1, amount("7"));
        thatWasThen();
        amended("d1", 2, amount("80"));
        log.record(Streams.deal("/crm", "d2"), new DealReopened(version("d2", 2), amount("7")));

        assertThat(delivered())
                .isEqualTo("107.00 -> 80.00: corrections -27.00 [6 deal-amended, 7 deal-reopened]");
    }

    @Test
    void aCallThatBecomesAMeetingOrIsRetractedIsCorrected() {
        expect(clause(new Measure.Count(FactKind.CALL, Map.of()), "365"));
        for (String call : List.of("a1", "a2", "a3")) {
            log.record(
                    Streams.activity("/crm", call),
                    new ActivityRecorded(
                            version(call, 1), FactKind.CALL, report(null, null, null)));
        }
        thatWasThen();
        log.record(
                Streams.activity("/crm", "a1"),
                new ActivityCorrected(
                        version("a1", 2), FactKind.MEETING, report(null, null, null)));
        log.record(Streams.activity("/crm", "a2"), new ActivityRetracted(version("a2", 2)));

        assertThat(delivered())
                .isEqualTo("3 -> 1: corrections -2 [7 activity-corrected, 8 activity-retracted]");
    }

    @Test
    void aCallThatTheCrmShowsAgainIsCorrectedAndNotNew() {
        expect(clause(new Measure.Count(FactKind.CALL, Map.of()), "365"));
        String stream = Streams.activity("/crm", "a1");
        Report call = report(null, null, null);
        log.record(
                stream, new ActivityRecorded(version("a1", 1).asObserved(), FactKind.CALL, call));
        log.record(stream, new ActivityRetracted(version("a1", 2).asObserved()));
        thatWasThen();
        log.record(
                stream, new ActivityCorrected(version("a1", 3).asObserved(), FactKind.CALL, call));

        assertThat(delivered()).isEqualTo("0 -> 1: corrections 1 [6 activity-corrected]");
    }

    @Test
    void creditsAfterTheCorrectionOfTheSameEvent() {
        expect(revenue("36500"));
        won("d1", 1, amount("100"));
        thatWasThen();
        List<Credit> halves =
                List.of(
                        new Credit("robin", new BigDecimal("0.5")),
                        new Credit("sam", new BigDecimal("0.5")));
        amended("d1", 2, report("80", "EUR", halves));

        assertThat(delivered())
                .isEqualTo(
                        "100.00 -> 40.00: corrections -20.00 [5 deal-amended];"
                                + " credits -40.00 [5 deal-amended]");
    }

    @Test
    void creditsAloneAlsoWhereThereWereNone() {
        expect(revenue("36500"));
        won("d1", 1, report("100", "EUR", List.of(new Credit("sam", BigDecimal.ONE))));
        thatWasThen();
        amended("d1", 2, report("100", "EUR", List.of(new Credit("robin", BigDecimal.ONE))));

        assertThat(delivered()).isEqualTo("0.00 -> 100.00: credits 100.00 [5 deal-amended]");
    }

    @Test
    void accountsByTheirTier() {
        expect(
                clause(
                        new Measure.Sum(
                                FactKind.DEAL_WON,
                                Quantity.AMOUNT,
                                Map.of("account.tier", List.of("primary"))),
                        "36500"));
        won("d1", 1, amount("100"));
        thatWasThen();
        log.record(
                Streams.account("acme"),
                new AccountReclassified("acme", JAN_1, "Acme Ltd", "secondary", null, null));
        log.record(
                Streams.account("acme"),
                new AccountReclassified("acme", JAN_1, "Acme Ltd", "primary", null, null));

        assertThat(delivered())
                .isEqualTo("0.00 -> 100.00: accounts 100.00 [6 account-reclassified]");
    }

    @Test
    void accountsByTheirOwner() {
        expect(clause(new Measure.Coverage(FactKind.MEETING, 73, Map.of(), Map.of()), "0.5"));
        thatWasThen();
        log.record(
                Streams.account("acme"),
                new AccountAssigned("acme", JAN_1.plusDays(5), null, false));

        assertThat(expected())
                .as("73 visits a year, half of them owed: 0.1 a day, for 10 days and for 5")
                .isEqualTo("1.00 -> 0.50: accounts -0.50 [4 account-assigned]");
    }

    @Test
    void rates() {
        expect(revenue("36500"));
        won("d1", 1, report("100", "USD", null));
        thatWasThen();
        TreeMap<String, BigDecimal> rates = new TreeMap<>(Map.of("USD", new BigDecimal("0.9")));
        log.record(Streams.rates(2025), new RatesFixed(2025, "EUR", rates));
        log.record(Streams.rates(2026), new RatesFixed(2026, "EUR", rates));

        assertThat(delivered()).isEqualTo("0.00 -> 90.00: rates 90.00 [6 rates-fixed]");
    }

    @Test
    void calendars() {
        expect(
                clause(
                        new Measure.Share(
                                FactKind.TRAVEL, Quantity.DAYS, Map.of(), new Over(null, null)),
                        "0.2"));
        log.record(
                Streams.activity("/crm", "a1"),
                new ActivityRecorded(version("a1", 1), FactKind.TRAVEL, report(null, null, null)));
        thatWasThen();
        log.record(
                Streams.calendar("cal"), new HolidaysFixed("cal", new TreeSet<>(List.of(JAN_1))));

        assertThat(delivered())
                .as("one day of seven working days, and of six")
                .isEqualTo("0.1429 -> 0.1667: calendars 0.0238 [5 holidays-fixed]");
    }

    @Test
    void targets() {
        expect(revenue("36500"));
        thatWasThen();
        log.record(
                Streams.expectation("e"),
                new ExpectationRevised(
                        "e",
                        "robin",
                        2,
                        JAN_1.plusDays(5),
                        TEXT,
                        false,
                        List.of(revenue("73000")),
                        null));

        assertThat(expected())
                .isEqualTo("1000.00 -> 1500.00: targets 500.00 [4 expectation-revised]");
    }

    @Test
    void aClauseThatWasNotListedThenIsAllTargets() {
        won("d1", 1, amount("100"));
        thatWasThen();
        won("d2", 1, amount("50"));
        expect(revenue("36500"));

        assertThat(delivered()).isEqualTo("none -> 150.00: targets 150.00 [5 expectation-set]");
        assertThat(expected()).isEqualTo("none -> 1000.00: targets 1000.00 [5 expectation-set]");
        assertThat(clause("").required("then").isNull()).isTrue();
    }

    @Test
    void conversation() {
        expect(clause(new Measure.Agreement(TEXT), null));
        thatWasThen();
        log.record(
                Streams.expectation("e"),
                new ExpectationAcknowledged("e", "robin", 1, JAN_1.plusDays(2), null, null));

        assertThat(delivered()).isEqualTo("0 -> 1: conversation 1 [4 expectation-acknowledged]");
    }

    @Test
    void rep() {
        expect(revenue("36500"));
        thatWasThen();
        log.record(
                Streams.rep("robin"),
                new RepAbsent("robin", "a", LocalDate.of(2026, 1, 6), LocalDate.of(2026, 1, 10)));
        log.record(
                Streams.rep("robin"),
                new RepAbsent("robin", "b", LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 2)));

        assertThat(expected())
                .as("five days of ten; the absence in March changes nothing in January")
                .isEqualTo("1000.00 -> 500.00: rep -500.00 [4 rep-absent]");
    }

    @Test
    void theOtherWayRoundEveryDifferenceIsNegated() {
        expect(revenue("36500"));
        won("d1", 1, amount("100"));
        thatWasThen();
        amended("d1", 2, amount("80"));
        won("d2", 1, amount("50"));
        log.record(
                Streams.rep("robin"), new RepAbsent("robin", "a", LocalDate.of(2026, 1, 6), null));

        assertThat(delivered())
                .isEqualTo(
                        "100.00 -> 130.00: new-facts 50.00 [6 deal-won];"
                                + " corrections -20.00 [5 deal-amended]");
        long now = log.position();
        Answer back = service.get("auditor", COMPARE + "&knownAt=" + now + "&and=" + then);
        JsonNode clause = back.json().required("clauses").required(0);
        assertThat(told(clause.required("delivered")))
                .isEqualTo(
                        "130.00 -> 100.00: new-facts -50.00 [6 deal-won];"
                                + " corrections 20.00 [5 deal-amended]");
        assertThat(told(clause.required("expected")))
                .isEqualTo("500.00 -> 1000.00: rep 500.00 [7 rep-absent]");
    }

    @Test
    void momentsThatCannotBeAreNamed() {
        expect(revenue("36500"));
        log.apply();
        for (String wrong :
                List.of(
                        "knownAt=",
                        "knownAt=99",
                        "knownAt=then",
                        "knownAt=%2B999999999-12-31T00:00:00Z",
                        "and=99&knownAt=1",
                        "and=soon&knownAt=1")) {
            Answer answer = service.get("auditor", "/api/v1/reps/robin/timeline/compare?" + wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(422);
            assertThat(answer.json().required("errors").get(0).required("path").stringValue())
                    .isEqualTo(wrong.substring(0, wrong.indexOf('=')));
        }
        String path = "/api/v1/reps/robin/timeline/compare";
        assertThat(service.get("auditor", path).status()).isEqualTo(422);
        assertThat(service.get("auditor", path + "?knownAt=0").status())
                .as("robin was not known")
                .isEqualTo(404);
        assertThat(service.get("auditor", path + "?knownAt=1&on=x").status()).isEqualTo(422);
    }

    @Test
    void aTalkDoesNotShowTheTitleOfWhatIsExpectedOfAnother() throws ReflectiveOperationException {
        log.record(
                Streams.rep("sam"),
                new RepHired("sam", JAN_1, TEXT, null, "South", "lee", JAN_1, "UTC", null));
        Clause secret = revenue("36500");
        log.record(
                Streams.expectation("f"),
                new ExpectationSet(
                        "f",
                        "sam",
                        TEXT,
                        JAN_1,
                        DEC_31,
                        "EUR",
                        List.of(
                                new Clause(
                                        secret.id(),
                                        secret.topic(),
                                        secret.label(),
                                        sealed("sam", "Improve or leave"),
                                        secret.measure(),
                                        secret.target(),
                                        secret.pace(),
                                        secret.weight(),
                                        secret.owedBy()))));
        for (String about : List.of("robin", "sam")) {
            log.record(
                    Streams.activity(CrmVersion.BY_HAND, about + "/1"),
                    new ActivityRecorded(
                            new CrmVersion(CrmVersion.BY_HAND, about + "/1", "1", FedByHand.START),
                            FactKind.COACHING,
                            talk(about)));
        }
        log.apply();
        assertThat(service.get("manager:kim", "/conversations?format=csv").text())
                .contains(",robin,")
                .doesNotContain("Improve");
        assertThat(service.get("manager:lee", "/conversations?format=csv").text())
                .contains(",sam,", "Improve or leave");
    }

    /** Sealed under a key that the service has, as if command-service had given it. */
    @SuppressWarnings("unchecked")
    private static Personal sealed(String rep, String text) throws ReflectiveOperationException {
        PersonalKeys texts = service.bean(PersonalKeys.class);
        Field keys = PersonalKeys.class.getDeclaredField("keys");
        keys.setAccessible(true);
        ((Cache<String, byte[]>) keys.get(texts)).put(rep, new byte[32]);
        return new Personal.Sealed(rep, String.valueOf(texts.sealFor(rep, text)));
    }

    private static Report talk(String rep) throws ReflectiveOperationException {
        Map<FactField, @Nullable Object> told = new EnumMap<>(FactField.class);
        told.put(FactField.REP, rep);
        told.put(FactField.OCCURRED_AT, "2026-01-05");
        return FactField.report(
                LocalDate.of(2026, 1, 5),
                told,
                sealed(
                        rep,
                        "{\"about\":{\"expectation\":\"f\",\"clause\":\"c\",\"warningSince\":\"2026-01-05\"}}"));
    }

    @Test
    void rightsFollowWhatIsKnownNowAndTheReadingIsRecorded() {
        expect(revenue("36500"));
        log.record(Streams.rep("robin"), new RepTransferred("robin", JAN_1, "South", "lee"));
        log.apply();
        String timeline = "/api/v1/reps/robin/timeline?knownAt=3&on=2026-01-10";
        for (String path :
                List.of(
                        timeline,
                        COMPARE + "&knownAt=3",
                        "/api/v1/reps/robin?knownAt=3",
                        "/api/v1/reps/robin/history?knownAt=3",
                        "/api/v1/reps/robin/replay?to=3",
                        "/api/v1/reps/robin/clauses/c/evidence?knownAt=3&on=2026-01-10",
                        "/api/v1/expectations/e?knownAt=3")) {
            assertThat(service.get("manager:kim", path).status()).as(path).isEqualTo(403);
            assertThat(service.get("manager:lee", path).status()).as(path).isEqualTo(200);
        }
        String list = "/api/v1/reps?knownAt=3";
        assertThat(service.get("manager:kim", list).json().required("items")).isEmpty();
        assertThat(service.get("manager:lee", list).json().required("items")).hasSize(1);
        assertThat(
                        service.jdbc()
                                .sql(
                                        """
                                        select count(*) from access
                                        where actor = 'manager:lee' and call like '%/compare?%'
                                          and 'robin' = any(reps)
                                        """)
                                .query(Long.class)
                                .single())
                .isEqualTo(1);
    }
}
