package dev.yardstick.acceptance.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;

/**
 * What one does in a browser, and sees there. A page comes when it comes: whatever is said of it
 * here is looked for until it is there, and never read once.
 */
final class Browsing {

    private static final double PATIENCE_MILLIS = 60_000;

    static {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    }

    private Browsing() {}

    /** Presses a button, and waits for the page to which it leads. */
    static void press(Page page, String button) {
        follow(
                page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true)));
    }

    /** Clicks, and waits for the page to which it leads. */
    static void follow(Locator link) {
        link.page().waitForNavigation(link::click);
    }

    /** Looks for a text as one does in a field for it, and waits for the page that answers. */
    static void enter(Locator field) {
        field.page().waitForNavigation(() -> field.press("Enter"));
    }

    /** What is to be seen of something, sooner or later. */
    static LocatorAssertions shown(Locator something) {
        return PlaywrightAssertions.assertThat(something);
    }

    /** It says all of this, sooner or later. */
    static void says(Locator something, String... texts) {
        for (String text : texts) {
            shown(something).containsText(text);
        }
    }

    /** One of several says this, sooner or later. */
    static void oneSays(Locator several, String text) {
        says(several.filter(new Locator.FilterOptions().setHasText(text)).first(), text);
    }
}
