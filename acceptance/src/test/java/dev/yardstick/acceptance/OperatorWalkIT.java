package dev.yardstick.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import dev.yardstick.standalone.Server;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** An operator connects a CRM, repairs what is parked, and rebuilds the figures. */
class OperatorWalkIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir private static Path data = Path.of("");

    private static @Nullable Server running;
    private static @Nullable Chromium browser;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Chromium.assumeInstalled();
        Server server = Servers.start(data);
        running = server;
        browser = Chromium.of(server.queryAddress());
        Api api = Api.of(server);
        api.put("/api/v1/reps/robin", Scenario.rep("Robin")).must(200);
        long set =
                api.put("/api/v1/expectations/e", Scenario.expectation("robin", "1000"))
                        .must(200)
                        .position();
        api.timeline("robin", "", set);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (running != null) {
            running.close();
        }
    }

    private static Api api() {
        return Api.of(Objects.requireNonNull(running));
    }

    private static Page page(String role, boolean scripts) {
        return Objects.requireNonNull(browser).signedIn(api().token(role), scripts).newPage();
    }

    /** What it looked like is in {@code target/pages}. */
    private static void see(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Path.of("target", "pages", "walk-operator-" + name + ".png")));
    }

    /** Presses a button, and waits for the page to which it leads. */
    private static void press(Page page, String button) {
        page.waitForNavigation(() ->
                page.getByRole(
                                AriaRole.BUTTON,
                                new Page.GetByRoleOptions().setName(button).setExact(true))
                        .click());
    }

    private static Api.Answer pipedrive(String secret, String owner) {
        return api().webhook(
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
        return api().timeline("robin", Scenario.YEAR, 0)
                .json()
                .required("clauses")
                .required(0)
                .required("delivered")
                .stringValue();
    }

    @Test
    void aCrmIsConnectedTriedAndWhatItSendsIsRepairedAndCounts() {
        try (Page operator = page("operator", false)) {
            operator.navigate("/connections");
            assertThat(operator.locator(".empty h2").textContent()).contains("No CRM is connected");
            operator.locator("a[href$='/connections/new']").click();
            operator.locator("a[href$='kind=pipedrive']").click();
            operator.locator("#connection").fill("Pipe!");
            operator.locator("#mapping").fill("{\"owners\": {\"12\": \"robin\"}");
            press(operator, "Save, and go on to its secrets");
            assertThat(operator.locator(".errors").textContent()).contains("This is no JSON");
            operator.locator("#mapping").fill("{\"owners\": {\"12\": \"robin\"}, \"x\": 1}");
            press(operator, "Save, and go on to its secrets");
            assertThat(operator.locator(".errors").textContent()).contains("lower case letters");
            operator.locator("#connection").fill("pipe");
            press(operator, "Save, and go on to its secrets");
            assertThat(operator.locator(".field .error").textContent()).contains("x is not known");
            assertThat(operator.locator("#mapping").inputValue()).contains("\"x\": 1");
            operator.locator("#mapping").fill("{\"owners\": {\"12\": \"robin\"}}");
            press(operator, "Save, and go on to its secrets");

            assertThat(operator.locator(".needs").textContent()).contains("user, password");
            String secret = operator.locator("[id='secret.password']").inputValue();
            assertThat(secret).hasSize(32);
            press(operator, "Keep these secrets");
            assertThat(operator.locator(".calm").textContent()).contains("waits for its first");
            assertThat(operator.content()).doesNotContain(secret);

            operator.locator("#delivery")
                    .fill(operator.locator("#delivery").inputValue().replace("12415231", "13"));
            press(operator, "Try it");
            assertThat(operator.locator("#tried").textContent())
                    .contains("would be parked", "owner 13 is not in the mapping's owners");
            operator.locator("#delivery")
                    .fill(operator.locator("#delivery").inputValue().replace("13", "12"));
            press(operator, "Try it");
            assertThat(operator.locator("#tried").textContent())
                    .contains("would be taken", "crm.call.logged", "rep robin");
            see(operator, "trial");
            assertThat(delivered()).as("a trial records nothing").isEqualTo("0.00");

            assertThat(pipedrive("wrong", "13").status()).isEqualTo(401);
            pipedrive(secret, "13").must(202);
            operator.navigate("/operations");
            assertThat(operator.locator(".needs").textContent())
                    .contains(
                            "1 delivery from pipe waits",
                            "owner 13 is not in the mapping's owners");
            operator.locator(".needs a[href*='/operations/parked/']").first().click();
            press(operator, "Try again");
            assertThat(operator.locator(".errors").textContent()).contains("owner 13 is not in");
            String raw = operator.locator("#body").inputValue();
            assertThat(raw).as("to the last digit").contains("500.10");
            operator.locator("#body").fill(raw.replace("13,", "12,,"));
            operator.locator("#reason").fill("Sold by Robin");
            operator.locator("#reason").press("Enter");
            assertThat(operator.locator(".errors").textContent()).contains("This is no JSON");
            assertThat(operator.locator("#reason").inputValue()).isEqualTo("Sold by Robin");
            see(operator, "repair");
            operator.locator("#body").fill(raw.replace("13,", "12,"));
            press(operator, "Take this instead");
            assertThat(operator.locator(".notice").textContent()).contains("went through");
            assertThat(operator.locator(".empty h2").textContent()).contains("Nothing is parked");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(delivered()).isEqualTo("500.10"));
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
        spoil(Objects.requireNonNull(running));
        try (Page operator = page("operator", false)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> {
                        operator.navigate("/operations");
                        assertThat(operator.locator(".needs").textContent())
                                .contains("1 record could not be taken into the figures");
                    });
            see(operator, "operations");
            operator.locator("a:has-text('deal/x')").click();
            assertThat(operator.locator(".raw").textContent()).contains("\"none\"");
            press(operator, "Try again");
            assertThat(operator.locator(".errors").count()).isOne();
            press(operator, "Dismiss");
            assertThat(operator.locator(".errors").textContent()).contains("Say why");
            see(operator, "record");
            operator.locator("#reason").fill("Written by a test");
            press(operator, "Dismiss");
            assertThat(operator.locator(".notice").textContent()).contains("dismissed");
            assertThat(operator.locator("main").textContent()).doesNotContain("deal/x");
            Api api = Api.of(Objects.requireNonNull(running));
            String rebuild =
                    api.operate("POST", RebuildIT.REBUILDS, "{}")
                            .must(202)
                            .json()
                            .required("id")
                            .asString();
            await().atMost(PATIENCE)
                    .until(() ->
                            api.queryAs("operator", RebuildIT.REBUILDS + "/" + rebuild)
                                    .text()
                                    .contains("\"done\""));
            operator.navigate("/operations");
            assertThat(operator.locator("main").textContent())
                    .as("a rebuild meets it again, and it stays dismissed")
                    .doesNotContain("deal/x");
        }
    }

    @Test
    void aRebuildIsBegunWatchedAndEndsWithTheSame() {
        try (Page operator = page("operator", true)) {
            operator.navigate("/operations");
            int before = operator.locator("[aria-labelledby=rebuilds] tbody tr").count();
            operator.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Rebuild the figures"))
                    .click();
            press(operator, "Begin");
            assertThat(operator.locator(".errors").textContent()).contains("Confirm that");
            operator.locator("#from-log").check();
            operator.locator("#sure").check();
            press(operator, "Begin");
            see(operator, "rebuild");
            // It ends while one looks on: the page draws itself anew.
            operator.waitForSelector("#result");
            assertThat(operator.locator("#result").textContent()).contains("the same as before");
            assertThat(operator.locator("main").textContent()).contains("chronicle", "the same");
            operator.navigate("/operations");
            assertThat(operator.locator("[aria-labelledby=rebuilds] tbody tr").count())
                    .isEqualTo(before + 1);
        }
    }

    @Test
    void anAuditorReadsAndIsOfferedNothingToChange() {
        try (Page auditor = page("auditor", true)) {
            auditor.navigate("/operations");
            assertThat(auditor.locator("h1").textContent()).isEqualTo("Operations");
            assertThat(auditor.locator("main form, main [role=button]").count()).isZero();
            auditor.navigate("/connections");
            assertThat(auditor.locator("main [role=button]").count()).isZero();
        }
        try (Page manager = page("manager", true)) {
            manager.navigate("/operations");
            assertThat(manager.locator("h1").textContent()).contains("Not for you");
        }
    }
}
