package dev.yardstick.command.intake;

import dev.yardstick.command.StrictJson;
import dev.yardstick.command.intake.Connections.Connection;
import dev.yardstick.command.intake.dialect.Secrets;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the CRMs' APIs take as proof: the connection's {@code accessToken}, or one that its {@code
 * clientId} and {@code clientSecret} are exchanged for (OAuth 2.0, client credentials) and that is
 * kept until the API refuses it.
 */
@Component
class ApiTokens {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String TOKEN_PATH = "/services/oauth2/token";

    private final Connections connections;
    private final Map<String, String> exchanged = new ConcurrentHashMap<>();

    ApiTokens(Connections connections) {
        this.connections = connections;
    }

    /** There is nothing to show to the API. */
    static final class MissingException extends RuntimeException {
        MissingException(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * A token for a connection's API.
     *
     * @throws MissingException when the connection has no secret for it
     */
    String of(Connection connection, HttpClient http) throws IOException, InterruptedException {
        Secrets secrets = connections.secrets(connection.name());
        String token =
                Optional.ofNullable(secrets.find("accessToken")).orElse(secrets.find("apiKey"));
        if (token != null) {
            return token;
        }
        String known = exchanged.get(connection.name());
        if (known != null) {
            return known;
        }
        String id = secrets.find("clientId");
        String secret = secrets.find("clientSecret");
        String api = connection.definition().api();
        if (id == null || secret == null || api == null) {
            throw new MissingException(
                    Optional.ofNullable(secrets.problem())
                            .orElse(
                                    "the connection has no accessToken or apiKey for the CRM's"
                                            + " API"));
        }
        String fresh = exchange(http, api, id, secret);
        exchanged.put(connection.name(), fresh);
        return fresh;
    }

    /** The API refused it. */
    void forget(String connection) {
        exchanged.remove(connection);
    }

    private static String exchange(HttpClient http, String api, String id, String secret)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                http.send(
                        HttpRequest.newBuilder(URI.create(api + TOKEN_PATH))
                                .timeout(TIMEOUT)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "grant_type=client_credentials&client_id="
                                                        + encoded(id)
                                                        + "&client_secret="
                                                        + encoded(secret)))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        @Nullable String token =
                answer.statusCode() == 200
                        ? StrictJson.read(answer.body()).path("access_token").asString(null)
                        : null;
        if (token == null) {
            throw new MissingException(
                    "the CRM gives no token for the connection's clientId: " + answer.statusCode());
        }
        return token;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
