package dev.yardstick.acceptance.rights;

import static dev.yardstick.acceptance.support.Scenario.YEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yardstick.acceptance.audit.Audits;
import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Api.Answer;
import dev.yardstick.acceptance.support.Scenario;
import dev.yardstick.acceptance.support.Servers;
import dev.yardstick.standalone.Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** After an erasure nobody finds a text about the person, and every figure stands. */
class ErasureIT {

    private static final AtomicInteger PERSONS = new AtomicInteger();

    @TempDir private static Path data = Path.of("");

    private static @Nullable Server running;

    /** Each test has a person of its own, with a name that nobody else has. */
    private final int person = PERSONS.incrementAndGet();

    private final String rep = "r-" + person;
    private final String expectation = "e-" + person;
    private final String token = "Zwetsloot" + person;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        running = Servers.start(data);
    }

    @AfterAll
    static void stop() {
        server().close();
    }

    private static Server server() {
        return Objects.requireNonNull(running);
    }

    private static Api api() {
        return Api.of(server());
    }

    /** A rep of whom everything that takes a text has one; the position reached. */
    private long told() throws ExecutionException, InterruptedException {
        api().put(
                        "/api/v1/reps/" + rep,
                        Scenario.rep("Robin " + token)
                                .replace("\"team\"", "\"email\":\"" + token + "@x.org\",\"team\""))
                .must(200);
        api().put(
                        "/api/v1/expectations/" + expectation,
                        Scenario.expectation(rep, "1000")
                                .replace("To be trusted", token + " is trusted")
                                .replace("\"Revenue\"", "\"Revenue of " + token + "\""))
                .must(200);
        api().post(
                        "/api/v1/expectations/" + expectation + "/communications",
                        """
                        {"version":1,"on":"2026-01-02","how":"%1$s's desk","by":"%1$s"}\
                        """
                                .formatted(token))
                .must(200);
        api().post(
                        "/api/v1/expectations/" + expectation + "/disputes",
                        """
                        {"version":1,"on":"2026-01-03","comment":"Says %s."}\
                        """
                                .formatted(token))
                .must(200);
        long position = api().crm("application/cloudevents+json", won("d-1")).must(202).position();
        try (KafkaProducer<byte[], byte[]> kafka =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                server().bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> sent =
                    new ProducerRecord<>("crm.events", won("d-2").getBytes(StandardCharsets.UTF_8));
            sent.headers()
                    .add(
                            "content-type",
                            "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
            kafka.send(sent).get();
        }
        return position + 1;
    }

    /** With a field of the CRM's own. */
    private String won(String subject) {
        return Scenario.won(rep, subject + person, "1", 3, "100")
                .replace("\"amount\"", "\"note\":\"met " + token + "\",\"amount\"");
    }

    private long erase() {
        return api().post("/api/v1/reps/" + rep + "/erasure", "{\"reason\":\"requested\"}")
                .must(200)
                .position();
    }

    @Test
    void theFiguresStayAndTheTextsAreGone() throws ExecutionException, InterruptedException {
        long before = told();
        Answer known = api().timeline(rep, YEAR, before);
        assertThat(known.text()).contains(token);

        long after = erase();
        JsonNode now = api().timeline(rep, YEAR, after).json();
        assertThat(now.toString()).doesNotContain(token);
        assertThat(now.required("rep").required("name").stringValue()).isEqualTo(rep);
        assertThat(now.required("rep").required("erased").booleanValue()).isTrue();
        assertThat(figures(now)).isEqualTo(figures(known.json())).contains("200.00");
        JsonNode then = api().timeline(rep, YEAR + "&knownAt=" + before, after).json();
        assertThat(then.toString()).doesNotContain(token).contains("\"erased\":true");
        assertThat(api().page("auditor", "/reps/" + rep).body())
                .contains(rep + " (erased)")
                .doesNotContain(token);

        assertThat(erase()).as("once more").isEqualTo(after);
    }

    private static String figures(JsonNode timeline) {
        JsonNode clause = timeline.required("clauses").get(0);
        return clause.required("delivered") + " of " + clause.required("expected");
    }

    @Test
    void whatIsToldAfterwardsCountsAndNoTextIsKept()
            throws ExecutionException, InterruptedException {
        api().timeline(rep, YEAR, told());
        erase();
        assertThat(
                        api().put("/api/v1/reps/" + rep, Scenario.rep("Robin " + token))
                                .must(409)
                                .text())
                .contains("erased");
        assertThat(api().put("/api/v1/expectations/again", Scenario.expectation(rep, "5")).status())
                .isEqualTo(409);
        long told = api().crm("application/cloudevents+json", won("d-3")).must(202).position();
        assertThat(figures(api().timeline(rep, YEAR, told).json())).contains("300.00");
        Answer again = api().crm("application/cloudevents+json", won("d-3")).must(202);
        assertThat(again.json().required("duplicates").intValue()).isOne();
    }

    @Test
    void onlyAnAdminErasesAndSaysWhyInAWordThatIsKnown() {
        api().client().hire(rep, "Robin");
        assertThat(api().postAs("manager", "/api/v1/reps/" + rep + "/erasure", "{}").status())
                .isEqualTo(403);
        assertThat(
                        api().post("/api/v1/reps/" + rep + "/erasure", "{\"reason\":\"she asked\"}")
                                .must(422)
                                .text())
                .contains("reason", "no-longer-needed");
        api().post("/api/v1/reps/nobody/erasure", "{\"reason\":\"requested\"}").must(404);
    }

    @Test
    void noPlaintextIsLeftInAnyTableTopicLogOrExport() throws Exception {
        long before = told();
        api().timeline(rep, YEAR, before);
        api().query(
                        "/api/v1/reps/" + rep + "/timeline?" + YEAR,
                        "Access-Reason",
                        "a letter of " + token)
                .must(200);
        assertThat(inTopic("crm.events")).isTrue();
        long after = erase();
        api().timeline(rep, YEAR, after);

        assertThat(tablesWithTheToken(server().commandDatabaseUrl())).isEmpty();
        assertThat(tablesWithTheToken(server().queryDatabaseUrl())).isEmpty();
        assertThat(inTopic("yardstick.events")).isFalse();
        await().atMost(Duration.ofSeconds(60)).until(() -> !inTopic("crm.events"));
        assertThat(api().audit("/api/v1/audit/events").must(200).text()).doesNotContain(token);
        assertThat(api().query("/api/v1/audit/access?rep=" + rep).must(200).text())
                .contains("timeline")
                .doesNotContain(token);
        try (Stream<Path> files = Files.walk(data.resolve("logs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .doesNotContain(token);
            }
        }
    }

    @Test
    void anExportMadeLaterHoldsNoPlaintextAndStillVerifiesAgainstACheckpointOfBefore(
            @TempDir Path work) throws Exception {
        api().timeline(rep, YEAR, told());
        Audits.export(server(), work.resolve("before"));
        String[] kept = Audits.witness(work.resolve("before"), work.resolve("kept"));
        erase();
        Path after = work.resolve("after");
        Audits.export(server(), after);

        Audits.Audit audit = Audits.verify(after, kept);
        assertThat(audit.exit()).as(audit.said()).isZero();
        try (Stream<Path> files = Files.walk(after)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(token);
            }
        }
        assertThat(Files.readString(after.resolve("figures.ndjson")))
                .isEqualTo(Files.readString(work.resolve("before/figures.ndjson")))
                .contains("\"delivered\":\"200.00\"");
        assertThat(api().query("/api/v1/audit/access?rep=" + rep).must(200).text())
                .contains("GET /api/v1/audit/figures?knownAt=");
    }

    @Test
    void anErasureThatACrashCutShortIsRecordedAtTheNextStart() throws Exception {
        told();
        try (Connection connection = connect(server().commandDatabaseUrl());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    update personal_key set key = null, erased_at = now(), erased_by = 'admin',
                        erased_for = 'objected'
                    where person = '%s'
                    """
                            .formatted(rep));
        }
        server().close();
        running = Servers.start(data);
        await().atMost(Duration.ofSeconds(10)).until(() -> !erasures().isEmpty());
        assertThat(erasures()).hasSize(1).first().asString().contains("objected", "\"admin\"");
    }

    private List<String> erasures() {
        return api().audit("/api/v1/audit/events?type=rep-erased")
                .must(200)
                .text()
                .lines()
                .filter(line -> line.contains('"' + rep + '"'))
                .toList();
    }

    private Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, "yardstick", server().databasePassword());
    }

    private List<String> tablesWithTheToken(String url) throws SQLException {
        List<String> tables = new ArrayList<>();
        List<String> found = new ArrayList<>();
        String hexadecimal = HexFormat.of().formatHex(token.getBytes(StandardCharsets.UTF_8));
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            try (ResultSet rows =
                    statement.executeQuery(
                            "select table_name from information_schema.tables"
                                    + " where table_schema = 'public'")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet rows =
                        statement.executeQuery("select t::text from \"" + table + "\" t")) {
                    while (rows.next()) {
                        String row = rows.getString(1);
                        if (row.contains(token) || row.contains(hexadecimal)) {
                            found.add(table + ": " + row);
                        }
                    }
                }
            }
        }
        assertThat(tables).hasSizeGreaterThan(5);
        return found;
    }

    private boolean inTopic(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                server().bootstrapServers()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(p -> new TopicPartition(topic, p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            boolean found = false;
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(200));
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    found |=
                            record.value() != null
                                    && new String(record.value(), StandardCharsets.UTF_8)
                                            .contains(token);
                }
            }
            return found;
        }
    }
}
