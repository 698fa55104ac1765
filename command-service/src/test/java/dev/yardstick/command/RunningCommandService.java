package dev.yardstick.command;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command service on a real database of its own, without a Kafka: shipping waits. */
public final class RunningCommandService implements AutoCloseable {

    private static final byte[] KEY = new byte[32];
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Ends with the JVM: to start one takes longer than to start the service. */
    private static final EmbeddedPostgres POSTGRES = startPostgres();

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final String database = create();
    private final HttpClient http = HttpClient.newHttpClient();
    private ConfigurableApplicationContext context;

    /** Starts it with further settings, {@code --name=value}. */
    public RunningCommandService(String... settings) {
        context = start(database, settings);
    }

    private static String create() {
        String database = "of_test_" + DATABASES.incrementAndGet();
        create(database, "template1");
        return database;
    }

    /** The settings of one on a database of its own that somebody else starts. */
    public static List<String> settings() {
        return settings(create());
    }

    private static EmbeddedPostgres startPostgres() {
        try {
            return EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void create(String database, String template) {
        try (Connection connection = POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database + " template " + template);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> settings(String database) {
        return List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.datasource.url=" + POSTGRES.getJdbcUrl("postgres", database),
                "--spring.datasource.username=postgres",
                "--yardstick.kafka.bootstrap-servers=127.0.0.1:1",
                // Whoever still tries to reach Kafka is not waited for.
                "--spring.lifecycle.timeout-per-shutdown-phase=300ms",
                "--yardstick.outgoing.allowed-hosts=127.0.0.1,localhost",
                "--yardstick.tokens.key=" + Base64.getEncoder().encodeToString(KEY));
    }

    private ConfigurableApplicationContext start(String database, String... settings) {
        List<String> all = new ArrayList<>(settings(database));
        for (String setting : settings) {
            // One that is given twice has both values.
            all.removeIf(usual -> usual.startsWith(setting.substring(0, setting.indexOf('=') + 1)));
            all.add(setting);
        }
        return CommandService.start(all.toArray(String[]::new));
    }

    /** Ends the service, and starts it again with other settings. */
    public void restart(String... settings) {
        context.close();
        context = start(database, settings);
    }

    /** The same on a copy of its database. */
    public void restartOn(String copy, String... settings) {
        context.close();
        context = start(named(copy), settings);
    }

    /** Ends the service, and copies its database as it is now. */
    public void backUp(String copy) {
        context.close();
        create(named(copy), database);
    }

    private String named(String copy) {
        return database + "_" + copy;
    }

    /** An answer: its status, its JSON body (null when it has none), and its text. */
    public record Answer(int status, @Nullable JsonNode body, String text) {

        public JsonNode json() {
            if (body == null) {
                throw new AssertionError("no JSON: " + text);
            }
            return body;
        }

        public long position() {
            return json().required("position").longValue();
        }
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    public JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    public Answer put(String role, String path, String body) {
        return send(request(role, path, "application/json").PUT(body(body)).build());
    }

    public Answer post(String role, String path, String body, String... headers) {
        return postAs("application/json", role, path, body, headers);
    }

    public Answer postAs(String type, String role, String path, String body, String... headers) {
        HttpRequest.Builder request = request(role, path, type).POST(body(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    public Answer get(String role, String path) {
        return send(request(role, path, "application/json").GET().build());
    }

    /** The bytes of an answer that must be 200. */
    public byte[] bytes(String role, String path) {
        try {
            HttpResponse<byte[]> response =
                    http.send(
                            request(role, path, "application/json").GET().build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new AssertionError(path + " answers " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** A call to be made with a token of a role. */
    public HttpRequest.Builder request(String role, String path, String type) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base().resolve(path)).header("Content-Type", type);
        return role.isEmpty() ? request : request.header("Authorization", "Bearer " + token(role));
    }

    private static HttpRequest.BodyPublisher body(String body) {
        return HttpRequest.BodyPublishers.ofString(body);
    }

    public Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString());
            String type = response.headers().firstValue("Content-Type").orElse("");
            boolean json = type.startsWith("application/") && type.contains("json");
            return new Answer(
                    response.statusCode(),
                    json && !type.contains("ndjson") ? JSON.readTree(response.body()) : null,
                    response.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public URI base() {
        return URI.create(
                "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
    }

    /** A token of a role, {@code manager:kim} or {@code crm:/erp} when it is bound. */
    public static String token(String role) {
        try {
            String[] parts = role.split(":", 2);
            JWTClaimsSet.Builder claims =
                    new JWTClaimsSet.Builder()
                            .issuer("yardstick")
                            .subject(parts[parts.length - 1])
                            .claim("role", parts[0])
                            .expirationTime(Date.from(Instant.now().plusSeconds(600)));
            if (parts.length > 1 && parts[0].equals("crm")) {
                claims.claim("sources", parts[1].isEmpty() ? List.of() : List.of(parts[1]));
            } else if (parts.length > 1) {
                claims.claim("person", parts[1]);
            }
            SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
            jwt.sign(new MACSigner(KEY));
            return jwt.serialize();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** Hires a rep in UTC for the tests that only need one. */
    public void hire(String rep) {
        Answer answer =
                put(
                        "admin",
                        "/api/v1/reps/" + rep,
                        """
                        {"name": "Rep %s", "team": "North", "hiredOn": "2025-01-01", "timeZone": "UTC",
                         "on": "2025-01-01", "manager": "kim"}\
                        """
                                .formatted(rep));
        if (answer.status() != 200) {
            throw new AssertionError(answer.toString());
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
