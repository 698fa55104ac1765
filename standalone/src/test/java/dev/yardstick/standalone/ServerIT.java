package dev.yardstick.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerIT {

    private static final String REP =
            """
            {"name": "Kim Rivera", "team": "north", "hiredOn": "2026-01-05", "timeZone": "UTC"}
            """;

    @TempDir private static Path shared = Path.of("");
    @TempDir private Path data = Path.of("");

    /** Of the tests that leave it as it is. */
    private static Server running;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        running = Server.start(shared, 0);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void whatWasRecordedIsAnsweredAfterARestartAndWhileKafkaIsAway() throws Exception {
        try (Server server = Server.start(data, 0)) {
            assertThat(put(server, "/api/v1/reps/kim")).isEqualTo(200);
            server.stopKafka();
            assertThat(put(server, "/api/v1/reps/lee")).isEqualTo(200);
            server.startKafka();
            assertThat(read(server, "lee")).contains("north");
        }
        assertThat(data.resolve("running.json")).doesNotExist();

        try (Server server = Server.start(data, 0)) {
            assertThat(read(server, "kim")).contains("north");
            assertThat(read(server, "lee")).contains("north");
        }
    }

    @Test
    void theSignInLinkOpensASession() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(running.signInLink("auditor")));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Set-Cookie")).isPresent();
    }

    @Test
    void whoWritesTheLogCannotChangeItAndWhoReadsItsEventsCannotOpenIt() throws Exception {
        assertThat(put(running, "/api/v1/reps/ann")).isEqualTo(200);
        String log = running.commandDatabaseUrl();
        String writer = Services.WRITER;
        try (Connection service = connect(log, writer);
                Statement sql = service.createStatement()) {
            assertThat(sql.execute("select 1 from log where position = 1")).isTrue();
            for (String forbidden :
                    List.of(
                            "update log set data = ''",
                            "delete from log",
                            "truncate log",
                            "alter table log disable trigger log_is_append_only",
                            "update ledger_checkpoint set size = 0",
                            "delete from ledger_checkpoint",
                            "drop table log",
                            "create table mine (id int)",
                            "update flyway_schema_history set success = false",
                            "set role yardstick")) {
                assertThatThrownBy(() -> sql.execute(forbidden))
                        .as(forbidden)
                        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
            }
        }
        String reader = Services.QUERY_OWNER;
        assertThatThrownBy(() -> connect(log, reader).close())
                .hasMessageContaining("permission denied for database");
        connect(running.queryDatabaseUrl(), reader).close();
    }

    private static Connection connect(String url, String role) throws SQLException {
        return DriverManager.getConnection(url, role, running.databasePassword(role));
    }

    @Test
    void aSecondServerOnTheSameDataSaysWhoHoldsIt() throws Exception {
        assertThatThrownBy(() -> Server.start(shared, 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
        assertThat(send(HttpRequest.newBuilder(health(running))).statusCode()).isEqualTo(200);
    }

    @Test
    void aPortTakenWhileTheServerStartsIsToldAsOneTakenBefore() throws Exception {
        Server server = Server.prepare(data, 0);
        try (ServerSocket taken =
                new ServerSocket(server.commandPort(), 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThatThrownBy(server::start)
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "Port %d is taken; choose others with --port P (P, P + 1).",
                            taken.getLocalPort());
        }
    }

    @Test
    void anInterruptEndsEverythingCleanly() throws Exception {
        try (ChildJvm child =
                new ChildJvm(Yardstick.class, "serve", "--data", data.toString(), "--port", "0")) {
            child.awaitLine("Ctrl-C");
            Path pidFile = data.resolve("postgres/cluster/postmaster.pid");
            long postgres = Long.parseLong(Files.readAllLines(pidFile).getFirst());
            assertThat(data.resolve("running.json")).exists();

            child.signal("INT");
            // Whatever is started in the background ignores an interrupt.
            child.signal("TERM");
            List<String> said = child.awaitEnd();

            assertThat(said).contains("Ending …").noneMatch(line -> line.contains("Exception"));
            assertThat(ProcessHandle.of(postgres)).isEmpty();
            assertThat(pidFile).doesNotExist();
            assertThat(data.resolve("running.json")).doesNotExist();
        }
    }

    /** Else Java would learn nothing of a start, and nobody would notice. */
    @Test
    void aRehearsalStartsEverythingLooksAtItAndEnds() throws Exception {
        assertThat(Yardstick.commandLine().execute("rehearse", data.toString())).isZero();

        assertThat(data.resolve("postgres/cluster")).isDirectory();
        assertThat(data.resolve("postgres/cluster/postmaster.pid")).doesNotExist();
        assertThat(data.resolve("running.json")).doesNotExist();
    }

    private static URI health(Server server) {
        return server.queryAddress().resolve("/actuator/health");
    }

    private int put(Server server, String path) throws Exception {
        return send(authorized(server, server.commandAddress().resolve(path))
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(REP)))
                .statusCode();
    }

    /** Waits for the rep: what is recorded becomes visible, sooner or later. */
    private String read(Server server, String rep) throws Exception {
        URI address = server.queryAddress().resolve("/api/v1/reps/" + rep);
        HttpResponse<String> answer = send(authorized(server, address));
        while (answer.statusCode() == 404) {
            Thread.sleep(50);
            answer = send(authorized(server, address));
        }
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static HttpRequest.Builder authorized(Server server, URI address) {
        return HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + server.tokens().get("admin"));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
