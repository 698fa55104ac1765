package dev.yardstick.command.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.command.RunningCommandService;
import dev.yardstick.command.RunningCommandService.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExpectationsIT {

    private static final String REVENUE =
            """
            {"id":"revenue","topic":"quota","title":"Sales of Robin","measure":{"kind":"sum","of":"deal-won","quantity":"amount"},
             "target":{"atLeast":"%s"}}\
            """;

    private static RunningCommandService service;

    @BeforeAll
    static void start() throws IOException {
        service = new RunningCommandService();
        List.of("robin", "sam", "kit", "lou", "max", "ned", "ida").forEach(service::hire);
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    private static String expectation(String rep, String from, String to, String clauses) {
        return """
        {"rep":"%s","statement":"To be trusted.","from":"%s","to":"%s","currency":"EUR","clauses":[%s]}\
        """
                .formatted(rep, from, to, clauses);
    }

    private static String year(String rep, String target) {
        return expectation(rep, "2026-01-01", "2026-12-31", REVENUE.formatted(target));
    }

    private static Answer set(String id, String body) {
        return service.put("manager", "/api/v1/expectations/" + id, body);
    }

    private static String revision(String target) {
        return """
        {"effectiveFrom":"2026-07-01","reason":"The market grew.","clauses":[%s]}\
        """
                .formatted(REVENUE.formatted(target));
    }

    @Test
    void settingIsIdempotentAndOtherContentIsRefused() {
        Answer first = set("robin-2026", year("robin", "1000"));
        Answer again = set("robin-2026", year("robin", "1000.00"));
        Answer other = set("robin-2026", year("robin", "2000"));

        assertThat(first.status()).isEqualTo(200);
        assertThat(again.position()).isEqualTo(first.position());
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.json().required("code").stringValue()).isEqualTo("expectation-exists");
    }

    @Test
    void aRefusalHasItsCodeAndIsToldInTheLanguageThatIsAskedFor() {
        String wrong = year("robin", "1000").replace("EUR", "euros");
        Answer english = service.post("manager", "/api/v1/expectations/checks", wrong);
        Answer dutch =
                service.post(
                        "manager",
                        "/api/v1/expectations/checks",
                        wrong,
                        "Accept-Language",
                        "nl-BE,nl;q=0.9,en;q=0.8");

        assertThat(english.status()).isEqualTo(422);
        assertThat(english.text())
                .contains(
                        "{\"path\":\"currency\",\"code\":\"currency\",\"message\":\"must be a"
                                + " currency of ISO 4217 such as EUR\"}")
                .contains("\"code\":\"input-wrong\"")
                .contains("\"detail\":\"the input is wrong\"");
        assertThat(dutch.text())
                .contains("\"code\":\"currency\"")
                .contains("moet een valuta volgens ISO 4217 zijn zoals EUR")
                .contains("\"detail\":\"de invoer is niet goed\"");
        Answer nobody =
                service.post(
                        "manager",
                        "/api/v1/reps/nobody/absences",
                        "{\"from\":\"2026-01-01\"}",
                        "Accept-Language",
                        "nl");
        assertThat(nobody.status()).isEqualTo(404);
        assertThat(nobody.json().required("code").stringValue()).isEqualTo("no-such");
        Answer denied =
                service.post(
                        "auditor", "/api/v1/expectations/checks", wrong, "Accept-Language", "nl");
        assertThat(denied.status()).isEqualTo(403);
        assertThat(denied.text()).contains("\"code\":\"role\"").contains("mag dit niet");
        Answer type = service.postAs("text/plain", "crm", "/api/v1/crm/events", "an event");
        assertThat(type.status()).isEqualTo(415);
        assertThat(type.json().required("code").stringValue()).isEqualTo("unsupported-media-type");
    }

    @Test
    void aRevisionNeedsTheVersionThatItRevises() {
        set("sam-2026", year("sam", "1000"));
        String path = "/api/v1/expectations/sam-2026/revisions";

        assertThat(service.post("manager", path, revision("2000")).status()).isEqualTo(428);
        Answer revised = service.post("manager", path, revision("2000"), "If-Match", "\"1\"");
        assertThat(revised.json().required("version").intValue()).isEqualTo(2);
        assertThat(service.post("manager", path, revision("3000"), "If-Match", "\"1\"").status())
                .isEqualTo(412);
        assertThat(service.post("manager", path, revision("3000"), "If-Match", "soon").status())
                .isEqualTo(422);
    }

    @Test
    void aRevisionMaySayAnewWhatItMeansToBeSuccessful() {
        set("ida-2026", year("ida", "1000"));
        String path = "/api/v1/expectations/ida-2026/revisions";
        String empty = revision("2000").replaceFirst("\\{", "{\"statement\":\" \",");
        String said = revision("2000").replaceFirst("\\{", "{\"statement\":\"To be fair.\",");

        Answer refused = service.post("manager", path, empty, "If-Match", "\"1\"");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("\"path\":\"statement\"");
        assertThat(service.post("manager", path, said, "If-Match", "\"1\"").status())
                .isEqualTo(200);
        assertThat(service.post("manager", path, revision("3000"), "If-Match", "\"2\"").status())
                .isEqualTo(200);
    }

    @Test
    void theSameIdempotencyKeyGivesTheSameAnswer() {
        set("kit-2026", year("kit", "1000"));
        String path = "/api/v1/expectations/kit-2026/revisions";
        String[] headers = {"If-Match", "\"1\"", "Idempotency-Key", "raise-kit"};

        Answer first = service.post("manager", path, revision("2000"), headers);
        Answer again = service.post("manager", path, revision("2000"), headers);

        assertThat(first.status()).isEqualTo(200);
        assertThat(again.text()).isEqualTo(first.text());
        Answer other = service.post("manager", path, revision("3000"), headers);
        assertThat(other.status()).as("other content is not lost in silence").isEqualTo(409);
        Answer otherCall =
                service.post(
                        "manager",
                        "/api/v1/expectations/kit-2026/communications",
                        "{\"version\":2,\"on\":\"2026-07-01\",\"how\":\"by phone\",\"by\":\"Kim\"}",
                        "Idempotency-Key",
                        "raise-kit");
        assertThat(otherCall.status()).as("nor is another call").isEqualTo(409);
        assertThat(otherCall.json().required("code").stringValue())
                .isEqualTo("idempotency-key-reused");
    }

    @Test
    void ofManyConcurrentRevisionsOneWins() throws Exception {
        set("lou-2026", year("lou", "1000"));
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 32; i++) {
                String target = String.valueOf(2_000 + i);
                answers.add(
                        threads.submit(() ->
                                service.post(
                                                "manager",
                                                "/api/v1/expectations/lou-2026/revisions",
                                                revision(target),
                                                "If-Match",
                                                "\"1\"")
                                        .status()));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get());
        }
        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
    }

    @Test
    void twoExpectationsSetAtOnceForTheSameClauseAndDaysCannotBothWin() throws Exception {
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                String id = "max-" + i;
                answers.add(threads.submit(() -> set(id, year("max", "1000")).status()));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get());
        }
        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 409);
        Answer refused = set("max-later", year("max", "1000"));
        assertThat(refused.json().required("code").stringValue()).isEqualTo("overlapping-clause");
        assertThat(
                        set(
                                        "max-2027",
                                        expectation(
                                                "max",
                                                "2027-01-01",
                                                "2027-12-31",
                                                REVENUE.formatted("1")))
                                .status())
                .isEqualTo(200);
    }

    @Test
    void theConversationIsRecordedPerVersionAndSaysWhoReportedIt() {
        set("ned-2026", year("ned", "1000"));
        String path = "/api/v1/expectations/ned-2026";
        String yes = "{\"version\":1,\"on\":\"2026-01-05\"}";

        Answer early = service.post("rep:ned", path + "/acknowledgements", yes);
        assertThat(early.json().required("code").stringValue()).isEqualTo("not-communicated");

        String told = "{\"version\":1,\"on\":\"2026-01-04\",\"how\":\"in person\",\"by\":\"Kim\"}";
        assertThat(service.post("manager", path + "/communications", told).status()).isEqualTo(200);
        assertThat(service.post("rep:ned", path + "/acknowledgements", yes).status())
                .isEqualTo(200);
        assertThat(
                        service.post(
                                        "manager:kim",
                                        path + "/disputes",
                                        "{\"version\":1,\"on\":\"2026-01-06\",\"comment\":\"Too"
                                                + " steep\",\"clauses\":[\"revenue\"]}")
                                .status())
                .isEqualTo(200);
        assertThat(
                        service.post(
                                        "rep:ned",
                                        path + "/disputes",
                                        "{\"version\":1,\"on\":\"2026-01-06\",\"comment\":\"x\",\"clauses\":[\"gone\"]}")
                                .json()
                                .required("errors")
                                .get(0)
                                .required("path")
                                .stringValue())
                .isEqualTo("clauses[0]");
        assertThat(service.get("auditor", "/api/v1/audit/events?rep=ned").text())
                .contains("\"reportedBy\":\"manager:kim\"")
                .doesNotContain("Too steep", "in person", "Sales of Robin", "To be trusted");
        assertThat(
                        service.post("manager", "/api/v1/expectations/none/communications", told)
                                .status())
                .isEqualTo(404);
    }

    @Test
    void whatCannotBeIsRefusedByPathAndChangesNothing() {
        long before = service.jdbc().sql("select count(*) from log").query(Long.class).single();
        String clauses =
                """
                {"id":"a","topic":"quotas","measure":{"kind":"summ"},"target":{"atLeast":0}},
                {"id":"a","topic":"other","measure":{"kind":"count","of":"cal","where":{"colour":"red"}},"target":{"atMost":-1},"pace":{"kind":"moonwise"},"wieght":2}\
                """;
        Answer answer = set("bad", expectation("robin", "2026-02-01", "2026-01-01", clauses));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().required("errors"))
                .extracting(e -> e.required("path").stringValue())
                .contains(
                        "to",
                        "clauses[0].topic",
                        "clauses[0].measure.kind",
                        "clauses[0].target.atLeast",
                        "clauses[1].id",
                        "clauses[1].label",
                        "clauses[1].measure.of",
                        "clauses[1].measure.where.colour",
                        "clauses[1].target.atMost",
                        "clauses[1].pace.kind",
                        "clauses[1].wieght");
        assertThat(
                        set("nobody-2026", year("nobody", "1"))
                                .json()
                                .required("errors")
                                .get(0)
                                .required("path")
                                .stringValue())
                .isEqualTo("rep");
        assertThat(service.jdbc().sql("select count(*) from log").query(Long.class).single())
                .isEqualTo(before);
    }

    @Test
    void nothingAboutAPersonStandsInTheClearInAnyTable() {
        service.put(
                "admin",
                "/api/v1/reps/secret",
                """
                {"name":"Roberta Secretname","email":"roberta@secret.example","team":"North","hiredOn":"2026-01-01","timeZone":"UTC"}\
                """);
        byte[] data =
                service.jdbc()
                        .sql("select data from log where stream = 'rep/secret'")
                        .query(byte[].class)
                        .single();
        assertThat(new String(data, StandardCharsets.UTF_8))
                .contains("\"sealed\"")
                .doesNotContain("Roberta", "secret.example");
    }
}
