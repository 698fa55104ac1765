package dev.yardstick.acceptance.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Scenario;
import dev.yardstick.acceptance.support.Sources;
import dev.yardstick.acceptance.support.TestServer;
import dev.yardstick.client.query.model.AccountabilityRep;
import dev.yardstick.client.query.model.ScorecardRep;
import dev.yardstick.client.query.model.TeamWarned;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The whole expectation over HTTP: every kind of clause moves as the right activities arrive. */
class ClausesIT {

    private static final String TWO_MONTHS = "from=2026-01-01&to=2026-12-31&on=2026-03-01";

    @RegisterExtension static final TestServer SERVER = new TestServer();

    private final AtomicInteger subjects = new AtomicInteger();

    private static Api api() {
        return SERVER.api();
    }

    private static void hire(String rep) {
        api().client().hire(rep);
    }

    private static void account(String id, String owner, String tier, boolean inherited) {
        api().client().account(id, owner, tier, inherited);
    }

    private long send(String rep, String type, String day, String more) {
        String subject = rep + "-" + subjects.incrementAndGet();
        return api().crm(
                        "application/cloudevents+json",
                        """
                        {"specversion":"1.0","type":"%s","source":"/crm","subject":"%s","id":"1",
                         "time":"%sT12:00:00Z","data":{"rep":"%s","occurredAt":"%s"%s}}\
                        """
                                .formatted(type, subject, day, rep, day, more))
                .must(202)
                .position();
    }

    private static JsonNode clause(String rep, String id, String period, long after) {
        for (JsonNode clause : api().timeline(rep, period, after).json().required("clauses")) {
            if (clause.required("id").stringValue().equals(id)) {
                return clause;
            }
        }
        throw new AssertionError("no clause " + id);
    }

    private static void delivers(String rep, String id, long after, String delivered) {
        assertThat(clause(rep, id, TWO_MONTHS, after).required("delivered").stringValue())
                .as(id)
                .isEqualTo(delivered);
    }

    @Test
    void theSampleExpectationIsSetWordForWordAndEveryClauseMoves() throws IOException {
        hire("robin");
        api().put(
                        "/api/v1/expectations/robin-2026",
                        Files.readString(Sources.root().resolve("docs/examples/expectation.json")))
                .must(200);
        for (int i = 1; i <= 10; i++) {
            account("house-" + i, "robin", "primary", true);
        }
        account("small", "robin", "secondary", false);
        long at = send("robin", "crm.call.logged", "2026-01-05", "");
        for (String id :
                List.of(
                        "revenue",
                        "new-primary",
                        "new-secondary",
                        "cold-calls-phone",
                        "cold-calls-face-to-face",
                        "referrals",
                        "travel",
                        "visits-primary",
                        "visits-secondary",
                        "technical-team")) {
            delivers("robin", id, at, id.equals("revenue") ? "0.00" : "0");
        }
        delivers("robin", "house-accounts", at, "10");

        String won = ",\"amount\":\"1000.50\",\"currency\":\"USD\",\"account\":";
        send("robin", "crm.deal.won", "2026-01-06", won + "\"house-1\"");
        send("robin", "crm.deal.won", "2026-01-07", won + "\"house-1\"");
        send("robin", "crm.deal.won", "2026-01-08", won + "\"small\"");
        send("robin", "crm.call.logged", "2026-01-09", ",\"method\":\"cold-call-phone\"");
        send("robin", "crm.call.logged", "2026-01-09", ",\"method\":\"cold-call-face-to-face\"");
        send(
                "robin",
                "crm.lead.generated",
                "2026-01-12",
                ",\"method\":\"referral\",\"account\":\"house-2\"");
        send(
                "robin",
                "crm.lead.generated",
                "2026-01-12",
                ",\"method\":\"referral\",\"account\":\"small\"");
        send("robin", "crm.travel.logged", "2026-01-13", ",\"days\":4.2");
        for (int i = 0; i < 4; i++) {
            send(
                    "robin",
                    "crm.meeting.held",
                    "2026-01-1" + (4 + i),
                    ",\"channel\":\"face-to-face\",\"account\":\"house-3\"");
        }
        send(
                "robin",
                "crm.meeting.held",
                "2026-01-20",
                ",\"channel\":\"face-to-face\",\"account\":\"small\"");
        send(
                "robin",
                "crm.meeting.held",
                "2026-01-20",
                ",\"channel\":\"video\",\"account\":\"small\"");
        at =
                send(
                        "robin",
                        "crm.collaboration.held",
                        "2026-01-22",
                        ",\"with\":[\"sam\",\"technical-team\"]");

        delivers("robin", "revenue", at, "3001.50");
        delivers("robin", "new-primary", at, "1");
        delivers("robin", "new-secondary", at, "1");
        delivers("robin", "cold-calls-phone", at, "1");
        delivers("robin", "cold-calls-face-to-face", at, "1");
        delivers("robin", "referrals", at, "1");
        delivers("robin", "travel", at, "0.1");
        delivers("robin", "visits-primary", at, "3");
        delivers("robin", "visits-secondary", at, "1");
        delivers("robin", "technical-team", at, "1");
        JsonNode weekly = clause("robin", "technical-team", TWO_MONTHS, at);
        assertThat(weekly.required("expected").stringValue()).as("8 weeks ended").isEqualTo("7.20");
        assertThat(
                        clause("robin", "visits-primary", TWO_MONTHS, at)
                                .required("fullTarget")
                                .stringValue())
                .isEqualTo("30.00");
    }

