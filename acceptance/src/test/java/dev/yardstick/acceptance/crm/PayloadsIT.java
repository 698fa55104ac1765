package dev.yardstick.acceptance.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yardstick.acceptance.crm.PretendCrm.Reply;
import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Api.Answer;
import dev.yardstick.acceptance.support.Servers;
import dev.yardstick.acceptance.support.Signing;
import dev.yardstick.acceptance.support.Sources;
import dev.yardstick.standalone.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What real CRMs sent, as it is. The files are no part of the project: below {@code
 * YARDSTICK_PAYLOADS}, or in {@code shared/payloads} beside the repository; without them there is
 * nothing to test.
 */
class PayloadsIT {

    private static final String CRM = "/api/v1/crm/";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir private static Path data = Path.of("");

    private static @Nullable Server running;
    private static @Nullable PretendCrm pretend;

    private static Path folder() {
        String named = System.getenv("YARDSTICK_PAYLOADS");
        return named != null ? Path.of(named) : Sources.root().resolve("../shared/payloads");
    }

    private static boolean absent() {
        return !Files.isDirectory(folder());
    }

    private static String file(String name) throws IOException {
        return Files.readString(folder().resolve(name));
    }

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        if (!absent()) {
            running = Servers.start(data);
            pretend = new PretendCrm();
            api().client().hire("robin", "robin");
        }
    }

    @AfterAll
    static void stop() {
        if (running != null) {
            running.close();
            Objects.requireNonNull(pretend).close();
        }
    }

    private static Api api() {
        return Api.of(Objects.requireNonNull(running));
    }

    private static PretendCrm crm() {
        return Objects.requireNonNull(pretend);
    }

    private static void connect(String name, String definition, String secrets) {
        api().put(CRM + "connections/" + name, definition).must(200);
        api().put(CRM + "connections/" + name + "/secrets", secrets).must(200);
    }

    /** accepted, duplicates, parked, ignored, fetching. */
    private static void became(Answer answer, int... counts) {
        JsonNode json = answer.must(202).json();
        String[] names = {"accepted", "duplicates", "parked", "ignored", "fetching"};
        for (int i = 0; i < names.length; i++) {
            assertThat(json.required(names[i]).intValue())
                    .as("%s of %s", names[i], answer.text())
                    .isEqualTo(counts[i]);
        }
    }

    private static Answer hubSpot(String body) {
        String path = CRM + "webhooks/hubspot";
        String now = String.valueOf(Instant.now().toEpochMilli());
        return api().webhook(
                        path,
                        body,
                        Map.of(
                                "X-HubSpot-Signature-v3",
                                Signing.base64(
                                        Signing.hmac(
                                                "s", "POST" + api().address(path) + body + now)),
                                "X-HubSpot-Request-Timestamp",
                                now));
    }

    private static long recorded(String type, String stream) {
        return api().audit("/api/v1/audit/events")
                .text()
                .lines()
                .map(JSON::readTree)
                .filter(line -> line.required("type").stringValue().equals(type))
                .filter(line -> line.required("stream").stringValue().endsWith("/" + stream))
                .count();
    }

    @Test
    void hubSpotsEventsAndObjectsAreTaken() throws IOException {
        if (absent()) {
            return;
        }
        crm().on(
                        "/crm/v3/objects/deals/697680835",
                        Reply.json(
                                "{\"id\":\"697680835\",\"properties\":{\"dealstage\":\"x\",\"hubspot_owner_id\":\"11349275740\"},"
                                        + "\"updatedAt\":\"2019-04-24T08:30:37.139Z\"}"));
        crm().on(
                        "/crm/v3/objects/companies/330222354146",
                        Reply.json(
                                "{\"id\":\"330222354146\",\"properties\":{\"name\":\"Maton\",\"city\":\"San Francisco\"},"
                                        + "\"updatedAt\":\"2026-06-25T08:00:00Z\"}"));
        connect(
                "hubspot",
                "{\"kind\":\"hubspot\",\"api\":\"%s\",\"owners\":{\"11349275740\":\"robin\"}}"
                        .formatted(crm().address()),
                "{\"clientSecret\":\"s\",\"accessToken\":\"t\"}");
        became(hubSpot(file("hubspot/deal_events_batch.json")), 1, 0, 0, 0, 3);
        became(hubSpot(file("hubspot/other_events_batch.json")), 0, 0, 0, 7, 2);
        became(hubSpot(file("hubspot/deal_propertyChange_2019_real.json")), 0, 0, 0, 0, 1);
        became(hubSpot(file("hubspot/docs_batch_legacy_eventType.json")), 0, 0, 0, 2, 0);

        crm().on(
                        "/crm/v3/objects/calls/1",
                        Reply.json(file("hubspot/call_object_example_from_docs.json")));
        crm().on(
                        "/crm/v3/objects/meetings/2",
                        Reply.json(file("hubspot/meeting_object_example_from_docs.json")));
        api().post(
                        CRM + "connections/hubspot/fetches",
                        "{\"object\":\"calls\",\"records\":[\"1\"]}")
                .must(202);
        api().post(
                        CRM + "connections/hubspot/fetches",
                        "{\"object\":\"meetings\",\"records\":[\"2\"]}")
                .must(202);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    assertThat(recorded("activity-recorded", "calls:1")).isEqualTo(1);
                    assertThat(recorded("activity-retracted", "meetings:2"))
                            .as("a meeting that is scheduled was not held yet")
                            .isEqualTo(1);
                    assertThat(recorded("deal-retracted", "332507367156")).isEqualTo(1);
                    assertThat(recorded("deal-advanced", "697680835")).isEqualTo(1);
                    assertThat(recorded("account-registered", "330222354146")).isEqualTo(1);
                });
        await().untilAsserted(() ->
                assertThat(
                                api().operations(CRM + "connections/hubspot")
                                        .json()
                                        .required("fetching")
                                        .longValue())
                        .isZero());
        assertThat(api().operations(CRM + "parked?connection=hubspot").json().required("items"))
                .isEmpty();
    }

    @Test
    void pipedrivesEventsAreTaken() throws IOException {
        if (absent()) {
            return;
        }
        api().put("/api/v1/accounts/1", "{\"name\":\"Sample Org\"}").must(200);
        connect(
                "pipedrive",
                "{\"kind\":\"pipedrive\",\"owners\":{\"12415231\":\"robin\"}}",
                "{\"user\":\"u\",\"password\":\"p\"}");
        Map<String, String> basic = Map.of("Authorization", "Basic " + Signing.base64("u:p"));
        String path = CRM + "webhooks/pipedrive";
        for (String file :
                new String[] {
                    "deal_create", "activity_create", "activity_change", "activity_delete"
                }) {
            String body = file("pipedrive/" + file + ".json");
            became(api().webhook(path, body, basic), 1, 0, 0, 0, 0);
            became(api().webhook(path, body, basic), 0, 1, 0, 0, 0);
        }
        assertThat(recorded("deal-opened", "8")).isEqualTo(1);
        String done =
                file("pipedrive/activity_change.json")
                        .replace("\"done\": false", "\"done\": true")
                        .replace("15:28:13.375Z", "15:30:13.375Z");
        became(api().webhook(path, done, basic), 1, 0, 0, 0, 0);
        assertThat(recorded("activity-recorded", "activity:2")).isEqualTo(1);
    }

    @Test
    void salesforcesChangeEventsAreTaken() throws IOException {
        if (absent()) {
            return;
        }
        api().put("/api/v1/accounts/001SM0000000iibYAA", "{\"name\":\"Acme\"}").must(200);
        connect(
                "salesforce",
                "{\"kind\":\"salesforce\",\"api\":\"%s\",\"owners\":{\"005SM000000146PYAQ\":\"robin\"},\"currency\":\"USD\"}"
                        .formatted(crm().address()),
                "{\"accessToken\":\"t\"}");
        Map<String, String> token =
                Map.of(
                        "Authorization",
                        "Bearer " + Objects.requireNonNull(running).crmToken("/crm/salesforce"));
        String path = CRM + "webhooks/salesforce";
        String opportunity = file("salesforce/opportunity_create_pubsub_payload.json");
        became(api().webhook(path, opportunity, token), 1, 0, 0, 0, 0);
        became(api().webhook(path, opportunity, token), 0, 1, 0, 0, 0);
        assertThat(recorded("deal-opened", "006SM0000001Tb3YAE")).isEqualTo(1);
        became(
                api().webhook(
                                path,
                                file("salesforce/account_update_header_undecoded_bitmap.json"),
                                token),
                0,
                0,
                0,
                0,
                1);
        became(
                api().webhook(path, file("salesforce/account_update_pubsub_decoded.json"), token),
                0,
                0,
                0,
                0,
                1);
        became(
                api().webhook(path, file("salesforce/cometd_message_structure.txt"), token),
                0,
                0,
                1,
                0,
                0);
        assertThat(api().operations(CRM + "parked?connection=salesforce").text())
                .contains("no JSON");
    }

    @Test
    void espoCrmsAndTwentysDeliveriesAreTaken() throws IOException {
        if (absent()) {
            return;
        }
        connect(
                "espocrm",
                "{\"kind\":\"espocrm\",\"api\":\"%s\"}".formatted(crm().address()),
                "{\"apiKey\":\"k\",\"Account.update.id\":\"wh\",\"Account.update.secret\":\"s\"}");
        String body = file("espocrm/generic_update_batch_real.json");
        became(
                api().webhook(
                                CRM + "webhooks/espocrm/Account.update",
                                body,
                                Map.of(
                                        "Signature",
                                        Signing.base64(
                                                "wh:" + Signing.hex(Signing.hmac("s", body))))),
                0,
                0,
                0,
                0,
                2);
        connect("twenty", "{\"kind\":\"twenty\"}", "{\"secret\":\"s\"}");
        String event = file("twenty/update_event_shape.json");
        String now = String.valueOf(Instant.now().toEpochMilli());
        became(
                api().webhook(
                                CRM + "webhooks/twenty",
                                event,
                                Map.of(
                                        "X-Twenty-Webhook-Timestamp",
                                        now,
                                        "X-Twenty-Webhook-Signature",
                                        Signing.hex(Signing.hmac("s", now + ":" + event)))),
                0,
                0,
                0,
                1,
                0);
    }

    @Test
    void everyFieldOfThemIsSaidToBeReadOrIgnored() throws IOException {
        if (absent()) {
            return;
        }
        String said = Files.readString(Sources.root().resolve("docs/crm.md"));
        for (String kind :
                new String[] {"HubSpot", "Pipedrive", "Salesforce", "EspoCRM", "Twenty"}) {
            int from = said.indexOf("## " + kind);
            assertThat(from).as(kind).isNotNegative();
            int to = said.indexOf("\n## ", from + 1);
            String section = said.substring(from, to < 0 ? said.length() : to);
            for (String field : fields(folder().resolve(kind.toLowerCase(java.util.Locale.ROOT)))) {
                assertThat(section).as(kind).contains("`" + field + "`");
            }
        }
    }

    private static Set<String> fields(Path kind) throws IOException {
        Set<String> fields = new TreeSet<>();
        try (Stream<Path> files = Files.list(kind)) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(".json") && !file.toString().contains("vector")) {
                    collect(JSON.readTree(Files.readString(file)), fields);
                }
            }
        }
        return fields;
    }

    private static void collect(JsonNode node, Set<String> fields) {
        node.properties().forEach(field -> fields.add(field.getKey()));
        node.forEach(inner -> collect(inner, fields));
    }
}
