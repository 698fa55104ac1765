package dev.yardstick.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Scenario;
import dev.yardstick.acceptance.support.Servers;
import dev.yardstick.standalone.Server;
import dev.yardstick.standalone.demo.DemoData;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A manager's morning in a browser without scripts: she hires somebody, records an absence, logs
 * the talk that a warning asked for, and follows a link of a mail.
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
                            server.commandAddress(),
                            api.token("admin"),
                            api.token("crm"),
                            today,
                            any -> {});
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
                JsonNode warned = api.query("/api/v1/warnings").must(200).json().at("/items/0");
                isDue(page, api, warned, true);
                JsonNode now = api.timeline("ines-moreau", "", loaded.position()).json();
                long known = now.at("/knownAt/position").longValue();
                answer(page, warned);
                isDue(page, api, warned, false);
                LocalDate before = today.minusDays(2);
                saysDue(api, "on=" + before, warned, true);
                saysDue(api, "knownAt=" + known, warned, true);
                takeBack(page);
                isDue(page, api, warned, true);
                try (Page stranger = browser.signedIn("", false).newPage()) {
                    comeFromElsewhere(page, stranger, server, api.token("manager"));
                }
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
        page.locator("#absent summary").click();
        page.fill("#from", today.toString());
        submit(page.locator("form:has(#from)"));
        assertThat(page.locator("#absences + .lines li")).hasCount(1);
        page.navigate("/people?q=billie");
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page.locator("tbody tr")).containsText("absent");
    }

    private static void answer(Page page, JsonNode warned) {
        String rep = warned.at("/rep/id").stringValue();
        String clause = key(warned);
        page.navigate("/conversations/new?rep=" + rep + "&warning=" + clause);
        Locator chosen = page.locator("input[name=warning]:checked");
        assertThat(chosen).hasAttribute("value", clause);
        plan(page, warned);
        page.navigate("/conversations/new?rep=" + rep + "&warning=" + clause);
        page.fill("#on", "");
        page.fill("#note", NOTE);
        submit(page);
        assertThat(page.locator("#on-error")).isVisible();
        assertThat(page.locator("#note")).hasValue(NOTE);
        LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        page.fill("#on", yesterday.toString());
        page.fill("#followUpOn", yesterday.toString());
        submit(page);
        assertThat(page.locator("#followUpOn-error")).isVisible();
        page.fill("#followUpOn", yesterday.plusDays(30).toString());
        submit(page);
        Locator first = page.locator(".talks tbody tr").first();
        assertThat(first).containsText(NOTE);
        assertThat(first).containsText(warned.at("/clause/title").stringValue());
    }

    /** What a talk is planned about stays in sight, and so does the plan where it is still due. */
    private static void plan(Page page, JsonNode warned) {
        String title = warned.at("/clause/title").stringValue();
        String name = warned.at("/rep/name").stringValue();
        Browsing.follow(page.locator("a[href*='/conversations/plan']"));
        assertThat(page.locator("main form li")).containsText(title + ": ");
        assertThat(page.locator("#note")).hasValue(title);
        page.fill("#on", "");
        submit(page);
        assertThat(page.locator("#on-error")).isVisible();
        assertThat(page.locator("main form li")).hasCount(1);
        page.fill("#on", LocalDate.now(ZoneOffset.UTC).plusDays(9).toString());
        submit(page);
        page.navigate("/today?due=all");
        assertThat(
                        page.locator(".due > li:has-text('" + name + "')")
                                .filter(new Locator.FilterOptions().setHasText(title))
                                .first())
                .containsText("talk planned for");
        page.navigate("/conversations");
        submit(page.locator("form[action$='/plan/cancellation']"));
    }

    /** The list, the team's page and the API say the same: due, not due, and due again. */
    private static void isDue(Page page, Api api, JsonNode warned, boolean due) {
        String team = warned.at("/rep/team").stringValue();
        String link = "a[href$='#" + key(warned) + "']";
        for (String address : List.of("/conversations?due=all", "/teams/" + team + "?due=all")) {
            page.navigate(address);
            assertThat(page.locator(".due " + link)).hasCount(due ? 1 : 0);
        }
        saysDue(api, "", warned, due);
    }

    private static void saysDue(Api api, String moment, JsonNode warned, boolean due) {
        JsonNode items = api.query("/api/v1/warnings?" + moment).must(200).json().required("items");
        List<JsonNode> found =
                items.valueStream().filter(item -> key(item).equals(key(warned))).toList();
        Assertions.assertThat(found).as(moment).hasSize(1);
        Assertions.assertThat(found.getFirst().required("due").booleanValue()).isEqualTo(due);
        Assertions.assertThat(found.getFirst().has("followUpOn")).isEqualTo(!due);
    }

    private static void takeBack(Page page) {
        page.navigate("/conversations");
        submit(page.locator(".talks tbody tr").first().locator("form"));
        assertThat(page.locator(".notice")).containsText("taken back");
        assertThat(page.locator(".talks")).not().containsText(NOTE);
    }

    private static String key(JsonNode warned) {
        return warned.at("/clause/expectation").stringValue()
                + "."
                + warned.at("/clause/id").stringValue();
    }

    /**
     * A page of another site links to ours: it opens for who is signed in, and after signing in.
     */
    private static void comeFromElsewhere(Page page, Page stranger, Server server, String token)
            throws IOException {
        URI target = server.queryAddress().resolve("/reps/ines-moreau?grain=month");
        byte[] html = ("<a href=\"" + target + "\">Inès</a>").getBytes(StandardCharsets.UTF_8);
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        elsewhere.createContext(
                "/",
                exchange -> {
                    exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
                    exchange.sendResponseHeaders(200, html.length);
                    exchange.getResponseBody().write(html);
                    exchange.close();
                });
        elsewhere.start();
        try {
            String mail = "http://localhost:" + elsewhere.getAddress().getPort() + "/mail";
            page.navigate(mail);
            page.click("a");
            assertThat(page).hasURL(target.toString());
            assertThat(page.locator("h1")).hasText("Inès Moreau");
            stranger.navigate(mail);
            stranger.click("a");
            stranger.fill("#token", "wrong");
            submit(stranger.locator("main form:has(#token)"));
            assertThat(stranger.locator("[role=alert]")).hasText("This is not a valid token.");
            stranger.fill("#token", token);
            submit(stranger.locator("main form:has(#token)"));
            assertThat(stranger).hasURL(target.toString());
            assertThat(stranger.locator("h1")).hasText("Inès Moreau");
        } finally {
            elsewhere.stop(0);
        }
    }

    private static void submit(Page page) {
        submit(page.locator("main form"));
    }

    private static void submit(Locator form) {
        Browsing.follow(form.locator("button[type=submit]"));
    }
}
