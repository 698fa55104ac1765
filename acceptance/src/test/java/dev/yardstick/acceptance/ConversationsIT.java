package dev.yardstick.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

import dev.yardstick.standalone.Server;
import dev.yardstick.standalone.demo.DemoData;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A manager's morning in a browser without scripts: she hires somebody, records an absence, and
 * logs the talk that a warning asked for.
 */
class ConversationsIT {

    private static final String NOTE = "We agreed on two mornings of calls a week.";

    @TempDir private Path data = Path.of("");

    @Test
    void aManagerHiresRecordsAnAbsenceAndAnswersAWarning() throws Exception {
        Chromium.assumeInstalled();
        try (Server server = Servers.start(data);
                Chromium browser = Chromium.of(server.queryAddress())) {
            Api api = Api.of(server);
            LocalDate today = LocalDate.now(ZoneOffset.UTC);
            DemoData.Loaded loaded =
                    DemoData.load(
                            server.commandAddress(), api.token("admin"), api.token("crm"), today);
            api.timeline("ines-moreau", "", loaded.position());
            String later =
                    Scenario.rep("Later")
                            .replaceFirst(
                                    "\"hiredOn\":\"[0-9-]+\"",
                                    "\"hiredOn\":\"" + today.plusDays(9) + "\"");
            long hired = api.put("/api/v1/reps/later", later).must(200).position();
            api.timeline("later", "", hired);
            try (Page page = browser.signedIn(api.token("manager"), false).newPage()) {
                page.navigate("/expectations/new");
                assertThat(page.locator("option[value=later]")).hasCount(1);
                page.navigate("/conversations/new");
                assertThat(page.locator("option[value=ines-moreau]")).hasCount(1);
                assertThat(page.locator("option[value=later]")).hasCount(0);
                hire(page);
                beAbsent(page, today);
                answer(page, api.query("/api/v1/warnings").must(200).json().at("/items/0"));
            }
        }
    }

    private static void hire(Page page) {
        page.navigate("/people/new");
        page.fill("#name", "Billie Hart");
        page.fill("#team", "North");
        page.fill("#hiredOn", "2026-02-01");
        submit(page);
        assertThat(page.locator(".errors")).containsText("Enter an id");
        assertThat(page.locator("#name")).hasValue("Billie Hart");
        page.fill("#id", "billie-hart");
        page.fill("#timeZone", "Mars/Olympus");
        submit(page);
        assertThat(page.locator("#timeZone-error")).containsText("IANA time zone");
        page.fill("#timeZone", "UTC");
        submit(page);
        assertThat(page.locator("h1")).hasText("Billie Hart");
        assertThat(page.locator(".notice")).hasText("Hired.");
    }

    private static void beAbsent(Page page, LocalDate today) {
        page.fill("#from", today.toString());
        submit(page.locator("form:has(#from)"));
        assertThat(page.locator("#absences + .lines li")).hasCount(1);
        page.navigate("/people?q=billie");
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page.locator("tbody tr")).containsText("absent");
    }

    private static void answer(Page page, JsonNode warned) {
        String rep = warned.at("/rep/id").stringValue();
        String clause =
                warned.at("/clause/expectation").stringValue()
                        + "."
                        + warned.at("/clause/id").stringValue();
        page.navigate("/conversations/new?rep=" + rep + "&warning=" + clause);
        Locator chosen = page.locator("input[name=warning]:checked");
        assertThat(chosen).hasAttribute("value", clause);
        page.fill("#on", "");
        page.fill("#note", NOTE);
        submit(page);
        assertThat(page.locator("#on-error")).isVisible();
        assertThat(page.locator("#note")).hasValue(NOTE);
        page.fill("#on", LocalDate.now(ZoneOffset.UTC).minusDays(1).toString());
        submit(page);
        Locator first = page.locator(".talks tbody tr").first();
        assertThat(first).containsText(NOTE);
        assertThat(first).containsText(warned.at("/clause/title").stringValue());
        submit(first.locator("form"));
        assertThat(page.locator(".notice")).containsText("taken back");
        assertThat(page.locator(".talks")).not().containsText(NOTE);
    }

    private static void submit(Page page) {
        submit(page.locator("main form"));
    }

    private static void submit(Locator form) {
        Browsing.follow(form.locator("button[type=submit]"));
    }
}
