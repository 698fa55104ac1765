package dev.yardstick.acceptance.browser;

import static dev.yardstick.acceptance.browser.Browsing.says;
import static dev.yardstick.acceptance.browser.Browsing.shown;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A rep's year as a browser draws it, of the demo's reps.
 *
 * @param manager her token
 */
record Charts(Chromium browser, String manager) {

    private static final List<String> REPS =
            List.of(
                    "ines-moreau",
                    "julia-novak",
                    "liam-oconnor",
                    "mikkel-holm",
                    "omar-haddad",
                    "priya-raman",
                    "sara-lindqvist",
                    "tom-becker");

    /** Texts of one picture that lie upon each other by more than a pixel. */
    private static final String TOUCHING =
            """
            () => [...document.querySelectorAll('svg.chart')].flatMap(chart => {
              const texts = [...chart.querySelectorAll('text')]
                  .map(text => [text.textContent, text.getBoundingClientRect()])
                  .filter(([, box]) => box.width > 0);
              return texts.flatMap(([a, p], i) => texts.slice(i + 1)
                  .filter(([, q]) => p.left < q.right - 1 && q.left < p.right - 1
                      && p.top < q.bottom - 1 && q.top < p.bottom - 1)
                  .map(([b]) => a + ' | ' + b));
            })
            """;

    private Page page() {
        return browser.signedIn(manager, true).newPage();
    }

    void haveTextsThatNeverTouch() {
        LocalDate quarter = LocalDate.now(ZoneOffset.UTC).minusMonths(5).withDayOfMonth(1);
        String part = "&from=%s&to=%s".formatted(quarter, quarter.plusMonths(3).minusDays(1));
        String years = "&from=%s".formatted(quarter.minusYears(4));
        List<String> touching = new ArrayList<>();
        int texts = 0;
        try (Page page = page()) {
            for (String rep : REPS) {
                for (String address : List.of("en", "nl", "en" + part, "nl" + part, "nl" + years)) {
                    page.navigate("/reps/" + rep + "?lang=" + address);
                    for (int width : new int[] {1280, 390, 720}) {
                        page.setViewportSize(width, 900);
                        ((List<?>) page.evaluate(TOUCHING))
                                .forEach(two ->
                                        touching.add(
                                                rep + " " + address + " " + width + ": " + two));
                        texts += page.locator(".plot text:visible").count();
                    }
                }
            }
        }
        assertThat(texts).isGreaterThan(4_000);
        assertThat(touching).isEmpty();
    }

    void areReadUnderAPointerAndByKeysAndOpenTheirEvidence() {
        try (Page page = page()) {
            page.setViewportSize(1280, 900);
            page.navigate("/reps/" + REPS.getFirst());
            Locator chart = page.locator(".instrument").first();
            Locator other = page.locator(".instrument").nth(1);
            shown(page.locator(".readout")).hasCount(0);
            chart.scrollIntoViewIfNeeded();
            BoundingBox box = chart.locator(".chart").boundingBox();
            page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
            shown(chart.locator(".readout"))
                    .hasText(
                            Pattern.compile(
                                    ".*20\\d\\d\\$?[\\d.,]+ delivered\\$?[\\d.,]+ expected\\$?[\\d.,]+ (more|less)"));
            shown(chart.locator(".at")).hasCount(2);
            page.mouse().move(box.x + box.width - 2, box.y + box.height / 2);
            says(chart.locator(".readout"), "likely");
            shown(chart.locator(".at")).hasCount(1);
            page.mouse().move(1, 1);
            shown(page.locator(".readout")).hasCount(0);

            chart.focus();
            page.keyboard().press("ArrowLeft");
            says(chart.locator("[aria-live]"), "delivered");
            String judged = chart.locator("[aria-live]").textContent();
            page.keyboard().press("ArrowLeft");
            shown(chart.locator("[aria-live]")).not().hasText(judged);
            page.keyboard().press("ArrowRight");
            says(chart.locator("[aria-live]"), judged);
            page.keyboard().press("Escape");
            shown(page.locator(".readout")).hasCount(0);
            page.keyboard().press("End");
            says(chart.locator("[aria-live]"), "likely");
            page.keyboard().press("Tab");
            shown(chart.locator(".readout")).hasCount(0);
            other.focus();
            page.keyboard().press("Home");
            shown(other.locator(".readout")).isVisible();
            page.keyboard().press("Enter");
            page.waitForURL(Pattern.compile(".*/clauses/.*on=20.*"));
        }
    }
}
