package dev.yardstick.command.intake.connection;

import dev.yardstick.command.input.StrictJson;
import dev.yardstick.command.intake.connection.Connections.Connection;
import dev.yardstick.command.intake.dialect.Secrets;
import dev.yardstick.runtime.OutgoingCall;
import dev.yardstick.runtime.OutgoingCalls;
import dev.yardstick.runtime.OutgoingCalls.FailedException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the CRMs' APIs take as proof: the connection's {@code accessToken}, or one that its {@code
 * clientId} and {@code clientSecret} are exchanged for (OAuth 2.0, client credentials) and that is
 * kept until the API refuses it.
 */
@Component
public class ApiTokens {

    private static final int MAX_ANSWER = 64 * 1024;
    private static final String TOKEN_PATH = "/services/oauth2/token";

    private final Connections connections;
    private final OutgoingCalls calls;
    private final CrmSettings settings;
    private final Map<Owner, String> exchanged = new ConcurrentHashMap<>();

    ApiTokens(Connections connections, OutgoingCalls calls, CrmSettings settings) {
        this.connections = connections;
        this.calls = calls;
        this.settings = settings;
    }

    /** A token is shown to nobody but the origin that gave it. */
    private record Owner(String connection, String origin) {
        public static Owner of(Connection connection) {
            return new Owner(connection.name(), connection.origin());
        }
    }

    /** There is nothing to show to the API. */
    public static final class MissingException extends RuntimeException {
        MissingException(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * A token for a connection's API.
     *
     * @throws MissingException when the connection has no secret for it
     * @throws FailedException when the API does not answer the request for one
     */
    public String of(Connection connection) throws FailedException, InterruptedException {
        Secrets secrets = connections.secrets(connection);
        String token =
                Optional.ofNullable(secrets.find("accessToken")).orElse(secrets.find("apiKey"));
        if (token != null) {
            return token;
        }
        String id = secrets.find("clientId");
        String secret = secrets.find("clientSecret");
        String api = connection.dialect().api(connection.definition());
        if (id == null || secret == null || api == null) {
            throw new MissingException(
                    Optional.ofNullable(secrets.problem())
                            .orElse(
                                    "the connection has no accessToken or apiKey for the CRM's"
                                            + " API"));
        }
        String known = exchanged.get(Owner.of(connection));
        if (known != null) {
            return known;
        }
        String fresh = exchange(api, id, secret);
        exchanged.put(Owner.of(connection), fresh);
        return fresh;
    }

    /** The API refused it. */
    public void forget(Connection connection) {
        exchanged.remove(Owner.of(connection));
    }

    private String exchange(String api, String id, String secret)
            throws FailedException, InterruptedException {
        String form =
                "grant_type=client_credentials&client_id="
                        + encoded(id)
                        + "&client_secret="
                        + encoded(secret);
        OutgoingCalls.Answer answer =
                calls.send(
                        OutgoingCall.post(
                                URI.create(api + TOKEN_PATH),
                                "application/x-www-form-urlencoded",
                                form.getBytes(StandardCharsets.UTF_8)),
                        settings.fetchTimeout(),
                        MAX_ANSWER);
        @Nullable String token =
                answer.status() == 200
                        ? StrictJson.read(answer.body()).path("access_token").asString(null)
                        : null;
        if (token == null) {
            throw new MissingException(
                    "the CRM gives no token for the connection's clientId: it answered "
                            + answer.status());
        }
        return token;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
