package dev.yardstick.command.intake.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yardstick.command.RunningCommandService;
import dev.yardstick.command.RunningCommandService.Answer;
import dev.yardstick.command.intake.canonical.CrmEventsIT;
import dev.yardstick.command.intake.connection.Fetches;
import dev.yardstick.command.intake.dialect.Instruction;
import dev.yardstick.command.intake.parking.Awaited;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** What intake could not take: an operator sees it, tries again, repairs it, dismisses it. */
class ParkedIT {

    private static final String PARKED = "/api/v1/crm/parked";
    private static final String HOOK = "/api/v1/crm/webhooks/pipe";

    private static RunningCommandService service;

    @BeforeAll
    static void start() throws IOException {
        service = new RunningCommandService();
        service.hire("robin");
        define("{\"12\":\"robin\"}");
        assertThat(
                        service.put(
                                        "operator",
                                        "/api/v1/crm/connections/pipe/secrets",
                                        "{\"user\":\"u\",\"password\":\"p\"}")
                                .text())
                .isEqualTo("{\"secrets\":[\"password\",\"user\"]}");
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    private static void define(String owners) {
        Answer answer =
                service.put(
                        "operator",
                        "/api/v1/crm/connections/pipe",
                        "{\"kind\":\"pipedrive\",\"owners\":" + owners + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static Answer deliver(byte[] body) {
        return service.send(
                HttpRequest.newBuilder(service.base().resolve(HOOK))
                        .header("Content-Type", "application/json")
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        "u:p".getBytes(StandardCharsets.UTF_8)))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build());
    }

    private static Answer deliver(String body) {
        return deliver(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String call(int id, int owner) {
        return """
        {"data":{"id":%d,"type":"call","done":true,"owner_id":%d,"due_date":"2026-03-05"},"previous":null,
         "meta":{"action":"create","entity":"activity","entity_id":"%d","timestamp":"2026-03-05T10:00:00Z"}}\
        """
                .formatted(id, owner, id);
    }

    private static JsonNode parkedWith(String reason) {
        for (JsonNode item :
                service.get("operator", PARKED + "?connection=pipe").json().required("items")) {
            if (item.required("reason").stringValue().contains(reason)) {
                return item;
            }
        }
        throw new AssertionError("nothing is parked with " + reason);
    }

    private static long count(String stream) {
        return service.jdbc()
                .sql("select count(*) from log where stream like ?")
                .param("%/" + stream)
                .query(Long.class)
                .single();
    }

    private static Answer act(JsonNode item, String act, String body) {
        return service.post(
                "operator", PARKED + "/" + item.required("id").stringValue() + "/" + act, body);
    }

    @Test
    void anUnknownOwnerWaitsUntilTheMappingKnowsHerAndNothingElseWaits() {
        assertThat(deliver(call(100, 99)).json().required("parked").intValue()).isEqualTo(1);
        assertThat(deliver(call(101, 12)).json().required("accepted").intValue()).isEqualTo(1);
        JsonNode item = parkedWith("owner 99");
        assertThat(item.required("reason").stringValue())
                .isEqualTo("owner 99 is not in the mapping's owners");

        Answer retried = act(item, "retry", "{\"reason\":\"Just looking.\"}");
        assertThat(retried.json().required("outcome").stringValue()).isEqualTo("parked");

        service.hire("nina");
        define("{\"12\":\"robin\",\"99\":\"nina\"}");
        await().until(() -> count("activity:100") == 1);
        await().until(() ->
                !service.get("operator", PARKED + "?connection=pipe").text().contains("nina"));
    }

    @Test
    void aBrokenBodyIsShownAsItCameAndCanBeRepaired() {
        byte[] broken = "{\"data\": caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(deliver(broken).status()).isEqualTo(202);
        JsonNode item = parkedWith("no JSON");
        String id = item.required("id").stringValue();
        assertThat(item.required("form").stringValue()).isEqualTo("delivery");
        assertThat(service.get("operator", PARKED + "/" + id).json().required("text").stringValue())
                .startsWith("{\"data\": caf");

        Answer repaired =
                act(item, "repair", "{\"body\":" + call(200, 12) + ",\"reason\":\"Cut off.\"}");
        assertThat(repaired.json().required("outcome").stringValue()).isEqualTo("accepted");
        assertThat(count("activity:200")).isEqualTo(1);
        assertThat(service.get("operator", PARKED + "/" + id).status()).isEqualTo(404);

        String audit = service.get("auditor", "/api/v1/audit/events?type=parked-resolved").text();
        assertThat(audit)
                .contains("\"act\":\"repaired\"", "\"actor\":\"operator\"", id)
                .doesNotContain("Cut off.");
    }

    @Test
    void aRepairThatDoesNotHelpLeavesItAsItWas() {
        deliver(call(300, 77));
        JsonNode item = parkedWith("owner 77");
        Answer repaired = act(item, "repair", "{\"body\":" + call(300, 76) + "}");
        assertThat(repaired.json().required("outcome").stringValue()).isEqualTo("parked");
        assertThat(repaired.json().required("reason").stringValue()).contains("owner 76");
        String id = item.required("id").stringValue();
        assertThat(service.get("operator", PARKED + "/" + id).text()).contains("\"owner_id\":77");
        assertThat(
                        act(item, "repair", "{}")
                                .json()
                                .required("errors")
                                .get(0)
                                .required("path")
                                .stringValue())
                .isEqualTo("body");
    }

    @Test
    void whatIsDismissedIsKeptAndDoesNotComeBackByBeingSentAgain() {
        deliver(call(400, 66));
        JsonNode item = parkedWith("owner 66");
        assertThat(act(item, "dismiss", "{}").status()).isEqualTo(422);
        assertThat(act(item, "dismiss", "{\"reason\":\"A test of theirs.\"}").status())
                .isEqualTo(200);
        deliver(call(400, 66));
        assertThat(service.get("operator", PARKED + "?connection=pipe").text())
                .doesNotContain("owner 66");
        assertThat(service.get("operator", PARKED + "?dismissed=true").text()).contains("owner 66");
    }

    @Test
    void manyAreDecidedAboutAtOnceByWhatTheyAre() {
        for (int i = 0; i < 3; i++) {
            event("crm.call.logged", "ghost-" + i, "ghost-" + i, "ghost", 1 + i);
        }
        event("crm.meeting.held", "phantom", "phantom", "phantom", 1);
        assertThat(waitingFor("phantom")).hasSize(1);

        assertThat(decide("dismiss", "{'waitingFor':'rep/ghost'}").status()).isEqualTo(422);
        Answer wrong = decide("retry", "{'after':'x','before':'soon','kind':'y','reason':'z'}");
        assertThat(wrong.json().required("errors").findValuesAsString("path"))
                .containsExactlyInAnyOrder("after", "before", "kind");
        assertThat(waitingFor("ghost")).as("nothing has changed").hasSize(3);

        String none = "{'waitingFor':'rep/ghost','before':'2026-01-01','reason':'Old.'}";
        assertThat(outcomes(decide("dismiss", none))).isEmpty();
        String others = "{'waitingFor':'rep/ghost','type':'crm.meeting.held','reason':'Others.'}";
        assertThat(outcomes(decide("dismiss", others))).isEmpty();
        String behind = "{'waitingFor':'rep/ghost','after':'%s','reason':'It left.'}";
        String first = waitingFor("ghost").get(0).required("id").stringValue();
        assertThat(outcomes(decide("dismiss", behind.formatted(first))))
                .isEqualTo(Map.of("dismissed", 2));
        assertThat(waitingFor("ghost")).hasSize(1);
        assertThat(outcomes(decide("retry", "{'waitingFor':'rep/ghost','reason':'Again.'}")))
                .isEqualTo(Map.of("parked", 1));

        assertThat(waitingFor("phantom")).as("nobody decided about it").hasSize(1);
        assertThat(service.post("auditor", PARKED + "/dismiss", "{}").status()).isEqualTo(403);
    }

    private static JsonNode waitingFor(String rep) {
        return service.get("operator", PARKED + "?waitingFor=rep/" + rep).json().required("items");
    }

    private static Answer decide(String act, String body) {
        return service.post("operator", PARKED + "/" + act, body.replace("'", "\""));
    }

    private static Map<String, Integer> outcomes(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().required("next").isNull()).isTrue();
        Map<String, Integer> outcomes = new HashMap<>();
        answer.json()
                .required("outcomes")
                .forEachEntry((outcome, count) -> outcomes.put(outcome, count.intValue()));
        return outcomes;
    }

    @Test
    void bodiesAreSealedInTheDatabase() {
        deliver(call(500, 55).replace("\"call\"", "\"call\",\"note\":\"Mrs Secret\""));
        assertThat(
                        service.jdbc()
                                .sql(
                                        "select count(*) from parked where position('Secret'::bytea in body) > 0")
                                .query(Long.class)
                                .single())
                .isZero();
        assertThat(
                        service.get(
                                        "operator",
                                        PARKED
                                                + "/"
                                                + parkedWith("owner 55")
                                                        .required("id")
                                                        .stringValue())
                                .text())
                .contains("Mrs Secret");
    }

    @Test
    void onlyOperatorsActAndAuditorsLook() {
        deliver(call(600, 44));
        JsonNode item = parkedWith("owner 44");
        String one = PARKED + "/" + item.required("id").stringValue();
        assertThat(service.get("auditor", one).status()).isEqualTo(200);
        for (String role : new String[] {"auditor", "manager", "rep", "crm"}) {
            for (String act : new String[] {"retry", "repair", "dismiss"}) {
                assertThat(service.post(role, one + "/" + act, "{}").status())
                        .as(role)
                        .isEqualTo(403);
            }
            assertThat(service.put(role, "/api/v1/crm/connections/x", "{}").status())
                    .as(role)
                    .isEqualTo(403);
        }
        for (String role : new String[] {"manager", "rep", "crm"}) {
            assertThat(service.get(role, one).status()).as(role).isEqualTo(403);
        }
        assertThat(service.get("operator", PARKED + "/nonsense").status()).isEqualTo(422);
        assertThat(service.get("operator", PARKED + "/" + java.util.UUID.randomUUID()).status())
                .isEqualTo(404);
    }

    @Test
    void aDefinitionIsReadFieldByField() {
        Answer answer =
                service.put(
                        "operator",
                        "/api/v1/crm/connections/wrong",
                        """
                        {"kind":"siebel","api":"http://crm.example.com","owners":{"1":7},"currency":"XXXX","speed":1,
                         "activities":{"A":{"kind":"deal-won"}},"fields":{"colour":"x"},
                         "values":{"hue":{},"outcome":{"Held":"held","HELD":null}},"stages":{"Gone":"lost","gone":"won"}}\
                        """);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().required("errors"))
                .extracting(e -> e.required("path").stringValue())
                .contains(
                        "kind",
                        "api",
                        "owners.1",
                        "currency",
                        "speed",
                        "activities.A.kind",
                        "fields.colour",
                        "values.hue",
                        "values.outcome.Held",
                        "stages.gone");
        assertThat(service.get("operator", "/api/v1/crm/connections/wrong").status())
                .isEqualTo(404);
        assertThat(
                        service.put(
                                        "operator",
                                        "/api/v1/crm/connections/kafka",
                                        "{\"kind\":\"twenty\"}")
                                .status())
                .isEqualTo(422);
        assertThat(
                        service.put(
                                        "operator",
                                        "/api/v1/crm/connections/pipe/secrets",
                                        "{\"secret\":\"x\"}")
                                .status())
                .isEqualTo(422);
    }

    @Test
    void anOwnerIsMappedToARepWhoIsThere() {
        String path = "/api/v1/crm/connections/mapped";
        Answer refused =
                service.put(
                        "operator",
                        path,
                        "{\"kind\":\"twenty\",\"owners\":{\"1\":\"robin\",\"2\":\"robyn\",\"3\":null}}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().required("errors"))
                .singleElement()
                .satisfies(e -> {
                    assertThat(e.required("path").stringValue()).isEqualTo("owners.2");
                    assertThat(e.required("message").stringValue())
                            .contains("owner 2 is mapped to robyn, and there is no rep robyn");
                });
        assertThat(service.get("operator", path).status()).isEqualTo(404);
        assertThat(
                        service.put(
                                        "operator",
                                        path,
                                        "{\"kind\":\"twenty\",\"owners\":{\"1\":\"robin\",\"3\":null}}")
                                .status())
                .isEqualTo(200);
    }

    @Test
    void theSameDefinitionAgainIsNotRecordedAndSecretsAreNowhereToBeRead() {
        service.put("operator", "/api/v1/crm/connections/same", "{\"kind\":\"twenty\"}");
        service.put("operator", "/api/v1/crm/connections/same", "{\"kind\":\"twenty\"}");
        assertThat(count("same")).isEqualTo(1);
        service.put(
                "operator", "/api/v1/crm/connections/same/secrets", "{\"secret\":\"hush-hush\"}");
        assertThat(service.get("operator", "/api/v1/crm/connections").text())
                .doesNotContain("hush-hush");
        assertThat(
                        service.jdbc()
                                .sql(
                                        "select count(*) from connection_secret where position('hush'::bytea in sealed) > 0")
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void aConnectionTellsWhatCameAndWhatBecameOfIt() {
        service.put(
                "operator",
                "/api/v1/crm/connections/told",
                "{\"kind\":\"salesforce\",\"owners\":{\"1\":\"robin\"}}");
        service.postAs("application/json", "", "/api/v1/crm/webhooks/told", "{}");
        service.postAs(
                "application/json", "crm:/crm/told", "/api/v1/crm/webhooks/told", "nonsense");
        await().untilAsserted(() -> {
            JsonNode feed =
                    service.get("operator", "/api/v1/crm/connections/told").json().required("feed");
            assertThat(feed.required("unverified").intValue()).isEqualTo(1);
            assertThat(feed.required("parked").intValue()).isEqualTo(1);
            assertThat(feed.required("lastDeliveryAt").isNull()).isFalse();
        });
        assertThat(service.get("operator", "/actuator/metrics/yardstick.crm.events").text())
                .contains("/crm/told");
    }

    @Test
    void compressedLinesAreTakenAndABrokenStreamCanBeSentAgain() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 1_500; i++) {
            lines.append(CrmEventsIT.won("gz-" + i, "1", CrmEventsIT.deal("robin", "1")))
                    .append('\n');
        }
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = zipped.toByteArray();
        byte[] half = java.util.Arrays.copyOf(whole, whole.length * 9 / 10);
        assertThat(gzip(half).status()).isEqualTo(400);
        Answer answer = gzip(whole);
        assertThat(
                        answer.json().required("accepted").intValue()
                                + answer.json().required("duplicates").intValue())
                .as(answer.text())
                .isEqualTo(1_500);
        assertThat(answer.json().required("duplicates").intValue()).isPositive();
        assertThat(gzip(whole).json().required("duplicates").intValue()).isEqualTo(1_500);
    }

    private static Answer gzip(byte[] body) {
        URI events = service.base().resolve("/api/v1/crm/events");
        return service.send(
                HttpRequest.newBuilder(events)
                        .header("Content-Type", "application/x-ndjson")
                        .header("Content-Encoding", "gzip")
                        .header("Authorization", "Bearer " + RunningCommandService.token("crm"))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build());
    }

    @Test
    void aStreamWithTooManyFaultsIsNotReadOn() {
        Answer answer =
                service.postAs(
                        "application/x-ndjson",
                        "crm",
                        "/api/v1/crm/events",
                        CrmEventsIT.won("before", "1", CrmEventsIT.deal("robin", "1"))
                                + "\n"
                                + "{broken\n".repeat(10_100));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().required("detail").stringValue()).contains("1 were taken before");
        assertThat(answer.json().required("errors").size()).isEqualTo(1_000);
        assertThat(answer.json().required("refusedCount").intValue()).isEqualTo(10_001);
        assertThat(count("before")).isEqualTo(1);
    }

    @Test
    void whatNoDatabaseTextCanHoldIsRefusedByItsNameAndIsNoOutage() {
        Map<String, String> asked =
                Map.of(
                        "connection",
                        PARKED + "?connection=%00",
                        "rep",
                        "/api/v1/audit/events?rep=%00x");
        asked.forEach((name, path) -> {
            Answer answer = service.get("admin", path);
            assertThat(answer.status()).as(path).isEqualTo(422);
            assertThat(answer.json().at("/errors/0/path").stringValue()).isEqualTo(name);
        });
        Answer body =
                service.put(
                        "admin",
                        "/api/v1/reps/nul",
                        """
                        {"name": "N", "team": "x", "hiredOn": "2025-01-01", "timeZone": "UTC",
                         "more": [{"a\\u0000": 1}]}\
                        """);
        assertThat(body.status()).isEqualTo(422);
        assertThat(body.json().at("/errors/0/path").stringValue()).isEqualTo("more[0].a\\u0000");
    }

    @Test
    void whatNoDatabaseTextCanHoldIsParkedAndShown() {
        for (String odd : new String[] {"\\u0000", "\\ud800", "\\udc00x"}) {
            String stage = odd + "stage";
            assertThat(deliver(call(700, 12).replace("\"call\"", "\"" + stage + "\"")).status())
                    .as(odd)
                    .isEqualTo(202);
            assertThat(
                            deliver(call(700, 12).replace("\"id\":700", "\"id\":\"" + odd + "\""))
                                    .status())
                    .as(odd)
                    .isEqualTo(202);
            String event =
                    CrmEventsIT.won("odd", odd, CrmEventsIT.deal("nobody-" + odd.length(), "1"))
                            .replace("\"EUR\"", "\"EUR\",\"note\":\"" + odd + "\"");
            Answer answer =
                    service.postAs(
                            "application/cloudevents+json", "crm", "/api/v1/crm/events", event);
            assertThat(answer.status()).as(answer.text()).isIn(202, 422);
            Answer noted =
                    service.postAs(
                            "application/cloudevents+json",
                            "crm",
                            "/api/v1/crm/events",
                            CrmEventsIT.won(
                                            "odd",
                                            "n" + odd.length(),
                                            CrmEventsIT.deal("robin", "1"))
                                    .replace("\"EUR\"", "\"EUR\",\"note\":\"" + odd + "\""));
            assertThat(noted.status()).as(noted.text()).isIn(202, 422);
        }
        for (JsonNode item :
                service.get("operator", PARKED + "?connection=pipe").json().required("items")) {
            assertThat(
                            service.get(
                                            "operator",
                                            PARKED + "/" + item.required("id").stringValue())
                                    .status())
                    .isEqualTo(200);
        }
    }

    private static String deal(int id, String at, String value) {
        return """
        {"data":{"id":%d,"value":%s,"currency":"EUR","status":"won","owner_id":12,"won_time":"2026-03-05T10:00:00Z"},
         "previous":null,"meta":{"action":"change","entity":"deal","entity_id":"%d","timestamp":"%s"}}\
        """
                .formatted(id, value, id, at);
    }

    private static long parkedAbout(String record) {
        return service.jdbc()
                .sql("select count(*) from parked where stream like ? and dismissed_at is null")
                .param("%/" + record)
                .query(Long.class)
                .single();
    }

    @Test
    void whatIsToldOfARecordLaterSettlesWhatIsParkedAboutItAndIsNotNewer() {
        deliver(deal(700, "2026-03-05T10:00:00Z", "null"));
        deliver(deal(700, "2026-03-06T10:00:00Z", "null"));
        deliver(deal(700, "2026-03-08T10:00:00Z", "null"));
        assertThat(parkedAbout("700")).isEqualTo(3);
        deliver(deal(700, "2026-03-06T10:00:00Z", "60"));
        assertThat(parkedAbout("700")).as("the newer one stays").isEqualTo(1);
        deliver(
                """
                {"data":null,"previous":null,
                 "meta":{"action":"delete","entity":"deal","entity_id":"700","timestamp":"2026-03-09T10:00:00Z"}}\
                """);
        assertThat(parkedAbout("700")).isZero();
    }

    @Test
    void anOlderVersionThatArrivesLateAndCannotBeReadIsNotParked() {
        deliver(deal(701, "2026-03-07T10:00:00Z", "60"));
        Answer late = deliver(deal(701, "2026-03-05T10:00:00Z", "null"));
        assertThat(late.json().required("parked").intValue()).isZero();
        assertThat(late.json().required("ignored").intValue()).isEqualTo(1);
        assertThat(parkedAbout("701")).isZero();
        deliver(deal(701, "2026-03-08T10:00:00Z", "null"));
        assertThat(parkedAbout("701")).as("a newer one is").isEqualTo(1);
    }

    @Test
    void anAccountIsSettledAsAnActivityIs() {
        String organization =
                """
                {"data":{"id":702,"name":"Acme","owner_id":%d},"previous":null,
                 "meta":{"action":"change","entity":"organization","entity_id":"702","timestamp":"2026-03-0%dT10:00:00Z"}}\
                """;
        deliver(organization.formatted(97, 5));
        assertThat(parkedAbout("702")).isEqualTo(1);
        deliver(organization.formatted(12, 6));
        assertThat(parkedAbout("702")).isZero();
        deliver(organization.formatted(97, 5));
        assertThat(parkedAbout("702")).as("it comes too late").isZero();
    }

    private static Answer event(String type, String subject, String id, String rep, int day) {
        return service.postAs(
                "application/cloudevents+json",
                "crm",
                "/api/v1/crm/events",
                """
                {"specversion":"1.0","type":"%s","source":"/settled","subject":"%s","id":"%s",
                 "time":"2026-03-0%dT10:00:00Z","data":{"rep":"%s","occurredAt":"2026-03-05","amount":"8","currency":"EUR"}}\
                """
                        .formatted(type, subject, id, day, rep));
    }

    @Test
    void eventsSettleWhatTheyRestateAndNothingElse() {
        event("crm.call.logged", "c1", "1", "nobody-yet", 5);
        event("crm.call.logged", "c1", "3", "nobody-yet", 7);
        assertThat(parkedAbout("c1")).isEqualTo(2);
        event("crm.call.logged", "c1", "2", "robin", 6);
        assertThat(parkedAbout("c1")).as("the newer one stays").isEqualTo(1);
        event("crm.activity.retracted", "c1", "4", "robin", 8);
        assertThat(parkedAbout("c1")).isZero();
        assertThat(
                        event("crm.call.logged", "c1", "5", "nobody-yet", 5)
                                .json()
                                .required("duplicates"))
                .hasToString("1");
        assertThat(parkedAbout("c1")).isZero();

        event("crm.deal.opened", "d1", "1", "nobody-yet", 1);
        event("crm.deal.won", "d1", "2", "nobody-yet", 2);
        event("crm.deal.amended", "d1", "3", "robin", 3);
        assertThat(parkedAbout("d1")).as("an amendment does not tell who won it").isEqualTo(2);
        event("crm.deal.won", "d1", "4", "robin", 4);
        assertThat(parkedAbout("d1")).as("a win does not tell who opened it").isEqualTo(1);
        event("crm.deal.retracted", "d1", "5", "robin", 5);
        assertThat(parkedAbout("d1")).isZero();
    }

    @Test
    void aStatusThatNobodyNamedWaitsUntilTheMappingNamesIt() {
        String call = call(703, 12).replace("\"done\":true", "\"done\":\"perhaps\"");
        assertThat(deliver(call).json().required("parked").intValue()).isEqualTo(1);
        assertThat(parkedWith("done perhaps").required("reason").stringValue())
                .contains("values of outcome");
        assertThat(count("activity:703")).isZero();
    }

    @Test
    void aClaimTakesNoMoreRecordsThanItAsksForWhateverThePlan() {
        Fetches fetches = service.bean(Fetches.class);
        fetches.ask(
                "nowhere",
                IntStream.range(0, 10)
                        .mapToObj(i -> new Instruction.Fetch("deals", String.valueOf(i)))
                        .toList());
        new TransactionTemplate(service.bean(PlatformTransactionManager.class))
                .executeWithoutResult(tx -> {
                    for (String plan :
                            List.of("hashjoin", "mergejoin", "material", "hashagg", "sort")) {
                        service.jdbc().sql("set local enable_" + plan + " = off").update();
                    }
                    assertThat(fetches.claim("nowhere", 1)).hasSize(1);
                    assertThat(fetches.claim("nowhere", 4)).hasSize(4);
                });
        assertThat(fetches.claim("nowhere", 10)).hasSize(5);
    }

    /** Such as a body that was sealed under a key that is gone. */
    @Test
    void oneThatCannotBeOpenedIsInNobodysWay() {
        event("crm.call.logged", "o1", "1", "olga", 5);
        event("crm.call.logged", "o2", "1", "olga", 5);
        service.jdbc()
                .sql(
                        "update parked set body = 'nonsense' where id ="
                                + " (select min(id::text)::uuid from parked where waiting_for = 'rep/olga')")
                .update();
        service.hire("olga");
        await().until(() -> parkedAbout("o2") == 0);
        await().untilAsserted(() ->
                assertThat(service.get("operator", PARKED).text()).contains("it cannot be taken"));
        assertThat(parkedAbout("o1")).isEqualTo(1);
    }

    @Test
    void ofWhatWaitsOnlyItsNameIsLookedFor() {
        service.jdbc()
                .sql(
                        """
                        insert into parked (id, source, subject, event_id, type, waiting_for, reason, body, actor,
                                            connection, key, digest, definition)
                        select gen_random_uuid(), '/many', n::text, '1', 'crm.call.logged', 'rep/never',
                               'unknown rep never', '{}', 'crm', 'many', n::text, '', 1
                        from generate_series(1, 20000) n
                        """)
                .update();
        service.jdbc().sql("vacuum analyze parked").update();
        Awaited awaited = service.bean(Awaited.class);
        assertThat(awaited.streams("", 1_000)).contains("rep/never");
        assertThat(awaited.connections(1_000)).contains("many");
        Map<String, Object[]> looks =
                Map.of(
                        Awaited.AWAITED, new Object[] {"", 1_000},
                        Awaited.MAPPED, new Object[] {1_000});
        looks.forEach((sql, params) -> {
            List<String> plan =
                    service.jdbc()
                            .sql("explain (analyze, costs off, timing off, buffers off) " + sql)
                            .params(params)
                            .query(String.class)
                            .list();
            assertThat(plan)
                    .as(String.join("\n", plan))
                    .noneMatch(line -> line.contains("Seq Scan"))
                    .allMatch(line -> !line.matches(".*rows=\\d{3,}.*"));
        });
        service.jdbc().sql("delete from parked where connection = 'many'").update();
    }
}
