package dev.yardstick.acceptance.faults;

import static dev.yardstick.acceptance.support.Api.REBUILDS;
import static dev.yardstick.acceptance.support.Scenario.YEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yardstick.acceptance.audit.Audits;
import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Api.Answer;
import dev.yardstick.acceptance.support.Scenario;
import dev.yardstick.standalone.auditing.Export;
import dev.yardstick.standalone.client.ApiClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What is large, at a heap of 512 MiB that both services, Kafka's broker and all else share, from
 * the first test to the last: {@code -Dyardstick.large=N} events of 900 kB.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LargeInputsIT {

    private static final int MIB = 1024 * 1024;
    private static final String LINES = "application/x-ndjson";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String EVENTS = "/api/v1/crm/events";
    private static final String WISHES = "/api/v1/notices/wishes";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final int large = Integer.getInteger("yardstick.large", 80);
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir private static Path data = Path.of("");
    @TempDir private Path folder = Path.of("");

    private static @Nullable ServerProcess running;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        running = ServerProcess.start(data, "-Xmx512m", "-XX:+ExitOnOutOfMemoryError");
        api().client().hire("nina", "Nina");
    }

    @AfterAll
    static void stop() {
        server().close();
    }

    @AfterEach
    void end() {
        http.close();
    }

    private static ServerProcess server() {
        return Objects.requireNonNull(running);
    }

    private static Api api() {
        return server().api();
    }

    private HttpResponse<String> send(
            URI address, String method, String role, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(address)
                        .header("Authorization", "Bearer " + api().token(role))
                        .headers(headers)
                        .method(method, body)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> crm(String type, BodyPublisher body, String... more)
            throws IOException, InterruptedException {
        List<String> headers = new ArrayList<>(List.of("Content-Type", type));
        headers.addAll(List.of(more));
        return send(api().address(EVENTS), "POST", "crm", body, headers.toArray(String[]::new));
    }

    private HttpResponse<String> wish(BodyPublisher body) throws IOException, InterruptedException {
        return send(
                api().pages().resolve(WISHES),
                "PUT",
                "admin",
                body,
                "Content-Type",
                "application/json");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zipped(byte[] content) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(content);
        }
        return zipped.toByteArray();
    }

    /** A body without a length. */
    private static BodyPublisher chunked(byte[] content) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content));
    }

    private static String call(String rep, String id, String note) {
        return """
        {"specversion":"1.0","type":"crm.call.logged","source":"/crm-of-%3$s","subject":"%1$s","id":"%1$s",\
        "time":"2026-01-02T10:00:00Z","data":{"rep":"%3$s","occurredAt":"2026-01-02","note":"%2$s"}}\
        """
                .formatted(id, note, rep);
    }

    /** One that says what it is, so that nothing below is right by chance. */
    private void requireThatAllIsWell() {
        assertThat(server().isAlive()).isTrue();
        Answer answer = api().crm(LINES, call("nina", "again", "short")).must(202);
        assertThat(api().timeline("nina", YEAR, answer.position()).json().required("rep"))
                .isNotNull();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void largeEventsAreShippedRebuiltExportedAndVerified() throws Exception {
        api().client().hire("robin", "Robin");
        api().crm(LINES, call("robin", "first", "x".repeat(60_000))).must(202);
        server().stopKafka();
        int some = large / 4;
        for (int i = 0; i < some; i++) {
            api().client().hire("r" + i, "R" + i);
        }
        for (int i = 0; i < some; i += 50) {
            int to = Math.min(some, i + 50);
            JsonNode set =
                    api().post("/api/v1/expectations", longExpectations(i, to)).must(200).json();
            assertThat(set.required("set").size()).isEqualTo(to - i);
        }
        assertThat(api().post("/api/v1/expectations", longExpectations(0, 200)).must(422).text())
                .as("one request writes so much")
                .contains("\"reps\"", "reps at once");
        long last = writeAsAnEarlierVersion(large - some);

        server().startKafka();
        awaitVisible(last);
        for (String from : List.of("{}", "{\"from\":\"log\"}")) {
            api().operate("POST", REBUILDS, from).must(202);
            await().atMost(PATIENCE)
                    .until(() -> !rebuild().required("state").asString().equals("running"));
            assertThat(rebuild().required("state").asString()).as(from).isEqualTo("done");
            assertThat(rebuild().required("equal").booleanValue()).as(from).isTrue();
        }
        String history = api().query("/api/v1/reps/robin/history?limit=200").must(200).text();
        assertThat(history).contains("old-" + (large - some - 1) + "\"");
        assertThat(api().query("/api/v1/reps/robin/replay").must(200).text())
                .contains("event: end");
        JsonNode hers = api().query("/api/v1/reps/robin/personal-data").must(200).json();
        assertThat(hers.required("records").size()).isEqualTo(1 + large - some);

        requireDecidedAndCompared(large - some);

        String admin = api().token("admin");
        try (ApiClient commands = new ApiClient(api().address("/"), admin);
                ApiClient queries = new ApiClient(api().pages(), admin)) {
            new Export(commands, queries, folder, new PrintWriter(new StringWriter())).run();
        }
        Audits.Audit audit = Audits.verify(folder);
        assertThat(audit.exit()).as(audit.said()).isZero();
        assertThat(server().isAlive()).isTrue();
    }

    /** What is known of the records of one batch is more than is read at once. */
    private void requireDecidedAndCompared(int old) throws Exception {
        HttpResponse<String> answered = reconciled(call("robin", "first", "x"));
        JsonNode compared = new Answer(answered.statusCode(), answered.body()).must(200).json();
        assertThat(compared.required("extraCount").intValue()).isEqualTo(old);
        String retractions =
                IntStream.range(0, old)
                        .mapToObj(i ->
                                """
                                {"specversion":"1.0","type":"crm.activity.retracted","source":"/crm-of-robin",\
                                "subject":"old-%1$d","id":"gone-%1$d","time":"2026-01-03T10:00:00Z"}\
                                """
                                        .formatted(i))
                        .collect(Collectors.joining("\n"));
        JsonNode answer = api().crm(LINES, retractions).must(202).json();
        assertThat(answer.required("accepted").intValue()).isEqualTo(old);
    }

    private HttpResponse<String> reconciled(String line) throws Exception {
        return send(
                api().address("/api/v1/crm/reconciliations?source=/crm-of-robin"),
                "POST",
                "operator",
                BodyPublishers.ofString(line),
                "Content-Type",
                LINES);
    }

    private JsonNode rebuild() {
        return api().queryAs("operator", REBUILDS).must(200).json().required("items").get(0);
    }

    private void awaitVisible(long position) {
        await().atMost(PATIENCE)
                .until(() -> api().query("/api/v1/reps?after=" + position).status() == 200);
    }

    /** The largest that is accepted is an expectation of long texts. */
    private static String longExpectations(int from, int to) {
        String clauses =
                IntStream.range(0, 45)
                        .mapToObj(i ->
                                """
                                {"id":"c%d","topic":"other","label":"Other","measure":{"kind":"agreement","text":"%s"}}\
                                """
                                        .formatted(i, "x".repeat(20_000)))
                        .collect(Collectors.joining(","));
        return """
        {"reps":[%s],"id":"{rep}-2026","statement":"Long.","from":"2026-01-01","to":"2026-12-31","currency":"EUR","clauses":[%s]}\
        """
                .formatted(
                        IntStream.range(from, to)
                                .mapToObj(i -> "\"r" + i + "\"")
                                .collect(Collectors.joining(",")),
                        clauses);
    }

    /** Events whose kept fields were not bounded yet: the log keeps them for ever. */
    private long writeAsAnEarlierVersion(int events) throws Exception {
        try (Connection log = server().log()) {
            log.setAutoCommit(false);
            try (PreparedStatement lock =
                            log.prepareStatement(
                                    "select position from log_head where singleton for update");
                    PreparedStatement now =
                            log.prepareStatement(
                                    "update log_head set position = position + ?, recorded_at ="
                                            + " clock_timestamp() where singleton returning position");
                    PreparedStatement first =
                            log.prepareStatement(
                                    "select data from log where stream like 'activity/%/first'");
                    PreparedStatement copy =
                            log.prepareStatement(
                                    """
                                    insert into log
                                    select ?, (select recorded_at from log_head), replace(stream, 'first', ?), 0,
                                        type, revision, gen_random_uuid(), ?, metadata, rep
                                    from log where stream like 'activity/%/first'
                                    """)) {
                lock.execute();
                now.setLong(1, events);
                long last = single(now).longValue();
                String accepted = new String((byte[]) object(first), StandardCharsets.UTF_8);
                String sealed =
                        accepted.replaceFirst(
                                "\"sealed\":\"[^\"]*\"",
                                "\"sealed\":\"" + "QUJD".repeat(225_000) + "\"");
                for (int i = 0; i < events; i++) {
                    copy.setLong(1, last - events + 1 + i);
                    copy.setString(2, "old-" + i);
                    copy.setBytes(3, bytes(sealed.replace("\"first\"", "\"old-" + i + "\"")));
                    assertThat(copy.executeUpdate()).isEqualTo(1);
                }
                log.commit();
                return last;
            }
        }
    }

    private static Number single(PreparedStatement statement) throws Exception {
        return (Number) object(statement);
    }

    private static Object object(PreparedStatement statement) throws Exception {
        try (ResultSet row = statement.executeQuery()) {
            assertThat(row.next()).isTrue();
            return row.getObject(1);
        }
    }

    @Test
    void bodiesAreBoundedBeforeAnythingIsMadeOfThem() throws Exception {
        byte[] tooMuch = bytes("[" + "[],".repeat(30_000_000) + "[]]");
        assertThat(wish(BodyPublishers.ofByteArray(tooMuch)).statusCode()).isEqualTo(413);
        assertThat(wish(chunked(tooMuch)).statusCode()).isEqualTo(413);
        assertThat(crm(BATCH, chunked(tooMuch)).statusCode()).isEqualTo(413);
        byte[] zipped = zipped(tooMuch);
        assertThat(
                        crm(BATCH, BodyPublishers.ofByteArray(zipped), "Content-Encoding", "gzip")
                                .statusCode())
                .isEqualTo(413);
        HttpResponse<String> problem = crm(BATCH, chunked(new byte[8 * MIB + 1]));
        assertThat(problem.statusCode()).isEqualTo(413);
        assertThat(problem.body()).contains("at most 8388608 bytes").contains("\"errors\":[]");
        byte[] blank = zipped("\n".repeat(300 * MIB / 10).getBytes(StandardCharsets.UTF_8));
        assertThat(
                        crm(LINES, BodyPublishers.ofByteArray(blank), "Content-Encoding", "gzip")
                                .statusCode())
                .as("blank lines bring nothing")
                .isEqualTo(413);
        requireThatAllIsWell();
    }

    @Test
    void faultsAreNamedUpToAThousandAndCounted() throws Exception {
        String ones = "[" + "1,".repeat(400_000) + "1]";
        HttpResponse<String> refused = crm(BATCH, BodyPublishers.ofString(ones));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body().length()).isLessThan(MIB);
        JsonNode problem = new Answer(422, refused.body()).json();
        assertThat(problem.required("refused").size()).isEqualTo(1_000);
        assertThat(problem.required("refusedCount").longValue()).isGreaterThan(400_000);
        HttpResponse<String> more =
                crm(BATCH, BodyPublishers.ofString("[" + "1,".repeat(4_000_000) + "1]"));
        assertThat(more.statusCode()).isEqualTo(413);
        HttpResponse<String> credits =
                crm(
                        "application/cloudevents+json",
                        BodyPublishers.ofString(
                                call("nina", "c", "")
                                        .replace("\"note\":\"\"", "\"credits\":" + ones)));
        assertThat(credits.statusCode()).isEqualTo(422);
        assertThat(new Answer(422, credits.body()).json().required("refused").size())
                .isEqualTo(1_000);
        requireThatAllIsWell();
    }

    @Test
    void whatIsOnlyKeptIsBoundedByTheNameOfItsField() throws Exception {
        String lines =
                call("nina", "kept", "x".repeat(60_000))
                        + "\n"
                        + call("nina", "no", "x".repeat(70_000));
        JsonNode answer = api().crm(LINES, lines).must(202).json();
        assertThat(answer.required("accepted").intValue()).isEqualTo(1);
        assertThat(answer.required("refused").get(0).required("path").asString())
                .isEqualTo("data.note");
        requireThatAllIsWell();
    }

    /** Each is answered; what does not fit is to come again. */
    @Test
    void manyLargeBodiesAtOnceAreAnsweredOrComeAgain() throws Exception {
        String objects = "[" + "{},".repeat(240_000) + "{}]";
        String texts = "[\"" + "x".repeat(8 * MIB - 10) + "\"]";
        List<Callable<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            calls.add(() -> crm(BATCH, BodyPublishers.ofString(objects)));
            calls.add(() -> crm(BATCH, BodyPublishers.ofString(texts)));
            calls.add(() -> wish(BodyPublishers.ofString(texts)));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<HttpResponse<String>> call : threads.invokeAll(calls)) {
                HttpResponse<String> answer = call.get();
                assertThat(answer.statusCode()).isIn(422, 503);
                if (answer.statusCode() == 503) {
                    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                }
            }
        }
        requireThatAllIsWell();
    }

    /** An honest export that is larger than memory is refused, and told what would be right. */
    @Test
    void anExportThatIsLargerThanMemoryIsRefused() throws Exception {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        String[] deal = Scenario.won("nina", "SUBJECT", "id", 3, "1.5").split("SUBJECT");
        try (GZIPOutputStream out = new GZIPOutputStream(lines)) {
            for (int i = 0; i < 1_000_000; i++) {
                out.write(bytes(deal[0] + i + deal[1] + "\n"));
            }
        }
        HttpResponse<String> answer =
                send(
                        api().address("/api/v1/crm/reconciliations?source=/crm"),
                        "POST",
                        "operator",
                        BodyPublishers.ofByteArray(lines.toByteArray()),
                        "Content-Type",
                        LINES,
                        "Content-Encoding",
                        "gzip");
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("in parts by date");
        requireThatAllIsWell();
    }
}
