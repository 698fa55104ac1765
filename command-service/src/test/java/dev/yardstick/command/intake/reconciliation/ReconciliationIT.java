package dev.yardstick.command.intake.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yardstick.command.RunningCommandService;
import dev.yardstick.command.RunningCommandService.Answer;
import dev.yardstick.command.intake.canonical.Lines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import tools.jackson.databind.JsonNode;

class ReconciliationIT {

    private static final String PATH = "/api/v1/crm/reconciliations";
    private static final String LINES = "application/x-ndjson";

    private static RunningCommandService service;

    private String source = "";
    private List<String> before = List.of();

    @BeforeAll
    static void start() throws IOException {
        service = new RunningCommandService();
        service.hire("robin");
        service.put(
                "admin",
                "/api/v1/reps/tokyo",
                """
                {"name": "T", "team": "East", "hiredOn": "2025-01-01", "timeZone": "Asia/Tokyo", "on": "2025-01-01"}\
                """);
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    @BeforeEach
    void nameTheSource(TestInfo test) {
        source = "/crm/" + test.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void nothingWasWritten() {
        if (!before.isEmpty()) {
            assertThat(state()).isEqualTo(before);
        }
    }

    /** All that a comparison must leave as it is. */
    private static List<String> state() {
        return service.jdbc()
                .sql(
                        "select 'log ' || count(*) || ' ' || max(position) from log union all"
                                + " select 'parked ' || count(*) || coalesce(max(reason), '') from parked")
                .query(String.class)
                .list();
    }

    private String event(String type, String subject, String id, String hour, String data) {
        return """
        {"specversion":"1.0","type":"crm.%s","source":"%s","subject":"%s","id":"%s","time":"2026-03-01T%s:00:00Z","data":%s}\
        """
                .formatted(type, source, subject, id, hour, data);
    }

    private String won(String subject, String id, String hour, String amount) {
        return event(
                "deal.won",
                subject,
                id,
                hour,
                """
                {"rep":"robin","occurredAt":"2026-03-01","amount":%s,"currency":"EUR"}\
                """
                        .formatted(amount));
    }

    private String call(String subject, String id, String occurredAt) {
        return call("robin", subject, id, occurredAt);
    }

    private String call(String rep, String subject, String id, String occurredAt) {
        return event(
                "call.logged",
                subject,
                id,
                "10",
                """
                {"rep":"%s","occurredAt":"%s"}\
                """
                        .formatted(rep, occurredAt));
    }

    private void send(String... events) {
        Answer answer =
                service.postAs(
                        LINES, "crm:" + source, "/api/v1/crm/events", String.join("\n", events));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.json().required("refused").size()).as(answer.text()).isZero();
    }

    private Answer reconcile(String query, String... lines) {
        return reconcileAs("operator", query, lines);
    }

    private Answer reconcileAs(String role, String query, String... lines) {
        before = state();
        return service.postAs(LINES, role, address(query), String.join("\n", lines));
    }

    private String address(String query) {
        return PATH + "?source=" + URLEncoder.encode(source, StandardCharsets.UTF_8) + query;
    }

    private static List<String> records(Answer answer, String list) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        List<String> records = new ArrayList<>();
        answer.json().required(list).forEach(r -> records.add(r.required("record").stringValue()));
        return records;
    }

    private static int count(Answer answer, String field) {
        return answer.json().required(field).intValue();
    }

    @Test
    void itTellsMissingExtraAndDifferentRecordsApartWhateverTheIdsOfTheirEvents() {
        send(
                won("d1", "hook-1", "10", "12.50"),
                won("d2", "hook-2", "10", "100"),
                won("d3", "hook-3", "10", "7"),
                call("1", "hook-4", "2026-03-01"));
        Answer answer =
                reconcile(
                        "",
                        won("d1", "export-1", "09", "\"12.5\""),
                        "",
                        won("d2", "export-2", "11", "90"),
                        call("1", "export-3", "2026-03-01"),
                        call("2", "export-4", "2026-03-02"));
        assertThat(count(answer, "compared")).isEqualTo(4);
        assertThat(count(answer, "same")).isEqualTo(2);
        assertThat(records(answer, "missing")).containsExactly("2");
        JsonNode missing = answer.json().required("missing").get(0);
        assertThat(missing.required("stream").stringValue()).startsWith("activity/").endsWith("/2");
        assertThat(missing.required("line").intValue()).isEqualTo(5);
        assertThat(missing.required("parked").booleanValue()).isFalse();
        assertThat(records(answer, "extra")).containsExactly("d3");
        assertThat(answer.json().at("/extra/0/date").stringValue()).isEqualTo("2026-03-01");
        assertThat(records(answer, "different")).containsExactly("d2");
        assertThat(answer.json().at("/different/0/line").intValue()).isEqualTo(3);
        assertThat(answer.json().at("/different/0/fields").toString())
                .isEqualTo("[{\"field\":\"amount\",\"recorded\":\"100\",\"exported\":\"90\"}]");
    }

