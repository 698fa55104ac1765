package dev.yardstick.command.intake.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yardstick.command.RunningCommandService;
import dev.yardstick.command.RunningCommandService.Answer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

public class CrmEventsIT {

    private static final String PATH = "/api/v1/crm/events";
    private static final String ONE = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String LINES = "application/x-ndjson";

    private static RunningCommandService service;

    @BeforeAll
    static void start() throws IOException {
        service = new RunningCommandService();
        service.hire("robin");
        service.hire("sam");
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

    public static String won(String subject, String id, String data) {
        return """
        {"specversion":"1.0","type":"crm.deal.won","source":"/crm","subject":"%s","id":"%s",
         "time":"2026-03-01T10:00:00Z","data":%s}\
        """
                .formatted(subject, id, data)
                .replace("\n", " ");
    }

    public static String deal(String rep, String amount) {
        return """
        {"rep":"%s","occurredAt":"2026-03-01","amount":%s,"currency":"EUR"}\
        """
                .formatted(rep, amount);
    }

    private static Answer send(String type, String body) {
        return service.postAs(type, "crm", PATH, body);
    }

    private static long count(String streamSuffix) {
        return service.jdbc()
                .sql("select count(*) from log where stream like ?")
                .param("%/" + streamSuffix)
                .query(Long.class)
                .single();
    }

    private static String data(String streamSuffix) {
        return new String(
                service.jdbc()
                        .sql(
                                "select data from log where stream like ? order by position desc"
                                        + " limit 1")
                        .param("%/" + streamSuffix)
                        .query(byte[].class)
                        .single(),
                StandardCharsets.UTF_8);
    }

    @Test
    void oneEventIsAcceptedOnceAndThenADuplicate() {
        String event = won("once", "1", deal("robin", "12.50"));
        Answer first = send(ONE, event);
        Answer second = send(ONE, event);

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.json().required("accepted").intValue()).isEqualTo(1);
        assertThat(second.json().required("duplicates").intValue()).isEqualTo(1);
        assertThat(second.position()).isGreaterThanOrEqualTo(first.position());
        assertThat(count("once")).isEqualTo(1);
    }

    @Test
    void anAmountIsTheSameHoweverItIsWritten() {
        send(ONE, won("amount", "1", deal("robin", "12.50")));
        assertThat(
                        send(ONE, won("amount", "1", deal("robin", "\"12.5\"")))
                                .json()
                                .required("duplicates")
                                .intValue())
                .isEqualTo(1);
    }

