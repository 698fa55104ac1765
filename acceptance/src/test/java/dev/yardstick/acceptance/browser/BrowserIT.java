package dev.yardstick.acceptance.browser;

import static dev.yardstick.acceptance.browser.Browsing.enter;
import static dev.yardstick.acceptance.browser.Browsing.follow;
import static dev.yardstick.acceptance.browser.Browsing.says;
import static dev.yardstick.acceptance.browser.Browsing.shown;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Routes;
import dev.yardstick.standalone.Server;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every page as a browser shows it: empty and full, light and dark, wide and narrow, with scripts
 * and without. With {@code -Dyardstick.pictures=true} what it looked like is in {@code
 * target/pages}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrowserIT {

    private static final int[] WIDTHS = {1280, 390};
    private static final int HEIGHT = 900;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path PICTURES = Path.of("target", "pages");

    /** Of rows and sections that are all made alike it looks at the first few. */
    private static final String AXE =
            """
            async only => (await axe.run({exclude: [
                'tbody > tr:nth-child(n+7)', 'li:nth-child(n+13)', 'option', 'svg .points',
                'section.clause ~ section.clause ~ section.clause',
                'fieldset.promise ~ fieldset.promise ~ fieldset.promise',
                'figure ~ figure ~ figure', '.compared ~ .compared ~ .compared'
            ]}, {
                resultTypes: ['violations'],
                preload: false,
                ...(only.length ? {runOnly: {type: 'rule', values: only}} : {})
            })).violations.flatMap(
                v => v.nodes.map(n => v.id + ': ' + n.target.join(' ') + ' — ' + n.failureSummary))
            """;

    /** What follows from the theme alone; all else from the width alone. */
    private static final List<String> OF_THEME = List.of("color-contrast", "link-in-text-block");

    private static final String SHIFT =
            """
            () => new Promise(told => {
              let sum = 0;
              new PerformanceObserver(list => list.getEntries().forEach(e => sum += e.value))
                  .observe({type: 'layout-shift', buffered: true});
              setTimeout(() => told(sum), 60);
            })
            """;
    private static final String TOO_WIDE =
            """
            () => document.documentElement.scrollWidth <= innerWidth ? [] :
                [...document.querySelectorAll('body *')]
                    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.wide'))
                    .slice(0, 5).map(e => e.tagName + '.' + e.className)
            """;

    @TempDir private static Path data = Path.of("");

    private static @Nullable DemoServer running;
    private static @Nullable Chromium browser;
    private static String axe = "";

    private final List<String> faults = new ArrayList<>();
    private final Map<BrowserContext, Page> pages = new HashMap<>();

    /** What a form without data is when full is what it was when empty. */
    private final Set<String> seen = new HashSet<>();

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Chromium.assumeInstalled();
        try (InputStream script =
                Objects.requireNonNull(BrowserIT.class.getResourceAsStream("/axe.min.js"))) {
            axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
        running = new DemoServer(data);
        browser = Chromium.of(server().queryAddress());
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

    @Test
    void everyRouteIsVisited() {
        TreeSet<String> visited = new TreeSet<>();
        Visit.ALL.forEach(visit -> visited.add(visit.route()));
        assertThat(Routes.pages()).isEqualTo(visited);
    }

    @Test
    @Order(1)
    void everyPageIsFitToBeSeenByEverybody() throws Exception {
        for (Visit visit : Visit.ALL) {
            look(visit, visit.empty(), "empty");
        }
        demo().load();
        for (Visit visit : Visit.ALL) {
            look(visit, address(visit.full()), "full");
        }
        assertThat(faults).isEmpty();
    }

    /** {@code docs/images} holds what is in {@code target/readme} after this. */
    @Test
    @Order(2)
    void theReadmesPicturesAreTaken() {
        picture("team", "manager", "/teams/Field%20Sales", ".matrix");
        picture("rep-year", "manager", "/reps/liam-oconnor", ".chart .likely");
        picture(
                "exercise",
                "manager",
                "/expectations/new?rep=ines-moreau&like=demo-ines-moreau",
                "fieldset.promise");
        picture("replay", "auditor", "/reps/ines-moreau/replay?position=1700&by=10", ".track");
        picture("audit", "auditor", "/audit", ".verdict");
        picture("operations", "operator", "/operations", "table");
    }

    @Test
    @Order(2)
    void aYearIsPrintedWithoutWhatPaperCannotDo() {
        String token = Api.of(server()).token("manager");
        try (Page page = Objects.requireNonNull(browser).signedIn(token, true).newPage()) {
            page.navigate("/reps/ines-moreau");
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            shown(
                            page.locator(
                                    "nav:visible, form:visible, [role=button]:visible,"
                                            + " summary:visible, .csv:visible"))
                    .hasCount(0);
            shown(page.locator(".clause .chart:visible").nth(5)).isVisible();
        }
    }

    private static void picture(String name, String role, String address, String seen) {
        BrowserContext context =
                Objects.requireNonNull(browser).signedIn(Api.of(server()).token(role), true);
        try (Page page = context.newPage()) {
            page.setViewportSize(WIDTHS[0], HEIGHT);
            page.navigate(address);
            shown(page.locator(seen).first()).isVisible();
            Path file = Path.of("target", "readme", name + ".png");
            page.screenshot(new Page.ScreenshotOptions().setPath(file));
            assertThat(file).isNotEmptyFile();
        }
    }

    @Test
    @Order(3)
    void aTeamOfTwoHundredIsOneLightPage() throws IOException {
        LargeTeam.record(Api.of(server()));
        String address = "/teams/" + LargeTeam.NAME;
        Visit visit = new Visit("/teams/{team}", "manager", address, address);
        AtomicLong bytes = new AtomicLong();
        BrowserContext context =
                Objects.requireNonNull(browser).fresh(Api.of(server()).token("manager"));
        context.onRequestFinished(request -> bytes.addAndGet(request.sizes().responseBodySize));
        see(visit, address, "large", context);
        assertThat(faults).isEmpty();
        assertThat(bytes.get()).as("bytes on the wire").isBetween(20_000L, 200_000L);
        try (Page page = context.newPage()) {
            page.navigate(address);
            shown(page.locator(".matrix tbody tr")).hasCount(50);
            shown(page.locator(".matrix tbody td a")).hasCount(50 * LargeTeam.CLAUSES);
            follow(page.locator(".pages a[rel=next]"));
            says(page.locator(".matrix tbody th").first(), "Rep 050");
            page.locator(".matrix tbody a").first().focus();
            page.keyboard().press("ArrowRight");
            page.keyboard().press("ArrowDown");
            shown(page.locator(":focus"))
                    .hasAttribute(
                            "href", Pattern.compile("/reps/large-051.*#of-large-051\\.clause-0"));
        }
    }

    @Test
    @Order(4)
    void ofManyOneLooksForTheRepBeforeChoosingHer() {
        try (Page page =
                Objects.requireNonNull(browser)
                        .signedIn(Api.of(server()).token("manager"), false)
                        .newPage()) {
            for (String asking : List.of("/expectations/new", "/conversations/new")) {
                page.navigate(asking);
                shown(page.locator("#rep")).hasCount(0);
                page.locator("[name=q]").fill("nobody of that name");
                enter(page.locator("[name=q]"));
                says(page.locator("[role=status]"), "nobody of that name");
                page.locator("[name=q]").fill("rep 051");
                enter(page.locator("[name=q]"));
                page.locator("#rep").selectOption("large-051");
                follow(page.locator("main form:not(.search) [type=submit]"));
                says(page.locator("h1"), "Rep 051");
            }
        }
    }

    /** The address, with what only the running server knows filled in. */
    private static String address(String given) {
        String address = given.replace("{record}", demo().spoiled());
        return address.contains("{parked}")
                ? address.replace(
                        "{parked}",
                        Api.of(server())
                                .operations("/api/v1/crm/parked")
                                .must(200)
                                .json()
                                .required("items")
                                .required(0)
                                .required("id")
                                .asString())
                : address;
    }

    private void look(Visit visit, String address, String state) {
        String token = visit.role().equals("none") ? "" : Api.of(server()).token(visit.role());
        Chromium chromium = Objects.requireNonNull(browser);
        List<String> withScripts = see(visit, address, state, chromium.signedIn(token, true));
        Page without = page(chromium.signedIn(token, false));
        without.navigate(address);
        if (!headings(without).equals(withScripts)) {
            faults.add(address + " is another without scripts");
        }
    }

    /** Where one goes from page to page: to open another takes as long as to look at one. */
    private Page page(BrowserContext context) {
        return pages.computeIfAbsent(
                context,
                key -> {
                    Page page = key.newPage();
                    page.onConsoleMessage(message -> {
                        // Pages that refuse, or of which there is nothing yet, are among those
                        // visited.
                        if (message.type().equals("error")
                                && !message.text().matches("(?s).*status of (401|404).*")) {
                            faults.add(page.url() + " on the console: " + message.text());
                        }
                    });
                    page.onPageError(error -> faults.add(page.url() + " fails: " + error));
                    return page;
                });
    }

    private static List<String> headings(Page page) {
        return page.locator("main :is(h1, h2, th)").allTextContents();
    }

    private List<String> see(Visit visit, String address, String state, BrowserContext context) {
        Page page = page(context);
        page.setViewportSize(WIDTHS[0], HEIGHT);
        page.navigate(address);
        double shift = ((Number) page.evaluate(SHIFT)).doubleValue();
        if (shift > 0.01) {
            faults.add(address + " shifts its layout by " + shift);
        }
        if (!seen.add(page.content())) {
            return headings(page);
        }
        page.evaluate(axe);
        for (int width : WIDTHS) {
            page.setViewportSize(width, HEIGHT);
            for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
                String view = state + "-" + width + "-" + theme.name().toLowerCase(Locale.ROOT);
                boolean first = (width == WIDTHS[0]) == (theme == ColorScheme.LIGHT);
                check(page, address + " (" + view + ")", first ? List.of() : OF_THEME);
                if (Boolean.getBoolean("yardstick.pictures")) {
                    page.screenshot(
                            new Page.ScreenshotOptions()
                                    .setFullPage(true)
                                    .setPath(PICTURES.resolve(visit.name() + "-" + view + ".png")));
                }
            }
        }
        return headings(page);
    }

    private void check(Page page, String view, List<String> rules) {
        for (Object violation : (List<?>) page.evaluate(AXE, rules)) {
            faults.add(view + " " + violation);
        }
        List<?> wide = (List<?>) page.evaluate(TOO_WIDE);
        if (!wide.isEmpty()) {
            faults.add(view + " is wider than the window: " + wide);
        }
    }

    private static DemoServer demo() {
        return Objects.requireNonNull(running);
    }

    private static Server server() {
        return demo().server();
    }
}
