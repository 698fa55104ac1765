package dev.yardstick.query.access;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;

/** The log as command-service gives it away, with a token of this service's own. */
@Component
public class CommandService {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final CommandServiceSettings settings;
    private final Tokens tokens;

    CommandService(CommandServiceSettings settings, Tokens tokens) {
        this.settings = settings;
        this.tokens = tokens;
    }

    /**
     * It may hang, and then no connection of the database may hang with it: a pool is never held
     * while another service is asked.
     */
    public static void requireNothingHeld() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("command-service is asked within a transaction");
        }
    }

    /**
     * The lines of the log from one position to another, both included, as they arrive; to be
     * closed.
     *
     * @throws IOException when command-service does not give them
     */
    public Stream<String> events(long from, long to) throws IOException, InterruptedException {
        requireNothingHeld();
        String query = "/api/v1/audit/events?from=%d&to=%d".formatted(from, to);
        HttpResponse<Stream<String>> response =
                http.send(
                        HttpRequest.newBuilder(URI.create(settings.url() + query))
                                .timeout(TIMEOUT)
                                .header(
                                        "Authorization",
                                        "Bearer " + tokens.sign("service", Duration.ofMinutes(5)))
                                .build(),
                        HttpResponse.BodyHandlers.ofLines());
        if (response.statusCode() != 200) {
            response.body().close();
            throw new IOException(
                    "command-service does not give the log: " + response.statusCode());
        }
        return response.body();
    }
}