    @Test
    void presenceHolidaysRatesAndAMilestoneCount() {
        hire("sam");
        api().put(
                        "/api/v1/expectations/sam-2026",
                        """
                        {"rep":"sam","statement":"…","from":"2026-01-01","to":"2026-12-31","currency":"EUR","clauses":[
                         {"id":"revenue","topic":"quota","measure":{"kind":"sum","of":"deal-won","quantity":"amount"},"target":{"atLeast":"365"}},
                         {"id":"season","topic":"quota","measure":{"kind":"count","of":"call"},"target":{"atLeast":100},
                          "pace":{"kind":"monthly","percent":[50,0,0,0,0,0,0,0,0,0,0,50],"ramp":[0,100]}},
                         {"id":"travel","topic":"travel","measure":{"kind":"share","of":"travel","quantity":"days","over":"working-days"},"target":{"atLeast":"0.2"}},
                         {"id":"first","topic":"ramp-up","measure":{"kind":"milestone","of":"deal-won","within":"P90D","from":"hire"}},
                         {"id":"promise","topic":"conduct","measure":{"kind":"agreement","text":"We help each other."}},
                         {"id":"conduct","topic":"conduct","measure":{"kind":"rating","aspect":"conduct"},"target":{"atLeast":4}}]}
                        """)
                .must(200);
        api().put("/api/v1/rates/2026", "{\"base\":\"EUR\",\"rates\":{\"USD\":\"0.92\"}}")
                .must(200);
        long at =
                send(
                        "sam",
                        "crm.deal.won",
                        "2026-01-10",
                        ",\"amount\":\"100\",\"currency\":\"USD\"");
        delivers("sam", "revenue", at, "92.00");
        JsonNode first = clause("sam", "first", TWO_MONTHS, at);
        assertThat(first.required("due").stringValue()).isEqualTo("2026-04-01");
        assertThat(first.required("standing").stringValue()).isEqualTo("met");
        JsonNode season = clause("sam", "season", TWO_MONTHS, at);
        assertThat(season.required("expected").stringValue())
                .as("January is the ramp's first month: nothing")
                .isEqualTo("0.00");
        assertThat(clause("sam", "conduct", TWO_MONTHS, at).required("delivered").isNull())
                .isTrue();

        JsonNode absent =
                api().post(
                                "/api/v1/reps/sam/absences",
                                "{\"from\":\"2026-02-01\",\"to\":\"2026-02-10\"}")
                        .must(200)
                        .json();
        at = absent.required("position").longValue();
        assertThat(clause("sam", "revenue", TWO_MONTHS, at).required("fullTarget").stringValue())
                .isEqualTo("355.00");
        Api.Answer again =
                api().post(
                                "/api/v1/reps/sam/absences",
                                "{\"from\":\"2026-02-01\",\"to\":\"2026-02-10\"}")
                        .must(200);
        assertThat(again.json().required("id")).isEqualTo(absent.required("id"));
        at =
                api().post(
                                "/api/v1/reps/sam/absences/"
                                        + absent.required("id").stringValue()
                                        + "/cancellation",
                                "{}")
                        .must(200)
                        .position();
        assertThat(clause("sam", "revenue", TWO_MONTHS, at).required("fullTarget").stringValue())
                .isEqualTo("365.00");
        api().post("/api/v1/reps/sam/absences/nope/cancellation", "{}").must(404);
        at =
                api().post("/api/v1/reps/sam/departure", "{\"on\":\"2026-06-30\"}")
                        .must(200)
                        .position();
        assertThat(clause("sam", "revenue", TWO_MONTHS, at).required("fullTarget").stringValue())
                .isEqualTo("181.00");
    }

