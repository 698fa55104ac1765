package dev.yardstick.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.standalone.Server;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

/** A manager sets, tells and revises; a rep agrees and sees something differently. */
class ExpectationWalkIT {

    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    /** The address of what the walk sets, as the form proposes it. */
    private static final String ROBINS = "/expectations/robin-" + TODAY.getYear();

    @TempDir private static Path data = Path.of("");

    private static @Nullable Server running;
    private static @Nullable Chromium browser;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Chromium.assumeInstalled();
        Server server = Servers.start(data);
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

    private static Page fresh(String role, String person) {
        return Objects.requireNonNull(browser).fresh(server().token(role, person)).newPage();
    }

    private static Server server() {
        return Objects.requireNonNull(running);
    }

    /** Something is expected of somebody hired for it. */
    private static void record(String id, String clauses) {
        Api api = Api.of(server());
        String year = String.valueOf(TODAY.getYear());
        api.put("/api/v1/reps/of-" + id, Scenario.rep(id)).must(200);
        long position =
                api.put(
                                "/api/v1/expectations/" + id,
                                """
                                {"rep":"of-%s","statement":"To be kind.","from":"%s-01-01",
                                 "to":"%s-12-31","currency":"EUR","clauses":[%s]}\
                                """
                                        .formatted(id, year, year, clauses.replace("YEAR", year)))
                        .must(200)
                        .position();
        api.timeline("of-" + id, "", position);
    }

