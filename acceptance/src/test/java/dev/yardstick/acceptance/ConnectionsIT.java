package dev.yardstick.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yardstick.acceptance.Api.Answer;
import dev.yardstick.acceptance.PretendCrm.Reply;
import dev.yardstick.standalone.Server;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** Each CRM that can be connected, from its signed webhook to a changed timeline. */
class ConnectionsIT {

    private static final String CRM = "/api/v1/crm/";
    private static final String YEAR = "from=2026-01-01&to=2026-12-31&on=2026-12-31&grain=month";

    @TempDir private static Path data = Path.of("");

    private static @Nullable Server running;
    private static @Nullable PretendCrm pretend;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        System.setProperty("yardstick.crm.fetch-timeout", "1s");
        System.setProperty("yardstick.crm.fetch-pause", "100ms");
        running = Server.start(data, 0);
        pretend = new PretendCrm();
    }

    @AfterAll
    static void stop() {
        System.clearProperty("yardstick.crm.fetch-timeout");
        System.clearProperty("yardstick.crm.fetch-pause");
        Objects.requireNonNull(running).close();
        Objects.requireNonNull(pretend).close();
    }

    private static Api api() {
        return Api.of(Objects.requireNonNull(running));
    }

    private static PretendCrm crm() {
        return Objects.requireNonNull(pretend);
    }

    private static void hire(String rep) {
        api().put("/api/v1/reps/" + rep, Scenario.rep(rep)).must(200);
        api().put(
                        "/api/v1/expectations/" + rep + "-2026",
                        """
                        {"rep":"%s","statement":"To be trusted.","from":"2026-01-01","to":"2026-12-31",
                         "currency":"EUR","clauses":[%s,
                         {"id":"calls","topic":"prospecting-volume","title":"Calls",
                          "measure":{"kind":"count","of":"call","where":{"channel":"phone"}},"target":{"atLeast":100}},
                         {"id":"meetings","topic":"client-meetings","title":"Meetings",
                          "measure":{"kind":"count","of":"meeting"},"target":{"atLeast":100}},
                         {"id":"primary","topic":"quota","title":"New primary customers",
                          "measure":{"kind":"distinct-accounts","of":"deal-won","where":{"account.tier":"primary"}},
                          "target":{"atLeast":6}}]}\
                        """
                                .formatted(rep, Scenario.revenue("100000")))
                .must(200);
    }

    private static void connect(String name, String definition, String secrets) {
        api().put(CRM + "connections/" + name, definition).must(200);
        api().put(CRM + "connections/" + name + "/secrets", secrets).must(200);
    }

    private static String delivered(String rep, String clause) {
        for (JsonNode one : api().timeline(rep, YEAR, 0).json().required("clauses")) {
            if (one.required("id").stringValue().equals(clause)) {
                return one.required("delivered").stringValue();
            }
        }
        throw new AssertionError("no clause " + clause);
    }

    private static void awaitDelivered(String rep, String clause, String amount) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(delivered(rep, clause)).as(clause).isEqualTo(amount));
    }

    private static Answer hubSpot(String secret, String body) {
        String path = CRM + "webhooks/hubspot";
        String now = String.valueOf(Instant.now().toEpochMilli());
        String signature =
                Signing.base64(Signing.hmac(secret, "POST" + api().address(path) + body + now));
        return api().webhook(
                        path,
                        body,
                        Map.of(
                                "X-HubSpot-Signature-v3",
                                signature,
                                "X-HubSpot-Request-Timestamp",
                                now));
    }

    private static String event(String type, long id, String more) {
        return """
        {"eventId":1,"subscriptionId":2,"portalId":3,"appId":4,"occurredAt":%d,"subscriptionType":"%s",\
        "attemptNumber":0,"objectId":%d,"changeSource":"CRM_UI"%s}\
        """
                .formatted(Instant.parse("2026-03-05T10:00:00Z").toEpochMilli(), type, id, more);
    }

    @Test
    void hubSpotsWebhookLeadsToTheRecordAndTheRecordToTheTimeline() {
        hire("hanna");
        hire("hugo");
        connect(
                "hubspot",
                """
                {"kind":"hubspot","api":"%s","owners":{"41":"hanna","42":"hugo","43":null},"currency":"EUR",
                 "fields":{"tier":"customer_tier"},"values":{"tier":{"A":"primary","B":"secondary"}}}\
                """
                        .formatted(crm().address()),
                "{\"clientSecret\":\"s3cret\",\"accessToken\":\"pat-1\"}");
        String deal = "/crm/v3/objects/deals/9007199254740993";
        crm().on(
                        deal,
                        Reply.tooMany(1),
                        Reply.error(500),
                        Reply.late(Duration.ofSeconds(3)),
                        Reply.json(hubSpotDeal("41", "1250.50", "2026-03-05T10:00:01.000Z")));
        crm().on(
                        "/crm/v3/objects/companies/77",
                        Reply.json(
                                """
                                {"id":"77","properties":{"name":"Acme","hubspot_owner_id":"41","customer_tier":"A"},
                                 "createdAt":"2026-01-02T10:00:00Z","updatedAt":"2026-01-02T10:00:00Z"}\
                                """));

        assertThat(hubSpot("wrong", "[]").status()).isEqualTo(401);
        String body = "[" + event("deal.creation", 9007199254740993L, "") + "]";
        assertThat(hubSpot("s3cret", body).must(202).json().required("fetching").intValue())
                .isEqualTo(1);

        awaitDelivered("hanna", "revenue", "1250.50");
        awaitDelivered("hanna", "primary", "1");
        assertThat(crm().asked())
                .filteredOn(a -> a.contains(deal))
                .hasSizeGreaterThanOrEqualTo(4)
                .allMatch(a -> a.endsWith("Bearer pat-1"));

        crm().on(deal, Reply.json(hubSpotDeal("42", "2000.00", "2026-06-01T10:00:00.000Z")));
        hubSpot("s3cret", "[" + event("deal.propertyChange", 9007199254740993L, "") + "]");
        awaitDelivered("hanna", "revenue", "2000.00");
        assertThat(delivered("hugo", "revenue")).as("an owner after the close").isEqualTo("0.00");

        crm().on("/crm/v3/objects/calls/500", Reply.json(call("41", "COMPLETED")));
        crm().on("/crm/v3/objects/calls/501", Reply.json(call("43", "COMPLETED")));
        crm().on("/crm/v3/objects/calls/502", Reply.json(call("44", "COMPLETED")));
        hubSpot(
                        "s3cret",
                        "["
                                + event("object.creation", 500, ",\"objectTypeId\":\"0-48\"")
                                + ","
                                + event("object.creation", 501, ",\"objectTypeId\":\"0-48\"")
                                + ","
                                + event("object.creation", 502, ",\"objectTypeId\":\"0-48\"")
                                + ","
                                + event("contact.creation", 503, "")
                                + "]")
                .must(202);
        awaitDelivered("hanna", "calls", "1");
        await().untilAsserted(() ->
                assertThat(api().operations(CRM + "parked?connection=hubspot").text())
                        .contains("owner 44 is not in the mapping's owners"));

        api().put(
                        CRM + "connections/hubspot",
                        """
                        {"kind":"hubspot","api":"%s","owners":{"41":"hanna","42":"hugo","43":null,"44":"hugo"},
                         "currency":"EUR"}\
                        """
                                .formatted(crm().address()))
                .must(200);
        awaitDelivered("hugo", "calls", "1");
        await().untilAsserted(() ->
                assertThat(
                                api().operations(CRM + "parked?connection=hubspot")
                                        .json()
                                        .required("items"))
                        .isEmpty());

        String merge =
                event(
                        "deal.merge",
                        1,
                        ",\"primaryObjectId\":9007199254740993,\"mergedObjectIds\":[8],\"newObjectId\":10");
        crm().on(
                        "/crm/v3/objects/deals/10",
                        Reply.json(hubSpotDeal("41", "2000.00", "2026-06-02T10:00:00.000Z")));
        hubSpot(
                        "s3cret",
                        "["
                                + merge.replace(
                                        String.valueOf(
                                                Instant.parse("2026-03-05T10:00:00Z")
                                                        .toEpochMilli()),
                                        String.valueOf(
                                                Instant.parse("2026-06-02T10:00:00Z")
                                                        .toEpochMilli()))
                                + "]")
                .must(202);
        await().untilAsserted(
                        () -> assertThat(crm().asked()).anyMatch(a -> a.contains("/deals/10?")));
        awaitDelivered("hanna", "revenue", "2000.00");
    }

    private static String hubSpotDeal(String owner, String amount, String updated) {
        return """
        {"id":"9007199254740993","properties":{"dealstage":"closedwon","pipeline":"default","amount":"%s",
          "deal_currency_code":"EUR","closedate":"2026-03-05T10:00:00Z","createdate":"2026-02-01T09:00:00Z",
          "hs_is_closed":"true","hs_is_closed_won":"true","hs_v2_date_entered_current_stage":"2026-03-05T10:00:00.500Z",
          "hubspot_owner_id":"%s"},
         "createdAt":"2026-02-01T09:00:00Z","updatedAt":"%s","archived":false,
         "associations":{"companies":{"results":[{"id":"77","type":"deal_to_company"}]}}}\
        """
                .formatted(amount, owner, updated);
    }

    private static String call(String owner, String status) {
        return """
        {"id":"500","properties":{"hs_timestamp":"2026-03-06T10:00:00Z","hs_call_status":"%s",
          "hs_call_duration":"360000","hubspot_owner_id":"%s"},"updatedAt":"2026-03-06T10:10:00Z"}\
        """
                .formatted(status, owner);
    }
}
