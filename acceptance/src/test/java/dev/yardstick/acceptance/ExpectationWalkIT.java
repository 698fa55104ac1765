package dev.yardstick.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import dev.yardstick.standalone.Server;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** A manager sets, tells and revises; a rep agrees and sees something differently. */
class ExpectationWalkIT {

    @TempDir private static Path data = Path.of("");

    private static @Nullable Server running;
    private static @Nullable Chromium browser;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Chromium.assumeInstalled();
        Server server = Server.start(data, 0);
        running = server;
        browser = Chromium.of(server.queryAddress());
        Api api = Api.of(server);
        long hired = api.put("/api/v1/reps/robin", Scenario.rep("Robin")).must(200).position();
        api.timeline("robin", "", hired);
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

    private static Page page(String role, @Nullable String person, boolean scripts) {
        Server server = Objects.requireNonNull(running);
        String token = person == null ? Api.of(server).token(role) : server.token(role, person);
        return Objects.requireNonNull(browser).signedIn(token, scripts).newPage();
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    @Test
    void itIsSetToldAnsweredAndRevisedWithoutScripts() {
        try (Page manager = page("manager", "kim", false)) {
            manager.navigate("/expectations/new?rep=robin");
            manager.locator("#statement").fill("to be trusted by her customers");
            manager.locator("#kind").selectOption("sum");
            press(manager, "Add");
            manager.locator("[id='clauses[0].title']").fill("Revenue");
            manager.locator("[id='clauses[0].target']").fill("much");
            manager.locator("#kind").selectOption("share");
            press(manager, "Add");
            assertThat(manager.locator("[id='clauses[0].title']").inputValue())
                    .as("what was typed stays")
                    .isEqualTo("Revenue");
            manager.locator("[id='clauses[1].title']").fill("At least 20 % travel");
            manager.locator("[id='clauses[1].target']").fill("20");
            manager.locator("[id='clauses[1].topic']").selectOption("travel");

            press(manager, "Set this expectation");
            assertThat(manager.locator(".errors a").first().getAttribute("href"))
                    .isEqualTo("#clauses[0].target");
            assertThat(manager.locator("#statement").inputValue())
                    .isEqualTo("to be trusted by her customers");
            manager.locator("[id='clauses[0].target']").fill("1300000");
            press(manager, "Look at it against last year");
            assertThat(manager.locator("#preview").textContent()).contains("a year before");
            assertThat(manager.locator("article.clause svg").count()).isEqualTo(2);

            press(manager, "Set this expectation");
            assertThat(manager.locator(".notice").textContent()).contains("It is set");
            assertThat(manager.locator("main").textContent())
                    .contains("Nobody has told Robin yet", "at least 20 %", "Quota");
            manager.locator("[id='tell.how']").fill("a talk");
            manager.locator("[id='tell.by']").fill("Kim");
            press(manager, "Tell Robin");
            assertThat(manager.locator(".notice").textContent()).contains("told");
        }
        try (Page rep = page("rep", "robin", true)) {
            rep.navigate("/expectations");
            rep.locator("table a").first().click();
            assertThat(rep.locator("a[href$='/revise']").count()).isZero();
            rep.locator("[name='answer.revenue'][value=agree]").check();
            rep.locator("[name='answer.at-least-20-travel'][value=differ]").check();
            press(rep, "Send my answer");
            assertThat(rep.locator(".errors").textContent()).contains("Say why");
            rep.locator("[name='comment.at-least-20-travel']").fill("I have no car");
            press(rep, "Send my answer");
            assertThat(rep.locator("#clause-revenue .said").textContent()).contains("Agreed on");
            assertThat(rep.locator("#clause-at-least-20-travel .said").textContent())
                    .contains("Seen differently", "I have no car");
        }
        try (Page manager = page("manager", "kim", true)) {
            manager.navigate("/expectations");
            assertThat(manager.locator("table").textContent()).contains("Robin", "disputed");
            manager.locator("table a").first().click();
            assertThat(manager.locator("main").textContent()).contains("I have no car");
            manager.locator("a[href$='/revise']").click();
            assertThat(manager.locator("[id='clauses[1].target']").inputValue()).isEqualTo("20");
            manager.locator("[id='clauses[1].target']").fill("10");
            press(manager, "Set this version");
            assertThat(manager.locator(".errors").textContent()).contains("must be there");
            manager.locator("#reason").fill("No car yet");
            press(manager, "Set this version");
            assertThat(manager.locator(".notice").textContent()).contains("new version");
            assertThat(manager.locator(".version").first().textContent())
                    .contains("Version 2", "No car yet", "at least 0.2", "at least 0.1");
        }
    }

    @Test
    void whoMayOnlyReadIsOfferedNothingToChange() {
        try (Page auditor = page("auditor", null, true)) {
            auditor.navigate("/expectations");
            assertThat(auditor.locator("a[href$='/expectations/new']").count()).isZero();
            auditor.navigate("/expectations/new?rep=robin");
            auditor.locator("#statement").fill("to be polite");
            press(auditor, "Set this expectation");
            assertThat(auditor.locator("h1").textContent()).contains("Not for you");
        }
    }
}
