package dev.yardstick.acceptance.browser;

import com.microsoft.playwright.Page;
import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.TestServer;
import dev.yardstick.standalone.Server;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One server for all tests of a class, and a browser in which people go through its pages; they are
 * skipped where there is no browser.
 */
final class Walk implements BeforeAllCallback, AfterAllCallback {

    private final String host;
    private final TestServer server = new TestServer();
    private @Nullable Chromium browser;

    Walk() {
        this("127.0.0.1");
    }

    /**
     * @param host what the browser calls the server's machine
     */
    Walk(String host) {
        this.host = host;
    }

    @Override
    public void beforeAll(ExtensionContext tests) throws IOException, InterruptedException {
        Chromium.assumeInstalled();
        server.beforeAll(tests);
        int port = server().queryAddress().getPort();
        browser = Chromium.of(URI.create("http://" + host + ":" + port));
    }

    Server server() {
        return server.get();
    }

    Api api() {
        return server.api();
    }

    Chromium browser() {
        return Objects.requireNonNull(browser);
    }

    Page page(String role, boolean scripts) {
        return page(role, null, scripts);
    }

    /** A page of a person in a role; nobody: of who has that role everywhere. */
    Page page(String role, @Nullable String person, boolean scripts) {
        String token = person == null ? api().token(role) : server().token(role, person);
        return browser().signedIn(token, scripts).newPage();
    }

    @Override
    public void afterAll(ExtensionContext tests) throws IOException {
        if (browser != null) {
            browser.close();
        }
        server.afterAll(tests);
    }
}
