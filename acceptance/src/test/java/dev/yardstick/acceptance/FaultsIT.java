package dev.yardstick.acceptance;

import static dev.yardstick.acceptance.Scenario.YEAR;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.acceptance.Api.Answer;
import dev.yardstick.standalone.Server;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
        api().put("/api/v1/reps/robin", Scenario.rep("Robin")).must(200);
        api().put("/api/v1/expectations/e", Scenario.expectation("robin", "1000")).must(200);
        long before = api().crm(LINES, deals("robin", 0, 10)).must(202).position();
        Answer still = api().timeline("robin", YEAR, before);

        server().stopKafka();
        long after = api().crm(LINES, deals("robin", 10, 30)).must(202).position();
        api().post(
                        "/api/v1/expectations/e/communications",
                        "{\"version\":1,\"on\":\"2026-01-02\",\"how\":\"in"
                                + " person\",\"by\":\"Kim\"}")
                .must(200);
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
            api().put("/api/v1/reps/" + rep, Scenario.rep(rep)).must(200);
            api().put("/api/v1/expectations/" + rep + "-2026", Scenario.expectation(rep, "9000"))
                    .must(200);
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
        api().put("/api/v1/reps/robin", Scenario.rep("Robin")).must(200);
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
}
