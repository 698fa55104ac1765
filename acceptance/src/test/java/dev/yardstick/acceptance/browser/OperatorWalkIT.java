package dev.yardstick.acceptance.browser;

import static dev.yardstick.acceptance.browser.Browsing.enter;
import static dev.yardstick.acceptance.browser.Browsing.follow;
import static dev.yardstick.acceptance.browser.Browsing.press;
import static dev.yardstick.acceptance.browser.Browsing.says;
import static dev.yardstick.acceptance.browser.Browsing.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import dev.yardstick.acceptance.crm.PretendCrm;
import dev.yardstick.acceptance.crm.PretendCrm.Reply;
import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Scenario;
import dev.yardstick.acceptance.support.Signing;
import dev.yardstick.standalone.Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** An operator connects a CRM, repairs what is parked, and rebuilds the figures. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperatorWalkIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension static final Walk WALK = new Walk();

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Api api = WALK.api();
        api.client().hire("robin", "Robin");
        long set = api.client().expect("e", "robin", "1000");
        api.timeline("robin", "", set);
    }

    /** What it looked like is in {@code target/pages}. */
    private static void see(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Path.of("target", "pages", "walk-operator-" + name + ".png")));
    }

    private static Api.Answer pipedrive(String secret, String owner) {
        return WALK.api()
                .webhook(
                        "/api/v1/crm/webhooks/pipe",
                        """
                        {"data":{"id":8,"value":500.10,"currency":"EUR","owner_id":%s,"status":"won","stage_id":2,
                          "pipeline_id":1,"add_time":"2026-02-01T09:00:00Z","won_time":"2026-03-05T10:00:00Z"},
                         "previous":null,"meta":{"action":"change","entity":"deal","entity_id":"8",
                          "timestamp":"2026-03-05T10:00:00.250Z"}}\
                        """
                                .formatted(owner),
                        Map.of("Authorization", "Basic " + Signing.base64("yardstick:" + secret)));
    }

    private static String delivered() {
        return WALK.api()
                .timeline("robin", Scenario.YEAR, 0)
                .json()
                .required("clauses")
                .required(0)
                .required("delivered")
                .stringValue();
    }

    /** The first, since it begins where no CRM is connected. */
    @Test
    @Order(1)
    void aCrmIsConnectedTriedAndWhatItSendsIsRepairedAndCounts() {
        try (Page operator = WALK.page("operator", false)) {
            operator.navigate("/connections");
            says(operator.locator(".empty h2"), "No CRM is connected");
            follow(operator.locator("a[href$='/connections/new']"));
            follow(operator.locator("a[href$='kind=pipedrive']"));
            operator.locator("#connection").fill("Pipe!");
            operator.locator("[id='owner.0']").fill("12");
            operator.locator("[id='rep.0']").fill("robyn");
            press(operator, "Save, and go on to its secrets");
            says(operator.locator(".errors"), "lower case letters");
            operator.locator("#connection").fill("pipe");
            press(operator, "Save, and go on to its secrets");
            says(
                    operator.locator("[id='rep.0-error']"),
                    "owner 12 is mapped to robyn, and there is no rep robyn");
            shown(operator.locator("[id='rep.0']")).hasValue("robyn");
            shown(operator.locator("#reps option[value='Robin']")).hasCount(1);
            operator.locator("[id='rep.0']").fill("ROBIN");
            press(operator, "Save, and go on to its secrets");
            assertThat(
                            WALK.api()
                                    .query("/api/v1/audit/access?rep=robin&actor=operator")
                                    .must(200)
                                    .text())
                    .contains("POST /connections/new", "\"basis\":\"all\"");

            says(
                    operator.locator(".needs"),
                    "Still missing: User name of the webhook, Password of the webhook");
            follow(operator.locator("a[href$='/connections/pipe/change']").first());
            follow(operator.locator("a[href$='json=true']"));
            operator.locator("#mapping").fill("{\"owners\": {\"12\": \"robin\"}");
            press(operator, "Save");
            says(operator.locator(".errors"), "This is no JSON");
            operator.locator("#mapping").fill("{\"owners\": {\"12\": \"robin\"}, \"x\": 1}");
            press(operator, "Save");
            says(operator.locator(".field .error"), "x is not known");
            shown(operator.locator("#mapping")).hasValue(Pattern.compile("\"x\": 1"));
            operator.locator("#mapping").fill("{\"owners\": {\"12\": \"robin\"}}");
            press(operator, "Save");
            String secret = operator.locator("[id='secret.password']").inputValue();
            assertThat(secret).hasSize(32);
            press(operator, "Keep these secrets");
            says(operator.locator(".calm"), "waits for its first");
            assertThat(operator.content()).doesNotContain(secret);

            operator.locator("#delivery")
                    .fill(operator.locator("#delivery").inputValue().replace("12415231", "13"));
            press(operator, "Try it");
            says(
                    operator.locator("#tried"),
                    "No record could be mapped yet",
                    "would be parked",
                    "owner 13 is not in the mapping's owners");
            shown(operator.locator("li.done #trial")).hasCount(0);
            operator.locator("#delivery")
                    .fill(operator.locator("#delivery").inputValue().replace("13", "12"));
            press(operator, "Try it");
            says(
                    operator.locator("#tried"),
                    "A record was mapped",
                    "would be taken",
                    "Call",
                    "rep Robin");
            shown(operator.locator("li.done #trial")).hasCount(1);
            see(operator, "trial");
            assertThat(delivered()).as("a trial records nothing").isEqualTo("0.00");

            assertThat(pipedrive("wrong", "13").status()).isEqualTo(401);
            pipedrive(secret, "13").must(202);
            operator.navigate("/connections/pipe/change");
            shown(operator.locator("[id='owner.1']")).hasValue("13");
            says(operator.locator(".typed").first(), "1 record waits for it");
            operator.navigate("/operations");
            says(
                    operator.locator(".needs"),
                    "1 delivery from pipe waits",
                    "owner 13 is not in the mapping's owners");
            follow(operator.locator(".needs a[href*='/operations/parked/']").first());
            press(operator, "Try again");
            says(operator.locator(".errors"), "owner 13 is not in");
            String raw = operator.locator("#body").inputValue();
            assertThat(raw).as("to the last digit").contains("500.10");
            operator.locator("#body").fill(raw.replace("13,", "12,,"));
            operator.locator("#reason").fill("Sold by Robin");
            enter(operator.locator("#reason"));
            says(operator.locator(".errors"), "This is no JSON");
            shown(operator.locator("#reason")).hasValue("Sold by Robin");
            see(operator, "repair");
            operator.locator("#body").fill(raw.replace("13,", "12,"));
            press(operator, "Replace");
            says(operator.locator(".notice"), "went through");
            says(operator.locator(".empty h2"), "Nothing is parked");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(delivered()).isEqualTo("500.10"));

            WALK.api()
                    .put(
                            "/api/v1/crm/connections/sf",
                            "{\"kind\":\"salesforce\",\"api\":\"https://one.example\"}")
                    .must(200);
            WALK.api()
                    .put("/api/v1/crm/connections/sf/secrets", "{\"accessToken\":\"t\"}")
                    .must(200);
            operator.navigate("/connections/sf");
            says(operator.locator("main"), "./yardstick token crm --source /crm/sf");
            follow(operator.locator("a[href$='/connections/sf/change']").first());
            operator.locator("#api").fill("https://kim:secret@two.example");
            press(operator, "Save");
            says(operator.locator(".errors"), "must be an address such as https://example.com");
            operator.locator("#api").fill("https://two.example");
            press(operator, "Save");
            says(operator.locator(".notice"), "its secrets are dropped: give them again");
            says(operator.locator(".needs"), "Still missing: Consumer key, Consumer secret");
        }
    }

    /** Owners by name, a trial of what the CRM has, and the recipe: none of it asks for JSON. */
    @Test
    void anAdminMapsOwnersByNameAndTriesARecordThatTheCrmHas() throws IOException {
        try (PretendCrm crm = new PretendCrm();
                Page admin = WALK.page("admin", false)) {
            crm.on(
                    "/crm/v3/owners",
                    Reply.json(
                            """
                            {"results":[{"id":"41","email":"r@example.com","firstName":"","lastName":"Robin"},
                             {"id":"42","email":"z@example.com","firstName":"Zoe","lastName":"Zand"}]}\
                            """));
            crm.on("/crm/v3/objects/calls/search", Reply.json("{\"results\":[{\"id\":\"7\"}]}"));
            crm.on(
                    "/crm/v3/objects/calls/7",
                    Reply.json(
                            """
                            {"id":"7","properties":{"hs_timestamp":"2026-03-06T10:00:00Z","hs_call_status":"COMPLETED",
                              "hubspot_owner_id":"41"},"updatedAt":"2026-03-06T10:10:00Z"}\
                            """));
            admin.navigate("/connections/new?kind=hubspot");
            admin.locator("#connection").fill("hub");
            admin.locator("#api").fill(crm.address());
            press(admin, "Save, and go on to its secrets");
            says(admin.locator("main"), "No owner is mapped to a rep yet");
            shown(admin.locator("li.done")).hasCount(0);
            says(admin.locator("main"), "Client secret of the private app");
            assertThat(admin.content()).doesNotContain("YOUR-HOST");
            says(
                    admin.locator("main"),
                    WALK.server().commandAddress() + "/api/v1/crm/webhooks/hub");

            says(admin.locator("main"), "Once its secrets are kept, the latest records of HubSpot");
            shown(admin.getByText("Try the latest records of HubSpot")).hasCount(0);
            admin.locator("[id='secret.accessToken']").fill("pat-1");
            press(admin, "Keep these secrets");
            says(admin.locator(".notice"), "Something is missing still");
            says(admin.locator(".needs"), "Still missing: Client secret of the private app");
            admin.locator("[id='secret.accessToken']").fill("pat-1");
            admin.locator("[id='secret.clientSecret']").fill("s");
            press(admin, "Keep these secrets");
            says(admin.locator(".notice"), "The secrets are kept");
            press(admin, "Try the latest records of HubSpot");
            says(
                    admin.locator("#tried"),
                    "No record could be mapped yet",
                    "owner 41 is not in the mapping's owners");
            shown(admin.locator("li.done #trial")).hasCount(0);

            follow(admin.locator("a:has-text('Say what its words mean')"));
            press(admin, "Look up owners in HubSpot");
            says(admin.locator(".notice"), "2 more owners were found");
            says(admin.locator(".typed").first(), "Zoe Zand · z@example.com", "Proposed");
            shown(admin.locator("[id='rep.0']")).hasValue("Robin");
            admin.locator("[id='rep.1']").fill("Nobody Here");
            press(admin, "Save");
            says(
                    admin.locator("[id='rep.1-error']"),
                    "owner 42 is mapped to Nobody Here, and there is no rep Nobody Here");
            admin.locator("[id='rep.1']").fill("");
            admin.locator("[name='nowhere.1']").check();
            admin.locator("[id='stage.0']").fill("signed");
            admin.locator("[id='stageIs.0']").fill("won");
            admin.locator("[id='activity.0']").fill("calls");
            admin.locator("[id='kind.0']").selectOption("call");
            admin.locator("[id='method.0']").fill("cold call by phone");
            admin.locator("[id='activity.1']").fill("meetings");
            admin.locator("[name='channel.1']").selectOption("video");
            admin.locator("[id='stage.1']").fill("gone cold");
            admin.locator("[name='channel.2']").selectOption("mail");
            press(admin, "Save");
            says(admin.locator("[id='kind.1-error']"), "Say what “meetings” is here");
            says(admin.locator("[id='stageIs.1-error']"), "Say what “gone cold” is here");
            says(admin.locator("[id='activity.2-error']"), "Enter what the CRM says");
            shown(admin.locator(".errors li")).hasCount(3);
            admin.locator("[id='kind.1']").selectOption("meeting");
            admin.locator("[id='stage.1']").fill("");
            admin.locator("[name='channel.2']").selectOption("");
            see(admin, "owners");
            press(admin, "Save");
            says(admin.locator(".notice"), "The connection is saved");
            says(admin.locator("main"), "2 owners are mapped");
            JsonNode mapping =
                    WALK.api()
                            .commandWith(
                                    WALK.api().token("operator"), "/api/v1/crm/connections/hub")
                            .must(200)
                            .json()
                            .required("definition")
                            .required("mapping");
            assertThat(mapping.required("owners").toString())
                    .isEqualTo("{\"41\":\"robin\",\"42\":null}");
            assertThat(mapping.required("stages").toString()).isEqualTo("{\"signed\":\"won\"}");
            assertThat(mapping.required("activities").toString())
                    .contains("\"calls\":{\"kind\":\"call\",\"method\":\"cold-call-phone\"");
            assertThat(mapping.required("currency").stringValue()).isEqualTo("EUR");

            press(admin, "Try the latest records of HubSpot");
            says(admin.locator("#tried"), "A record was mapped", "Call", "rep Robin");
            shown(admin.locator("li.done #trial")).hasCount(1);
            see(admin, "tried");
        }
    }

    @Test
    void whatWaitsForSomebodyIsDismissedAllAtOnce() {
        String call =
                "{'specversion':'1.0','type':'crm.call.logged','source':'/w','subject':'%s','id':'%s',"
                        + "'time':'2026-03-05T10:00:00Z','data':{'rep':'%s','occurredAt':'2026-03-05'}}\n";
        StringBuilder calls = new StringBuilder();
        for (int i = 0; i < 101; i++) {
            calls.append(call.formatted("w" + i, "w" + i, "ghost"));
        }
        calls.append(call.formatted("other", "other", "phantom"));
        WALK.api().crm("application/x-ndjson", calls.toString().replace("'", "\"")).must(202);
        try (Page operator = WALK.page("operator", false)) {
            operator.navigate("/operations/parked");
            operator.locator("[name=waitingFor]").first().fill("rep/ghost");
            press(operator, "Show");
            shown(operator.locator("tbody tr")).hasCount(100);
            press(operator, "Dismiss all of them");
            says(operator.locator(".errors"), "Say why");
            see(operator, "all");
            operator.locator("#reason").fill("There is no such person");
            press(operator, "Dismiss all of them");
            says(operator.locator(".notice"), "They are dismissed");
            says(operator.locator("tbody"), "other");
            shown(operator.locator("tbody tr")).hasCount(1);
            operator.locator("#reason").fill("Is she known now?");
            press(operator, "Try all of them again");
            says(operator.locator(".notice"), "All were tried again");
            shown(operator.locator("tbody tr")).hasCount(1);
            operator.locator("#reason").fill("No");
            press(operator, "Dismiss all of them");
            says(operator.locator(".empty h2"), "Nothing is parked");
            operator.navigate("/operations/parked?before=soon");
            says(operator.locator("main"), "2026");
        }
    }

    /** Has a record in Kafka that cannot be taken; answers where it lies, as addresses do. */
    static String spoil(Server server) throws Exception {
        try (KafkaProducer<byte[], byte[]> kafka =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", server.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            RecordMetadata written =
                    kafka.send(
                                    new ProducerRecord<>(
                                            "yardstick.events",
                                            "deal/x".getBytes(StandardCharsets.UTF_8),
                                            "{\"position\": \"none\"}"
                                                    .getBytes(StandardCharsets.UTF_8)))
                            .get();
            return written.topic() + "/" + written.partition() + "/" + written.offset();
        }
    }

    @Test
    void aRecordThatCannotBeAppliedIsShownTriedAndDismissed() throws Exception {
        spoil(WALK.server());
        try (Page operator = WALK.page("operator", false)) {
            await().atMost(PATIENCE)
                    .until(() ->
                            WALK.api()
                                    .queryAs("operator", "/api/v1/parked")
                                    .text()
                                    .contains("deal/x"));
            operator.navigate("/operations");
            says(operator.locator(".needs"), "1 record could not be taken into the figures");
            see(operator, "operations");
            follow(operator.locator("a:has-text('deal/x')"));
            says(operator.locator(".raw"), "\"none\"");
            press(operator, "Try again");
            shown(operator.locator(".errors")).hasCount(1);
            press(operator, "Dismiss");
            says(operator.locator(".errors"), "Say why");
            see(operator, "record");
            operator.locator("#reason").fill("Written by a test");
            press(operator, "Dismiss");
            says(operator.locator(".notice"), "dismissed");
            shown(operator.locator("main")).not().containsText("deal/x");
            Api api = WALK.api();
            String rebuild =
                    api.operate("POST", Api.REBUILDS, "{}")
                            .must(202)
                            .json()
                            .required("id")
                            .asString();
            await().atMost(PATIENCE)
                    .until(() ->
                            api.queryAs("operator", Api.REBUILDS + "/" + rebuild)
                                    .text()
                                    .contains("\"done\""));
            operator.navigate("/operations");
            shown(operator.locator("main")).not().containsText("deal/x");
        }
    }

    @Test
    void aRebuildIsBegunWatchedAndEndsWithTheSame() {
        try (Page operator = WALK.page("operator", true)) {
            operator.navigate("/operations");
            int before = operator.locator("[aria-labelledby=rebuilds] tbody tr").count();
            press(operator, "Rebuild the figures");
            press(operator, "Begin");
            says(operator.locator(".errors"), "Confirm that");
            operator.locator("#from-log").check();
            operator.locator("#sure").check();
            press(operator, "Begin");
            see(operator, "rebuild");
            // It ends while one looks on: the page draws itself anew.
            shown(operator.locator("#result")).isVisible();
            says(operator.locator("#result"), "the same as before");
            says(operator.locator("main"), "chronicle", "the same");
            operator.navigate("/operations");
            shown(operator.locator("[aria-labelledby=rebuilds] tbody tr")).hasCount(before + 1);
        }
    }

    @Test
    void anAuditorReadsAndIsOfferedNothingToChange() {
        try (Page auditor = WALK.page("auditor", true)) {
            auditor.navigate("/operations");
            shown(auditor.locator("h1")).hasText("Operations");
            shown(auditor.locator("main form, main [role=button]")).hasCount(0);
            auditor.navigate("/connections");
            shown(auditor.locator("main [role=button]")).hasCount(0);
        }
        try (Page manager = WALK.page("manager", true)) {
            manager.navigate("/operations");
            says(manager.locator("h1"), "Not for you");
        }
    }
}
