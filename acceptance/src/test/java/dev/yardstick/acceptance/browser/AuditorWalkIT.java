package dev.yardstick.acceptance.browser;

import static dev.yardstick.acceptance.browser.Browsing.says;
import static dev.yardstick.acceptance.browser.Browsing.shown;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.yardstick.acceptance.audit.Audits;
import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * An auditor goes back to what was known, finds out why a figure is another one now, and proves
 * that nothing was put in its place meanwhile.
 */
class AuditorWalkIT {

    private static final String CLOUD_EVENT = "application/cloudevents+json";

    @TempDir private static Path work = Path.of("");

    @RegisterExtension static final Walk WALK = new Walk();

    /** Robin agreed and sold for 500 in February; later it turned out to be 400, and 250 more. */
    private static long then;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Api api = WALK.api();
        api.client().hire("robin", "Robin");
        api.client().hire("sam", "Sam");
        api.client().expect("robins", "robin", "1000");
        say(api, "communications", "\"how\":\"a talk\",\"by\":\"Kim\"");
        say(api, "acknowledgements", "\"clauses\":[\"revenue\"]");
        then = won(api, "deal-1", "first", 3, "500");
        won(api, "deal-1", "second", 5, "400");
        api.timeline("robin", "", won(api, "deal-2", "third", 10, "250"));
    }

    private static void say(Api api, String what, String more) {
        String said = "{\"version\":1,\"on\":\"2026-01-05\"," + more + "}";
        api.post("/api/v1/expectations/robins/" + what, said).must(200);
    }

    private static long won(Api api, String deal, String id, int day, String amount) {
        String body = Scenario.won("robin", deal, id, day, amount);
        return api.crm(CLOUD_EVENT, body).must(202).position();
    }

    private static void follow(Page page, String selector) {
        Browsing.follow(page.locator(selector).first());
    }

    @Test
    void whyAFigureOfMarchIsAnotherNowLeadsToTheEventAndTheEvidence() {
        try (Page page = WALK.page("auditor", false)) {
            page.navigate("/reps/robin/history?type=deal-won");
            shown(page.locator(".events tbody tr")).hasCount(3);
            says(page.locator(".events tbody th").first(), "250.00 EUR");

            page.navigate("/reps/robin/compare");
            says(page.locator(".empty"), "Which moment");
            says(page.locator(".turns"), "version 1 was agreed");
            page.locator(".exact summary").click();
            page.locator("#exact [name=knownAt]").fill(String.valueOf(then));
            page.locator("#exact [name=on]").fill("2026-03-31");
            follow(page, "#exact button");
            says(page.locator(".lead"), "31 March 2026", "position " + then);
            says(page.locator(".sides tbody tr").first(), "€500", "€650", "+\u00a0€150");
            says(
                    page.locator(".falls"),
                    "Came in since",
                    "+\u00a0€250",
                    "Corrected",
                    "−\u00a0€100");

            follow(page, ".falls tr:has-text('Corrected') a");
            shown(page.locator(".events tbody tr")).hasCount(1);
            says(page.locator(".events tbody th"), "500.00", "400.00");

            page.goBack();
            follow(page, ".compared h2 a");
            says(page.locator(".verdict"), "delivered is at least what was expected", "€650");
            says(page.locator(".facts tbody"), "deal-1", "deal-2");
            says(page.locator(".facts tfoot"), "650");
            says(page.locator(".story"), "Expectation agreed");
            page.navigate("/reps/robin/clauses/revenue?on=2026-03-31&lang=nl");
            says(page.locator(".verdict"), "er is ten minste geleverd wat verwacht werd");
        }
    }

    @Test
    void theYearIsPlayedEventByEvent() {
        try (Page page = WALK.page("auditor", true)) {
            page.navigate("/reps/robin/replay?on=2026-03-31&position=" + then);
            says(page.locator(".slide label").first(), "of 7");
            says(page.locator(".moves"), "€500", "was €0");
            page.locator("#forward").click();
            page.waitForURL("**position=" + (then + 1) + "**");
            says(page.locator(".moves"), "€400", "was €500");
            says(page.locator("[role=status]"), "400.00");
            page.locator("#play").click();
            says(page.locator(".moves"), "€650");
            shown(page.locator("#play")).isHidden();
            page.navigate("/reps/robin/replay?step=1");
            page.waitForURL("**position=1**");
            says(page.locator(".happened"), "Robin was hired");
        }
    }

    @Test
    void whatIsKeptElsewhereProvesTheExport() throws Exception {
        Path checkpoint = work.resolve("checkpoint.txt");
        Path key = work.resolve("key.txt");
        try (Page page = WALK.page("auditor", true)) {
            page.navigate("/audit");
            says(page.locator(".verdict h2"), "The record is whole");
            save(page, "Download the newest checkpoint", checkpoint);
            save(page, "Download the key", key);
            page.reload();
            says(page.locator(".verdict"), "The record is whole", "covers the last of them");

            page.navigate("/audit/log?rep=robin&type=deal-won");
            shown(page.locator(".events tbody tr")).hasCount(3);
            follow(page, ".events tbody .at a");
            says(page.locator("main"), "\"type\":\"deal-won\"", "\"leaf\"");

            page.navigate("/audit/access?rep=robin");
            says(page.locator(".readings tbody tr").first(), "auditor", "robin", "GET /audit/log/");
        }
        Path zip = work.resolve("export.zip");
        try (Page page = WALK.page("auditor", true)) {
            page.navigate("/audit");
            save(page, "Download an export", zip);
        }
        Path downloaded = unpack(zip, work.resolve("downloaded"));
        assertThat(Audits.verify(downloaded, "--key=" + key, "--checkpoint=" + checkpoint).said())
                .contains("EVERYTHING HOLDS", "kept elsewhere");

        Path export = work.resolve("export");
        Audits.export(WALK.server(), export);
        Audits.Audit audit = Audits.verify(export, "--key=" + key, "--checkpoint=" + checkpoint);
        assertThat(audit.said()).contains("EVERYTHING HOLDS", "kept elsewhere");
        assertThat(audit.exit()).isZero();
    }

    private static Path unpack(Path zip, Path folder) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : Collections.list(file.entries())) {
                Path target = folder.resolve(entry.getName());
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                try (InputStream in = file.getInputStream(entry)) {
                    Files.copy(in, target);
                }
            }
        }
        return folder;
    }

    private static void save(Page page, String link, Path file) {
        Download download =
                page.waitForDownload(() ->
                        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(link))
                                .click());
        download.saveAs(file);
    }

    @Test
    void whoMayNotReadAboutARepSeesNothingOfHerPast() {
        Api api = WALK.api();
        for (String path : new String[] {"history", "compare", "replay", "clauses/revenue"}) {
            try (Page sam =
                    WALK.browser().signedIn(WALK.server().token("rep", "sam"), false).newPage()) {
                sam.navigate("/reps/robin/" + path);
                says(sam.locator("h1"), "Not for you");
            }
        }
        for (String path : new String[] {"/audit", "/audit/log", "/audit/log/1", "/audit/key"}) {
            assertThat(api.page("manager", path).statusCode()).as(path).isEqualTo(403);
        }
    }
}
