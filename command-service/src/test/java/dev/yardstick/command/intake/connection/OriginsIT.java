package dev.yardstick.command.intake.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.yardstick.command.RunningCommandService;
import dev.yardstick.command.RunningCommandService.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

/** Secrets belong to an origin, and what answers there is told in few words. */
class OriginsIT {

    private static final String CONNECTIONS = "/api/v1/crm/connections/";

    private static RunningCommandService service;

    @BeforeAll
    static void start() throws IOException {
        service = new RunningCommandService();
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    /** A CRM's API that has nothing, and keeps what it is shown as proof. */
    private record Api(HttpServer http, List<String> proofs) implements AutoCloseable {

        static Api start() throws IOException {
            HttpServer http =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Api api = new Api(http, new CopyOnWriteArrayList<>());
            http.createContext(
                    "/",
                    exchange -> {
                        api.proofs.add(
                                String.valueOf(
                                        exchange.getRequestHeaders().getFirst("Authorization")));
                        exchange.sendResponseHeaders(500, -1);
                        exchange.close();
                    });
            http.start();
            return api;
        }

        String url() {
            return "http://127.0.0.1:" + http.getAddress().getPort();
        }

        @Override
        public void close() {
            http.stop(0);
        }
    }

    private static Answer define(String name, String api) {
        Answer answer =
                service.put(
                        "operator",
                        CONNECTIONS + name,
                        "{\"kind\":\"hubspot\",\"api\":\"" + api + "\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private static String problem(String name) {
        assertThat(
                        service.post(
                                        "operator",
                                        CONNECTIONS + name + "/fetches",
                                        "{\"object\":\"deals\",\"records\":[\"1\"]}")
                                .status())
                .isEqualTo(202);
        return await().atMost(Duration.ofMinutes(1))
                .until(
                        () ->
                                service.get("operator", CONNECTIONS + name + "/fetches")
                                        .json()
                                        .required("items")
                                        .valueStream()
                                        .map(item -> item.required("problem"))
                                        .filter(JsonNode::isString)
                                        .map(JsonNode::stringValue)
                                        .findFirst()
                                        .orElse(""),
                        told -> !told.isEmpty());
    }

    @Test
    void anotherOriginIsNotShownTheSecretsOfTheOneBefore() throws IOException {
        try (Api own = Api.start();
                Api other = Api.start()) {
            define("moved", own.url());
            service.put("admin", CONNECTIONS + "moved/secrets", "{\"accessToken\":\"hush\"}");
            assertThat(define("moved", own.url() + "/v2").json().required("droppedSecrets"))
                    .isEmpty();
            assertThat(problem("moved")).isEqualTo("the CRM's API answered 500");
            assertThat(own.proofs).contains("Bearer hush");

            assertThat(define("moved", other.url()).json().required("droppedSecrets").toString())
                    .isEqualTo("[\"accessToken\"]");
            assertThat(service.get("operator", CONNECTIONS + "moved").json().required("secrets"))
                    .isEmpty();
            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() ->
                            assertThat(problem("moved")).contains("no accessToken or apiKey"));
            assertThat(other.proofs).isEmpty();
            define("moved", own.url());
            assertThat(service.get("operator", CONNECTIONS + "moved").json().required("secrets"))
                    .isEmpty();
        }
    }

    @Test
    void theKindsOwnOriginIsOneToo() {
        service.put("operator", CONNECTIONS + "usual", "{\"kind\":\"hubspot\"}");
        service.put("admin", CONNECTIONS + "usual/secrets", "{\"accessToken\":\"hush\"}");
        assertThat(define("usual", "https://API.hubapi.com:443").json().required("droppedSecrets"))
                .isEmpty();
        assertThat(define("usual", "https://hubapi.example").json().required("droppedSecrets"))
                .hasSize(1);
    }

    @Test
    void secretsOfBeforeBelongToTheOriginOfThen() throws IOException {
        define("port", "https://CRM.example:443/v2");
        define("other", "https://crm.example:8443");
        service.put("operator", CONNECTIONS + "none", "{\"kind\":\"salesforce\"}");
        service.put("operator", CONNECTIONS + "own", "{\"kind\":\"hubspot\"}");
        for (String name : List.of("port", "other", "none", "own")) {
            service.put("admin", CONNECTIONS + name + "/secrets", "{\"accessToken\":\"hush\"}");
        }
        List<String> origins = origins();
        assertThat(origins).contains("https://crm.example", "https://api.hubapi.com", "");
        service.jdbc().sql("update connection_secret set origin = 'before'").update();
        String migration =
                new ClassPathResource("db/command/V8__whose_record.sql")
                        .getContentAsString(StandardCharsets.UTF_8);
        int update = migration.indexOf("update connection_secret");
        service.jdbc().sql(migration.substring(update, migration.indexOf(';', update))).update();
        assertThat(origins()).isEqualTo(origins);
    }

    private static List<String> origins() {
        return service.jdbc()
                .sql("select origin from connection_secret order by connection")
                .query(String.class)
                .list();
    }

    @Test
    void portsCannotBeToldApart() throws IOException {
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed.close();
            Thread.ofVirtual()
                    .start(() -> {
                        while (!other.isClosed()) {
                            try (Socket socket = other.accept()) {
                                socket.getOutputStream()
                                        .write(
                                                "220 inside ESMTP\r\n"
                                                        .getBytes(StandardCharsets.UTF_8));
                            } catch (IOException ended) {
                                return;
                            }
                        }
                    });
            String first = "https://127.0.0.1:" + closed.getLocalPort();
            String second = "https://127.0.0.1:" + other.getLocalPort();
            define("closed", first);
            define("open", second);
            for (String name : List.of("closed", "open")) {
                service.put("admin", CONNECTIONS + name + "/secrets", "{\"accessToken\":\"hush\"}");
                assertThat(problem(name)).isEqualTo("the CRM's API cannot be reached");
            }
        }
    }
}
