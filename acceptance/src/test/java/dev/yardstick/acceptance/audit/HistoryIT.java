package dev.yardstick.acceptance.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Api.Answer;
import dev.yardstick.acceptance.support.Scenario;
import dev.yardstick.acceptance.support.TestServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What happened to a rep, what is behind her figures, how they developed, and all she may ask for.
 */
class HistoryIT {

    private static final String ON = "2026-06-30";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> FIGURES =
            List.of(
                    "target",
                    "fullTarget",
                    "expected",
                    "delivered",
                    "attainment",
                    "standing",
                    "unspoken",
                    "feedSilent",
                    "disputed",
                    "likelihood");

    @RegisterExtension static final TestServer SERVER = new TestServer();
    private static long told;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        for (String rep : List.of("ada", "ben", "eva")) {
            api().client().hire(rep, "Name of " + rep);
        }
        api().put(
                        "/api/v1/accounts/acme",
                        """
                        {"name":"Acme","tier":"primary","owner":"ada","on":"2026-01-01"}\
                        """)
                .must(200);
        for (String rep : List.of("ada", "eva")) {
            api().put("/api/v1/expectations/e-" + rep, expectation(rep)).must(200);
        }
        api().post(
                        "/api/v1/expectations/e-ada/communications",
                        """
                        {"version":1,"on":"2026-01-02","how":"in a talk","by":"Kim"}\
                        """)
                .must(200);
        crm(Scenario.won("ada", "d-1", "1", 3, "12000"));
        crm(
                Scenario.won("ada", "d-1", "2", 4, "14000")
                        .replace("crm.deal.won", "crm.deal.amended"));
        crm(
                Scenario.won("ben", "d-2", "1", 5, "1000")
                        .replace(
                                "\"amount\"",
                                """
                                "account":"acme","credits":[{"rep":"ben","share":"0.7"},{"rep":"ada","share":"0.3"}],"amount"\
                                """));
        crm(Scenario.won("eva", "d-3", "1", 5, "77"));
        crm(Scenario.won("ada", "d-4", "1", 6, "500"));
        api().post("/api/v1/reps/ada/absences", "{\"from\":\"2026-03-01\",\"to\":\"2026-03-20\"}")
                .must(200);
        api().post(
                        "/api/v1/expectations/e-ada/revisions",
                        expectation("ada")
                                .replaceFirst(
                                        "\\{.*?\"clauses\"",
                                        "{\"effectiveFrom\":\"2026-04-01\",\"reason\":\"The"
                                                + " market grew.\",\"clauses\"")
                                .replace("\"36500\"", "\"73000\""),
                        "If-Match",
                        "\"1\"")
                .must(200);
        told =
                crm(
                        """
                        {"specversion":"1.0","type":"crm.deal.retracted","source":"/crm","subject":"d-4","id":"9",\
                        "time":"2026-02-20T10:00:00Z","data":{}}\
                        """);
        api().timeline("ada", "on=" + ON, told);
    }

    private static Api api() {
        return SERVER.api();
    }

    private static long crm(String event) {
        return api().crm("application/cloudevents+json", event).must(202).position();
    }

    private static String expectation(String rep) {
        return """
        {"rep":"%s","statement":"To be trusted.","from":"2026-01-01","to":"2026-12-31","currency":"EUR","clauses":[
         {"id":"revenue","topic":"quota","title":"Revenue","measure":{"kind":"sum","of":"deal-won","quantity":"amount"},"target":{"atLeast":"36500"}},
         {"id":"new","topic":"quota","title":"New","measure":{"kind":"distinct-accounts","of":"deal-won","firstWinOnly":true},"target":{"atLeast":2}},
         {"id":"weekly","topic":"prospecting-volume","title":"Weekly","measure":{"kind":"cadence","of":"call","every":"week","minimum":1},"target":{"atLeast":"0.9"}}]}\
        """
                .formatted(rep)
                .replace("\n", "");
    }

    private static List<JsonNode> history(String parameters) {
        return api().query("/api/v1/reps/ada/history?" + parameters)
                .must(200)
                .json()
                .required("items")
                .valueStream()
                .toList();
    }

    private static List<String> texts(List<JsonNode> items) {
        return items.stream().map(item -> item.required("text").stringValue()).toList();
    }

    @Test
    void everythingAboutARepIsToldInWordsNewestFirst() {
        List<JsonNode> all = history("");
        assertThat(texts(all))
                .containsSequence(
                        "The CRM retracted the deal as of 20 February 2026, 10:00:00 UTC: it counts no longer",
                        "Version 2 of expectation e-ada takes effect on 1 April 2026: clause Revenue,"
                                + " what is measured: At least €36,500 in deals won → At least €73,000 in deals won",
                        "Absent from 1 March 2026 to 20 March 2026")
                .anyMatch(text -> text.contains("amount 12,000.00 → 14,000.00 EUR"))
                .anyMatch(text -> text.contains("ada: 30 %"))
                .contains(
                        "Version 1 of expectation e-ada was communicated on 2 January 2026: in a talk,"
                                + " by Kim",
                        "Expectation e-ada was set for 1 January 2026 to 31 December 2026: Revenue"
                                + " (at least 36,500.00 EUR); New (at least 2); Weekly"
                                + " (at least 90 %)",
                        "Name of ada was hired into team North on 1 January 2026, time zone UTC")
                .noneMatch(text -> text.contains("77.00"));
        assertThat(all.get(1).required("reason").stringValue()).isEqualTo("The market grew.");
        assertThat(all.get(1).required("actor").stringValue()).isEqualTo("admin");
        assertThat(all.getFirst().required("source").stringValue()).isEqualTo("/crm");
        assertThat(texts(history("type=deal-won&actor=crm"))).hasSize(3);
        assertThat(history("from=1&to=1")).hasSize(1);
        assertThat(history("to=2020-01-01")).isEmpty();
        assertThat(history("knownAt=1")).hasSize(1);
        assertThat(
                        api().query("/api/v1/reps/ada/history", "Accept-Language", "nl-NL")
                                .must(200)
                                .text())
                .contains("bedrag 12.000,00 → 14.000,00 EUR", "Afwezig van");
    }

    @Test
    void pagesOfAHistoryLeaveNothingOutAndRepeatNothing() {
        List<Long> positions = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page =
                    api().query("/api/v1/reps/ada/history?limit=3" + cursor).must(200).json();
            page.required("items")
                    .forEach(item -> positions.add(item.required("position").longValue()));
            JsonNode next = page.required("next");
            cursor = next.isNull() ? null : "&cursor=" + next.stringValue();
        }
        assertThat(positions)
                .isEqualTo(
                        history("").stream()
                                .map(item -> item.required("position").longValue())
                                .toList());
    }

    /** A step or an end, as it was sent. */
    private record Sent(long id, String event, JsonNode data) {}

    private static List<Sent> replay(String parameters, String... headers) {
        String body =
                api().query("/api/v1/reps/ada/replay?on=" + ON + parameters, headers)
                        .must(200)
                        .text();
        List<Sent> sent = new ArrayList<>();
        for (String block : body.split("\n\n")) {
            String[] lines = block.split("\n");
            if (lines.length == 3) {
                sent.add(
                        new Sent(
                                Long.parseLong(lines[0].substring("id: ".length())),
                                lines[1].substring("event: ".length()),
                                JSON.readTree(lines[2].substring("data: ".length()))));
            } else {
                assertThat(block).startsWith(": ");
            }
        }
        return sent;
    }

    @Test
    void everyStepOfAReplayEqualsTheTimelineKnownThen() {
        List<Sent> sent = replay("&to=" + told);
        assertThat(sent).hasSizeGreaterThan(10);
        assertThat(sent.getLast().event()).isEqualTo("end");
        for (Sent step : sent.subList(0, sent.size() - 1)) {
            assertThat(step.event()).isEqualTo("step");
            Answer then =
                    api().query("/api/v1/reps/ada/timeline?on=" + ON + "&knownAt=" + step.id());
            if (then.status() == 404) {
                assertThat(step.data().required("clauses").size()).isZero();
                continue;
            }
            assertThat(figures(step.data().required("clauses"), "clause"))
                    .as("at " + step.id())
                    .isEqualTo(figures(then.must(200).json().required("clauses"), "id"));
        }
        JsonNode end = sent.getLast().data().required("timeline");
        assertThat(end)
                .isEqualTo(
                        api().query("/api/v1/reps/ada/timeline?on=" + ON + "&knownAt=" + told)
                                .must(200)
                                .json());
        Sent amended =
                sent.stream()
                        .filter(s -> s.data().path("type").stringValue("").equals("deal-amended"))
                        .findFirst()
                        .orElseThrow();
        assertThat(
                        amended.data()
                                .required("clauses")
                                .get(0)
                                .required("changed")
                                .valueStream()
                                .map(JsonNode::stringValue))
                .contains("delivered", "attainment")
                .doesNotContain("expected");
    }

    private static List<String> figures(JsonNode clauses, String id) {
        List<String> figures = new ArrayList<>();
        for (JsonNode clause : clauses) {
            FIGURES.forEach(name ->
                    figures.add(clause.required(id) + " " + name + " " + clause.required(name)));
        }
        return figures;
    }

    @Test
    void aReplayGoesOnWhereItWasCutOffAndIsOneReading() {
        List<Sent> all = replay("&to=" + told);
        Sent third = all.get(2);
        int before = readings();
        assertThat(replay("&to=" + told, "Last-Event-ID", String.valueOf(third.id())))
                .map(Sent::id)
                .isEqualTo(all.subList(3, all.size()).stream().map(Sent::id).toList());
        assertThat(readings()).isEqualTo(before + 1);
        assertThat(replay("&from=" + third.id() + "&to=" + third.id())).first().isEqualTo(third);
    }

    private static int readings() {
        return api().query("/api/v1/audit/access?rep=ada&limit=1000")
                .must(200)
                .json()
                .required("items")
                .size();
    }

    @Test
    void theEvidenceNamesTheFactsTheRuleAndTheVersion() {
        JsonNode evidence =
                api().query("/api/v1/reps/ada/clauses/revenue/evidence?on=" + ON).must(200).json();
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode fact : evidence.required("facts")) {
            sum = sum.add(new BigDecimal(fact.required("counted").stringValue()));
            assertThat(fact.required("record").stringValue()).startsWith("deal/%2Fcrm/d-");
        }
        assertThat(sum).isEqualByComparingTo("14300");
        assertThat(evidence.required("clause").required("delivered").stringValue())
                .isEqualTo("14300.00");
        assertThat(evidence.required("expected").toString()).contains("\"present\":false");
        assertThat(evidence.required("expected").get(0).required("version").intValue()).isOne();
        assertThat(evidence.required("versions").size()).isEqualTo(3);
        assertThat(evidence.required("standing").required("rule").stringValue())
                .isIn("far-below", "within-a-fifth");
        JsonNode raised =
                api().query("/api/v1/reps/ada/clauses/revenue/evidence?on=2026-01-31")
                        .must(200)
                        .json();
        assertThat(raised.required("facts").size()).isZero();
    }

    @Test
    void onlySheAuditorsAndAdminsGetHerPersonalDataAndAfterAnErasureNobodyDoes() {
        String own = SERVER.get().token("rep", "eva");
        Answer hers = api().queryWith(own, "/api/v1/reps/eva/personal-data").must(200);
        assertThat(hers.text())
                .contains("Name of eva", "To be trusted.", "77.00", "\"kept\"")
                .doesNotContain("sealed", "Name of ada");
        assertThat(
                        api().queryWith(own, "/api/v1/reps/eva/personal-data")
                                .must(200)
                                .json()
                                .required("readings")
                                .toString())
                .contains("rep:eva", "personal-data");
        assertThat(api().queryAs("manager", "/api/v1/reps/eva/personal-data").status())
                .isEqualTo(403);
        long erased =
                api().post("/api/v1/reps/eva/erasure", "{\"reason\":\"requested\"}")
                        .must(200)
                        .position();
        api().timeline("eva", "on=" + ON, erased);
        assertThat(api().query("/api/v1/reps/eva/personal-data").must(200).text())
                .contains("\"erased\"", "requested", "77.00")
                .doesNotContain("Name of eva", "To be trusted.");
        assertThat(api().query("/api/v1/reps/eva/history").must(200).text())
                .contains("All texts about this person were erased: requested")
                .doesNotContain("Name of eva");
    }

    @Test
    void othersAreRefusedAndWrongParametersAreNamed() {
        String other = SERVER.get().token("rep", "ben");
        for (String path :
                List.of("history", "replay", "clauses/revenue/evidence", "personal-data")) {
            assertThat(api().queryWith(other, "/api/v1/reps/ada/" + path).status())
                    .as(path)
                    .isEqualTo(403);
            assertThat(api().queryAs("operator", "/api/v1/reps/ada/" + path).status())
                    .as(path)
                    .isEqualTo(403);
            api().query("/api/v1/reps/nobody/" + path).must(404);
        }
        assertThat(api().queryWith(other, "/api/v1/reps/ben/history").must(200).text())
                .contains("ada: 30 %");
        assertThat(api().queryWith(other, "/api/v1/reps/ben/replay").must(200).text())
                .contains("event: end");
        api().query("/api/v1/reps/ada/clauses/none/evidence").must(404);
        for (String wrong :
                List.of(
                        "history?limit=0",
                        "history?type=deal",
                        "history?from=soon",
                        "history?to=1066-10-14",
                        "history?cursor=x",
                        "history?knownAt=99999999",
                        "replay?from=x",
                        "replay?to=99999999",
                        "replay?on=x",
                        "clauses/revenue/evidence?expectation=e",
                        "clauses/revenue/evidence?on=2025-12-31")) {
            assertThat(api().query("/api/v1/reps/ada/" + wrong).must(422).text())
                    .contains(
                            "\"path\":\""
                                    + wrong.substring(wrong.indexOf('?') + 1, wrong.indexOf('=')));
        }
    }
}
