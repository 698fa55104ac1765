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
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** The read model folded anew, while the old one answers. */
class RebuildIT {

    private static final String LINES = "application/x-ndjson";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private static Path data = Path.of("");

    private static @Nullable Server running;
    private static @Nullable Api calls;
    private static long known;
    private static String then = "";

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        restart();
        api().client().hire("robin", "Robin");
        api().client().expect("e", "robin", "1000");
        for (int i = 0; i < 5_000; i += 1_000) {
            known =
                    api().crm(LINES, Intake.lines("robin", "deal-", i, 1_000, new Random(i)))
                            .must(202)
                            .position();
        }
        then = timeline();
    }

    @AfterAll
    static void stop() {
        server().close();
    }

    private static void restart() throws IOException, InterruptedException {
        running = Servers.start(data);
        calls = Api.of(running);
    }

    private static Server server() {
        return Objects.requireNonNull(running);
    }

    private static Api api() {
        return Objects.requireNonNull(calls);
    }

    /** The timeline as it was known before any test. */
    private static String timeline() {
        return api().timeline("robin", YEAR + "&knownAt=" + known, known).text();
    }

    private static String begin(String order) {
        return Api.REBUILDS
                + "/"
                + api().operate("POST", Api.REBUILDS, order)
                        .must(202)
                        .json()
                        .required("id")
                        .asString();
    }

    private static JsonNode ended(String rebuild) {
        await().atMost(PATIENCE).until(() -> !state(rebuild).equals("running"));
        return api().queryAs("operator", rebuild).must(200).json();
    }

    /** While PostgreSQL is away nobody can say. */
    private static String state(String rebuild) {
        Answer answer = api().queryAs("operator", rebuild);
        return answer.status() == 503
                ? "running"
                : answer.must(200).json().required("state").asString();
    }

    private static void assertDoneAndEqual(JsonNode rebuild) {
        assertThat(rebuild.required("state").asString()).as(rebuild.toString()).isEqualTo("done");
        assertThat(rebuild.required("equal").booleanValue()).as(rebuild.toString()).isTrue();
        assertThat(rebuild.required("tables")).hasSizeGreaterThan(5);
    }

    private static void sql(String statement) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                server().queryDatabaseUrl(),
                                "yardstick",
                                server().databasePassword());
                Statement sql = connection.createStatement()) {
            assertThat(sql.executeUpdate(statement)).as(statement).isPositive();
        }
    }

    @Test
    void underLiveIntakeItEndsWithEqualChecksumsAndNoTimelineIsEverWrong()
            throws InterruptedException {
        try (Intake intake = new Intake(api(), "robin", 1)) {
            await().atMost(PATIENCE).until(() -> intake.accepted() > 2);
            String rebuild = begin("{}");
            Answer second = api().operate("POST", Api.REBUILDS, "{}");
            assertThat(second.status()).isEqualTo(409);
            assertThat(second.json().required("code").asString()).isEqualTo("rebuild-running");
            int before = intake.accepted();
            int asked = 0;
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (state(rebuild).equals("running")) {
                assertThat(System.nanoTime()).as("still running").isLessThan(end);
                assertThat(timeline()).isEqualTo(then);
                asked++;
            }
            assertThat(asked).as("timelines during the rebuild").isPositive();
            assertThat(intake.accepted()).isGreaterThan(before);
            assertDoneAndEqual(ended(rebuild));
            assertThat(timeline()).isEqualTo(then);
        }
    }

    @Test
    void aDamagedRowIsReportedAsTheFirstDifferenceAndHealed() throws SQLException {
        sql("update fact set amount = amount + 1 where record in (1004, 1005)");
        sql("delete from chronicle where type = 'expectation-set'");
        assertThat(api().query("/api/v1/reps/robin/timeline?" + YEAR).text()).isNotEqualTo(then);

        JsonNode rebuild = ended(begin("{\"from\":\"kafka\"}"));
        assertThat(rebuild.required("state").asString()).isEqualTo("done");
        assertThat(rebuild.required("equal").booleanValue()).isFalse();
        for (JsonNode table : rebuild.required("tables")) {
            JsonNode difference = table.required("firstDifference");
            switch (table.required("table").asString()) {
                case "fact" -> {
                    JsonNode old = difference.required("old");
                    JsonNode rebuilt = difference.required("rebuilt");
                    assertThat(old.required("record").longValue()).isEqualTo(1004);
                    assertThat(old.required("rep").asString()).isEqualTo("robin");
                    assertThat(old.required("amount").longValue())
                            .isEqualTo(rebuilt.required("amount").longValue() + 1);
                }
                case "chronicle" -> {
                    assertThat(difference.required("old").isNull()).isTrue();
                    assertThat(difference.required("rebuilt").required("type").asString())
                            .isEqualTo("expectation-set");
                }
                default -> assertThat(difference.isNull()).as(table.toString()).isTrue();
            }
        }
        assertThat(timeline()).isEqualTo(then);
        assertDoneAndEqual(ended(begin("{}")));
    }

    @Test
    void whenPostgresqlEndsItsConnectionsItGoesOn() throws SQLException {
        String rebuild = begin("{}");
        sql(
                """
                create table ended as select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()
                """);
        assertDoneAndEqual(ended(rebuild));
        assertThat(timeline()).isEqualTo(then);
    }

    @Test
    void oneThatIsCancelledChangesNothing() {
        server().stopKafka();
        try {
            String rebuild = begin("{}");
            assertThat(api().operate("DELETE", rebuild, "").status()).isEqualTo(202);
            assertThat(ended(rebuild).required("state").asString()).isEqualTo("cancelled");
            assertThat(api().operate("DELETE", rebuild, "").status()).isEqualTo(409);
        } finally {
            startKafka();
        }
        assertThat(timeline()).isEqualTo(then);
    }

    private static void startKafka() {
        try {
            server().startKafka();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whenKafkaIsAwayOrLostItsEventsTheLogHasThem() throws Exception {
        server().stopKafka();
        assertDoneAndEqual(ended(begin("{\"from\":\"log\"}")));
        startKafka();

        forgetTheFirstEvents();
        JsonNode lacking = ended(begin("{\"from\":\"kafka\"}"));
        assertThat(lacking.required("state").asString()).isEqualTo("failed");
        assertThat(lacking.required("detail").asString()).contains("rebuild from the log");
        sql("delete from fact where record < 2000");
        assertThat(ended(begin("{\"from\":\"log\"}")).required("equal").booleanValue()).isFalse();
        assertThat(timeline()).isEqualTo(then);

        server().close();
        assertThat(FileSystemUtils.deleteRecursively(data.resolve("kafka"))).isTrue();
        restart();
        long after =
                api().crm(LINES, Scenario.won("robin", "after-the-loss", "1", 3, "5"))
                        .must(202)
                        .position();
        assertThat(api().timeline("robin", YEAR + "&knownAt=" + known, after).text())
                .isEqualTo(then);
        assertDoneAndEqual(ended(begin("{}")));
        assertThat(timeline()).isEqualTo(then);
    }

    private static void forgetTheFirstEvents() throws Exception {
        try (Admin admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                server().bootstrapServers()))) {
            admin.deleteRecords(
                            Map.of(
                                    new TopicPartition("yardstick.events", 3),
                                    RecordsToDelete.beforeOffset(100)))
                    .all()
                    .get();
        }
    }

    @Test
    void wrongOrdersAreRefusedAndOnlyOperatorsGiveThem() {
        assertThat(api().operate("POST", Api.REBUILDS, "{\"from\":\"memory\"}").status())
                .isEqualTo(422);
        assertThat(api().operate("POST", Api.REBUILDS, "{\"form\":\"log\"}").status())
                .isEqualTo(422);
        assertThat(api().operate("POST", Api.REBUILDS, "[]").status()).isEqualTo(422);
        assertThat(api().operate("POST", Api.REBUILDS, "{").status()).isEqualTo(400);
        assertThat(api().operate("GET", Api.REBUILDS + "/999", "").status()).isEqualTo(404);
        assertThat(api().operate("GET", Api.REBUILDS + "/x", "").status()).isEqualTo(422);
        assertThat(api().operate("DELETE", Api.REBUILDS + "/999", "").status()).isEqualTo(404);
        assertThat(api().queryAs("manager", Api.REBUILDS).status()).isEqualTo(403);
        assertThat(api().queryAs("auditor", Api.REBUILDS).status()).isEqualTo(200);
    }
}