    @Test
    void aTemplateIsCopiedSoThatHistoryNeverChangesUnderneath() {
        hire("kit");
        String template = "{\"statement\":\"To be trusted.\",\"clauses\":[%s,%s]}";
        api().put(
                        "/api/v1/templates/field",
                        template.formatted(Scenario.revenue("1000"), visits(50)))
                .must(200);
        String from = "{\"rep\":\"kit\",\"from\":\"2026-01-01\",\"to\":\"2026-12-31\",";
        long at =
                api().put(
                                "/api/v1/expectations/kit-2026",
                                from
                                        + "\"currency\":\"EUR\",\"template\":\"field\",\"clauses\":["
                                        + visits(60)
                                        + "]}")
                        .must(200)
                        .position();
        long later =
                api().put(
                                "/api/v1/templates/field",
                                template.formatted(Scenario.revenue("9000"), visits(90)))
                        .must(200)
                        .position();
        for (long after : new long[] {at, later}) {
            assertThat(clause("kit", "revenue", TWO_MONTHS, after).required("target").stringValue())
                    .isEqualTo("1000.00");
            assertThat(clause("kit", "visits", TWO_MONTHS, after).required("target").stringValue())
                    .isEqualTo("60");
        }
        api().put(
                        "/api/v1/expectations/kit-2027",
                        from.replace("2026", "2027")
                                + "\"currency\":\"EUR\",\"template\":\"unknown\"}")
                .must(422);
    }

    private static String visits(int target) {
        return """
        {"id":"visits","topic":"client-meetings","title":"Visits","measure":{"kind":"count","of":"meeting"},
         "target":{"atLeast":%s}}\
        """
                .formatted(target);
    }

    @Test
    void anEditedTargetDoesNotRewriteWhatWasJudgedBefore() {
        hire("ivo");
        long before = api().client().expect("ivo-2026", "ivo", "365");
        String judged = api().timeline("ivo", TWO_MONTHS, before).text();
        long after =
                api().post(
                                "/api/v1/expectations/ivo-2026/revisions",
                                Scenario.revision("2026-02-01", "730")
                                        .replace(
                                                "{\"effectiveFrom",
                                                "{\"restates\":true,\"effectiveFrom"),
                                "If-Match",
                                "\"1\"")
                        .must(200)
                        .position();
        assertThat(clause("ivo", "revenue", TWO_MONTHS, after).required("expected").stringValue())
                .isEqualTo("120.00");
        assertThat(api().timeline("ivo", TWO_MONTHS + "&knownAt=" + before, after).text())
                .isEqualTo(judged)
                .contains("\"expected\":\"60.00\"");
    }

    @Test
    void aWholeTeamIsGivenOneProfileInOneCall() {
        hire("one");
        hire("two");
        String profile =
                Scenario.expectation("one", "1000")
                        .replace(
                                "\"rep\":\"one\"",
                                "\"reps\":[\"one\",\"nobody\",\"two\"],\"id\":\"{rep}-27\"");
        JsonNode answer = api().post("/api/v1/expectations", profile).must(200).json();
        assertThat(answer.required("set"))
                .extracting(JsonNode::stringValue)
                .containsExactly("one-27", "two-27");
        assertThat(answer.at("/refused/0/path").stringValue()).isEqualTo("reps[1]");
        long at = answer.required("position").longValue();
        for (String rep : List.of("one", "two")) {
            JsonNode revenue = clause(rep, "revenue", TWO_MONTHS, at);
            assertThat(revenue.required("title").stringValue()).isEqualTo("Revenue");
            assertThat(revenue.required("expectation").stringValue()).isEqualTo(rep + "-27");
        }
        JsonNode again = api().post("/api/v1/expectations", profile).must(200).json();
        assertThat(again.required("set")).as("the same again changes nothing").hasSize(2);
        api().post("/api/v1/expectations", profile.replace("{rep}-27", "all")).must(422);
    }

    @Test
    void aMistakeIsTakenBackWithAReason() {
        hire("lee");
        api().client().expect("lee-a", "lee", "1000");
        long at = api().client().communicate("lee-a", 1, "2026-01-02", "by phone");
        assertThat(clause("lee", "revenue", TWO_MONTHS, at).required("unspoken").booleanValue())
                .isFalse();
        at = api().client().withdraw("lee-a", 1, "That was somebody else.");
        assertThat(clause("lee", "revenue", TWO_MONTHS, at).required("unspoken").booleanValue())
                .isTrue();
        api().put("/api/v1/expectations/lee-b", Scenario.expectation("lee", "2000")).must(409);
        api().client().close("lee-a", "2025-12-31", "Set for the wrong person.");
        at = api().client().expect("lee-b", "lee", "2000");
        JsonNode timeline = api().timeline("lee", TWO_MONTHS, at).json();
        assertThat(timeline.required("expectations")).hasSize(1);
        assertThat(timeline.at("/clauses/0/target").stringValue()).isEqualTo("2000.00");
    }

