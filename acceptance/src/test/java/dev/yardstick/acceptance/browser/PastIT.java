package dev.yardstick.acceptance.browser;

import static dev.yardstick.acceptance.browser.Browsing.follow;
import static dev.yardstick.acceptance.browser.Browsing.press;
import static dev.yardstick.acceptance.browser.Browsing.says;
import static dev.yardstick.acceptance.browser.Browsing.shown;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.yardstick.acceptance.support.Api;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Days of a month that was recorded as it passed: Dana was hired, sold for 500 on the eleventh day,
 * which turned out to be 50 in the evening of the twentieth, and on the twenty-sixth more was
 * expected of her. Evenings are hers, in Los Angeles.
 */
class PastIT {

    private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
    private static final LocalDate TODAY = LocalDate.now(ZONE);
    private static final LocalDate FIRST = TODAY.minusDays(30);
    private static final LocalDate SOLD = FIRST.plusDays(10);
    private static final LocalDate CORRECTED = FIRST.plusDays(19);
    private static final LocalDate REVISED = FIRST.plusDays(25);

    @TempDir private static Path data = Path.of("");

    @RegisterExtension static final Walk WALK = new Walk();

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Api api = WALK.api();
        at(FIRST, 9);
        String rep =
                """
                {"name":"Dana","team":"West","manager":"kim","hiredOn":"%1$s",
                 "timeZone":"America/Los_Angeles","on":"%1$s"}\
                """;
        api.put("/api/v1/reps/dana", rep.formatted(FIRST)).must(200);
        api.put("/api/v1/reps/eli", rep.replace("Dana", "Eli").formatted(FIRST)).must(200);
        String clauses =
                """
                "clauses":[{"id":"revenue","topic":"quota","title":"Revenue",
                 "measure":{"kind":"sum","of":"deal-won","quantity":"amount"},
                 "target":{"atLeast":"%s"}}]}\
                """;
        String expected =
                """
                {"rep":"dana","statement":"To be trusted.","from":"%s","to":"%s","currency":"EUR",\
                """
                        + clauses;
        api.put("/api/v1/expectations/danas", expected.formatted(FIRST, FIRST.plusDays(99), "1000"))
                .must(200);
        api.put(
                        "/api/v1/expectations/elis",
                        expected.replace("dana", "eli")
                                .formatted(FIRST, FIRST.plusDays(99), "1000"))
                .must(200);
        at(SOLD, 12);
        won(api, "dana", "first", "500");
        won(api, "eli", "first", "500");
        at(CORRECTED, 20);
        won(api, "dana", "second", "50");
        at(REVISED, 12);
        String revision = "{\"effectiveFrom\":\"%s\",\"reason\":\"It grew.\"," + clauses;
        long last =
                api.post(
                                "/api/v1/expectations/danas/revisions",
                                revision.formatted(REVISED, "2000"),
                                "If-Match",
                                "\"1\"")
                        .must(200)
                        .position();
        WALK.server().recordingClock().tell(null);
        api.timeline("dana", "", last);
    }

    private static void at(LocalDate day, int hour) {
        WALK.server().recordingClock().tell(day.atTime(hour, 0).atZone(ZONE).toInstant());
    }

    private static long won(Api api, String rep, String id, String amount) {
        String event =
                """
                {"specversion":"1.0","type":"crm.deal.won","source":"/crm","subject":"deal-%1$s",
                 "id":"%2$s","time":"%3$sT1%4$d:00:00Z","data":{"rep":"%1$s","occurredAt":"%3$s",
                 "amount":"%5$s","currency":"EUR"}}\
                """;
        int later = id.equals("first") ? 0 : 1;
        String body = event.formatted(rep, id, SOLD, later, amount);
        return api.crm("application/cloudevents+json", body).must(202).position();
    }

    private static void saysDay(Page page, LocalDate day) {
        says(page.locator("#at"), DAY.format(day));
    }

    @Test
    void aYearIsReplayedDayByDayAsItWasKnownWhenEachEnded() {
        try (Page page = WALK.page("manager", false)) {
            page.navigate("/reps/dana/replay?day=" + CORRECTED.minusDays(1));
            saysDay(page, CORRECTED.minusDays(1));
            says(page.locator(".moves tbody"), "€500", "on pace");
            says(page.locator("[role=status]"), "No standing and no version moved");
            shown(page.locator("#marks a")).hasCount(3);
            shown(page.locator("#marks a.version")).hasCount(1);
            shown(page.locator("#marks a.worse")).hasCount(1);
            shown(page.getByText("Event by event")).hasCount(0);

            follow(page.locator("#next"));
            saysDay(page, CORRECTED);
            says(page.locator(".moves tbody"), "€50", "was €500", "behind", "was on pace");
            says(page.locator("[role=status]"), "Revenue: behind, was on pace");
            says(page.locator(".happened"), "500.00", "50.00");

            follow(page.locator("#next"));
            saysDay(page, REVISED);
            says(page.locator("[role=status]"), "Version 2 of what is expected counts");
            shown(page.locator("a#next")).hasCount(0);

            follow(page.locator("#before"));
            follow(page.locator("#before"));
            saysDay(page, SOLD);
            says(page.locator("[role=status]"), "Revenue: on pace, was behind");
            page.locator("#all summary").click();
            shown(page.locator("#all a")).hasCount(3);
            follow(page.locator("#all a").first());
            saysDay(page, REVISED);
        }
    }

    @Test
    void theSliderTheStepsAndThePickerLeadToDaysWithoutScripts() {
        try (Page page = WALK.page("auditor", false)) {
            page.navigate("/reps/dana/replay");
            saysDay(page, TODAY);
            shown(page.locator("a#forward")).hasCount(0);
            shown(page.locator("#play")).isHidden();
            page.locator("#step").fill(String.valueOf(SOLD.toEpochDay()));
            press(page, "Go to that day");
            saysDay(page, SOLD);
            page.locator("[name=every]").first().selectOption("week");
            press(page, "Go to that day");
            saysDay(page, SOLD);
            follow(page.locator("#forward"));
            saysDay(page, SOLD.plusWeeks(1));
            says(page.locator("#back"), "A week back");
            page.locator("[name=day]").fill(CORRECTED.toString());
            press(page, "Show");
            saysDay(page, CORRECTED);
            says(page.locator("#back"), "A week back");

            follow(page.getByText("The whole page as it was"));
            says(page.locator(".bar"), "As of " + DAY.format(CORRECTED));
            says(page.locator(".clause dl"), "€50");
            page.navigate("/reps/dana?on=" + CORRECTED.minusDays(1));
            follow(page.getByText("Compare with now"));
            says(page.locator(".sides tbody tr").first(), "€500", "€50");
            page.goBack();
            page.goBack();
            page.goBack();
            follow(page.getByText("Event by event"));
            says(page.locator("#at"), "Step 4 of 5");
            says(page.locator(".happened"), "50.00");
            follow(page.getByText("Day by day"));
            says(page.locator("h1"), "Replay: Dana");

            page.navigate("/reps/dana/replay?day=1999-01-01");
            saysDay(page, FIRST);
            shown(page.locator("a#back")).hasCount(0);
            page.navigate("/reps/dana/replay?day=soon");
            says(page.locator("main"), "must be a date");
            page.navigate("/reps/dana/replay?every=year");
            says(page.locator("main"), "day, week, month");
        }
    }

    @Test
    void theSliderMovesThePageAsItIsDraggedAndPlaysIt() {
        try (Page page = WALK.page("auditor", true)) {
            page.navigate("/reps/dana/replay");
            page.evaluate("window.same = true");
            page.locator("#step").fill(String.valueOf(SOLD.toEpochDay()));
            saysDay(page, SOLD);
            page.waitForURL("**day=" + SOLD + "**");
            page.locator("#step").press("ArrowRight");
            saysDay(page, SOLD.plusDays(1));
            page.locator("#next").click();
            saysDay(page, CORRECTED);
            says(page.locator("[role=status]"), "Revenue: behind, was on pace");
            shown(page.locator("#step")).hasValue(String.valueOf(CORRECTED.toEpochDay()));
            shown(page.locator("#next")).isFocused();
            page.locator("[name=every]").first().selectOption("week");
            says(page.locator("#forward"), "A week on");
            page.locator("#speed").selectOption("5");
            page.locator("#play").click();
            says(page.locator("#play"), "Pause");
            saysDay(page, TODAY);
            shown(page.locator("#play")).isHidden();
            shown(page.locator("#speed")).hasValue("5");
            assertThat(page.evaluate("window.same")).isEqualTo(true);
        }
    }

    /** What is shown stays what it was, whatever is recorded before somebody opens the link. */
    @Test
    void aLinkShowsLaterWhatIsShownNow() {
        Api api = WALK.api();
        String year = "/reps/eli?grain=day&lang=en";
        String[] pages = {year, "/reps/eli/clauses/revenue?lang=en", "/teams/West?topic=quota"};
        String[] links = new String[pages.length];
        try (Page page = WALK.page("manager", true)) {
            page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            for (int i = 0; i < pages.length; i++) {
                page.navigate(pages[i]);
                Locator seen = page.locator(".seen");
                seen.getByText("Copy").click();
                says(seen.locator("[role=status]"), "Copied.");
                links[i] = (String) page.evaluate("navigator.clipboard.readText()");
                assertThat(links[i])
                        .contains(pages[i].replaceFirst(".*[?]", ""), "&on=20", "&knownAt=");
            }
        }
        api.timeline("eli", "", won(api, "eli", "second", "70"));
        try (Page page = WALK.page("manager", false)) {
            for (String link : links) {
                page.navigate(link);
                says(page.locator(".bar"), "As of ", "as we knew it on");
            }
            page.navigate(links[0]);
            says(page.locator(".bar"), DAY.format(TODAY));
            says(page.locator(".clause dl"), "€500");
            shown(page.locator(".seen button")).isHidden();
            shown(page.locator(".seen a"))
                    .hasAttribute(
                            "href", URI.create(links[0]).getRawPath() + "?" + query(links[0]));
            follow(page.getByText("Now", new Page.GetByTextOptions().setExact(true)));
            says(page.locator(".clause dl"), "€70");
            page.waitForURL(url -> query(url).equals("grain=day&lang=en"));
            page.navigate(links[1]);
            says(page.locator(".verdict"), "€500");
        }
    }

    @Test
    void thenAndNowAreDaysByAPicker() {
        try (Page page = WALK.page("manager", false)) {
            page.navigate("/reps/dana/compare?lang=en");
            says(page.locator(".turns").first(), "this morning", "a week ago");
            says(page.locator(".turns").last(), "version 2 was set");
            shown(page.locator(".exact")).hasCount(0);
            page.locator("[name=knownAt]").fill(CORRECTED.minusDays(1).toString());
            page.locator("[name=and]").fill(CORRECTED.toString());
            page.locator("[name=on]").fill(CORRECTED.toString());
            press(page, "Compare");
            says(page.locator(".sides tbody tr").first(), "€500", "€50", "−\u00a0€450");
            says(page.locator(".falls"), "Corrected");
            shown(page.locator("[name=knownAt]")).hasValue(CORRECTED.minusDays(1).toString());
            String then = page.locator(".lead").textContent();
            follow(page.locator(".seen a"));
            says(page.locator(".lead"), then);
            shown(page.locator(".exact[open]")).hasCount(1);

            follow(page.getByText("a week ago"));
            says(page.locator(".lead"), "as known on");
            says(page.locator("[aria-current=true]"), "a week ago");
            for (String wrong : new String[] {"knownAt=2026-02-31", "knownAt=1&and=2026-02-31"}) {
                page.navigate("/reps/dana/compare?" + wrong);
                says(page.locator("main"), "must be a date");
            }
        }
        try (Page page = WALK.page("auditor", false)) {
            page.navigate("/reps/dana/compare?knownAt=4");
            shown(page.locator("#exact [name=knownAt]")).hasValue("4");
            shown(page.locator("[name=knownAt]").first()).hasValue("");
        }
    }

    @Test
    void aChartIsSavedAsAPictureInTheThemeThatIsSeen() throws IOException {
        for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (Page page = WALK.page("manager", true)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
                page.navigate("/reps/dana?lang=en&on=" + SOLD);
                Locator chart = page.locator(".clause .instrument").first();
                BufferedImage picture = saved(page, page.locator(".clause .picture"), "revenue");
                assertThat(picture.getWidth() / 2)
                        .isEqualTo((int) Math.ceil(chart.boundingBox().width) + 32);
                assertThat(picture.getHeight() / 2)
                        .isBetween((int) chart.boundingBox().height + 60, 320);
                boolean light = theme == ColorScheme.LIGHT;
                assertThat(picture.getRGB(3, 3)).isEqualTo(light ? 0xffffffff : 0xff12171f);
                assertThat(drawn(picture, light ? 0xff0b5cad : 0xff7db8f5))
                        .as("the line of what was delivered, and its name")
                        .isGreaterThan(400);
                saved(page, page.locator(".strip .picture"), "year");
                page.setViewportSize(390, 800);
                BufferedImage narrow = saved(page, page.locator(".clause .picture"), "revenue");
                assertThat(narrow.getWidth()).isLessThan(800);
                page.navigate("/reps/dana/replay?day=" + SOLD);
                saved(page, page.locator("figure .picture").first(), "revenue");
            }
        }
        try (Page page = WALK.page("manager", false)) {
            page.navigate("/reps/dana");
            shown(page.locator(".clause .picture")).isHidden();
        }
    }

    private static BufferedImage saved(Page page, Locator button, String what) throws IOException {
        Download download = page.waitForDownload(button::click);
        assertThat(download.suggestedFilename()).isEqualTo("dana-" + what + "-" + SOLD + ".png");
        Path file = data.resolve("saved.png");
        download.saveAs(file);
        assertThat(file.toFile().length()).isGreaterThan(5_000);
        return Objects.requireNonNull(ImageIO.read(file.toFile()));
    }

    /** How many points have a colour. */
    private static long drawn(BufferedImage picture, int colour) {
        return IntStream.range(0, picture.getWidth() * picture.getHeight())
                .filter(i ->
                        picture.getRGB(i % picture.getWidth(), i / picture.getWidth()) == colour)
                .count();
    }

    private static String query(String address) {
        return URI.create(address).getRawQuery();
    }
}
