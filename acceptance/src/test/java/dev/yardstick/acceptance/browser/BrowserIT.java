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
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every page as a browser shows it: empty and full, folded and unfolded, light and dark, wide,
 * narrow and magnified, with scripts and without. With {@code -Dyardstick.pictures=true} what it
 * looked like is in {@code target/pages}.
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
            () => (document.documentElement.scrollWidth <= innerWidth ?
                [...document.querySelectorAll('.tabs, .wide > .stacked')]
                    .filter(e => e.scrollWidth > (e.closest('.wide') ?? e).clientWidth + 1) :
                [...document.querySelectorAll('body *')]
                    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.wide')))
                    .slice(0, 5).map(e => e.tagName + '.' + e.className)
            """;

    /** What is folded, and each menu. */
    private static final String UNFOLD =
            "document.querySelectorAll('details').forEach(folded => folded.open = true)";

    /** Sends the longest form as if a browser found nothing wrong in it. */
    private static final String SEND =
            """
            () => {
              const form = [...document.querySelectorAll('main form[method=post]')]
                  .reduce((one, other) => other.elements.length > one.elements.length ? other : one);
              form.noValidate = true;
              [...form.elements].filter(field => field.matches(
                      'textarea, input:not([type=hidden], [type=checkbox], [type=radio])'))
                  .forEach(field => field.value = '');
              form.requestSubmit([...form.querySelectorAll('[type=submit]')].at(-1));
            }
            """;

    @TempDir private static Path data = Path.of("");

    private static @Nullable DemoServer running;
    private static @Nullable Chromium browser;
    private static String axe = "";

    private static final String HEADINGS = "main :is(h1, h2, th)";

    private final Map<String, String> sessions = new HashMap<>();
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

    @Test
    @Order(2)
    void theDemoKnowsWhatWasKnownHalfAYearAgo() {
        Instant then = Instant.now().minus(Duration.ofDays(180));
        try (Page page =
                Objects.requireNonNull(browser)
                        .signedIn(Api.of(server()).token("auditor"), true)
                        .newPage()) {
            page.navigate("/reps/ines-moreau/compare?knownAt=" + then);
            shown(page.locator(".compared").first()).isVisible();
        }
    }

    @Test
    @Order(2)
    void textsOfAChartNeverTouch() {
        charts().haveTextsThatNeverTouch();
    }

    @Test
    @Order(2)
    void aChartIsReadUnderAPointerAndByKeysAndOpensItsEvidence() {
        charts().areReadUnderAPointerAndByKeysAndOpenTheirEvidence();
    }

    private static Charts charts() {
        return new Charts(Objects.requireNonNull(browser), Api.of(server()).token("manager"));
    }

    @Test
    @Order(2)
    void keysFindWhatOneLooksForFromAnyPage() {
        try (Page page =
                Objects.requireNonNull(browser)
                        .signedIn(Api.of(server()).token("manager"), true)
                        .newPage()) {
            page.navigate("/people");
            page.locator("main [name=q]").fill("a");
            page.locator("main [name=q]").press("/");
            shown(page.locator("dialog[open]")).hasCount(0);
            page.locator("main [name=q]").blur();
            page.keyboard().press("/");
            page.keyboard().type("ines mor");
            shown(page.locator("dialog [name=q]")).hasValue("ines mor");
            shown(page.locator("dialog #found a")).hasCount(1);
            page.keyboard().press("ArrowDown");
            page.keyboard().press("Enter");
            page.waitForURL("**/reps/ines-moreau");

            page.keyboard().press("?");
            says(page.locator("dialog"), "Turn the keys of one letter off");
            page.keyboard().press("Escape");
            shown(page.locator("dialog[open]")).hasCount(0);
            page.keyboard().press("g");
            page.keyboard().press("t");
            page.waitForURL("**/today");

            page.keyboard().press("?");
            page.locator("dialog [data-keys=off]").click();
            page.keyboard().press("Escape");
            page.keyboard().press("/");
            shown(page.locator("dialog[open]")).hasCount(0);
            page.keyboard().press("Control+k");
            page.keyboard().type("account");
            shown(page.locator("dialog #found a")).hasCount(1);
            page.keyboard().press("Enter");
            page.waitForURL("**/accounts");
            page.evaluate("localStorage.clear()");
        }
    }

    @Test
    @Order(2)
    void aFormThatIsWrongIsFitToBeSeenTooAndOneGoesOnWhereItSaysSo() {
        Map.of(
                        "manager",
                        List.of(
                                "/people/new",
                                "/people/oversight",
                                "/accounts/new",
                                "/expectations/new?rep=ines-moreau",
                                "/conversations/new?rep=ines-moreau",
                                "/conversations/plan?rep=ines-moreau",
                                "/settings/templates/new",
                                "/settings/rates"),
                        "operator",
                        List.of("/connections/new?kind=hubspot"),
                        "admin",
                        List.of("/settings/tokens/new", "/settings/access/new"))
                .forEach((role, forms) -> forms.forEach(form -> sendEmpty(role, form)));
        assertThat(faults).isEmpty();
    }

    private void sendEmpty(String role, String form) {
        String token = Api.of(server()).token(role);
        try (Page page = Objects.requireNonNull(browser).signedIn(token, true).newPage()) {
            page.navigate(form);
            page.waitForNavigation(() -> page.evaluate(SEND));
            shown(page.locator(".errors")).isFocused();
            shown(page.locator(".errors li").getByText(Pattern.compile("^\\p{Ll}"))).hasCount(0);
            page.evaluate(UNFOLD);
            page.evaluate(axe);
            check(page, form + " sent empty", List.of());
        }
    }

    @Test
    @Order(2)
    void theBellSaysHowMuchIsToBeDoneAndShowsItOverAnyPage() {
        bell(Api.of(server()).token("manager"), "[1-9][0-9]* things to do", "To be done");
        bell(
                server().token("rep", DemoServer.REP),
                "(Nothing|One thing|.* things) to do",
                "answer");
        assertThat(faults).isEmpty();
    }

    private void bell(String token, String said, String heading) {
        try (Page page = Objects.requireNonNull(browser).signedIn(token, true).newPage()) {
            page.navigate("/settings/sign-in");
            page.evaluate(axe);
            shown(page.locator("#bell[title]")).hasText(Pattern.compile(said + ".*"));
            page.locator("#bell").click();
            says(page.locator("dialog h2"), heading);
            check(page, "what the bell shows", List.of());
            page.keyboard().press("Escape");
            shown(page.locator("dialog[open]")).hasCount(0);
            page.locator("#bell").click();
            follow(page.locator("dialog p > a").last());
            page.waitForURL("**/today");
        }
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
        String day = LocalDate.now(ZoneOffset.UTC).minusDays(150).toString();
        picture("replay", "auditor", "/reps/ines-moreau/replay?every=week&day=" + day, "#marks");
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
        BrowserContext context = chromium.signedIn(token, true);
        if (!see(visit, address, state, context).equals(withoutScripts(token, address))) {
            // It may have moved on in between.
            Page page = page(context);
            page.navigate(address);
            if (!headings(page).equals(withoutScripts(token, address))) {
                faults.add(address + " is another without scripts");
            }
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
        return texts(page.locator(HEADINGS).allTextContents());
    }

    private static List<String> texts(List<String> contents) {
        return contents.stream().map(text -> text.strip().replaceAll("\\s+", " ")).toList();
    }

    /**
     * The headings of a page as it comes from the server, which is what there is without scripts.
     */
    private List<String> withoutScripts(String token, String address) {
        Api api = Api.of(server());
        String[] cookie =
                token.isEmpty()
                        ? new String[0]
                        : new String[] {"Cookie", sessions.computeIfAbsent(token, api::session)};
        HttpResponse<String> answer = api.pageWith(address, cookie);
        while (answer.statusCode() == 302) {
            String next = answer.headers().firstValue("Location").orElseThrow();
            answer = api.pageWith(next, cookie);
        }
        return texts(
                Jsoup.parse(answer.body()).select(HEADINGS).stream()
                        .map(Element::wholeText)
                        .toList());
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
                boolean wide = width == WIDTHS[0];
                boolean light = theme == ColorScheme.LIGHT;
                if (!wide) {
                    page.evaluate(UNFOLD);
                }
                if (wide || !light) {
                    check(page, address + " (" + view + ")", wide == light ? List.of() : OF_THEME);
                }
                if (Boolean.getBoolean("yardstick.pictures")) {
                    page.screenshot(
                            new Page.ScreenshotOptions()
                                    .setFullPage(true)
                                    .setPath(PICTURES.resolve(visit.name() + "-" + view + ".png")));
                }
            }
        }
        // As when it is magnified twice.
        page.setViewportSize(WIDTHS[0] / 2, HEIGHT / 2);
        checkWidth(page, address + " (" + state + ", magnified)");
        return headings(page);
    }

    private void check(Page page, String view, List<String> rules) {
        for (Object violation : (List<?>) page.evaluate(AXE, rules)) {
            faults.add(view + " " + violation);
        }
        checkWidth(page, view);
    }

    private void checkWidth(Page page, String view) {
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
