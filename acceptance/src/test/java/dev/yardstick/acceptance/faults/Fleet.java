package dev.yardstick.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yardstick.acceptance.support.Servers;
import dev.yardstick.standalone.client.TokenSigner;
import dev.yardstick.standalone.kafka.KafkaServer;
import dev.yardstick.standalone.postgres.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two of each service on one PostgreSQL and one Kafka, behind a load balancer for each. */
final class Fleet implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int OF_EACH = 2;

    private static final String LEADERS =
            """
            select count(*) from pg_locks
            where locktype = 'advisory' and granted and objsubid = 1
              and database = (select oid from pg_database where datname = current_database())
              and ((classid::bigint << 32) | objid::bigint) = hashtextextended(?, 0)
            """;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PostgresServer postgres;
    private final KafkaServer kafka;
    private final List<Member> members = new ArrayList<>();
    private final Balancer commands;
    private final Balancer queries;
    private final Map<String, String> tokens;

    /** Starts all of them, and returns when all are ready. */
    Fleet(Path data) throws Exception {
        Files.createDirectories(data.resolve("erasures"));
        List<Integer> ports = freePorts(3 + 3 * OF_EACH * 2);
        postgres =
                PostgresServer.start(
                        data.resolve("postgres"),
                        Servers.programs(),
                        data.resolve("postgres.log"),
                        ports.removeFirst());
        byte[] key = new byte[32];
        new Random(1).nextBytes(key);
        Path keyFile = data.resolve(TokenSigner.KEY_FILE);
        Files.writeString(keyFile, Base64.getEncoder().encodeToString(key));
        TokenSigner signer = TokenSigner.open(data);
        tokens = signer.ofAllRoles();
        int kafkaPort = ports.removeFirst();
        int controllerPort = ports.removeFirst();
        Map<String, String> listeners = new HashMap<>();
        listeners.put("PLAINTEXT", "127.0.0.1:" + kafkaPort);
        listeners.put("CONTROLLER", "127.0.0.1:" + controllerPort);
        Map<String, String> advertised = new HashMap<>();
        advertised.put("PLAINTEXT", "127.0.0.1:" + kafkaPort);
        for (String service : List.of(Member.COMMANDS, Member.QUERIES)) {
            String database = "yardstick_" + service;
            postgres.createDatabase(database);
            for (int i = 0; i < OF_EACH; i++) {
                int listener = ports.removeFirst();
                Network toPostgres = new Network(postgres.port());
                Network toKafka = new Network(listener);
                String name = service.toUpperCase(java.util.Locale.ROOT) + i;
                listeners.put(name, "127.0.0.1:" + listener);
                advertised.put(name, "127.0.0.1:" + toKafka.port());
                members.add(
                        new Member(
                                service,
                                ports.removeFirst(),
                                toPostgres,
                                toKafka,
                                data.resolve(name + ".log"),
                                settings(data, signer, database, toPostgres, toKafka)));
            }
        }
        kafka =
                KafkaServer.start(
                        data.resolve("kafka"),
                        kafkaPort,
                        controllerPort,
                        Map.of(
                                "listeners", joined(listeners, "://"),
                                "advertised.listeners", joined(advertised, "://"),
                                "listener.security.protocol.map", protocols(listeners)));
        // Each asks the first of the other service, as if a load balancer led there.
        for (Member member : members) {
            member.start();
        }
        commands = new Balancer(of(Member.COMMANDS).stream().map(Member::address).toList());
        queries = new Balancer(of(Member.QUERIES).stream().map(Member::address).toList());
        awaitAll();
    }

    private List<String> settings(
            Path data, TokenSigner signer, String database, Network postgres, Network kafka) {
        String url = this.postgres.url(database);
        String first =
                members.isEmpty() ? "http://127.0.0.1:1" : members.getFirst().address().toString();
        return List.of(
                "--server.address=127.0.0.1",
                "--spring.datasource.url="
                        + url.replace(":" + this.postgres.port(), ":" + postgres.port()),
                "--spring.datasource.username=" + PostgresServer.USER,
                "--spring.datasource.password=" + this.postgres.password(),
                "--spring.main.banner-mode=off",
                "--spring.thymeleaf.check-template-location=false",
                "--yardstick.kafka.bootstrap-servers=127.0.0.1:" + kafka.port(),
                "--yardstick.tokens.key=" + signer.key(),
                "--yardstick.erasures.file=" + data.resolve("erasures/list"),
                "--yardstick.command-service.url=" + first,
                "--yardstick.reading.wait-for=5s",
                "--yardstick.shutdown.drain=1s");
    }

    private static String joined(Map<String, String> all, String between) {
        List<String> each = new ArrayList<>();
        all.forEach((name, value) -> each.add(name + between + value));
        return String.join(",", each);
    }

    private static String protocols(Map<String, String> listeners) {
        Map<String, String> protocols = new HashMap<>();
        listeners.keySet().forEach(name -> protocols.put(name, "PLAINTEXT"));
        return joined(protocols, ":");
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return new ArrayList<>(held.stream().map(ServerSocket::getLocalPort).toList());
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    List<Member> members() {
        return members;
    }

    List<Member> of(String service) {
        return members.stream().filter(member -> member.is(service)).toList();
    }

    /** Waits until every one of them is ready. */
    void awaitAll() {
        await().atMost(PATIENCE)
                .until(() -> commands.ready() == OF_EACH && queries.ready() == OF_EACH);
    }

    /** An answer. */
    record Answer(int status, String text) {
        JsonNode json() {
            return JSON.readTree(text);
        }
    }

    /** Sends something to command-service. */
    Answer command(String role, String method, String path, String type, String body)
            throws IOException, InterruptedException {
        return send(commands, role, method, path, type, body);
    }

    /** Asks query-service. */
    Answer query(String role, String path) throws IOException, InterruptedException {
        return send(queries, role, "GET", path, null, "");
    }

    /** Orders something of query-service. */
    Answer order(String method, String path) throws IOException, InterruptedException {
        return send(queries, "operator", method, path, "application/json", "{}");
    }

    /** The same, where it does not matter whether anybody is there, nor what he answers. */
    void orderSometime(String path) {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        order("POST", path);
                    } catch (IOException nobody) {
                        // it was only to be in the way of the others
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private Answer send(
            Balancer to,
            String role,
            String method,
            String path,
            @Nullable String type,
            String body)
            throws IOException, InterruptedException {
        HttpResponse<String> response =
                to.send(
                        path,
                        request -> {
                            request.header("Authorization", "Bearer " + tokens.get(role));
                            if (type != null) {
                                request.header("Content-Type", type);
                            }
                            return request.method(
                                    method, HttpRequest.BodyPublishers.ofString(body));
                        });
        return new Answer(response.statusCode(), response.body());
    }

    /** Exactly one process leads each of what one leads. */
    void requireOneLeaderEach() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    for (String led : List.of("shipping yardstick.events", "ledger", "fetching")) {
                        assertThat(leaders(Member.COMMANDS, led)).as(led).isEqualTo(1);
                    }
                    for (String led : List.of("notices", "calibrations")) {
                        assertThat(leaders(Member.QUERIES, led)).as(led).isEqualTo(1);
                    }
                });
    }

    private long leaders(String service, String led) throws SQLException {
        try (Connection database = postgres.connect("yardstick_" + service);
                PreparedStatement locks = database.prepareStatement(LEADERS)) {
            locks.setString(1, led);
            try (ResultSet row = locks.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Override
    public void close() throws IOException {
        commands.close();
        queries.close();
        for (Member member : members) {
            member.close();
        }
        kafka.close();
        postgres.close();
    }
}
