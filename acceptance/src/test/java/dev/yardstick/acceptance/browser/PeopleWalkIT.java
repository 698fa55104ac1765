package dev.yardstick.acceptance.browser;

import static dev.yardstick.acceptance.browser.Browsing.follow;
import static dev.yardstick.acceptance.browser.Browsing.press;
import static dev.yardstick.acceptance.browser.Browsing.says;
import static dev.yardstick.acceptance.browser.Browsing.shown;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.yardstick.acceptance.support.Api;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An admin finds people in the log by name, and is asked once more before somebody is gone. */
class PeopleWalkIT {

    @RegisterExtension static final Walk WALK = new Walk();

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Api api = WALK.api();
        api.client().hire("ra-1", "Robin Ames");
        api.client().hire("ra-2", "Robin Ames");
        api.client().hire("sl", "Sára Lindqvist");
        api.client().hire("goes", "Gus Goes");
        long last = api.client().hire("gone", "Una Gone");
        api.timeline("gone", "", last);
    }

    private static Page page() {
        return WALK.browser().signedIn(WALK.api().token("admin"), false).newPage();
    }

    @Test
    void theLogIsFilteredByName() {
        try (Page admin = page()) {
            for (String path : new String[] {"/audit/log", "/audit/access"}) {
                admin.navigate(path);
                shown(admin.locator("#reps option[value='Sára Lindqvist']")).hasCount(1);
                shown(admin.locator("#reps option[value='Robin Ames (ra-2)']")).hasCount(1);
                admin.locator("[name=rep]").fill("nobody at all");
                press(admin, "Filter");
                says(admin.locator(".empty"), "Nobody here is called “nobody at all”");
            }
            admin.navigate("/audit/log");
            admin.locator("[name=rep]").fill("sara lindqvist");
            press(admin, "Filter");
            shown(admin.locator(".events tbody tr")).hasCount(1);
            says(admin.locator(".events tbody"), "Sára Lindqvist");
            shown(admin.locator("[name=rep]")).hasValue("sara lindqvist");
            admin.locator("[name=rep]").fill("Robin");
            press(admin, "Filter");
            says(admin.locator(".empty"), "“Robin” fits several", "Robin Ames (ra-2)");
            follow(admin.locator(".empty a[href*='ra-2']"));
            shown(admin.locator(".events tbody tr")).hasCount(1);
            admin.navigate("/audit/log?rep=ra-1");
            shown(admin.locator(".events tbody tr")).hasCount(1);
        }
    }

    @Test
    void whoAnswersForWhomIsSomebody() {
        try (Page admin = page()) {
            admin.navigate("/people/oversight");
            shown(admin.locator("#some option[value='Sára Lindqvist']")).hasCount(1);
            admin.locator("#kind").selectOption("deputy");
            admin.locator("#to").fill(LocalDate.now(ZoneOffset.UTC).plusDays(9).toString());
            admin.locator("#by").fill("Nobody Atall");
            admin.locator("#of").fill("Robin");
            press(admin, "State");
            says(admin.locator("#by-error"), "Nobody here is called “Nobody Atall”");
            says(admin.locator("#of-error"), "“Robin” fits several", "Robin Ames (ra-2)");
            shown(admin.locator("#by")).hasValue("Nobody Atall");
            admin.locator("#by").fill("sara lindqvist");
            admin.locator("#of").fill("kim");
            press(admin, "State");
            says(admin.locator(".talks tbody"), "Sára Lindqvist stands in for kim");
            admin.locator("#kind").selectOption("unit");
            admin.locator("#by").fill("emea");
            admin.locator("#of").fill("Nort");
            press(admin, "State");
            says(admin.locator("#of-error"), "There is no team “Nort”");
            admin.locator("#of").fill("north");
            press(admin, "State");
            says(admin.locator(".talks tbody"), "Business unit emea has team North");
        }
        String kim = WALK.server().token("manager", "kim");
        try (Page manager = WALK.browser().signedIn(kim, false).newPage()) {
            manager.navigate("/people/oversight");
            manager.locator("#by").fill("nobody");
            manager.locator("#to").fill(LocalDate.now(ZoneOffset.UTC).plusDays(9).toString());
            press(manager, "State");
            says(manager.locator("#by-error"), "Nobody here is called “nobody”");
            manager.locator("#by").fill("Gus Goes");
            press(manager, "State");
            says(manager.locator(".talks tbody"), "Gus Goes stands in for kim");
        }
    }

    @Test
    void departureAsksOnceMore() {
        try (Page admin = page()) {
            admin.navigate("/people/goes");
            shown(admin.locator("main form:visible")).hasCount(0);
            admin.locator("#transfer summary").click();
            shown(admin.locator("main form:visible")).hasCount(1);
            admin.locator("#team").fill("");
            press(admin, "Transfer");
            shown(admin.locator("#transfer #team-error")).isVisible();
            follow(admin.locator("a[href$='/departure']"));
            admin.locator("#leftOn").fill("");
            press(admin, "Next: what it means");
            shown(admin.locator("#leftOn-error")).isVisible();
            admin.locator("#leftOn").fill("2026-12-31");
            press(admin, "Next: what it means");
            says(
                    admin.locator(".warn"),
                    "Gus Goes leaves. The last day is 31 December 2026.",
                    "nothing more is expected");
            assertThat(hasLeft("goes")).isFalse();
            press(admin, "Yes, Gus Goes leaves");
            says(admin.locator(".notice"), "The departure is reported");
            assertThat(hasLeft("goes")).isTrue();
        }
    }

    private static boolean hasLeft(String rep) {
        return WALK.api()
                .query("/api/v1/reps/" + rep + "/history")
                .must(200)
                .text()
                .contains("rep-left");
    }

    @Test
    void erasureAsksForTheName() {
        try (Page admin = page()) {
            admin.navigate("/people/gone");
            follow(admin.locator("a[href$='/erasure']"));
            says(admin.locator(".warn"), "This can never be undone");
            says(admin.locator("main"), "type the name: Una Gone");
            admin.locator("#confirm").fill("Una");
            press(admin, "Erase for ever");
            says(admin.locator("#confirm-error"), "Type Una Gone exactly");
            admin.locator("#confirm").fill("Una Gone");
            press(admin, "Erase for ever");
            says(admin.locator(".notice"), "The personal data are erased");
            admin.navigate("/audit/log?rep=gone");
            shown(admin.locator(".events tbody tr")).hasCount(2);
        }
    }
}
