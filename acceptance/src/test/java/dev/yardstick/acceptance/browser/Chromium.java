package dev.yardstick.acceptance.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import dev.yardstick.acceptance.support.Api;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** The machine's Chromium, driven by Playwright; where there is none a test is skipped. */
final class Chromium implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/bin/chromium");

    /** It draws without a graphics card, and talks to nobody but us. */
    private static final List<String> ARGUMENTS =
            List.of(
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;
    private final URI pages;
    private final Map<String, BrowserContext> contexts = new HashMap<>();

    private Chromium(URI pages) {
        this.pages = pages;
        this.playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(PROGRAM)
                                        .setArgs(ARGUMENTS)
                                        .setChromiumSandbox(false));
    }

    /** Skips the test, with a word on the console, where there is no Chromium. */
    static void assumeInstalled() {
        boolean installed = Files.isExecutable(PROGRAM);
        if (!installed) {
            System.out.println("Browser tests skipped: there is no " + PROGRAM);
        }
        Assumptions.assumeTrue(installed, "there is no " + PROGRAM);
    }

    static Chromium of(URI pages) {
        return new Chromium(pages);
    }

    /**
     * Somebody's browser, signed in with a token; an empty one: nobody is. Asked for again it is
     * the same.
     */
    BrowserContext signedIn(String token, boolean scripts) {
        return contexts.computeIfAbsent(token + scripts, key -> open(token, scripts));
    }

    /** The same with nothing kept from before. */
    BrowserContext fresh(String token) {
        return open(token, true);
    }

    private BrowserContext open(String token, boolean scripts) {
        BrowserContext context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setBaseURL(pages.toString())
                                .setJavaScriptEnabled(scripts)
                                .setLocale("en")
                                .setReducedMotion(ReducedMotion.REDUCE));
        if (!token.isEmpty()) {
            String[] session = Api.session(pages, token).split("=", 2);
            context.addCookies(
                    List.of(
                            new Cookie(session[0], session[1])
                                    .setDomain(pages.getHost())
                                    .setPath("/")));
        }
        return context;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
