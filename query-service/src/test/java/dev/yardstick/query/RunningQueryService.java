package dev.yardstick.query;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The query service on a real database of its own; Kafka and command-service are away. */
public final class RunningQueryService implements AutoCloseable {

    private static final byte[] KEY = new byte[32];
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Ends with the JVM: to start one takes longer than to start the service. */
    private static final EmbeddedPostgres POSTGRES = startPostgres();

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final ConfigurableApplicationContext context;
    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final URI base;

    public RunningQueryService() {
        this(URI.create("http://127.0.0.1:1"));
    }

    /** One of several on a database that was created. */
    public static RunningQueryService on(String database, String... settings) {
        return on(database, URI.create("http://127.0.0.1:1"), settings);
    }

    /** The same with something else in place of command-service. */
    public static RunningQueryService on(String database, URI commandService, String... settings) {
        return new RunningQueryService(database, commandService, settings);
    }

    /** With something else in place of command-service. */
    public RunningQueryService(URI commandService, String... settings) {
        this(createDatabase(), commandService, settings);
    }

    private RunningQueryService(String database, URI commandService, String... settings) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "--server.port=0",
                                "--server.address=127.0.0.1",
                                "--spring.datasource.url=" + database,
                                "--spring.datasource.username=postgres",
                                "--yardstick.kafka.bootstrap-servers=127.0.0.1:1",
                                // Whoever still tries to reach Kafka is not waited for.
                                "--spring.lifecycle.timeout-per-shutdown-phase=300ms",
                                "--yardstick.command-service.url=" + commandService,
                                "--yardstick.reading.wait-for=200ms",
                                "--yardstick.tokens.key="
                                        + Base64.getEncoder().encodeToString(KEY)));
        all.addAll(List.of(settings));
        context = QueryService.start(all.toArray(String[]::new));
        base =
                URI.create(
                        "http://127.0.0.1:"
                                + context.getEnvironment().getProperty("local.server.port"));
    }

    private static EmbeddedPostgres startPostgres() {
        try {
            return EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JDBC URL of an empty database; the user is postgres. */
    public static String createDatabase() {
        String database = "of_test_" + DATABASES.incrementAndGet();
        try (Connection connection = POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return POSTGRES.getJdbcUrl("postgres", database);
    }

    /** The same with the tables of the service. */
    public static String createTables() {
        String url = createDatabase();
        Flyway.configure()
                .dataSource(url, "postgres", "")
                .locations("classpath:db/query")
                .load()
                .migrate();
        return url;
    }

    /** An answer with its headers. */
    public record Answer(int status, String text, HttpResponse<String> response) {
        public JsonNode json() {
            return JSON.readTree(text);
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    public Answer get(String role, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        if (!role.isEmpty()) {
            request.header("Authorization", "Bearer " + token(role));
        }
        return send(request.build());
    }

    /** An answer that goes on, line by line. */
    public BufferedReader open(String role, String path) {
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve(path))
                        .header("Authorization", "Bearer " + token(role))
                        .build();
        return new BufferedReader(
                new InputStreamReader(
                        send(request, HttpResponse.BodyHandlers.ofInputStream()).body(),
                        StandardCharsets.UTF_8));
    }

    public Answer call(String role, String method, String path, String body) {
        return send(
                HttpRequest.newBuilder(base.resolve(path))
                        .header("Authorization", "Bearer " + token(role))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    public Answer getWithCookie(String cookie, String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).header("Cookie", cookie);
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    public Answer getWithToken(String token, String path) {
        return send(
                HttpRequest.newBuilder(base.resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .build());
    }

    /** The fields of a form: names and values in turns. */
    public static String form(String... fields) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < fields.length; i += 2) {
            parts.add(fields[i] + "=" + URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return String.join("&", parts);
    }

    /** A form as a browser posts it from a page of ours. */
    public Answer typed(String cookie, String path, String typed, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path))
                        .header("Cookie", cookie.isEmpty() ? "x=y" : cookie)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Sec-Fetch-Site", "same-origin")
                        .POST(HttpRequest.BodyPublishers.ofString(typed));
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    private Answer send(HttpRequest request) {
        HttpResponse<String> response = send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body(), response);
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request, body);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /**
     * A token that is valid for ten minutes, of a role: {@code manager:kim} when it is bound,
     * {@code admin#ID} when it has an id.
     */
    public static String token(String caller) {
        try {
            String[] named = caller.split("#", 2);
            String[] parts = named[0].split(":", 2);
            JWTClaimsSet.Builder claims =
                    new JWTClaimsSet.Builder()
                            .issuer("yardstick")
                            .subject(parts[parts.length - 1])
                            .claim("role", parts[0])
                            .jwtID(named.length > 1 ? named[1] : null)
                            .expirationTime(Date.from(Instant.now().plusSeconds(600)));
            if (parts.length > 1) {
                claims.claim("person", parts[1]);
            }
            SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
            jwt.sign(new MACSigner(KEY));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
