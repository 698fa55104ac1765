package dev.yardstick.acceptance.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yardstick.acceptance.crm.PretendCrm.Reply;
import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Api.Answer;
import dev.yardstick.acceptance.support.Scenario;
import dev.yardstick.acceptance.support.Signing;
import dev.yardstick.acceptance.support.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Each CRM that can be connected, from its signed webhook to a changed timeline. */
class ConnectionsIT {

    private static final String CRM = "/api/v1/crm/";
    private static final String YEAR = "from=2026-01-01&to=2026-12-31&on=2026-12-31&grain=month";

    @RegisterExtension
    static final TestServer SERVER =
            new TestServer(
                    Map.of(
                            "yardstick.crm.fetch-timeout",
                            "1s",
                            "yardstick.crm.fetch-pause",
                            "100ms"));

    private static @Nullable PretendCrm pretend;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        pretend = new PretendCrm();
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(pretend).close();
    }

    private static Api api() {
        return SERVER.api();
    }

    private static PretendCrm crm() {
        return Objects.requireNonNull(pretend);
    }

    private static void hire(String rep) {
        api().client().hire(rep);
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

        crm().on("/crm/v3/objects/calls/500", Reply.json(call(500, "41", "COMPLETED")));
        crm().on("/crm/v3/objects/calls/501", Reply.json(call(501, "43", "COMPLETED")));
        crm().on("/crm/v3/objects/calls/502", Reply.json(call(502, "44", "COMPLETED")));
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
                        Reply.json(
                                hubSpotDeal("41", "2000.00", "2026-06-02T10:00:00.000Z")
                                        .replace("9007199254740993", "10")));
        hubSpot("s3cret", "[" + at("2026-06-02", merge) + "]").must(202);
        await().untilAsserted(
                        () -> assertThat(crm().asked()).anyMatch(a -> a.contains("/deals/10?")));
        awaitDelivered("hanna", "revenue", "2000.00");

        // Deleted and restored, without the record's own stamp having moved.
        hubSpot("s3cret", "[" + at("2026-06-03", event("deal.deletion", 10, "")) + "]").must(202);
        awaitDelivered("hanna", "revenue", "0.00");
        hubSpot("s3cret", "[" + at("2026-06-04", event("deal.restore", 10, "")) + "]").must(202);
        awaitDelivered("hanna", "revenue", "2000.00");
        hubSpot("s3cret", "[" + at("2026-06-05", event("deal.deletion", 10, "")) + "]").must(202);
        awaitDelivered("hanna", "revenue", "0.00");
        hubSpot("s3cret", "[" + at("2026-06-06", event("deal.propertyChange", 10, "")) + "]")
                .must(202);
        awaitDelivered("hanna", "revenue", "2000.00");
        hubSpot("s3cret", "[" + at("2026-06-07", event("deal.deletion", 10, "")) + "]").must(202);
        awaitDelivered("hanna", "revenue", "0.00");
        fetch("hubspot", "deals", "\"10\"");
        awaitDelivered("hanna", "revenue", "2000.00");
    }

    private static String at(String day, String event) {
        return event.replace(
                String.valueOf(Instant.parse("2026-03-05T10:00:00Z").toEpochMilli()),
                String.valueOf(Instant.parse(day + "T10:00:00Z").toEpochMilli()));
    }

    @Test
    void ownersAreLookedUpAndATrialMapsARecordThatTheCrmHas() {
        hire("tina");
        String trying = CRM + "connections/trying";
        connect(
                "trying",
                "{\"kind\":\"hubspot\",\"api\":\"%s\",\"owners\":{\"41\":\"tina\"}}"
                        .formatted(crm().address()),
                "{\"clientSecret\":\"s\",\"accessToken\":\"pat-2\"}");
        crm().on(
                        "/crm/v3/owners",
                        Reply.json(
                                """
                                {"results":[{"id":"41","email":"tina@example.com","firstName":"Tina","lastName":"Tan"},
                                 {"id":"42","email":"new@example.com","firstName":"","lastName":"New"},{"email":"x"}]}\
                                """));
        assertThat(api().post(trying + "/owners", "{}").must(200).json().required("items"))
                .extracting(JsonNode::toString)
                .containsExactly(
                        "{\"id\":\"41\",\"name\":\"Tina Tan\",\"email\":\"tina@example.com\"}",
                        "{\"id\":\"42\",\"name\":\"New\",\"email\":\"new@example.com\"}");
        crm().on("/crm/v3/owners", Reply.error(403));
        assertThat(api().post(trying + "/owners", "{}").must(409).text()).contains("answered 403");

        crm().on("/crm/v3/objects/deals/search", Reply.json("{\"results\":[{\"id\":\"901\"}]}"));
        crm().on(
                        "/crm/v3/objects/deals/901",
                        Reply.json(
                                hubSpotDeal("41", "75.50", "2026-03-05T10:00:01.000Z")
                                        .replace("9007199254740993", "901")));
        crm().on("/crm/v3/objects/calls/search", Reply.json("{\"results\":[{\"id\":\"902\"}]}"));
        crm().on("/crm/v3/objects/calls/902", Reply.json(call(902, "42", "COMPLETED")));
        crm().on("/crm/v3/objects/meetings/search", Reply.json("{\"results\":[]}"));
        JsonNode tried =
                api().post(trying + "/trials", "{\"sample\":true}")
                        .must(200)
                        .json()
                        .required("notices");
        assertThat(tried)
                .extracting(one -> one.required("outcome").stringValue())
                .containsExactly("fetching", "accepted", "parked");
        assertThat(tried.required(0).required("reason").stringValue())
                .isEqualTo("companies: the CRM's API answered 404");
        assertThat(tried.required(1).toString())
                .contains("a deal that is won", "\"rep\":\"tina\"", "75.5", "\"id\":\"901\"");
        assertThat(tried.required(2).required("reason").stringValue())
                .isEqualTo("owner 42 is not in the mapping's owners");

        String told = "{\"body\":[" + event("deal.creation", 901, "") + "]%s}";
        assertThat(api().post(trying + "/trials", told.formatted("")).must(200).text())
                .contains("\"outcome\":\"fetching\"", "\"record\":null");
        assertThat(
                        api().post(trying + "/trials", told.formatted(",\"fetch\":true"))
                                .must(200)
                                .text())
                .contains("\"outcome\":\"accepted\"", "a deal that is won");
        assertThat(delivered("tina", "revenue")).as("a trial records nothing").isEqualTo("0.00");

        api().post(trying + "/fetches", "{\"object\":\"calls\",\"records\":[\"902\"]}").must(202);
        await().untilAsserted(() ->
                assertThat(
                                api().commandWith(api().token("operator"), trying + "/unmapped")
                                        .must(200)
                                        .text())
                        .contains("{\"in\":\"owners\",\"word\":\"42\",\"count\":1}"));
    }

    @Test
    void whatCannotBeAskedForIsSaid() {
        connect("whole", "{\"kind\":\"twenty\"}", "{\"secret\":\"s\"}");
        String whole = CRM + "connections/whole";
        assertThat(api().post(whole + "/owners", "{}").must(409).text())
                .contains("cannot be looked up");
        assertThat(api().post(whole + "/trials", "{\"sample\":true}").must(422).text())
                .contains("sample");
        assertThat(api().post(whole + "/trials", "{}").must(422).text()).contains("body");
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

    private static String call(int id, String owner, String status) {
        return """
        {"id":"%d","properties":{"hs_timestamp":"2026-03-06T10:00:00Z","hs_call_status":"%s",
          "hs_call_duration":"360000","hubspot_owner_id":"%s"},"updatedAt":"2026-03-06T10:10:00Z"}\
        """
                .formatted(id, status, owner);
    }

    @Test
    void whatIsFetchedIsFiledUnderTheIdThatItCarriesAndTheOneAskedForIsOver() {
        hire("mona");
        connect(
                "merging",
                """
                {"kind":"hubspot","api":"%s","owners":{"41":"mona"},"currency":"EUR"}\
                """
                        .formatted(crm().address()),
                "{\"clientSecret\":\"s3cret\",\"accessToken\":\"pat-1\"}");
        String deal =
                hubSpotDeal("41", "800.00", "2026-03-05T10:30:01.000Z")
                        .replace("\"77\"", "\"177\"");
        String survivor = deal.replace("9007199254740993", "103").replace("\"177\"", "\"178\"");
        String company =
                """
                {"id":"178","properties":{"name":"Acme","hubspot_owner_id":"41"},"updatedAt":"2026-01-02T10:00:00Z"}\
                """;
        crm().on("/crm/v3/objects/companies/177", Reply.json(company));
        crm().on("/crm/v3/objects/companies/178", Reply.json(company));
        crm().on("/crm/v3/objects/deals/101", Reply.json(deal.replace("9007199254740993", "101")));
        crm().on("/crm/v3/objects/deals/102", Reply.json(survivor));
        crm().on("/crm/v3/objects/deals/103", Reply.json(survivor));
        crm().on("/crm/v3/objects/calls/600", Reply.json(call(600, "41", "COMPLETED")));
        crm().on("/crm/v3/objects/calls/601", Reply.json(call(600, "41", "COMPLETED")));
        fetch("merging", "deals", "\"101\",\"102\",\"103\"");
        fetch("merging", "calls", "\"600\",\"601\"");
        awaitDelivered("mona", "revenue", "1600.00");
        awaitDelivered("mona", "calls", "1");

        crm().on("/crm/v3/objects/deals/101", Reply.json(survivor));
        fetch("merging", "deals", "\"101\"");
        awaitDelivered("mona", "revenue", "800.00");
        await().untilAsserted(() ->
                assertThat(
                                api().operations(CRM + "parked?connection=merging")
                                        .json()
                                        .required("items"))
                        .isEmpty());
    }

    private static void fetch(String connection, String object, String ids) {
        api().post(
                        CRM + "connections/" + connection + "/fetches",
                        "{\"object\":\"%s\",\"records\":[%s]}".formatted(object, ids))
                .must(202);
    }

    private static Answer pipedrive(String body) {
        return api().webhook(
                        CRM + "webhooks/pipedrive",
                        body,
                        Map.of("Authorization", "Basic " + Signing.base64("hook:pass word")));
    }

    private static String pipedriveDeal(
            String at, String status, String won, int owner, String value) {
        return """
        {"data":{"id":8,"title":"Bikes","value":%s,"currency":"EUR","owner_id":%d,"status":"%s","stage_id":2,
          "pipeline_id":1,"org_id":1,"add_time":"2026-02-01T09:00:00Z","won_time":%s,"update_time":"%s"},
         "previous":null,
         "meta":{"action":"change","entity":"deal","entity_id":"8","id":"71825ee0","timestamp":"%s","version":"2.0"}}\
        """
                .formatted(value, owner, status, won, at, at);
    }

    @Test
    void pipedrivesWebhooksOfBothVersionsChangeTheTimeline() {
        hire("pia");
        hire("paul");
        connect(
                "pipedrive",
                """
                {"kind":"pipedrive","owners":{"12":"pia","13":"paul"},"accountPrefix":"pd-",
                 "fields":{"method":"custom_fields.abc"},"values":{"method":{"7":"referral"}}}\
                """,
                "{\"user\":\"hook\",\"password\":\"pass word\"}");
        assertThat(api().webhook(CRM + "webhooks/pipedrive", "{}", Map.of()).status())
                .isEqualTo(401);

        String won =
                pipedriveDeal(
                        "2026-03-05T10:00:00.250Z",
                        "won",
                        "\"2026-03-05T10:00:00Z\"",
                        12,
                        "500.10");
        assertThat(pipedrive(won).must(202).json().required("parked").intValue())
                .as("its account is not known yet")
                .isEqualTo(1);
        pipedrive(
                        """
                        {"data":{"id":1,"name":"Acme","owner_id":12,"add_time":"2026-01-01T00:00:00Z"},"previous":null,
                         "meta":{"action":"create","entity":"organization","entity_id":"1","id":"a","timestamp":"2026-01-01T00:00:00Z"}}\
                        """)
                .must(202);
        awaitDelivered("pia", "revenue", "500.10");
        assertThat(pipedrive(won).must(202).json().required("duplicates").intValue()).isEqualTo(1);

        pipedrive(
                pipedriveDeal(
                        "2026-03-09T10:00:00Z", "won", "\"2026-03-05T10:00:00Z\"", 13, "700"));
        awaitDelivered("pia", "revenue", "700.00");
        assertThat(delivered("paul", "revenue")).isEqualTo("0.00");
        pipedrive(pipedriveDeal("2026-03-10T10:00:00Z", "open", "null", 12, "600"));
        awaitDelivered("pia", "revenue", "0.00");
        pipedrive(
                pipedriveDeal(
                        "2026-03-11T10:00:00Z", "won", "\"2026-03-11T10:00:00Z\"", 12, "800"));
        awaitDelivered("pia", "revenue", "800.00");

        String v1 =
                """
                {"v":1,"event":"updated.activity","current":{"id":2,"type":"call","done":%s,"user_id":12,"org_id":{"value":1},
                  "due_date":"2026-03-06","due_time":"15:00","duration":"00:30","abc":"x"},"previous":{"done":false},
                 "meta":{"action":"updated","object":"activity","id":2,"timestamp":%d,"timestamp_micro":%d}}\
                """;
        pipedrive(v1.formatted("true", 1772812800, 1772812800384700L)).must(202);
        awaitDelivered("pia", "calls", "1");
        pipedrive(v1.formatted("false", 1772812900, 1772812900384700L)).must(202);
        awaitDelivered("pia", "calls", "0");
        pipedrive(v1.formatted("true", 1772812950, 1772812950384700L)).must(202);
        awaitDelivered("pia", "calls", "1");
        pipedrive(
                        """
                        {"data":null,"previous":{"id":2,"type":"call"},
                         "meta":{"action":"delete","entity":"activity","entity_id":"2","id":"b","timestamp":"2026-03-07T00:00:00Z"}}\
                        """)
                .must(202);
        awaitDelivered("pia", "calls", "0");

        pipedrive(
                        """
                        {"data":null,"meta":{"action":"delete","entity":"deal","entity_id":"8","timestamp":"2026-03-12T10:00:00Z"}}\
                        """)
                .must(202);
        awaitDelivered("pia", "revenue", "0.00");
        pipedrive(
                pipedriveDeal(
                        "2026-03-13T10:00:00Z", "won", "\"2026-03-11T10:00:00Z\"", 12, "800"));
        awaitDelivered("pia", "revenue", "800.00");

        // Its close is dated after its deletion.
        pipedrive(
                pipedriveDeal(
                        "2026-03-14T10:00:00Z", "won", "\"2026-03-20T10:00:00Z\"", 12, "900"));
        awaitDelivered("pia", "revenue", "900.00");
        pipedrive(
                        """
                        {"data":null,"meta":{"action":"delete","entity":"deal","entity_id":"8","timestamp":"2026-03-15T10:00:00Z"}}\
                        """)
                .must(202);
        awaitDelivered("pia", "revenue", "0.00");
    }

    private static Answer salesforce(String body) {
        return api().webhook(
                        CRM + "webhooks/salesforce",
                        body,
                        Map.of(
                                "Authorization",
                                "Bearer " + SERVER.get().crmToken("/crm/salesforce")));
    }

    private static String change(String entity, String type, String ids, String at, String fields) {
        return """
        {"ChangeEventHeader":{"entityName":"%s","recordIds":[%s],"changeType":"%s","changeOrigin":"",
          "transactionKey":"k","sequenceNumber":1,"commitTimestamp":%d,"commitNumber":11657372702432999999,
          "commitUser":"u","nulledFields":[],"diffFields":[],"changedFields":[]}%s}\
        """
                .formatted(entity, ids, type, Instant.parse(at).toEpochMilli(), fields);
    }

    @Test
    void salesforcesChangeEventsChangeTheTimelineAndGapsAreFetched() {
        hire("sara");
        connect(
                "salesforce",
                """
                {"kind":"salesforce","api":"%s","owners":{"0051":"sara"},"currency":"EUR"}\
                """
                        .formatted(crm().address()),
                "{\"clientId\":\"app\",\"clientSecret\":\"s3cret\"}");
        assertThat(api().webhook(CRM + "webhooks/salesforce", "{}", Map.of()).status())
                .isEqualTo(401);

        String created =
                change(
                        "Opportunity",
                        "CREATE",
                        "\"0061\"",
                        "2026-02-01T09:00:00Z",
                        """
                        ,"Name":"Widgets","StageName":"Prospecting","Amount":40000,"CloseDate":%d,"IsClosed":false,
                         "IsWon":false,"OwnerId":"0051","CreatedDate":%d\
                        """
                                .formatted(
                                        Instant.parse("2026-03-05T00:00:00Z").toEpochMilli(),
                                        Instant.parse("2026-02-01T09:00:00Z").toEpochMilli()));
        assertThat(
                        salesforce("{\"payload\":" + created + ",\"replayId\":7}")
                                .must(202)
                                .json()
                                .required("accepted")
                                .intValue())
                .isEqualTo(1);
        crm().on("/services/oauth2/token", Reply.json("{\"access_token\":\"00D\"}"));
        crm().on(
                        "/services/data/v60.0/sobjects/Opportunity/0061",
                        Reply.error(500),
                        Reply.json(
                                """
                                {"Id":"0061","StageName":"Closed Won","Amount":41000.5,"CloseDate":"2026-03-05","IsClosed":true,
                                 "IsWon":true,"OwnerId":"0051","CreatedDate":"2026-02-01T09:00:00.000+0000",
                                 "LastStageChangeDate":"2026-03-05T10:00:00.000+0000","SystemModstamp":"2026-03-05T10:00:00.000+0000"}\
                                """));
        salesforce(
                        "[{\"data\":{\"schema\":\"s\",\"payload\":"
                                + change(
                                        "Opportunity",
                                        "UPDATE",
                                        "\"0061\"",
                                        "2026-03-05T10:00:00Z",
                                        ",\"Name\":null")
                                + ",\"event\":{\"replayId\":8}},\"channel\":\"/data/ChangeEvents\"}]")
                .must(202);
        awaitDelivered("sara", "revenue", "41000.50");
        assertThat(crm().asked())
                .anyMatch(a -> a.endsWith("/sobjects/Opportunity/0061 Bearer 00D"));

        for (String task : new String[] {"00T1", "00T2", "00T3"}) {
            crm().on(
                            "/services/data/v60.0/sobjects/Task/" + task,
                            Reply.json(
                                    """
                                    {"Id":"%s","TaskSubtype":"Call","Status":"Completed","IsClosed":true,"ActivityDate":"2026-03-06",
                                     "OwnerId":"0051","CallDurationInSeconds":600,"SystemModstamp":"2026-03-06T10:00:00.000+0000"}\
                                    """
                                            .formatted(task)));
        }
        salesforce(change("Task", "GAP_UPDATE", "\"00T1\",\"00T2\"", "2026-03-06T10:00:00Z", ""))
                .must(202);
        awaitDelivered("sara", "calls", "2");
        salesforce(change("Task", "DELETE", "\"00T2\"", "2026-03-07T10:00:00Z", "")).must(202);
        awaitDelivered("sara", "calls", "1");
        salesforce(change("Task", "GAP_UNDELETE", "\"00T2\"", "2026-03-08T10:00:00Z", ""))
                .must(202);
        awaitDelivered("sara", "calls", "2");
        salesforce(change("Task", "DELETE", "\"00T2\"", "2026-03-09T10:00:00Z", "")).must(202);
        awaitDelivered("sara", "calls", "1");
        salesforce(change("Task", "UPDATE", "\"00T2\"", "2026-03-10T10:00:00Z", "")).must(202);
        awaitDelivered("sara", "calls", "2");

        // Within one tick what is fetched is later than a creation that arrives after it.
        salesforce(change("Task", "UPDATE", "\"00T3\"", "2026-03-06T10:00:00.790Z", "")).must(202);
        awaitDelivered("sara", "calls", "3");
        salesforce(
                        change(
                                "Task",
                                "CREATE",
                                "\"00T3\"",
                                "2026-03-06T10:00:00.120Z",
                                ",\"LastModifiedDate\":%d,\"TaskSubtype\":\"Call\",\"Status\":\"Not Started\""
                                        .formatted(
                                                Instant.parse("2026-03-06T10:00:00Z")
                                                        .toEpochMilli())))
                .must(202);
        salesforce(change("Task", "DELETE", "\"00T2\"", "2026-03-11T10:00:00Z", "")).must(202);
        awaitDelivered("sara", "calls", "2");
        assertThat(
                        salesforce(
                                        change(
                                                "Task",
                                                "GAP_OVERFLOW",
                                                "\"000000000000000AAA\"",
                                                "2026-03-08T10:00:00Z",
                                                ""))
                                .must(202)
                                .json()
                                .required("parked")
                                .intValue())
                .isEqualTo(1);
    }

    private static Answer espo(String event, String body, boolean older) {
        byte[] mac = Signing.hmac("secret of " + event, body);
        java.io.ByteArrayOutputStream raw = new java.io.ByteArrayOutputStream();
        raw.writeBytes(("id-" + event + ":").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        raw.writeBytes(mac);
        return api().webhook(
                        CRM + "webhooks/espocrm/" + event,
                        body,
                        older
                                ? Map.of("X-Signature", Signing.base64(raw.toByteArray()))
                                : Map.of(
                                        "Signature",
                                        Signing.base64("id-" + event + ":" + Signing.hex(mac))));
    }

    @Test
    void espoCrmsWebhooksHaveOneAddressEachAndUpdatesAreFetched() {
        hire("eva");
        connect(
                "espocrm",
                "{\"kind\":\"espocrm\",\"api\":\"%s\",\"owners\":{\"u1\":\"eva\"}}"
                        .formatted(crm().address()),
                """
                {"apiKey":"key-1","Call.create.id":"id-Call.create","Call.create.secret":"secret of Call.create",
                 "Call.delete.id":"id-Call.delete","Call.delete.secret":"secret of Call.delete",
                 "Opportunity.update.id":"id-Opportunity.update","Opportunity.update.secret":"secret of Opportunity.update"}\
                """);
        String call =
                """
                [{"id":"16","status":"Held","dateStart":"2026-03-05 10:00:00","dateEnd":"2026-03-05 10:30:00",
                  "assignedUserId":"u1","assignedUserName":"R\\u00edo C","createdAt":"2026-03-05 10:31:00","modifiedAt":"2026-03-05 10:31:00",
                  "url":"https:\\/\\/example.com"}]\
                """;
        espo("Call.create", call, false).must(202);
        awaitDelivered("eva", "calls", "1");
        assertThat(
                        espo("Call.create", call, true)
                                .must(202)
                                .json()
                                .required("duplicates")
                                .intValue())
                .isEqualTo(1);
        assertThat(espo("Opportunity.create", "[]", false).status()).isEqualTo(401);

        crm().on(
                        "/api/v1/Opportunity/9",
                        Reply.json(
                                """
                                {"id":"9","stage":"Closed Won","amount":1500.25,"amountCurrency":"EUR","closeDate":"2026-03-08",
                                 "assignedUserId":"u1","createdAt":"2026-02-01 09:00:00","modifiedAt":"2026-03-08 12:00:00"}\
                                """));
        espo(
                        "Opportunity.update",
                        "[{\"modifiedById\":\"system\",\"id\":\"9\"},{\"stage\":\"Closed Won\",\"id\":\"9\"}]",
                        false)
                .must(202);
        awaitDelivered("eva", "revenue", "1500.25");
        assertThat(crm().asked()).anyMatch(a -> a.endsWith("/api/v1/Opportunity/9 key-1"));

        espo("Call.delete", "[{\"id\":\"16\"}]", true).must(202);
        awaitDelivered("eva", "calls", "0");
        assertThat(
                        espo("Call.delete", "[{\"id\":\"16\"}]", true)
                                .must(202)
                                .json()
                                .required("duplicates")
                                .intValue())
                .isEqualTo(1);
        crm().on(
                        "/api/v1/Call/16",
                        Reply.json(call.strip().substring(1, call.strip().length() - 1)));
        api().post(
                        CRM + "connections/espocrm/fetches",
                        "{\"object\":\"Call\",\"records\":[\"16\"]}")
                .must(202);
        awaitDelivered("eva", "calls", "1");

        // Without a stamp it is no later than what has one, whatever our own clock says.
        String held =
                "{\"id\":\"17\",\"status\":\"Held\",\"dateStart\":\"2026-03-05 10:00:00\",\"assignedUserId\":\"u1\"}";
        crm().on("/api/v1/Call/17", Reply.json(held));
        fetch("espocrm", "Call", "\"17\"");
        awaitDelivered("eva", "calls", "2");
        crm().on(
                        "/api/v1/Call/17",
                        Reply.json(
                                held.replace(
                                        "\"Held\"",
                                        "\"Planned\",\"modifiedAt\":\"2026-03-05 10:31:00\"")));
        fetch("espocrm", "Call", "\"17\"");
        awaitDelivered("eva", "calls", "1");
    }

    private static Answer twenty(String body, Instant at) {
        String millis = String.valueOf(at.toEpochMilli());
        return api().webhook(
                        CRM + "webhooks/twenty",
                        body,
                        Map.of(
                                "X-Twenty-Webhook-Timestamp",
                                millis,
                                "X-Twenty-Webhook-Signature",
                                Signing.hex(Signing.hmac("tw-secret", millis + ":" + body)),
                                "X-Twenty-Webhook-Nonce",
                                "n"));
    }

    private static String twentyEvent(String event, String at, String record) {
        String object = event.substring(0, event.indexOf('.'));
        return """
        {"targetUrl":"https://y","eventName":"%s","objectMetadata":{"id":"o","nameSingular":"%s"},"workspaceId":"w",
         "webhookId":"h","eventDate":"%s","record":%s,"updatedFields":["stage"]}\
        """
                .formatted(event, object, at, record);
    }

    @Test
    void twentysWebhookChangesTheTimelineAndAStaleOneIsRefused() {
        hire("theo");
        connect(
                "twenty",
                """
                {"kind":"twenty","owners":{"m1":"theo"},"activities":{"task":{"kind":"meeting","channel":"face-to-face"}},
                 "fields":{"owner":"assigneeId"}}\
                """,
                "{\"secret\":\"tw-secret\"}");
        String won =
                twentyEvent(
                        "opportunity.updated",
                        "2026-03-05T10:00:00.000Z",
                        """
                        {"id":"op-1","stage":"CUSTOMER","amount":{"amountMicros":"1250500000","currencyCode":"EUR"},
                         "closeDate":"2026-03-05T00:00:00.000Z","assigneeId":"m1","createdAt":"2026-02-01T09:00:00.000Z",
                         "updatedAt":"2026-03-05T10:00:00.000Z"}\
                        """);
        assertThat(twenty(won, Instant.now().minus(Duration.ofMinutes(6))).status()).isEqualTo(401);
        assertThat(twenty(won, Instant.now().plus(Duration.ofMinutes(6))).status()).isEqualTo(401);
        twenty(won, Instant.now()).must(202);
        awaitDelivered("theo", "revenue", "1250.50");
        twenty(
                        twentyEvent(
                                "task.created",
                                "2026-03-06T10:00:00.000Z",
                                """
                                {"id":"t-1","status":"DONE","dueAt":"2026-03-06T09:00:00.000Z","assigneeId":"m1",
                                 "updatedAt":"2026-03-06T10:00:00.000Z"}\
                                """),
                        Instant.now())
                .must(202);
        awaitDelivered("theo", "meetings", "1");
        twenty(
                        twentyEvent(
                                "opportunity.deleted",
                                "2026-03-07T10:00:00.000Z",
                                "{\"id\":\"op-1\",\"deletedAt\":\"2026-03-07T10:00:00.000Z\"}"),
                        Instant.now())
                .must(202);
        awaitDelivered("theo", "revenue", "0.00");
        String restored =
                won.replace("opportunity.updated", "opportunity.restored")
                        .replace("\"eventDate\":\"2026-03-05", "\"eventDate\":\"2026-03-08");
        twenty(restored, Instant.now()).must(202);
        awaitDelivered("theo", "revenue", "1250.50");
        twenty(
                        twentyEvent(
                                "opportunity.deleted",
                                "2026-03-09T10:00:00.000Z",
                                "{\"id\":\"op-1\"}"),
                        Instant.now())
                .must(202);
        awaitDelivered("theo", "revenue", "0.00");
        twenty(
                        won.replace("\"eventDate\":\"2026-03-05", "\"eventDate\":\"2026-03-10"),
                        Instant.now())
                .must(202);
        awaitDelivered("theo", "revenue", "1250.50");

        // Two states under one stamp, the later one first.
        String task =
                """
                {"id":"t-2","status":"%s","dueAt":"2026-03-06T09:00:00.000Z","assigneeId":"m1",
                 "updatedAt":"2026-03-06T10:00:00.000Z"}\
                """;
        twenty(
                        twentyEvent(
                                "task.updated", "2026-03-06T10:00:00.050Z", task.formatted("DONE")),
                        Instant.now())
                .must(202);
        awaitDelivered("theo", "meetings", "2");
        twenty(
                        twentyEvent(
                                "task.updated", "2026-03-06T10:00:00.000Z", task.formatted("TODO")),
                        Instant.now())
                .must(202);
        twenty(
                        twentyEvent("task.deleted", "2026-03-07T10:00:00.000Z", "{\"id\":\"t-1\"}"),
                        Instant.now())
                .must(202);
        awaitDelivered("theo", "meetings", "1");
    }
}
