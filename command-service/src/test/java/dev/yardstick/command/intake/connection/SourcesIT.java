package dev.yardstick.command.intake.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yardstick.command.RunningCommandService;
import dev.yardstick.command.RunningCommandService.Answer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whose record: who may write which source, by what time, and who answers for a repair. */
class SourcesIT {

    private static final String EVENTS = "/api/v1/crm/events";
    private static final String PARKED = "/api/v1/crm/parked";
    private static final String CONNECTIONS = "/api/v1/crm/connections/";

    private static RunningCommandService service;

    @BeforeAll
    static void start() throws IOException {
        service = new RunningCommandService();
        service.hire("robin");
        define("hub", "{\"kind\":\"pipedrive\",\"owners\":{\"12\":\"robin\"}}");
        service.put("operator", CONNECTIONS + "hub/secrets", "{\"user\":\"u\",\"password\":\"p\"}");
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    private static void define(String name, String definition) {
        Answer answer = service.put("operator", CONNECTIONS + name, definition);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static String call(String source, String subject, String id, String time, String rep) {
        return """
        {"specversion":"1.0","type":"crm.call.logged","source":"%s","subject":"%s","id":"%s","time":"%s",
         "data":{"rep":"%s","occurredAt":"2026-03-05"}}\
        """
                .formatted(source, subject, id, time, rep);
    }

    private static String call(String source, String subject) {
        return call(source, subject, "1", "2026-03-05T10:00:00Z", "robin");
    }

    private static Answer send(String role, String event) {
        return service.postAs("application/cloudevents+json", role, EVENTS, event);
    }

    private static long recorded(String source, String subject) {
        return service.jdbc()
                .sql("select count(*) from log where convert_from(data, 'UTF8') like ?")
                .param("%\"source\":\"" + source + "\",\"subject\":\"" + subject + "\"%")
                .query(Long.class)
                .single();
    }

    private static List<String> paths(JsonNode faults) {
        return faults.valueStream().map(f -> f.required("path").stringValue()).toList();
    }

    @Test
    void aConnectionsSourceIsItsOwn() {
        for (String role : List.of("crm", "admin", "crm:/erp")) {
            Answer refused = send(role, call("/crm/hub", "own"));
            assertThat(refused.status()).as(role).isEqualTo(422);
            assertThat(paths(refused.json().required("errors"))).containsExactly("source");
        }
        assertThat(recorded("/crm/hub", "own")).isZero();
        assertThat(send("crm:/crm/hub", call("/crm/hub", "own")).status()).isEqualTo(202);
        assertThat(recorded("/crm/hub", "own")).isEqualTo(1);
    }

    @Test
    void anotherTokenCannotTakeBackWhatAConnectionTold() {
        assertThat(deliver(call(70, "2026-03-05T10:00:00Z")).status()).isEqualTo(202);
        Answer forged =
                send(
                        "crm",
                        """
                        {"specversion":"1.0","type":"crm.activity.retracted","source":"/crm/hub",
                         "subject":"activity:70","id":"x","time":"2026-04-01T00:00:00Z"}\
                        """);
        assertThat(forged.status()).isEqualTo(422);
        assertThat(recorded("/crm/hub", "activity:70")).isEqualTo(1);
    }

    @Test
    void oneOfABatchIsARefusedItem() {
        Answer answer =
                service.postAs(
                        "application/x-ndjson",
                        "crm",
                        EVENTS,
                        call("/free", "batch").replace("\n", "")
                                + "\n"
                                + call("/crm/hub", "batch").replace("\n", ""));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.json().required("accepted").intValue()).isEqualTo(1);
        JsonNode refused = answer.json().required("refused").get(0);
        assertThat(refused.required("index").intValue()).isEqualTo(1);
        assertThat(refused.required("path").stringValue()).isEqualTo("source");
    }

    @Test
    void aBoundTokenWritesItsSourcesAndNoOthers() {
        assertThat(send("crm:/erp", call("/erp", "1")).status()).isEqualTo(202);
        assertThat(send("crm:/erp", call("/other", "1")).status()).isEqualTo(422);
        assertThat(send("crm:/erp", call("/erp/", "1")).status()).isEqualTo(422);
        assertThat(send("crm:", call("/erp", "2")).status()).isEqualTo(403);
        Answer binary =
                service.post(
                        "crm:/erp",
                        EVENTS,
                        "{\"rep\":\"robin\",\"occurredAt\":\"2026-03-05\"}",
                        "ce-specversion",
                        "1.0",
                        "ce-type",
                        "crm.call.logged",
                        "ce-source",
                        "%2Fcrm/hub",
                        "ce-subject",
                        "binary",
                        "ce-id",
                        "1",
                        "ce-time",
                        "2026-03-05T10:00:00Z");
        assertThat(binary.status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/yardstick", "/yardstick/", "/yardstick/conversations", "/yardstick/x"})
    void theProductsSourcesAreNobodyElses(String source) {
        assertThat(send("crm", call(source, "1")).status()).isEqualTo(422);
        assertThat(send("crm:" + source, call(source, "1")).status()).isEqualTo(422);
        Answer defined =
                service.put(
                        "operator",
                        CONNECTIONS + "own",
                        "{\"kind\":\"twenty\",\"source\":\"" + source + "\"}");
        assertThat(defined.status()).isEqualTo(422);
        assertThat(paths(defined.json().required("errors"))).containsExactly("source");
    }

    @Test
    void whatStandsUnderASourceStaysWhenAConnectionTakesIt() {
        assertThat(send("crm", call("/lists", "there")).status()).isEqualTo(202);
        String waits = call("/lists", "waits", "1", "2026-03-05T10:00:00Z", "late");
        assertThat(send("crm", waits).json().required("parked").intValue()).isEqualTo(1);
        define("lists", "{\"kind\":\"twenty\",\"source\":\"/lists\"}");
        assertThat(
                        send("crm", call("/lists", "there", "2", "2026-04-01T00:00:00Z", "robin"))
                                .status())
                .isEqualTo(422);
        service.hire("late");
        await().until(() -> recorded("/lists", "waits") == 1);
        define("lists", "{\"kind\":\"twenty\",\"source\":\"/elsewhere\"}");
        assertThat(send("crm", call("/lists", "again")).status()).isEqualTo(202);
    }

    private static Answer deliver(String body) {
        String proof = Base64.getEncoder().encodeToString("u:p".getBytes(StandardCharsets.UTF_8));
        return service.send(
                HttpRequest.newBuilder(service.base().resolve("/api/v1/crm/webhooks/hub"))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Basic " + proof)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private static String call(int id, String time) {
        return """
        {"data":{"id":%d,"type":"call","done":true,"owner_id":12,"due_date":"2026-03-05"},"previous":null,
         "meta":{"action":"change","entity":"activity","entity_id":"%d","timestamp":"%s"}}\
        """
                .formatted(id, id, time);
    }

    @Test
    void whatIsFarAheadWaitsAndPinsNoRecord() {
        Answer ahead =
                send(
                        "crm",
                        """
                        {"specversion":"1.0","type":"crm.activity.retracted","source":"/free",
                         "subject":"pinned","id":"9","time":"2999-01-01T00:00:00Z"}\
                        """);
        assertThat(ahead.json().required("parked").intValue()).isEqualTo(1);
        assertThat(ahead.json().required("waitingFor")).isEmpty();
        assertThat(send("crm", call("/free", "pinned")).json().required("accepted").intValue())
                .isEqualTo(1);
        JsonNode item = parkedWith("lies more than a day ahead", "pinned");
        Answer retried = act(item, "retry", "{}");
        assertThat(retried.json().required("outcome").stringValue()).isEqualTo("parked");
        assertThat(recorded("/free", "pinned")).isEqualTo(1);
        Answer repaired =
                act(
                        item,
                        "repair",
                        "{\"body\":"
                                + call("/free", "pinned", "9", "2026-03-06T10:00:00Z", "robin")
                                + "}");
        assertThat(repaired.json().required("outcome").stringValue()).isEqualTo("accepted");
    }

    @Test
    void aCrmsOwnClockIsNotBelievedThatFarEither() {
        Answer answer = deliver(call(71, "2999-01-01T00:00:00Z"));
        assertThat(answer.json().required("parked").intValue()).isEqualTo(1);
        assertThat(deliver(call(71, "2026-03-05T10:00:00Z")).json().required("accepted").intValue())
                .isEqualTo(1);
        assertThat(deliver(call(71, "+12345-01-01T00:00:00Z")).status()).isEqualTo(202);
        assertThat(deliver(call(72, "999999999999999999")).status()).isEqualTo(202);
    }

    @Test
    void itGoesThroughWhenItsDayHasCome() {
        String soon = Instant.now().plus(Duration.ofDays(1)).plusSeconds(10).toString();
        Answer answer = send("crm", call("/free", "soon", "1", soon, "robin"));
        assertThat(answer.json().required("parked").intValue()).isEqualTo(1);
        await().atMost(Duration.ofMinutes(2)).until(() -> recorded("/free", "soon") == 1);
    }

    private static JsonNode parkedWith(String reason, String subject) {
        for (JsonNode item : service.get("operator", PARKED).json().required("items")) {
            if (item.required("reason").stringValue().contains(reason)
                    && item.required("subject").stringValue().equals(subject)) {
                return item;
            }
        }
        throw new AssertionError("nothing is parked with " + reason);
    }

    private static Answer act(JsonNode item, String act, String body) {
        return service.post(
                "operator:olga",
                PARKED + "/" + item.required("id").stringValue() + "/" + act,
                body);
    }

    @Test
    void aRepairKeepsSourceAndRecordAndNamesWhoMadeIt() {
        send("crm", call("/free", "bad", "1", "2026-03-05T10:00:00Z", "nobody"));
        JsonNode item = parkedWith("unknown rep nobody", "bad");
        String other =
                call("/else", "good", "1", "2026-03-05T10:00:00Z", "robin")
                        .replace("crm.call.logged", "crm.deal.opened");
        Answer refused = act(item, "repair", "{\"body\":" + other + "}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(paths(refused.json().required("errors")))
                .containsExactly("body.source", "body.subject", "body.type");
        Answer repaired = act(item, "repair", "{\"body\":" + call("/free", "bad") + "}");
        assertThat(repaired.json().required("outcome").stringValue()).isEqualTo("accepted");
        assertThat(
                        service.jdbc()
                                .sql(
                                        "select convert_from(metadata, 'UTF8') from log where stream like '%/bad'")
                                .query(String.class)
                                .single())
                .contains("\"operator:olga for crm\"");
    }

    @Test
    void aRepairedNoticeIsAboutTheSameRecord() {
        deliver(call(80, "2026-03-05T10:00:00Z").replace("12,", "9080,"));
        JsonNode item = parkedWith("owner 9080", "");
        Answer refused = act(item, "repair", "{\"body\":" + call(81, "2026-03-05T10:00:00Z") + "}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(paths(refused.json().required("errors"))).containsExactly("body");
        Answer repaired =
                act(item, "repair", "{\"body\":" + call(80, "2026-03-05T10:00:00Z") + "}");
        assertThat(repaired.json().required("outcome").stringValue()).isEqualTo("accepted");
        assertThat(
                        service.jdbc()
                                .sql(
                                        "select convert_from(metadata, 'UTF8') from log where stream like '%:80'")
                                .query(String.class)
                                .single())
                .contains("\"operator:olga for connection:hub\"");
    }

    @Test
    void salesforceIsProvenByATokenThatIsBoundToItsSource() {
        define("sf", "{\"kind\":\"salesforce\",\"source\":\"/crm/our-sf\"}");
        for (String role : List.of("", "crm", "admin", "crm:/crm/sf", "operator")) {
            assertThat(service.post(role, "/api/v1/crm/webhooks/sf", "{}").status())
                    .as(role)
                    .isEqualTo(401);
        }
        assertThat(service.post("crm:/crm/our-sf", "/api/v1/crm/webhooks/sf", "{}").status())
                .isEqualTo(202);
    }
}