    @Test
    void historiesAreFoldedOnBothSides() {
        send(
                won("d1", "3", "12", "30"),
                won("d1", "1", "10", "10"),
                won("d2", "1", "10", "5"),
                event("deal.retracted", "d2", "2", "11", "{}"),
                won("d3", "1", "10", "5"),
                event("deal.retracted", "d4", "1", "10", "{}"));
        Answer answer =
                reconcile(
                        "",
                        won("d1", "b", "08", "10"),
                        won("d1", "c", "09", "30"),
                        event("deal.retracted", "d2", "a", "08", "{}"),
                        event("deal.retracted", "d3", "b", "11", "{}"),
                        won("d3", "a", "10", "5"),
                        event("deal.retracted", "never", "a", "08", "{}"));
        assertThat(records(answer, "missing")).isEmpty();
        assertThat(records(answer, "extra")).isEmpty();
        assertThat(count(answer, "same")).isEqualTo(3);
        assertThat(records(answer, "different")).containsExactly("d3");
        assertThat(answer.json().at("/different/0/fields").toString())
                .isEqualTo(
                        "[{\"field\":\"state\",\"recorded\":\"won\",\"exported\":\"retracted\"}]");
    }

    @Test
    void aDateMatchesAnInstantOnThatDayWhereTheRepIs() {
        send(
                call("tokyo", "1", "a", "2026-03-01T20:00:00Z"),
                call("tokyo", "2", "b", "2026-03-01T20:00:00Z"),
                call("tokyo", "3", "c", "2026-03-02"));
        Answer answer =
                reconcile(
                        "",
                        call("tokyo", "1", "x", "2026-03-02"),
                        call("tokyo", "2", "y", "2026-03-01"),
                        call("tokyo", "3", "z", "2026-03-01T22:30:00Z"));
        assertThat(count(answer, "same")).isEqualTo(2);
        assertThat(records(answer, "different")).containsExactly("2");
        assertThat(answer.json().at("/different/0/fields").toString())
                .isEqualTo(
                        "[{\"field\":\"occurredAt\",\"recorded\":\"2026-03-02\",\"exported\":\"2026-03-01\"}]");
    }

    @Test
    void onlyWhatHappenedFromToIsExtra() {
        send(
                call("1", "a", "2026-01-31"),
                call("2", "b", "2026-02-01"),
                call("3", "c", "2026-02-28"),
                call("4", "d", "2026-03-01"));
        assertThat(records(reconcile("&from=2026-02-01&to=2026-02-28"), "extra"))
                .containsExactly("2", "3");
        assertThat(records(reconcile("&from=2026-02-02"), "extra")).containsExactly("3", "4");
        assertThat(records(reconcile(""), "extra")).hasSize(4);
        Answer bounded = reconcile("&limit=3");
        assertThat(records(bounded, "extra")).containsExactly("1", "2", "3");
        assertThat(count(bounded, "extraCount")).isEqualTo(4);
    }

    @Test
    void whatWaitsInIntakeIsMissingAndSaidToBeParked() {
        send(call("nobody", "1", "a", "2026-03-01"));
        Answer answer =
                reconcile(
                        "",
                        call("nobody", "1", "x", "2026-03-01"),
                        call("nobody", "2", "y", "2026-03-01"),
                        won("1", "z", "10", "5"));
        assertThat(records(answer, "missing")).containsExactly("1", "2", "1");
        assertThat(answer.json().required("missing"))
                .extracting(m -> m.required("parked").booleanValue())
                .containsExactly(true, false, false);
        assertThat(count(answer, "parked")).isEqualTo(1);
    }

    @Test
    void anExportOfSalesforceMayWriteIdsWithFifteenCharacters() {
        source = "/crm/sf-export";
        assertThat(
                        service.put(
                                        "operator",
                                        "/api/v1/crm/connections/sf-export",
                                        "{\"kind\":\"salesforce\"}")
                                .status())
                .isEqualTo(200);
        send(
                won("006SM0000001Tb3YAE", "a", "10", "5"),
                call("Task:00TSM0000001Tb32AE", "b", "2026-03-01"));
        Answer answer =
                reconcile(
                        "",
                        won("006SM0000001Tb3", "x", "10", "5"),
                        call("Task:00TSM0000001Tb3", "y", "2026-03-01"));
        assertThat(count(answer, "missingCount")).isZero();
        assertThat(count(answer, "same")).as(answer.text()).isEqualTo(2);
    }

