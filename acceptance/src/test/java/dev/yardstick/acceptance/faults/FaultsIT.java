package dev.yardstick.acceptance.faults;

import static dev.yardstick.acceptance.support.Scenario.YEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Api.Answer;
import dev.yardstick.acceptance.support.Scenario;
import dev.yardstick.acceptance.support.Servers;
import dev.yardstick.standalone.Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What breaks, and what is still true then: with a real PostgreSQL and a real Kafka. */
class FaultsIT {

    private static final String LINES = "application/x-ndjson";

    @TempDir private Path data = Path.of("");

    private @Nullable Server running;
    private @Nullable Api calls;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        restart();
    }

    @AfterEach
    void stop() {
        server().close();
    }

    private void restart() throws IOException, InterruptedException {
        running = Servers.start(data);
        calls = Api.of(running);
    }

    private Server server() {
        return Objects.requireNonNull(running);
    }

    private Api api() {
        return Objects.requireNonNull(calls);
    }

    private static String deals(String rep, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Scenario.won(rep, "deal-" + i, "1", 1 + i % 28, i + ".25"))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void withKafkaStoppedCommandsGoOnAndTimelinesStandStillAndThenCatchUp() throws IOException {
        api().client().hire("robin", "Robin");
        api().client().expect("e", "robin", "1000");
        long before = api().crm(LINES, deals("robin", 0, 10)).must(202).position();
        Answer still = api().timeline("robin", YEAR, before);

        server().stopKafka();
        long after = api().crm(LINES, deals("robin", 10, 30)).must(202).position();
        api().client().communicate("e", 1, "2026-01-02", "in" + " person");
        assertThat(api().query("/api/v1/reps/robin/timeline?" + YEAR + "&after=" + after).status())
                .isEqualTo(503);
        assertThat(api().query("/api/v1/reps/robin/timeline?" + YEAR).text())
                .isEqualTo(still.text());

        server().startKafka();
        JsonNode caughtUp = api().timeline("robin", YEAR, after).json();
        assertThat(caughtUp.required("clauses").get(0).required("delivered").stringValue())
                .isEqualTo("442.50");
        assertThat(api().query("/api/v1/reps/robin/timeline?" + YEAR + "&knownAt=" + before).text())
                .isEqualTo(still.text());
    }

    @Test
    void withTheReadModelDroppedItFillsAgainAndEveryTimelineIsEqual()
            throws IOException, InterruptedException, SQLException {
        long last = 0;
        List<String> reps = List.of("robin", "sam", "kit");
        for (String rep : reps) {
            api().client().hire(rep);
            api().client().expect(rep + "-2026", rep, "9000");
            api().crm(LINES, deals(rep, 0, 50).replace("deal-", rep + "-")).must(202);
            last =
                    api().post(
                                    "/api/v1/expectations/" + rep + "-2026/revisions",
                                    Scenario.revision("2026-07-01", "12000"),
                                    "If-Match",
                                    "\"1\"")
                            .must(200)
                            .position();
        }
        List<String> before = new ArrayList<>();
        for (String rep : reps) {
            before.add(api().timeline(rep, YEAR, last).text());
            before.add(api().timeline(rep, YEAR + "&knownAt=" + (last - 20), last).text());
        }
        drop(server().queryDatabaseUrl(), server().databasePassword());
        server().close();

        restart();
        List<String> after = new ArrayList<>();
        for (String rep : reps) {
            after.add(api().timeline(rep, YEAR, last).text());
            after.add(api().timeline(rep, YEAR + "&knownAt=" + (last - 20), last).text());
        }
        assertThat(after).isEqualTo(before);
    }

    private static void drop(String url, String password) throws SQLException {
        String database = url.substring(url.lastIndexOf('/') + 1);
        try (Connection connection =
                        DriverManager.getConnection(
                                url.replace(database, "postgres"), "yardstick", password);
                Statement statement = connection.createStatement()) {
            statement.execute("drop database " + database + " with (force)");
        }
    }

    @Test
    void theLogIsDenseAfter32ConcurrentSenders() throws Exception {
        api().client().hire("robin", "Robin");
        List<Callable<Integer>> senders = new ArrayList<>();
        for (int s = 0; s < 32; s++) {
            int sender = s;
            senders.add(() -> {
                String lines =
                        deals("robin", 0, 60)
                                .replace("deal-", (sender % 2) + "-" + sender / 2 + "-");
                return api().crm(LINES, lines).status();
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> status : threads.invokeAll(senders)) {
                assertThat(status.get()).isEqualTo(202);
            }
        }
        List<Long> positions =
                api().audit("/api/v1/audit/events")
                        .must(200)
                        .text()
                        .lines()
                        .map(line ->
                                JsonMapper.shared().readTree(line).required("position").longValue())
                        .toList();
        assertThat(positions).hasSize(1 + 32 * 60);
        for (int i = 0; i < positions.size(); i++) {
            assertThat(positions.get(i)).isEqualTo(i + 1L);
        }
    }

    private static final String TOPIC = "yardstick.events";

    /** Forged from scratch, or from what the server wrote: whatever it is, nobody believes it. */
    @Test
    void whatSomebodyElseWritesToTheTopicIsParkedAndChangesNothing() throws Exception {
        api().client().hire("robin", "Robin");
        api().client().expect("e", "robin", "1000");
        long before = api().crm(LINES, deals("robin", 0, 10)).must(202).position();
        assertThat(delivered(before)).isEqualTo("47.50");

        List<ProducerRecord<String, byte[]>> forged = new ArrayList<>();
        ConsumerRecord<String, byte[]> genuine = genuine("deal-0");
        String text = new String(genuine.value(), StandardCharsets.UTF_8);
        for (String changed :
                List.of(
                        at(text, before + 1).replace("0.25", "123456.00"),
                        at(text, 9_000_000_000_000_000_000L),
                        at(text, -1),
                        "{\"metadata\":null}",
                        "nonsense")) {
            forged.add(like(genuine, genuine.partition(), changed));
            forged.add(
                    new ProducerRecord<>(
                            TOPIC,
                            genuine.partition(),
                            genuine.key(),
                            changed.getBytes(StandardCharsets.UTF_8)));
        }
        for (int partition = 0; partition < 8; partition++) {
            String watermark = "{\"watermark\":9000000000000000000}";
            forged.add(
                    new ProducerRecord<>(
                            TOPIC, partition, null, watermark.getBytes(StandardCharsets.UTF_8)));
            forged.add(new ProducerRecord<>(TOPIC, partition, null, null));
            if (partition != genuine.partition()) {
                forged.add(like(genuine, partition, text));
            }
        }
        write(forged);

        long after = api().crm(LINES, deals("robin", 10, 30)).must(202).position();
        assertThat(delivered(after)).isEqualTo("442.50");
        assertThat(api().queryAs("operator", "/api/v1/parked").must(200).json().required("items"))
                .hasSize(forged.size())
                .allSatisfy(parked -> {
                    assertThat(parked.required("ours").booleanValue()).isFalse();
                    assertThat(parked.required("reason").stringValue()).contains("signature");
                });
        assertThat(api().query("/api/v1/reps?after=" + (after + 1)).status()).isNotEqualTo(200);
        // A record of the stream that was forged goes on counting.
        String corrected =
                Scenario.won("robin", "deal-0", "2", 1, "1000.25").replace("T10:", "T11:");
        assertThat(delivered(api().crm(LINES, corrected).must(202).position()))
                .isEqualTo("1442.50");
        assertThat(api().query("/actuator/health").status()).isEqualTo(200);
    }

    @Test
    void aLogThatWasShippedUnderAnotherKeyIsShippedAgainInItsPlace() throws Exception {
        api().client().hire("robin", "Robin");
        api().client().expect("e", "robin", "1000");
        assertThat(delivered(api().crm(LINES, deals("robin", 0, 10)).must(202).position()))
                .isEqualTo("47.50");
        long first = genuine("deal-0").offset();
        try (Connection log =
                        DriverManager.getConnection(
                                server().commandDatabaseUrl(),
                                "yardstick",
                                server().databasePassword());
                Statement statement = log.createStatement()) {
            statement.execute("update shipping set signed_by = ''");
        }
        server().close();

        restart();
        assertThat(delivered(api().crm(LINES, deals("robin", 10, 30)).must(202).position()))
                .isEqualTo("442.50");
        assertThat(genuine("deal-0").offset())
                .as("what was written before is gone")
                .isGreaterThan(first);
        requireAllOfKafka();
    }

    @Test
    void aNewKeyInFrontOfTheTokensLeavesWhatTheOldOneSigned() throws Exception {
        api().client().hire("robin", "Robin");
        api().client().expect("e", "robin", "1000");
        assertThat(delivered(api().crm(LINES, deals("robin", 0, 10)).must(202).position()))
                .isEqualTo("47.50");
        long first = genuine("deal-0").offset();
        server().close();

        Path keys = data.resolve("token.key");
        String fresh = Base64.getEncoder().encodeToString(new SecureRandom().generateSeed(32));
        Files.writeString(keys, fresh + "\n" + Files.readString(keys));
        restart();
        assertThat(delivered(api().crm(LINES, deals("robin", 10, 30)).must(202).position()))
                .as("by tokens of the old key")
                .isEqualTo("442.50");
        assertThat(genuine("deal-0").offset()).as("not shipped again").isEqualTo(first);
        requireAllOfKafka();
    }

    /** Nothing of what Kafka holds is lacking, and nothing is taken for somebody else's. */
    private void requireAllOfKafka() {
        String rebuild =
                Api.REBUILDS
                        + "/"
                        + api().operate("POST", Api.REBUILDS, "{}")
                                .must(202)
                                .json()
                                .required("id")
                                .asString();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !api().queryAs("operator", rebuild).text().contains("\"running\""));
        JsonNode done = api().queryAs("operator", rebuild).json();
        assertThat(done.required("state").stringValue()).as(done.toString()).isEqualTo("done");
        assertThat(done.required("equal").booleanValue()).as(done.toString()).isTrue();
        assertThat(api().queryAs("operator", "/api/v1/parked").json().required("items")).isEmpty();
    }

    private String delivered(long after) {
        return api().timeline("robin", YEAR, after)
                .json()
                .required("clauses")
                .get(0)
                .required("delivered")
                .stringValue();
    }

    private static String at(String line, long position) {
        return line.replaceFirst("\"position\":\\d+", "\"position\":" + position);
    }

    private static ProducerRecord<String, byte[]> like(
            ConsumerRecord<String, byte[]> genuine, int partition, String value) {
        return new ProducerRecord<>(
                TOPIC,
                partition,
                genuine.key(),
                value.getBytes(StandardCharsets.UTF_8),
                genuine.headers());
    }

    private void write(List<ProducerRecord<String, byte[]>> records) throws Exception {
        try (KafkaProducer<String, byte[]> kafka =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", server().bootstrapServers()),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            for (ProducerRecord<String, byte[]> record : records) {
                kafka.send(record).get();
            }
        }
    }

    /** The first record in the topic whose key ends so. */
    private ConsumerRecord<String, byte[]> genuine(String end) {
        try (KafkaConsumer<String, byte[]> kafka =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                server().bootstrapServers(),
                                "auto.offset.reset",
                                "earliest"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            kafka.assign(
                    IntStream.range(0, 8)
                            .mapToObj(partition -> new TopicPartition(TOPIC, partition))
                            .toList());
            while (true) {
                for (ConsumerRecord<String, byte[]> record : kafka.poll(Duration.ofSeconds(1))) {
                    if (record.key() != null && record.key().endsWith(end)) {
                        return record;
                    }
                }
            }
        }
    }
}
