package dev.yardstick.acceptance.browser;

import static dev.yardstick.acceptance.browser.Browsing.follow;
import static dev.yardstick.acceptance.browser.Browsing.oneSays;
import static dev.yardstick.acceptance.browser.Browsing.press;
import static dev.yardstick.acceptance.browser.Browsing.says;
import static dev.yardstick.acceptance.browser.Browsing.shown;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Scenario;
import dev.yardstick.events.language.MeasureKind;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A manager sets, tells and revises; a rep agrees and sees something differently. */
class ExpectationWalkIT {

    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    /** The address of what the walk sets, as the form proposes it. */
    private static final String ROBINS = "/expectations/robin-" + TODAY.getYear();

    @RegisterExtension static final Walk WALK = new Walk();

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Api api = WALK.api();
        long hired = api.client().hire("robin", "Robin");
        api.timeline("robin", "", hired);
    }

    private static Page fresh(String role, String person) {
        return WALK.browser().fresh(WALK.server().token(role, person)).newPage();
    }

    /** Something is expected of somebody hired for it. */
    private static void record(String id, String clauses) {
        Api api = WALK.api();
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

    @Test
    void itIsSetToldAnsweredAndRevisedWithoutScripts() {
        try (Page manager = WALK.page("manager", "kim", false)) {
            manager.navigate("/expectations/new?rep=robin");
            manager.locator("#statement").fill("to be trusted by her customers");
            manager.locator("#kind").selectOption("sum");
            press(manager, "Add");
            manager.locator("[id='clauses[0].title']").fill("Revenue");
            manager.locator("[id='clauses[0].target']").fill("much");
            manager.locator("#kind").selectOption("share");
            press(manager, "Add");
            shown(manager.locator("[id='clauses[0].title']")).hasValue("Revenue");
            manager.locator("[id='clauses[1].title']").fill("At least 20 % travel");
            manager.locator("[id='clauses[1].target']").fill("20");
            manager.locator("[id='clauses[1].topic']").selectOption("travel");

            press(manager, "Set this expectation");
            shown(manager.locator(".errors a").first()).hasAttribute("href", "#clauses[0].target");
            shown(manager.locator("#statement")).hasValue("to be trusted by her customers");
            manager.locator("[id='clauses[0].target']").fill("1300000");
            oneSays(manager.locator("#guide .asked"), "At least 20 % travel");
            press(manager, "Look at it against the year before");
            shown(manager.locator(".tried")).hasCount(2);
            for (Locator tried : manager.locator(".tried").all()) {
                says(tried, "A year before:", "delivered");
            }
            shown(manager.locator(".tried .chart")).hasCount(2);

            press(manager, "Set this expectation");
            says(manager.locator(".notice"), "It is set");
            says(
                    manager.locator("main"),
                    "Nobody has told Robin yet",
                    "At least €1,300,000 in deals won",
                    "At least 20 % of working days: travel",
                    "Quota");
            manager.locator("[id='tell.how']").fill("a talk");
            manager.locator("[id='tell.by']").fill("Kim");
            press(manager, "Record that Robin was told");
            says(manager.locator(".notice"), "it was told");
        }
        try (Page rep = WALK.page("rep", "robin", true)) {
            rep.navigate("/expectations");
            rep.waitForURL("**" + ROBINS);
            shown(rep.locator("a[href$='/revise']")).hasCount(0);
            rep.locator("[name='answer.revenue'][value=agree]").check();
            rep.locator("[name='answer.at-least-20-travel'][value=differ]").check();
            press(rep, "Send my answer");
            says(rep.locator(".errors"), "Say why");
            rep.locator("[name='comment.at-least-20-travel']").fill("I have no car");
            press(rep, "Send my answer");
            says(rep.locator("#clause-revenue .said"), "Agreed on");
            says(
                    rep.locator("#clause-at-least-20-travel .said"),
                    "Seen differently",
                    "I have no car");
        }
        try (Page manager = WALK.page("manager", "kim", true)) {
            manager.navigate("/expectations");
            says(manager.locator("table"), "Robin", "disputed");
            follow(manager.locator("table a[href$='" + ROBINS + "']"));
            says(manager.locator("main"), "I have no car");
            follow(manager.locator("a[href$='/revise']"));
            shown(manager.locator("[id='clauses[1].target']")).hasValue("20");
            manager.locator("[id='clauses[1].target']").fill("10");
            press(manager, "Set this version");
            says(manager.locator(".errors"), "must be given");
            manager.locator("#reason").fill("No car yet");
            manager.locator("[id='clauses[1].title']").fill("At least 10 % travel");
            shown(manager.locator(".exercise[data-looked]")).hasCount(1);
            says(
                    manager.locator("#difference tbody"),
                    "At least 20 % of working days",
                    "At least 10 % of working days");
            press(manager, "Set this version");
            says(manager.locator(".notice"), "new version");
            says(
                    manager.locator(".version").first(),
                    "Version 2",
                    "No car yet",
                    "At least 20 % of",
                    "At least 10 % of");
            manager.locator("[id='tell.how']").fill("a call");
            manager.locator("[id='tell.by']").fill("Kim");
            press(manager, "Record that Robin was told");
        }
        try (Page rep = WALK.page("rep", "robin", false)) {
            rep.navigate("/expectations");
            rep.waitForURL("**" + ROBINS);
            says(rep.locator("#clause-revenue .was"), "As in the version before, agreed on");
            oneSays(rep.locator("#clause-at-least-20-travel .was"), "Before: At least 20 % travel");
            press(rep, "I agree with all of it");
            shown(rep.locator("[aria-labelledby=now] .said.agreed")).hasCount(2);
            shown(rep.locator("fieldset.answer")).hasCount(0);
            follow(rep.getByText("Answer again"));
            shown(rep.locator("fieldset.answer")).hasCount(2);
        }
    }

    @Test
    void whoeverRevisesAgainstAnotherSeesBothAndLosesNothing() {
        record("both", Scenario.revenue("100"));
        try (Page manager = WALK.page("manager", "kim", false)) {
            manager.navigate("/expectations/both/revise");
            manager.locator("[id='clauses[0].target']").fill("300");
            manager.locator("#reason").fill("I think so");
            Api api = WALK.api();
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
            says(
                    manager.locator(".errors"),
                    "Version 2 was set while you were writing on version 1");
            says(manager.locator("[aria-labelledby=moved] tbody"), "€100", "€200");
            says(manager.locator("#difference tbody"), "€200", "€300");
            shown(manager.locator("#reason")).hasValue("I think so");
            press(manager, "Set this version");
            says(manager.locator(".notice"), "new version");
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
            manager.waitForURL("**/sign-in**");
            manager.locator("[name=token]").fill(WALK.server().token("manager", "kim"));
            press(manager, "Sign in");
            manager.navigate("/expectations/new?rep=robin");
            press(manager, "Go on with it");
            shown(manager.locator("#statement")).hasValue("to be kind");
            shown(manager.locator("[id='clauses[0].measure.text']"))
                    .hasValue("We greet everybody.");
        }
    }

    @Test
    void everyKindIsShownInTheFormAndWrittenAgainUnchanged() {
        assertThat(MeasureKind.codes())
                .allSatisfy(kind -> assertThat(Kinds.ALL).contains("\"kind\":\"" + kind + "\""));
        record("kinds", Kinds.ALL);
        try (Page manager = WALK.page("manager", "kim", false)) {
            manager.navigate("/expectations/kinds/revise");
            shown(manager.locator("fieldset.promise")).hasCount(Kinds.COUNT);
            manager.locator("#reason").fill("Nothing is to change.");
            press(manager, "Set this version");
            shown(manager.locator(".errors")).hasCount(0);
        }
        assertThat(
                        WALK.api()
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
        Api api = WALK.api();
        api.client().hire("ann", "Ann");
        long hired = api.client().hire("bob", "Bob");
        api.timeline("bob", "", hired);
        try (Page manager = WALK.page("manager", "kim", true)) {
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
            says(
                    manager.locator(".notice[role=status]"),
                    "ann-" + TODAY.getYear(),
                    "bob-" + TODAY.getYear());
            says(manager.locator(".errors a"), "of-many:");
            manager.locator("[id='for.of-many']").uncheck();
            press(manager, "Set this expectation");
            says(manager.locator(".notice"), "They are set");
            says(manager.locator("table"), "Ann", "Bob");
        }
    }

    @Test
    void whatItMeansToBeSuccessfulIsRevised() {
        record("reworded", Scenario.revenue("100"));
        try (Page manager = WALK.page("manager", "kim", false)) {
            manager.navigate("/expectations/reworded/revise");
            shown(manager.locator("#statement")).hasValue("To be kind.");
            manager.locator("#reason").fill("We grew up.");
            manager.locator("#statement").fill("");
            press(manager, "Set this version");
            says(manager.locator("#statement-error"), "must not be blank");
            manager.locator("#statement").fill("To be kind, and fair.");
            press(manager, "Look at it against the year before");
            says(
                    manager.locator("#difference tbody"),
                    "What it means to be successful",
                    "To be kind.",
                    "To be kind, and fair.");
            press(manager, "Set this version");
            says(manager.locator(".notice"), "new version");
            shown(manager.locator(".statement").first()).hasText("To be kind, and fair.");
            says(manager.locator(".was").first(), "Before: To be kind.");
            says(manager.locator(".version .changes").first(), "wording", "To be kind, and fair.");
            manager.locator("summary:has-text('All of version 1')").click();
            says(manager.locator(".version .statement"), "To be kind.");
            manager.navigate("/reps/of-reworded/history");
            says(
                    manager.locator("main"),
                    "what it means to be successful: To be kind. → To be kind, and fair.");
            manager.navigate("/expectations/reworded/revise");
            manager.locator("[id='clauses[0].target']").fill("300");
            manager.locator("#reason").fill("The market grew.");
            press(manager, "Set this version");
            shown(manager.locator(".statement").first()).hasText("To be kind, and fair.");
            shown(manager.locator("[aria-labelledby=versions] .changes").first())
                    .not()
                    .containsText("To be kind");
        }
    }

    /** Whoever is refused stays with the reason, and who has hers is not asked for again. */
    @Test
    void theSameIsSetForThoseWhoAreTickedInATeamsTable() {
        Api api = WALK.api();
        String today = TODAY.toString();
        for (String id : List.of("eve", "fay", "gil", "hal")) {
            api.put(
                            "/api/v1/reps/" + id,
                            Scenario.rep(id)
                                    .replace("\"North\"", "\"Many\"")
                                    .replace(
                                            "\"hiredOn\":\"2026-01-01\"",
                                            "\"hiredOn\":\"2025-01-01\""))
                    .must(200);
        }
        api.put(
                        "/api/v1/reps/new-ida",
                        Scenario.rep("Ida")
                                .replace("\"North\"", "\"Many\"")
                                .replace("2026-01-01", today))
                .must(200);
        long set =
                api.put(
                                "/api/v1/expectations/hal-" + TODAY.getYear(),
                                Scenario.expectation("hal", "700")
                                        .replace("2026", String.valueOf(TODAY.getYear())))
                        .must(200)
                        .position();
        api.timeline("hal", "", set);
        try (Page manager = WALK.page("manager", "kim", false)) {
            manager.navigate("/teams/Many");
            for (String name : List.of("eve", "fay", "Ida")) {
                manager.getByLabel("Choose " + name).check();
            }
            press(manager, "Expect the same of those ticked");
            manager.locator("#source").selectOption("like:hal-" + TODAY.getYear());
            press(manager, "See what each would get");
            shown(manager.locator("[id='from.new-ida']")).hasValue(today);
            shown(manager.locator("[id='ramp.new-ida']")).hasValue("25; 50; 75");
            shown(manager.locator("[id='ramp.eve']")).hasValue("");
            manager.locator("summary:has-text('What Ida would get')").click();
            says(manager.locator(".each"), "At least €700 in deals won, after hire: 25; 50; 75");
            manager.locator("[id='currency.fay']").fill("much");
            manager.locator("[id='to.eve']").fill(TODAY.minusYears(3).toString());
            press(manager, "Set it for those ticked");
            says(manager.locator(".notice"), "Set: Ida.");
            says(manager.locator(".errors"), "eve:", "fay:");
            shown(manager.locator("[id='for.new-ida']")).hasCount(0);
            shown(manager.locator("[aria-invalid=true]")).hasCount(2);
            manager.locator("[id='currency.fay']").fill("USD");
            manager.locator("[id='for.eve']").uncheck();
            press(manager, "Set it for those ticked");
            manager.waitForURL("**/teams/Many?**");
            says(manager.locator(".notice"), "They are set");
            shown(
                            manager.locator(".matrix tr")
                                    .filter(new Locator.FilterOptions().setHasText("eve"))
                                    .locator(".nothing"))
                    .hasCount(1);
            manager.navigate("/expectations?rep=fay");
            says(manager.locator(".promised"), "At least $700");
            manager.navigate("/expectations/new/many?rep=eve&rep=robin");
            shown(manager.locator("#source option").first()).hasCount(1);
        }
        try (Page other = WALK.page("manager", "lou", false)) {
            other.navigate("/expectations/new/many?rep=eve");
            says(other.locator("h1"), "Not for you");
        }
    }

    @Test
    void whatCountsIsChosenFromWhatIsRecorded() {
        Api api = WALK.api();
        api.client().hire("zoe", "Zoe");
        api.put(
                        "/api/v1/accounts/a-1",
                        "{\"name\":\"Acme Delft\",\"owner\":\"zoe\",\"tier\":\"top-fifty\",\"on\":\"2026-01-01\"}")
                .must(200);
        long told =
                api.crm(
                                "application/cloudevents-batch+json",
                                """
                                [{"specversion":"1.0","type":"crm.call.logged","source":"/crm",
                                  "subject":"zoes","id":"1","time":"2026-02-02T10:00:00Z",
                                  "data":{"rep":"zoe","occurredAt":"2026-02-02","outcome":"won-over",
                                          "with":["Doe, Jane","the-board"]}}]\
                                """)
                        .must(202)
                        .position();
        api.timeline("zoe", "", told);
        String where = "[id='clauses[0].measure.where.%s-choices']";
        try (Page manager = WALK.page("manager", "kim", false)) {
            manager.navigate("/expectations/new?rep=zoe");
            manager.locator("#statement").fill("to be kind");
            manager.locator("#kind").selectOption("ready.calls");
            press(manager, "Add");
            manager.locator("summary:has-text('Which of them count')").click();
            Locator method = manager.locator(where.formatted("method"));
            shown(manager.locator(where.formatted("channel"))).hasCount(1);
            shown(manager.locator(where.formatted("course"))).hasCount(0);
            shown(manager.locator(where.formatted("aspect"))).hasCount(0);
            shown(method.getByLabel("cold visit")).isChecked();
            method.getByLabel("referral").check();
            method.getByLabel("another").fill("at a fair, COLD VISIT");
            manager.locator(where.formatted("outcome")).getByLabel("won over").check();
            manager.locator(where.formatted("with")).getByLabel("Doe, Jane").check();
            manager.locator(where.formatted("account.tier")).getByLabel("top fifty").check();
            manager.locator(where.formatted("account.id")).getByLabel("another").fill("acme delft");
            manager.locator("[id='clauses[0].target']").fill("90");
            press(manager, "Set this expectation");
            says(
                    manager.locator(".promised"),
                    "cold visit",
                    "at a fair",
                    "referral",
                    "outcome: won over",
                    "\"Doe, Jane\"",
                    "tier of the account: top fifty",
                    "account: Acme Delft");
            manager.navigate(manager.url().replaceAll("\\?.*", "") + "/revise");
            manager.locator("summary:has-text('Which of them count')").click();
            shown(manager.locator(where.formatted("with")).getByLabel("Doe, Jane")).isChecked();
            shown(manager.locator(where.formatted("with")).getByLabel("the board"))
                    .not()
                    .isChecked();
            shown(manager.locator(where.formatted("account.id")).getByLabel("Acme")).isChecked();
            shown(manager.locator("[id='clauses[0].measure.where.method']")).hasValue("at a fair");
        }
    }

    @Test
    void itBeginsWithATemplate() {
        Api api = WALK.api();
        long set =
                api.put(
                                "/api/v1/templates/field",
                                "{\"statement\":\"To be kind.\",\"clauses\":["
                                        + Scenario.revenue("100")
                                        + "]}")
                        .must(200)
                        .position();
        api.timeline("robin", "", set);
        try (Page manager = WALK.page("manager", "kim", false)) {
            manager.navigate("/expectations/new?rep=robin");
            follow(manager.locator("a[href$='template=field']"));
            shown(manager.locator("[id='clauses[0].title']")).hasValue("Revenue");
            shown(manager.locator("#statement")).hasValue("To be kind.");
        }
    }

    @Test
    void aTemplateIsWrittenChangedAndBegunWith() {
        try (Page manager = WALK.page("manager", null, false)) {
            manager.navigate("/settings");
            follow(manager.locator("a[href$='/settings/templates/new']"));
            manager.locator("#template").fill("inside sales");
            manager.locator("#kind").selectOption("count");
            press(manager, "Add");
            manager.locator("[id='clauses[0].title']").fill("Cold calls");
            manager.locator("[id='clauses[0].target']").fill("many");
            press(manager, "Keep this template");
            shown(manager.locator(".errors a")).hasAttribute("href", "#clauses[0].target");
            manager.locator("[id='clauses[0].target']").fill("500");
            press(manager, "Keep this template");
            says(manager.locator(".notice"), "is kept");
            shown(manager.locator("h1")).hasText("inside sales");
            says(manager.locator(".promised"), "At least 500");

            follow(manager.locator("a[href$='/change']"));
            manager.locator("#statement").fill("to be heard");
            manager.locator("#kind").selectOption("agreement");
            press(manager, "Add");
            manager.locator("[id='clauses[1].measure.text']").fill("We greet everybody.");
            press(manager, "Keep this template");
            shown(manager.locator(".promised")).hasCount(2);
            oneSays(manager.locator(".promised"), "We greet everybody.");

            follow(manager.locator("a[href*='/expectations/new']"));
            says(manager.locator("main"), "inside sales");
            manager.locator("#rep").selectOption("robin");
            press(manager, "Begin");
            shown(manager.locator("#statement")).hasValue("to be heard");
            shown(manager.locator("[id='clauses[0].target']")).hasValue("500");

            manager.navigate("/settings/templates/new?like=inside%20sales");
            manager.locator("#template").fill("inside sales");
            press(manager, "Keep this template");
            says(manager.locator(".errors"), "There is a template inside sales already");
        }
    }

    @Test
    void anExpectationIsKeptAsATemplateWithEveryKind() {
        record("kept", Kinds.ALL);
        try (Page manager = WALK.page("manager", null, false)) {
            manager.navigate("/expectations/kept");
            follow(manager.locator("a[href*='/settings/templates/new']"));
            shown(manager.locator("#statement")).hasValue("To be kind.");
            manager.locator("#template").fill("all");
            press(manager, "Keep this template");
            shown(manager.locator(".errors")).hasCount(0);
            shown(manager.locator(".promised")).hasCount(Kinds.COUNT);
            List<String> promised = manager.locator(".promised").allTextContents();
            manager.navigate("/expectations/new?rep=robin&template=all");
            shown(manager.locator("fieldset.promise")).hasCount(Kinds.COUNT);
            manager.navigate("/settings/templates/all/change");
            press(manager, "Keep this template");
            shown(manager.locator(".promised")).hasText(promised.toArray(String[]::new));
        }
    }

    @Test
    void everyKindCanBeWrittenWithoutJson() {
        Api api = WALK.api();
        long hired = api.client().hire("sam", "Sam");
        api.timeline("sam", "", hired);
        assertThat(Kinds.TYPED).containsOnlyKeys(MeasureKind.codes());
        try (Page manager = WALK.page("manager", "kim", false)) {
            manager.navigate("/expectations/new?rep=sam");
            manager.locator("#statement").fill("to do all of it");
            Kinds.TYPED.forEach((kind, fields) -> {
                manager.locator("#kind").selectOption(kind);
                press(manager, "Add");
                int last = manager.locator("fieldset.promise").count() - 1;
                fields.forEach((field, value) ->
                        manager.locator("[id='clauses[" + last + "]." + field + "']").fill(value));
            });
            shown(manager.locator("fieldset.promise")).hasCount(Kinds.TYPED.size());
            press(manager, "Set this expectation");
            shown(manager.locator(".errors")).hasCount(0);
            shown(manager.locator(".promises").first().locator("> li"))
                    .hasCount(Kinds.TYPED.size());
        }
    }

    @Test
    void itBeginsWithWhatIsUsualInARole() {
        Api api = WALK.api();
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        api.put("/api/v1/reps/tess", Scenario.rep("Tess").replace("2026-01-01", today)).must(200);
        api.timeline("tess", "", api.client().hire("uma", "Uma"));
        try (Page manager = WALK.page("manager", "kim", false)) {
            manager.navigate("/expectations/new?rep=tess");
            follow(manager.locator("a[href$='role=field-sales']"));
            shown(manager.locator("fieldset.promise")).hasCount(10);
            shown(manager.locator("#from")).hasValue(today);
            shown(manager.locator("[id='clauses[0].pace.ramp']")).hasValue("25; 50; 75");
            shown(manager.locator("[id='clauses[9].pace.ramp']")).hasCount(0);
            manager.locator("#kind").selectOption("ready.first-order");
            press(manager, "Add");
            shown(manager.locator("[id='clauses[10].title']"))
                    .hasValue("The first order after joining");
            manager.locator("#statement").fill("to be trusted by customers");
            for (int clause : List.of(0, 1, 2, 3)) {
                manager.locator("[id='clauses[" + clause + "].target']").fill("90");
            }
            press(manager, "Set this expectation");
            shown(manager.locator(".errors")).hasCount(0);
            shown(manager.locator(".promises").first().locator("> li")).hasCount(11);
            manager.navigate("/expectations/new?rep=uma");
            follow(manager.locator("a[href$='like=tess-" + today.substring(0, 4) + "']"));
            shown(manager.locator("fieldset.promise")).hasCount(11);
            shown(manager.locator("[id='clauses[0].target']")).hasValue("90");
        }
    }

    @Test
    void whoMayOnlyReadIsOfferedNothingToChange() {
        for (String role : List.of("auditor", "rep")) {
            try (Page reader = WALK.page(role, role.equals("rep") ? "robin" : null, true)) {
                reader.navigate("/expectations");
                shown(reader.locator("a[href$='/expectations/new']")).hasCount(0);
                reader.navigate("/expectations/new?rep=robin");
                says(reader.locator("h1"), "Not for you");
            }
        }
    }

    /** What holds for everybody is not for who has a team, and not for who only reads. */
    @Test
    void onlyAManagerOfAllIsOfferedToWriteTemplates() {
        for (String role : List.of("manager", "auditor", "rep")) {
            try (Page page = WALK.page(role, role.equals("auditor") ? null : "robin", true)) {
                page.navigate("/settings");
                shown(page.locator("a[href*='/settings/templates/new']")).hasCount(0);
                page.navigate("/settings/templates/new");
                says(page.locator("h1"), "Not for you");
            }
        }
    }
}