    @Test
    void anotherSourceIsNotLookedAtAndItsLinesAreRefused() {
        String own = source;
        source = own + "/more";
        send(call("1", "a", "2026-03-01"));
        String other = call("1", "a", "2026-03-01");
        source = own;
        send(call("2", "a", "2026-03-01"));
        Answer answer =
                reconcile("", call("2", "x", "2026-03-01"), other, "{broken", call("3", "y", "x"));
        assertThat(count(answer, "same")).isEqualTo(1);
        assertThat(records(answer, "extra")).isEmpty();
        assertThat(count(answer, "refusedCount")).isEqualTo(3);
        assertThat(answer.json().required("refused"))
                .extracting(r ->
                        r.required("index").intValue() + " " + r.required("path").stringValue())
                .containsExactly("1 source", "2 $", "3 data.occurredAt");
        Answer all = reconcile("", other, other);
        assertThat(all.status()).isEqualTo(422);
        assertThat(all.json().at("/errors/0/path").stringValue()).isEqualTo("[0].source");
        assertThat(all.json().at("/errors/0/message").stringValue()).contains(own);
    }

    @Test
    void operatorsAuditorsAndAdminsMayCompareAndNobodyElse() {
        for (String role : List.of("operator", "auditor", "admin")) {
            assertThat(reconcileAs(role, "").status()).as(role).isEqualTo(200);
        }
        for (String role : List.of("crm", "manager", "rep", "service")) {
            assertThat(reconcileAs(role, "").status()).as(role).isEqualTo(403);
        }
        assertThat(reconcileAs("", "").status()).isEqualTo(401);
    }

    @Test
    void whatIsWrongWithTheCallIsSaid() {
        for (String wrong : List.of("from=x", "from=2026-02-01&to=2026-01-01", "limit=0")) {
            Answer answer = reconcile("&" + wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(422);
            assertThat(wrong).contains(answer.json().at("/errors/0/path").stringValue());
        }
        assertThat(service.postAs(LINES, "operator", PATH, "").status()).isEqualTo(400);
        assertThat(service.postAs(LINES, "operator", PATH + "?source=%20", "").status())
                .isEqualTo(422);
        assertThat(reconcile("", "{}\n".repeat(3_000)).status()).isEqualTo(422);
        assertThat(reconcile("", "x".repeat(Lines.MAX_BYTES + 1)).status()).isEqualTo(413);
        assertThat(service.post("operator", address(""), "{}").status()).isEqualTo(415);
    }

    @Test
    void aLongCompressedExportIsComparedInBatches() throws IOException {
        int recorded = 1_300;
        send(calls(0, recorded, "hook"));
        before = state();
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(
                    String.join("\n", calls(200, 2_600, "export"))
                            .getBytes(StandardCharsets.UTF_8));
        }
        URI uri = service.base().resolve(address(""));
        Answer answer =
                service.send(
                        HttpRequest.newBuilder(uri)
                                .header("Content-Type", LINES)
                                .header("Content-Encoding", "gzip")
                                .header(
                                        "Authorization",
                                        "Bearer " + RunningCommandService.token("auditor"))
                                .POST(HttpRequest.BodyPublishers.ofByteArray(zipped.toByteArray()))
                                .build());
        assertThat(count(answer, "compared")).isEqualTo(2_400);
        assertThat(count(answer, "same")).isEqualTo(1_100);
        assertThat(count(answer, "missingCount")).isEqualTo(1_300);
        assertThat(records(answer, "missing"))
                .hasSize(1_000)
                .startsWith("n1300", "n1301")
                .doesNotHaveDuplicates();
        assertThat(count(answer, "extraCount")).isEqualTo(200);
    }

    @Test
    void oneExportIsComparedAtATime() throws Exception {
        try (Socket slow = new Socket(service.base().getHost(), service.base().getPort())) {
            String head =
                    """
                    POST %s HTTP/1.1
                    Host: localhost
                    Authorization: Bearer %s
                    Content-Type: application/x-ndjson
                    Content-Length: 10

                    """
                            .formatted(address(""), RunningCommandService.token("admin"))
                            .replace("\n", "\r\n");
            slow.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            slow.getOutputStream().flush();
            await().until(() -> reconcile("").status() == 503);
            assertThat(reconcile("").json().required("detail").stringValue())
                    .contains("another export");
        }
        await().until(() -> reconcile("").status() == 200);
    }

    private String[] calls(int from, int to, String ids) {
        return IntStream.range(from, to)
                .mapToObj(i -> call("n" + i, ids + i, "2026-03-01"))
                .collect(Collectors.toList())
                .toArray(String[]::new);
    }
}