    @Test
    void aTeamItsWarningsAndItsManagersOwnSideAreRolledUp() {
        hire("ada");
        api().client().expect("ada-2026", "ada", "365000");
        api().client().communicate("ada-2026", 1, "2026-01-05", "in person");
        long at =
                send(
                        "ada",
                        "crm.coaching.held",
                        "2026-02-01",
                        ",\"note\":\"about the first weeks\"");
        String day = "2026-03-01";
        api().timeline("ada", TWO_MONTHS, at);

        ScorecardRep ada =
                only(
                        api().client().scorecard("North", day, at).getReps(),
                        rep -> rep.getId().equals("ada"));
        assertThat(ada.getScore()).isEqualTo("0.0000");
        assertThat(ada.getClauses().getFirst().getWarning().getSince()).isEqualTo("2026-01-18");
        assertThat(ada.getClauses().getFirst().getWarning().getSupport().getFirst().getKind())
                .isEqualTo("coaching");

        TeamWarned warned =
                only(
                        api().client().warnings("North", day, at),
                        one -> one.getRep().getId().equals("ada"));
        assertThat(warned.getClause().getLikelihood()).isEqualTo("0.01");

        AccountabilityRep side =
                only(
                        api().client().accountability("kim", day, at).getReps(),
                        rep -> rep.getId().equals("ada"));
        assertThat(side.getVersions().getFirst().getDaysToCommunication()).isEqualTo(4);
        assertThat(side.getVersions().getFirst().getDaysToAcknowledgement()).isNull();
        assertThat(side.getWarnings().getFirst().getDaysToCoaching()).isEqualTo(14);
        assertThat(side.getQuotaOnly()).first().isEqualTo("ada-2026");

        api().query("/api/v1/teams/Nowhere/scorecard").must(404);
        api().query("/api/v1/managers/nobody/accountability").must(404);
        api().query("/api/v1/warnings?on=soon").must(422);
    }

    private static <T> T only(List<T> items, Predicate<T> wanted) {
        return items.stream().filter(wanted).findFirst().orElseThrow();
    }

    @Test
    void whatCannotBeIsRefusedByItsPath() {
        hire("max");
        String wrong =
                """
                {"rep":"max","statement":"…","from":"2026-01-01","to":"2027-06-30","currency":"EUR","clauses":[
                 {"id":"a","topic":"quota","measure":{"kind":"cadence","of":"call","every":"year","minimum":0},"target":{"atLeast":2}},
                 {"id":"b","topic":"quota","measure":{"kind":"milestone","of":"call","within":"P1Y","from":"birth"},"target":{"atLeast":1}},
                 {"id":"c","topic":"quota","measure":{"kind":"count","of":"call"},"target":{"atLeast":1},"pace":{"kind":"monthly","percent":[1,2]}},
                 {"id":"d","topic":"quota","measure":{"kind":"count","of":"call"},"target":{"atLeast":1},
                  "pace":{"kind":"monthly","percent":[10,10,10,10,10,10,10,10,10,10,0,0]}},
                 {"id":"e","topic":"quota","measure":{"kind":"rating","aspect":"x"},"target":{"atLeast":1},"pace":{"kind":"even","ramp":[50]}},
                 {"id":"f","topic":"quota","measure":{"kind":"share","of":"travel","over":"weekdays"},"target":{"atLeast":1}},
                 {"id":"g","topic":"quota","measure":{"kind":"growth","of":"deal-won","quantity":"amount","factor":0,"accounts":{"colour":"red"}},"target":{"atMost":2}}]}
                """;
        Api.Answer answer = api().put("/api/v1/expectations/max", wrong).must(422);
        assertThat(answer.json().required("errors"))
                .extracting(error -> error.required("path").stringValue())
                .containsExactlyInAnyOrder(
                        "clauses[0].measure.every",
                        "clauses[0].measure.minimum",
                        "clauses[0].target.atLeast",
                        "clauses[1].measure.within",
                        "clauses[1].measure.from",
                        "clauses[1].target",
                        "clauses[2].pace.percent",
                        "clauses[3].pace",
                        "clauses[4].pace",
                        "clauses[5].measure.over",
                        "clauses[6].measure.factor",
                        "clauses[6].measure.accounts.colour",
                        "clauses[6].target.atMost");
    }
}
