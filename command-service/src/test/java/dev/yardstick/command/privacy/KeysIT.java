package dev.yardstick.command.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.yardstick.command.RunningCommandService;
import dev.yardstick.command.RunningCommandService.Answer;
import dev.yardstick.runtime.Aes;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Without the keys outside the database it tells nothing about persons; erasures outlive it. */
class KeysIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir private Path work = Path.of("");

    private RunningCommandService service;

    KeysIT() {}

    @BeforeEach
    void start() throws IOException {
        service = new RunningCommandService(settings("1", "1"));
    }

    @AfterEach
    void stop() throws IOException {
        service.close();
    }

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    /** Keys, each named by a digit, as they are set; nothing is derived. */
    private static String keys(String digits) {
        return String.join(
                ",",
                digits.chars().mapToObj(d -> Base64.getEncoder().encodeToString(key(d))).toList());
    }

    private String[] settings(String persons, String secrets) {
        return new String[] {
            "--yardstick.keys.derived=false",
            "--yardstick.ledger.key=" + keys("9"),
            "--yardstick.persons.key=" + keys(persons),
            "--yardstick.secrets.key=" + keys(secrets),
            "--yardstick.erasures.file=" + work.resolve("erasures.list")
        };
    }

    private byte[] row(String person) {
        return service.jdbc()
                .sql("select key from personal_key where person = ?")
                .param(person)
                .query(byte[].class)
                .single();
    }

    private String sealedName(String rep) {
        byte[] data =
                service.jdbc()
                        .sql("select data from log where stream = ? and sequence = 0")
                        .param("rep/" + rep)
                        .query(byte[].class)
                        .single();
        return JSON.readTree(data).required("name").required("sealed").stringValue();
    }

    private static String open(byte[] key, String rep, String sealed) {
        return new String(
                Aes.open(key, rep, Base64.getDecoder().decode(sealed)), StandardCharsets.UTF_8);
    }

    /** The name as query-service would open it; null without a key. */
    private @Nullable String name(String rep) {
        JsonNode items =
                service.get("service", "/api/v1/personal-keys?person=" + rep)
                        .json()
                        .required("items");
        return items.isEmpty()
                ? null
                : open(
                        Base64.getDecoder().decode(items.get(0).required("key").stringValue()),
                        rep,
                        sealedName(rep));
    }

    @Test
    void rowsOfTheDatabaseOpenNothingWithoutTheKeyOutside() {
        service.hire("robin");
        byte[] stored = row("robin");
        String sealed = sealedName("robin");
        for (int length : new int[] {16, 24, 32}) {
            for (int from = 0; from + length <= stored.length; from++) {
                byte[] tried = Arrays.copyOfRange(stored, from, from + length);
                assertThatThrownBy(() -> open(tried, "robin", sealed))
                        .isInstanceOf(IllegalStateException.class);
            }
        }
        byte[] opened = Aes.open(key('1'), "person robin", stored);
        assertThat(open(opened, "robin", sealed)).isEqualTo("Rep robin");
        assertThat(name("robin")).isEqualTo("Rep robin");
    }

    @Test
    void keysOfPersonsAreRotatedAndThoseThatCannotBeOpenedHinderNobody() {
        service.hire("robin");
        service.restart(settings("21", "1"));
        assertThat(name("robin")).isEqualTo("Rep robin");
        service.restart(settings("2", "1"));
        assertThat(name("robin")).as("sealed by the new one since").isEqualTo("Rep robin");

        service.restart(settings("3", "1"));
        assertThat(name("robin")).isNull();
        service.hire("nina");
        assertThat(name("nina")).isEqualTo("Rep nina");
        assertThat(
                        service.get(
                                        "admin",
                                        "/actuator/metrics/yardstick.keys.closed?tag=table:personal_key")
                                .text())
                .contains("1.0");
        Answer refused =
                service.put(
                        "admin",
                        "/api/v1/reps/robin",
                        "{\"name\":\"Robin\",\"team\":\"North\",\"hiredOn\":\"2025-01-01\","
                                + "\"timeZone\":\"UTC\",\"on\":\"2025-01-01\",\"manager\":\"kim\"}");
        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(refused.text()).contains("key-closed", "yardstick.persons.key");

        service.restart(settings("32", "1"));
        assertThat(name("robin")).isEqualTo("Rep robin");
        assertThat(name("nina")).isEqualTo("Rep nina");
    }

    @Test
    void keysThatLayInClearAreSealedAtTheNextStart() {
        service.hire("robin");
        service.hire("nina");
        byte[] plain = Aes.open(key('1'), "person robin", row("robin"));
        service.jdbc()
                .sql("update personal_key set key = ?, kid = null where person = 'robin'")
                .param(plain)
                .update();
        service.jdbc().sql("comment on table personal_key is 'keys lay here in clear'").update();
        assertThat(name("robin")).isEqualTo("Rep robin");
        service.restart(settings("1", "1"));
        assertThat(name("robin")).isEqualTo("Rep robin");
        assertThat(Aes.open(key('1'), "person robin", row("robin"))).isEqualTo(plain);
        assertThat(
                        service.jdbc()
                                .sql("select obj_description('personal_key'::regclass) is null")
                                .query(Boolean.class)
                                .single())
                .as("written anew")
                .isTrue();
    }

    private Answer won(String rep, String subject, String account) {
        return service.postAs(
                "application/cloudevents+json",
                "crm",
                "/api/v1/crm/events",
                """
                {"specversion":"1.0","type":"crm.deal.won","source":"/crm","subject":"%2$s","id":"%2$s",
                 "time":"2026-03-05T10:00:00Z",
                 "data":{"rep":"%1$s","occurredAt":"2026-03-05","amount":"5","currency":"EUR",
                         %3$s"note":"%1$s is ill"}}\
                """
                        .formatted(
                                rep,
                                subject,
                                account.isEmpty() ? "" : "\"account\":\"" + account + "\","));
    }

    private long count(String sql) {
        return service.jdbc().sql("select count(*) from " + sql).query(Long.class).single();
    }

    @Test
    void whatIsParkedUnderAKeyThatIsGoneIsSaidAndHindersNothing() {
        service.hire("robin");
        service.put(
                "operator",
                "/api/v1/crm/connections/pipe",
                "{\"kind\":\"pipedrive\",\"owners\":{}}");
        service.put(
                "operator",
                "/api/v1/crm/connections/pipe/secrets",
                "{\"user\":\"u\",\"password\":\"p\"}");
        won("nina", "old", "");
        assertThat(count("parked")).isOne();

        service.restart(settings("1", "2"));
        won("nina", "new", "");
        JsonNode items = service.get("operator", "/api/v1/crm/parked").json().required("items");
        assertThat(items).hasSize(2);
        assertThat(items.get(0).required("reason").stringValue()).contains("yardstick.secrets.key");
        String one = "/api/v1/crm/parked/" + items.get(0).required("id").stringValue();
        assertThat(service.get("operator", one).status()).isEqualTo(200);
        assertThat(service.post("operator", one + "/retry", "{}").status()).isEqualTo(409);
        JsonNode connection = service.get("operator", "/api/v1/crm/connections/pipe").json();
        assertThat(connection.required("problem").stringValue()).contains("given again");
        Answer delivered =
                service.send(
                        HttpRequest.newBuilder(service.base().resolve("/api/v1/crm/webhooks/pipe"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build());
        assertThat(delivered.status()).isEqualTo(401);

        service.hire("nina");
        await().until(() -> count("log where stream like 'deal/%/new'") == 1);
        assertThat(count("parked")).isOne();

        service.restart(settings("1", "21"));
        await().until(() -> count("log where stream like 'deal/%/old'") == 1);
        assertThat(count("parked")).isZero();
        assertThat(
                        service.get("operator", "/api/v1/crm/connections/pipe")
                                .json()
                                .required("secrets"))
                .hasSize(2);
    }

    private Answer erase(String rep) {
        return service.post(
                "admin", "/api/v1/reps/" + rep + "/erasure", "{\"reason\":\"requested\"}");
    }

    @Test
    void whoWasErasedIsErasedAgainWhenAnOlderStateIsRestored() throws IOException {
        service.hire("robin");
        service.hire("nina");
        won("robin", "d", "unknown");
        service.backUp("restored");
        service.restart(settings("1", "1"));
        service.hire("later");
        assertThat(erase("later").status()).isEqualTo(200);
        assertThat(erase("robin").status()).isEqualTo(200);
        assertThat(Files.readString(work.resolve("erasures.list")))
                .contains("\"robin\"", "\"requested\"")
                .doesNotContain("Rep robin");

        service.restartOn("restored", settings("1", "1"));
        assertThat(name("robin")).isNull();
        assertThat(name("nina")).isEqualTo("Rep nina");
        assertThat(count("log where stream = 'rep/robin' and type = 'rep-erased'")).isOne();
        assertThat(count("parked")).isZero();
        assertThat(count("log where stream = 'rep/later'")).isZero();
        assertThatThrownBy(() -> service.hire("later")).hasMessageContaining("erased");
        service.restartOn("restored", settings("1", "1"));
        assertThat(count("log where type = 'rep-erased'")).as("once").isOne();
    }

    @Test
    void anErasureThatCannotBeListedOutsideDoesNotHappen() throws IOException {
        service.hire("robin");
        Files.createDirectory(work.resolve("erasures.list"));
        assertThat(erase("robin").status()).isEqualTo(503);
        assertThat(name("robin")).isEqualTo("Rep robin");
        Files.delete(work.resolve("erasures.list"));
        assertThat(erase("robin").status()).isEqualTo(200);
        assertThat(name("robin")).isNull();
    }

    private Answer deliver(String body) {
        return service.send(
                HttpRequest.newBuilder(service.base().resolve("/api/v1/crm/webhooks/pipe"))
                        .header("Content-Type", "application/json")
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        "u:p".getBytes(StandardCharsets.UTF_8)))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private static String call(int id, int owner, String type, String more) {
        return """
        {"data":{"id":%1$d,"type":"%3$s","done":true,"owner_id":%2$d,"due_date":"2026-03-05"%4$s},
         "previous":null,
         "meta":{"action":"create","entity":"activity","entity_id":"%1$d","timestamp":"2026-03-05T10:00:00Z"}}\
        """
                .formatted(id, owner, type, more);
    }

    @Test
    void whatIsParkedAboutAnErasedPersonGoesWhoeverTellsThatItIsAboutHer() {
        service.hire("robin");
        service.hire("nina");
        service.put(
                "operator",
                "/api/v1/crm/connections/pipe",
                "{\"kind\":\"pipedrive\",\"owners\":{\"12\":\"robin\",\"13\":\"nina\"}}");
        service.put(
                "operator",
                "/api/v1/crm/connections/pipe/secrets",
                "{\"user\":\"u\",\"password\":\"p\"}");
        won("robin", "event", "unknown");
        won("nina", "hers", "unknown");
        deliver(call(1, 12, "call", ",\"org_id\":77,\"note\":\"ill\""));
        deliver(call(2, 12, "a-type-nobody-knows", ",\"note\":\"ill\""));
        deliver(call(3, 13, "a-type-nobody-knows", ",\"value\":12"));
        deliver("{\"data\":{\"note\":\"Rep robin is ill");
        deliver("{\"data\":{\"note\":\"owner_id 13 is ill");
        assertThat(count("parked")).isEqualTo(7);
        service.post(
                "operator",
                "/api/v1/crm/parked/"
                        + service.get("operator", "/api/v1/crm/parked")
                                .json()
                                .required("items")
                                .get(0)
                                .required("id")
                                .stringValue()
                        + "/dismiss",
                "{\"reason\":\"robin is ill\"}");
        assertThat(count("personal_key where person like 'parked/%'")).isOne();

        assertThat(erase("robin").status()).isEqualTo(200);
        assertThat(
                        service.jdbc()
                                .sql("select reason from parked order by id")
                                .query(String.class)
                                .list())
                .hasSize(3);
        assertThat(count("personal_key where person like 'parked/%'")).isZero();

        Answer refused = won("robin", "afterwards", "unknown");
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.text()).contains("erased");
        assertThat(won("robin", "counts", "").status()).isEqualTo(202);
        for (String body :
                List.of(call(4, 12, "call", ",\"org_id\":77"), call(5, 12, "no-type", ""))) {
            Answer answer = deliver(body);
            assertThat(answer.json().required("ignored").intValue()).as(answer.text()).isOne();
        }
        assertThat(deliver(call(6, 12, "call", "")).json().required("accepted").intValue()).isOne();
        assertThat(count("parked")).isEqualTo(3);
    }
}
