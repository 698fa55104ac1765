package dev.yardstick.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Api.Answer;
import dev.yardstick.acceptance.support.Failures;
import dev.yardstick.acceptance.support.Servers;
import dev.yardstick.standalone.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Under load, connections end, pools run empty, the database hangs and Kafka stops: every loop goes
 * on by itself, nobody waits for ever, and nothing that was accepted is lost or counts twice.
 */
class OutagesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int ROUNDS = Integer.getInteger("yardstick.rounds", 1);

    /**
     * The time-outs that are set otherwise, unless as many rounds are wanted that they may last.
     */
    private static final Map<String, String> SHORT =
            Boolean.getBoolean("yardstick.patient")
                    ? Map.of()
                    : Map.of(
                            "spring.datasource.hikari.connection-timeout", "6000",
                            "spring.datasource.hikari.data-source-properties.socketTimeout", "12",
                            "spring.datasource.hikari.data-source-properties.options",
                                    "-c statement_timeout=20s -c lock_timeout=8s");

    private static Server server;
    private static Api api;
    private static Failures failures;

    @BeforeAll
    static void start(@TempDir Path data) throws IOException, InterruptedException {
        SHORT.forEach(System::setProperty);
        try {
            server = Servers.start(data);
        } finally {
            SHORT.keySet().forEach(System::clearProperty);
        }
        api = Api.of(server);
        failures = new Failures();
    }

    @AfterAll
    static void stop() {
        failures.close();
        server.close();
    }

    @Test
    void connectionsThatEndOneAfterTheOtherStopNothing() throws Exception {
        try (Load load = new Load(api, "cut");
                Connection connection = connect("postgres")) {
            for (int round = 0; round < 3 * ROUNDS; round++) {
                int before = load.deals();
                for (long backend : backends()) {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("select pg_terminate_backend(" + backend + ")");
                    }
                    Thread.sleep(Duration.ofMillis(50));
                }
                await().atMost(PATIENCE).until(() -> load.deals() > before);
            }
            requireAll(load);
        }
    }

    @Test
    void emptyPoolsStopNothingAndItStaysAlive() throws Exception {
        try (Load load = new Load(api, "empty")) {
            for (int round = 0; round < ROUNDS; round++) {
                int refused = load.refused();
                try (Connection log = lock("yardstick_command", "parked, log_head");
                        Connection model = lock("yardstick_query", "consumed, parked");
                        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    List<Future<Answer>> waiting = new ArrayList<>();
                    for (int i = 0; i < 20; i++) {
                        waiting.add(threads.submit(() -> api.operations("/api/v1/crm/parked")));
                        waiting.add(
                                threads.submit(() -> api.queryAs("operator", "/api/v1/parked")));
                    }
                    while (waiting.stream().anyMatch(asked -> !asked.isDone())) {
                        for (Answer alive : health("/liveness")) {
                            alive.must(200);
                        }
                        Thread.sleep(Duration.ofMillis(100));
                    }
                    for (Future<Answer> asked : waiting) {
                        asked.get().must(503);
                    }
                    assertThat(load.refused()).isGreaterThan(refused);
                    assertThat(log.isValid(60) && model.isValid(60)).isTrue();
                }
                int before = load.deals();
                await().atMost(PATIENCE).until(() -> load.deals() > before);
            }
            requireAll(load);
        }
    }

    /**
     * A process of the database that is stopped may hold what all others need, so 503 is an answer
     * to a read too; what matters is that one comes.
     */
    @Test
    void aDatabaseThatHangsHasNobodyWaitForEver() throws Exception {
        try (Load load = new Load(api, "frozen")) {
            for (int round = 0; round < ROUNDS; round++) {
                int refused = load.refused();
                int read = load.read();
                int taken = load.deals();
                List<Long> frozen = backends();
                try {
                    signal("STOP", frozen);
                    await().atMost(PATIENCE)
                            .until(() -> load.refused() > refused || load.deals() > taken + 20);
                    await().atMost(PATIENCE).until(() -> load.read() > read + 1);
                } finally {
                    signal("CONT", frozen);
                }
                int before = load.deals();
                await().atMost(PATIENCE).until(() -> load.deals() > before);
            }
            requireAll(load);
        }
    }

    @Test
    void withKafkaStoppedCommandsGoOnAndFiguresCatchUpAfterwards() throws Exception {
        try (Load load = new Load(api, "away")) {
            for (int round = 0; round < ROUNDS; round++) {
                int before = load.deals();
                await().atMost(PATIENCE).until(() -> load.deals() > before + 20);
                server.stopKafka();
                int stopped = load.deals();
                await().atMost(PATIENCE).until(() -> load.deals() > stopped + 50);
                server.startKafka();
            }
            requireAll(load);
        }
    }

    /** All that was accepted counts, every loop of both services comes round, and health is UP. */
    private static void requireAll(Load load) throws Exception {
        assertThat(failures.told()).isEmpty();
        load.requireAll();
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    for (Answer health : health("")) {
                        assertThat(health.must(200).json().required("status").stringValue())
                                .isEqualTo("UP");
                        JsonNode workers =
                                health.json()
                                        .required("components")
                                        .required("workers")
                                        .required("details");
                        assertThat(workers).isNotEmpty();
                        workers.properties()
                                .forEach(worker ->
                                        assertThat(worker.getValue().stringValue())
                                                .as(worker.getKey())
                                                .matches("[0-9] s"));
                    }
                });
    }

    private static List<Answer> health(String group) {
        return List.of(
                api.operations("/actuator/health" + group),
                api.queryAs("operator", "/actuator/health" + group));
    }

    private static Connection connect(String database) throws SQLException {
        String url = server.commandDatabaseUrl();
        return DriverManager.getConnection(
                url.substring(0, url.lastIndexOf('/') + 1) + database,
                "yardstick",
                server.databasePassword());
    }

    private static Connection lock(String database, String tables) throws SQLException {
        Connection connection = connect(database);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("lock table " + tables + " in access exclusive mode");
        }
        return connection;
    }

    private static List<Long> backends() throws SQLException {
        List<Long> found = new ArrayList<>();
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select pid from pg_stat_activity where datname like 'yardstick_%'"
                                        + " and backend_type = 'client backend' order by pid")) {
            while (row.next()) {
                found.add(row.getLong(1));
            }
        }
        assertThat(found).isNotEmpty();
        return found;
    }

    private static void signal(String name, List<Long> processes)
            throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(
                                Stream.of("kill", "-" + name),
                                processes.stream().map(String::valueOf))
                        .toList();
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