    /** Presses a button, and waits for the page to which it leads. */
    private static void press(Page page, String button) {
        page.waitForNavigation(() ->
                page.getByRole(
                                AriaRole.BUTTON,
                                new Page.GetByRoleOptions().setName(button).setExact(true))
                        .click());
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
            assertThat(manager.locator("#guide .asked").allTextContents())
                    .anySatisfy(asked -> assertThat(asked).contains("At least 20 % travel"));
            press(manager, "Look at it against the year before");
            assertThat(manager.locator(".tried").allTextContents())
                    .hasSize(2)
                    .allSatisfy(tried -> assertThat(tried).contains("A year before:", "delivered"));
            assertThat(manager.locator(".tried svg").count()).isEqualTo(2);

            press(manager, "Set this expectation");
            assertThat(manager.locator(".notice").textContent()).contains("It is set");
            assertThat(manager.locator("main").textContent())
                    .contains(
                            "Nobody has told Robin yet",
                            "At least €1,300,000 in deals won",
                            "At least 20 % of working days: travel",
                            "Quota");
            manager.locator("[id='tell.how']").fill("a talk");
            manager.locator("[id='tell.by']").fill("Kim");
            press(manager, "Record that Robin was told");
            assertThat(manager.locator(".notice").textContent()).contains("it was told");
        }
        try (Page rep = page("rep", "robin", true)) {
            rep.navigate("/expectations");
            rep.locator("table a[href$='" + ROBINS + "']").click();
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
            manager.locator("table a[href$='" + ROBINS + "']").click();
            assertThat(manager.locator("main").textContent()).contains("I have no car");
            manager.locator("a[href$='/revise']").click();
            assertThat(manager.locator("[id='clauses[1].target']").inputValue()).isEqualTo("20");
            manager.locator("[id='clauses[1].target']").fill("10");
            press(manager, "Set this version");
            assertThat(manager.locator(".errors").textContent()).contains("must be a text");
            manager.locator("#reason").fill("No car yet");
            manager.locator("[id='clauses[1].title']").fill("At least 10 % travel");
            manager.waitForSelector(".exercise[data-looked]");
            assertThat(manager.locator("#difference tbody").textContent())
                    .as("the difference stands there before it is sent")
                    .contains("At least 20 % of working days", "At least 10 % of working days");
            press(manager, "Set this version");
            assertThat(manager.locator(".notice").textContent()).contains("new version");
            assertThat(manager.locator(".version").first().textContent())
                    .contains("Version 2", "No car yet", "At least 20 % of", "At least 10 % of");
            manager.locator("[id='tell.how']").fill("a call");
            manager.locator("[id='tell.by']").fill("Kim");
            press(manager, "Record that Robin was told");
        }
        try (Page rep = page("rep", "robin", false)) {
            rep.navigate("/expectations");
            rep.locator("table a[href$='" + ROBINS + "']").click();
            assertThat(rep.locator("#clause-revenue .was").textContent())
                    .contains("As in the version before, agreed on");
            assertThat(rep.locator("#clause-at-least-20-travel .was").allTextContents())
                    .anySatisfy(was -> assertThat(was).contains("Before: At least 20 % travel"));
            press(rep, "I agree with all of it");
            assertThat(rep.locator("[aria-labelledby=now] .said.agreed").count()).isEqualTo(2);
        }
    }

    @Test
    void whoeverRevisesAgainstAnotherSeesBothAndLosesNothing() {
        record("both", Scenario.revenue("100"));
        try (Page manager = page("manager", "kim", false)) {
            manager.navigate("/expectations/both/revise");
            manager.locator("[id='clauses[0].target']").fill("300");
            manager.locator("#reason").fill("I think so");
            Api api = Api.of(server());
            long revised =
                    api.post(
                                    "/api/v1/expectations/both/revisions",
                                    Scenario.revision(TODAY.toString(), "200"),
                                    "If-Match",
                                    "\"1\"")
                            .must(200)
                            .position();
            api.timeline("of-both", "", revised);
            press(manager, "Set this version");
            assertThat(manager.locator(".errors").textContent())
                    .contains("Version 2 was set while you were writing on version 1");
            assertThat(manager.locator("[aria-labelledby=moved] tbody").textContent())
                    .contains("€100", "€200");
            assertThat(manager.locator("#difference tbody").textContent()).contains("€200", "€300");
            assertThat(manager.locator("#reason").inputValue()).isEqualTo("I think so");
            press(manager, "Set this version");
            assertThat(manager.locator(".notice").textContent()).contains("new version");
        }
    }

    @Test
    void whatWasTypedOutlivesTheSession() {
        try (Page manager = fresh("manager", "kim")) {
            manager.navigate("/expectations/new?rep=robin");
            manager.locator("#statement").fill("to be kind");
            manager.locator("#kind").selectOption("agreement");
            press(manager, "Add");
            manager.locator("[id='clauses[0].measure.text']").fill("We greet everybody.");
            manager.context().clearCookies();
            press(manager, "Set this expectation");
            assertThat(manager.url()).endsWith("/sign-in");
            manager.locator("[name=token]").fill(server().token("manager", "kim"));
            press(manager, "Sign in");
            manager.navigate("/expectations/new?rep=robin");
            press(manager, "Go on with it");
            assertThat(manager.locator("#statement").inputValue()).isEqualTo("to be kind");
            assertThat(manager.locator("[id='clauses[0].measure.text']").inputValue())
                    .isEqualTo("We greet everybody.");
        }
    }

    @Test
    void everyKindIsShownInTheFormAndWrittenAgainUnchanged() {
        record("kinds", Kinds.ALL);
        try (Page manager = page("manager", "kim", false)) {
            manager.navigate("/expectations/kinds/revise");
            assertThat(manager.locator("fieldset.promise").count()).isEqualTo(Kinds.COUNT);
            manager.locator("#reason").fill("Nothing is to change.");
            press(manager, "Set this version");
            assertThat(manager.locator(".errors").count()).isZero();
        }
        assertThat(
                        Api.of(server())
                                .query("/api/v1/expectations/kinds")
                                .json()
                                .required("versions")
                                .required(1)
                                .required("changes"))
                .isEmpty();
    }

    @Test
    void theSameIsSetForOthersOfTheTeamAndWhoeverHasItAlreadyIsTold() {
        record("many", Scenario.revenue("100"));
        Api api = Api.of(server());
        api.put("/api/v1/reps/ann", Scenario.rep("Ann")).must(200);
        long hired = api.put("/api/v1/reps/bob", Scenario.rep("Bob")).must(200).position();
        api.timeline("bob", "", hired);
        try (Page manager = page("manager", "kim", true)) {
            manager.navigate("/expectations/new?rep=ann");
            manager.locator("#statement").fill("to be kind");
            manager.locator("#kind").selectOption("sum");
            press(manager, "Add");
            manager.locator("[id='clauses[0].title']").fill("Revenue");
            manager.locator("[id='clauses[0].target']").fill("100");
            manager.locator("summary:has-text('others of the team')").click();
            manager.locator("[id='for.bob']").check();
            manager.locator("[id='for.of-many']").check();
            press(manager, "Set this expectation");
            assertThat(manager.locator(".notice[role=status]").textContent())
                    .contains("ann-" + TODAY.getYear(), "bob-" + TODAY.getYear());
            assertThat(manager.locator(".errors a").textContent()).contains("of-many:");
            manager.locator("[id='for.of-many']").uncheck();
            press(manager, "Set this expectation");
            assertThat(manager.locator(".notice").textContent()).contains("They are set");
            assertThat(manager.locator("table").textContent()).contains("Ann", "Bob");
        }
    }

    @Test
    void itBeginsWithATemplate() {
        Api api = Api.of(server());
        long set =
                api.put(
                                "/api/v1/templates/field",
                                "{\"statement\":\"To be kind.\",\"clauses\":["
                                        + Scenario.revenue("100")
                                        + "]}")
                        .must(200)
                        .position();
        api.timeline("robin", "", set);
        try (Page manager = page("manager", "kim", false)) {
            manager.navigate("/expectations/new?rep=robin");
            manager.locator("a[href$='template=field']").click();
            assertThat(manager.locator("[id='clauses[0].title']").inputValue())
                    .isEqualTo("Revenue");
            assertThat(manager.locator("#statement").inputValue()).isEqualTo("To be kind.");
        }
    }

    @Test
    void aTemplateIsWrittenChangedAndBegunWith() {
        try (Page manager = page("manager", null, false)) {
            manager.navigate("/settings");
            manager.locator("a[href$='/settings/templates/new']").click();
            manager.locator("#template").fill("inside sales");
            manager.locator("#kind").selectOption("count");
            press(manager, "Add");
            manager.locator("[id='clauses[0].title']").fill("Cold calls");
            manager.locator("[id='clauses[0].target']").fill("many");
            press(manager, "Keep this template");
            assertThat(manager.locator(".errors a").getAttribute("href"))
                    .isEqualTo("#clauses[0].target");
            manager.locator("[id='clauses[0].target']").fill("500");
            press(manager, "Keep this template");
            assertThat(manager.locator(".notice").textContent()).contains("is kept");
            assertThat(manager.locator("h1").textContent()).isEqualTo("inside sales");
            assertThat(manager.locator(".promised").textContent()).contains("At least 500");

            manager.locator("a[href$='/change']").click();
            manager.locator("#statement").fill("to be heard");
            manager.locator("#kind").selectOption("agreement");
            press(manager, "Add");
            manager.locator("[id='clauses[1].measure.text']").fill("We greet everybody.");
            press(manager, "Keep this template");
            assertThat(manager.locator(".promised").allTextContents())
                    .hasSize(2)
                    .anySatisfy(said -> assertThat(said).contains("We greet everybody."));

            manager.locator("a[href*='/expectations/new']").click();
            assertThat(manager.locator("main").textContent()).contains("inside sales");
            manager.locator("#rep").selectOption("robin");
            press(manager, "Begin");
            assertThat(manager.locator("#statement").inputValue()).isEqualTo("to be heard");
            assertThat(manager.locator("[id='clauses[0].target']").inputValue()).isEqualTo("500");

            manager.navigate("/settings/templates/new?like=inside%20sales");
            manager.locator("#template").fill("inside sales");
            press(manager, "Keep this template");
            assertThat(manager.locator(".errors").textContent())
                    .as("one that is there is not written over by mistake")
                    .contains("There is a template inside sales already");
        }
    }

    @Test
    void anExpectationIsKeptAsATemplateWithEveryKind() {
        record("kept", Kinds.ALL);
        try (Page manager = page("manager", null, false)) {
            manager.navigate("/expectations/kept");
            manager.locator("a[href*='/settings/templates/new']").click();
            assertThat(manager.locator("#statement").inputValue()).isEqualTo("To be kind.");
            manager.locator("#template").fill("all");
            press(manager, "Keep this template");
            assertThat(manager.locator(".errors").count()).isZero();
            assertThat(manager.locator(".promised").count()).isEqualTo(Kinds.COUNT);
            List<String> promised = manager.locator(".promised").allTextContents();
            manager.navigate("/expectations/new?rep=robin&template=all");
            assertThat(manager.locator("fieldset.promise").count()).isEqualTo(Kinds.COUNT);
            manager.navigate("/settings/templates/all/change");
            press(manager, "Keep this template");
            assertThat(manager.locator(".promised").allTextContents()).isEqualTo(promised);
        }
    }

    @Test
    void everyKindCanBeWrittenWithoutJson() {
        Api api = Api.of(server());
        long hired = api.put("/api/v1/reps/sam", Scenario.rep("Sam")).must(200).position();
        api.timeline("sam", "", hired);
        try (Page manager = page("manager", "kim", false)) {
            manager.navigate("/expectations/new?rep=sam");
            manager.locator("#statement").fill("to do all of it");
            manager.locator("#id").fill("typed");
            Kinds.TYPED.forEach((kind, fields) -> {
                manager.locator("#kind").selectOption(kind);
                press(manager, "Add");
                int last = manager.locator("fieldset.promise").count() - 1;
                fields.forEach((field, value) ->
                        manager.locator("[id='clauses[" + last + "]." + field + "']").fill(value));
            });
            assertThat(manager.locator("fieldset.promise").count()).isEqualTo(11);
            press(manager, "Set this expectation");
            assertThat(manager.locator(".errors").count()).isZero();
            assertThat(manager.locator(".promises").first().locator("> li").count()).isEqualTo(11);
        }
    }

    @Test
    void whoMayOnlyReadIsOfferedNothingToChange() {
        for (String role : List.of("auditor", "rep")) {
            try (Page reader = page(role, role.equals("rep") ? "robin" : null, true)) {
                reader.navigate("/expectations");
                assertThat(reader.locator("a[href$='/expectations/new']").count()).isZero();
                reader.navigate("/expectations/new?rep=robin");
                assertThat(reader.locator("h1").textContent()).contains("Not for you");
            }
        }
    }

    /** What holds for everybody is not for who has a team, and not for who only reads. */
    @Test
    void onlyAManagerOfAllIsOfferedToWriteTemplates() {
        for (String role : List.of("manager", "auditor", "rep")) {
            try (Page page = page(role, role.equals("auditor") ? null : "robin", true)) {
                page.navigate("/settings");
                assertThat(page.locator("a[href*='/settings/templates/new']").count()).isZero();
                page.navigate("/settings/templates/new");
                assertThat(page.locator("h1").textContent()).contains("Not for you");
            }
        }
    }
}