    @Test
    void aNumberOfABillionDigitsIsRefusedByItsPathAndTheOthersAreTaken() {
        Answer answer =
                send(
                        BATCH,
                        "["
                                + String.join(
                                        ",",
                                        won("huge1", "1", deal("robin", "1e999999999")),
                                        won("huge2", "1", deal("robin", "\"1e999999999\"")),
                                        won(
                                                "huge3",
                                                "1",
                                                deal("robin", "\"" + "9".repeat(500_000) + "\"")),
                                        won("huge4", "1", deal("robin", "1"))
                                                .replace("\"rep\"", "\"size\":1e999999999,\"rep\""))
                                + "]");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().required("accepted").intValue()).isEqualTo(1);
        assertThat(answer.json().required("refused"))
                .hasSize(3)
                .allMatch(r -> r.required("path").stringValue().equals("data.amount"));
        assertThat(count("huge4")).isEqualTo(1);
    }

    @Test
    void anIdWithOtherContentIsRefused() {
        send(ONE, won("reused", "1", deal("robin", "1")));
        Answer other = send(ONE, won("reused", "1", deal("robin", "2")));

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().required("errors").get(0).required("path").stringValue())
                .isEqualTo("id");
        assertThat(count("reused")).isEqualTo(1);
    }

    @Test
    void aBatchMayHoldDuplicatesCorrectionsAndFaultsAndEachIsToldApart() {
        String body =
                "["
                        + String.join(
                                ",",
                                won("b1", "1", deal("robin", "1")),
                                won("b1", "1", deal("robin", "1")),
                                won("b1", "2", deal("robin", "2")),
                                won("b2", "1", deal("robin", "\"many\"")),
                                won("b3", "1", deal("nobody", "1")))
                        + "]";
        Answer answer = send(BATCH, body);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().required("accepted").intValue()).isEqualTo(2);
        assertThat(answer.json().required("duplicates").intValue()).isEqualTo(1);
        assertThat(answer.json().required("parked").intValue()).isEqualTo(1);
        assertThat(answer.json().required("refused").get(0).required("index").intValue())
                .isEqualTo(3);
        assertThat(answer.json().required("refused").get(0).required("path").stringValue())
                .isEqualTo("data.amount");
    }

    @Test
    void aStreamOfLinesIsTakenInChunksAndNamesEachRefusedLine() {
        String lines =
                IntStream.range(0, 2_500)
                        .mapToObj(i ->
                                i == 1_700 ? "{broken" : won("line-" + i, "1", deal("sam", "1")))
                        .collect(Collectors.joining("\n"));
        Answer answer = send(LINES, lines);
        Answer again = send(LINES, lines);

        assertThat(answer.json().required("accepted").intValue()).isEqualTo(2_499);
        assertThat(answer.json().required("refused").get(0).required("index").intValue())
                .isEqualTo(1_700);
        assertThat(again.json().required("duplicates").intValue()).isEqualTo(2_499);
    }

    @Test
    void refusedIndexesCountLinesAlsoAfterBlankAndBrokenOnes() {
        Answer answer =
                send(
                        LINES,
                        String.join(
                                "\n",
                                won("i0", "1", deal("sam", "1")),
                                "",
                                "{broken",
                                won("i3", "1", deal("sam", "\"x\"")),
                                won("i4", "1", deal("sam", "1")),
                                won("i5", "1", deal("sam", "\"x\""))));
        assertThat(answer.json().required("refused"))
                .extracting(r -> r.required("index").intValue())
                .containsExactly(2, 3, 5);
    }

    @Test
    void binaryModeIsTheSameEvent() {
        String[] attributes = {
            "ce-specversion", "1.0", "ce-type", "crm.deal.won", "ce-source", "/crm",
            "ce-subject", "binary", "ce-id", "1", "ce-time", "2026-03-01T10:00:00Z"
        };
        Answer binary = service.post("crm", PATH, deal("robin", "5"), attributes);
        Answer structured = send(ONE, won("binary", "1", deal("robin", "5")));

        assertThat(binary.json().required("accepted").intValue()).isEqualTo(1);
        assertThat(structured.json().required("duplicates").intValue()).isEqualTo(1);
    }

    private static Answer binary(String contentType, String subject, String... more) {
        String[] attributes = {
            "ce-specversion", "1.0",
            "ce-type", "crm.deal.won",
            "ce-source", "/strict",
            "ce-id", "1",
            "ce-time", "2026-03-01T10:00:00Z",
            "ce-subject", subject
        };
        String[] all = Arrays.copyOf(attributes, attributes.length + more.length);
        System.arraycopy(more, 0, all, attributes.length, more.length);
        return service.postAs(contentType, "crm", PATH, deal("robin", "5"), all);
    }

    @Test
    void anAttributeInAHeaderIsDecodedStrictlyAndAFaultNamesIt() {
        assertThat(binary("application/json", "\"one%20call\"").status()).isEqualTo(202);
        assertThat(count("one call")).isEqualTo(1);
        for (String wrong : new String[] {"call-%FF", "call-%FE", "100%", "\"open", "nul%00"}) {
            Answer answer = binary("application/json", wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(422);
            assertThat(answer.json().at("/errors/0/path").stringValue()).isEqualTo("subject");
        }
        Answer twice = binary("application/json", "twice", "ce-subject", "another");
        assertThat(twice.status()).isEqualTo(422);
        assertThat(twice.json().at("/errors/0/message").stringValue()).contains("once");
    }

    @Test
    void aMediaTypeIsReadTheSameInBothModesWhateverItsCaseAndParameters() {
        Map<String, Integer> types = new HashMap<>();
        types.put("application/json", 202);
        types.put("APPLICATION/JSON", 202);
        types.put("text/json", 202);
        types.put("application/vnd.acme.deal.v2+json", 202);
        types.put("Application/Vnd.Acme+JSON; v=2; charset=\"UTF-8\"", 202);
        types.put("application/json;charset=utf-16", 0);
        types.put("application/json; charset=iso-8859-1", 0);
        types.put("text/plain", 0);
        types.put("application/jsonp", 0);
        int number = 0;
        for (Map.Entry<String, Integer> type : types.entrySet()) {
            String subject = "media-" + number++;
            Answer binary = binary(type.getKey(), subject);
            String content = type.getKey().replace("\"", "\\\"");
            Answer structured =
                    send(
                            ONE,
                            won(subject + "s", "1", deal("robin", "1"))
                                    .replaceFirst(
                                            "\\{",
                                            Matcher.quoteReplacement(
                                                    "{\"datacontenttype\":\"" + content + "\",")));
            boolean right = type.getValue() == 202;
            assertThat(binary.status()).as(type.getKey()).isEqualTo(right ? 202 : 415);
            assertThat(structured.status()).as(type.getKey()).isEqualTo(right ? 202 : 422);
        }
        for (String envelope : new String[] {ONE, BATCH, LINES}) {
            String event = won("media-" + number++, "1", deal("robin", "1"));
            String body = envelope.equals(BATCH) ? "[" + event + "]" : event;
            assertThat(send(envelope.toUpperCase(Locale.ROOT) + "; charset=UTF-8", body).status())
                    .isEqualTo(202);
            Answer other = send(envelope + ";charset=utf-16", body);
            assertThat(other.status()).isEqualTo(415);
            assertThat(other.json().required("detail").stringValue())
                    .contains("must be in charset utf-8, not UTF-16");
        }
    }

    @Test
    void anEventOfAnUnknownRepWaitsAndGoesThroughWhenTheRepIsHired() {
        Answer parked = send(ONE, won("waiting", "1", deal("newcomer", "7")));
        assertThat(parked.json().required("parked").intValue()).isEqualTo(1);
        assertThat(
                        send(ONE, won("waiting", "1", deal("newcomer", "7")))
                                .json()
                                .required("parked")
                                .intValue())
                .isEqualTo(1);
        assertThat(count("waiting")).isZero();
        assertThat(service.get("operator", "/api/v1/crm/parked").text())
                .contains("unknown rep newcomer");

        service.hire("newcomer");

        await().until(() -> count("waiting") == 1);
        await().until(() ->
                !service.get("operator", "/api/v1/crm/parked").text().contains("newcomer"));
    }

    @Test
    void whatWaitsIsGroupedByWhatItWaitsFor() {
        String batch =
                String.join(
                        "\n",
                        won("w1", "1", deal("group-a", "1")),
                        won("w2", "1", deal("group-b\u00A0", "1")),
                        won("w3", "1", deal("group-b", "1")));
        Answer answer = send(LINES, batch);
        assertThat(answer.json().required("waitingFor").toString())
                .isEqualTo(
                        """
                        [{"what":"rep","id":"group-a","count":1},{"what":"rep","id":"group-b","count":2}]\
                        """);
        List<String> waiting = new ArrayList<>();
        service.get("operator", "/api/v1/crm/parked?connection=api")
                .json()
                .required("waitingFor")
                .forEach(one -> waiting.add(one.toString()));
        assertThat(waiting).contains("{\"what\":\"rep\",\"id\":\"group-b\",\"count\":2}");
    }

    @Test
    void aRepetitionDuringReleaseCountsAsARepetition() {
        String event = won("again", "1", deal("later", "1")).replace("\"/crm\"", "\"/again\"");
        send(ONE, event);
        service.hire("later");
        await().untilAsserted(() -> assertThat(feed("/again", "accepted")).isEqualTo(1));
        service.jdbc()
                .sql(
                        """
                        insert into parked (id, connection, form, topic, key, source, subject, event_id,
                                            type, waiting_for, reason, body, digest, sealed, actor)
                        values (gen_random_uuid(), 'api', 'event', '', 'again', '/again', 'again', '1',
                                'crm.deal.won', 'rep/later', 'unknown rep later', ?, 'd', false, 'crm')
                        """)
                .param(event.getBytes(StandardCharsets.UTF_8))
                .update();
        await().untilAsserted(() -> assertThat(feed("/again", "duplicates")).isEqualTo(1));
        assertThat(feed("/again", "accepted")).isEqualTo(1);
        assertThat(count("again")).isEqualTo(1);
    }

    private static long feed(String source, String what) {
        return service.jdbc()
                .sql("select coalesce(max(" + what + "), 0) from feed where source = ?")
                .param(source)
                .query(Long.class)
                .single();
    }

    @Test
    void whetherAStatementWasNewsIsAHeaderOfItsAnswer() throws Exception {
        String body =
                """
                {"name": "N", "team": "x", "hiredOn": "2025-01-01", "timeZone": "UTC", "on": "2025-01-01"}\
                """;
        for (String recorded : new String[] {"true", "false"}) {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient()
                            .send(
                                    service.request(
                                                    "admin",
                                                    "/api/v1/reps/news",
                                                    "application/json")
                                            .PUT(HttpRequest.BodyPublishers.ofString(body))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.headers().firstValue("X-Recorded")).contains(recorded);
        }
    }

    @Test
    void anEventThatWaitsForTwoGoesThroughWhenBothAreKnown() {
        String data =
                """
                {"rep":"twice","account":"acme","occurredAt":"2026-03-01","amount":1,"currency":"EUR"}\
                """;
        send(ONE, won("two", "1", data));
        service.hire("twice");
        await().until(() ->
                service.get("operator", "/api/v1/crm/parked")
                        .text()
                        .contains("unknown account acme"));
        service.put("admin", "/api/v1/accounts/acme", "{\"name\": \"Acme\"}");
        await().until(() -> count("two") == 1);
    }

    @Test
    void anInstantFallsOnTheDayItIsWhereTheRepIs() {
        String data =
                """
                {"rep":"tokyo","occurredAt":"2026-03-01T20:00:00Z","amount":1,"currency":"JPY"}\
                """;
        send(ONE, won("zoned", "1", data));
        assertThat(data("zoned")).contains("\"date\":\"2026-03-02\"");
    }

    @Test
    void everyFaultIsNamedWithItsPathAndWhatWouldBeRight() {
        String data =
                """
                {"occurredAt":"yesterday","amount":1.23456,"currency":"XXXX",
                 "credits":[{"rep":"a","share":0.5},{"rep":"a","share":0.6}]}\
                """;
        Answer answer = send(ONE, won("faulty", "1", data));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().required("errors"))
                .extracting(e -> e.required("path").stringValue())
                .contains(
                        "data.rep",
                        "data.occurredAt",
                        "data.amount",
                        "data.currency",
                        "data.credits",
                        "data.credits[1].rep");
        assertThat(count("faulty")).isZero();
    }

    @Test
    void whatIsNoJsonOrNotThisTypeOrTooLargeIsRefusedAsSuch() {
        assertThat(send(ONE, "{\"a\":").status()).isEqualTo(400);
        assertThat(send(ONE, "").status()).isEqualTo(400);
        assertThat(send(BATCH, "{}").status()).isEqualTo(422);
        assertThat(send("text/csv", "a,b").status()).isEqualTo(415);
        assertThat(send(BATCH, "[" + " ".repeat(8 * 1024 * 1024) + "]").status()).isEqualTo(413);
        assertThat(send(ONE, "[".repeat(5_000)).status()).isEqualTo(400);
    }

    @Test
    void whatCloudEventsForbidsIsRefusedByItsPath() {
        String event = won("strict", "1", deal("robin", "1"));
        Map<String, String> wrong =
                Map.of(
                        "data_base64", "\"e30=\"",
                        "datacontenttype", "\"application/xml\"",
                        "extension", "{\"a\":1}",
                        "time", "\"+99999-01-01T00:00:00Z\"");
        wrong.forEach((field, value) -> {
            String bent =
                    field.equals("time")
                            ? event.replace("\"2026-03-01T10:00:00Z\"", value)
                            : event.replaceFirst("\\{", "{\"" + field + "\":" + value + ",");
            Answer answer = send(ONE, bent);
            assertThat(answer.status()).as(field).isEqualTo(422);
            assertThat(answer.json().at("/errors/0/path").stringValue()).isEqualTo(field);
        });
        assertThat(count("strict")).isZero();
        String extended =
                event.replaceFirst("\\{", "{\"datacontenttype\":\"application/json\",\"x\":1,");
        assertThat(send(ONE, extended).status()).isEqualTo(202);
    }

    @Test
    void otherFieldsAreKeptSealed() {
        String data =
                """
                {"rep":"robin","occurredAt":"2026-03-01","amount":1,"currency":"EUR","note":"Mrs Smith's birthday"}\
                """;
        send(ONE, won("more", "1", data));
        assertThat(data("more")).contains("\"more\":{\"person\":\"robin\"").doesNotContain("Smith");
        assertThat(send(ONE, won("more", "1", data)).json().required("duplicates").intValue())
                .isEqualTo(1);
        assertThat(send(ONE, won("more", "1", data.replace("Smith", "Jones"))).status())
                .isEqualTo(422);
    }

    @Test
    void activitiesAreRecordedCorrectedAndRetractedInAnyOrderOfArrival() {
        String call =
                """
                {"specversion":"1.0","type":"%s","source":"/crm","subject":"call-1","id":"%s","time":"2026-03-0%dT10:00:00Z",
                 "data":{"rep":"robin","occurredAt":"2026-03-01","method":"referral"}}\
                """;
        send(ONE, call.formatted("crm.activity.retracted", "r", 2));
        send(ONE, call.formatted("crm.call.logged", "1", 1));
        send(ONE, call.formatted("crm.meeting.held", "2", 3));

        assertThat(
                        service.jdbc()
                                .sql(
                                        "select type from log where stream like '%/call-1' order by"
                                                + " sequence")
                                .query(String.class)
                                .list())
                .containsExactly("activity-retracted", "activity-recorded", "activity-corrected");
    }
}
