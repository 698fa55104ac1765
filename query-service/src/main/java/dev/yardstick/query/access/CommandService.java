package dev.yardstick.query.access;

import dev.yardstick.events.CompanyEvent.ForecastCalibrated;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.runtime.Correlation;
import dev.yardstick.runtime.access.TokenUses;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What command-service gives to this service alone, with a token of its own. Nobody waits for ever:
 * not for an answer, and not for the next byte of one.
 */
@Component
public record CommandService(Settings settings, Tokens tokens) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration VALIDITY = Duration.ofMinutes(5);

    /**
     * Where command-service is.
     *
     * @param url {@code yardstick.command-service.url}: without a slash at the end
     */
    @ConfigurationProperties("yardstick.command-service")
    public record Settings(@DefaultValue("http://localhost:8081") URI url) {}

    /**
     * Whether the log has an event at a position.
     *
     * @throws IOException when command-service does not say so soon
     */
    public boolean has(long position) throws IOException {
        return event(position).isPresent();
    }

    /**
     * When the event at a position was recorded; empty: the log has none there yet.
     *
     * @throws IOException when command-service does not say so soon
     */
    public Optional<Instant> recordedAt(long position) throws IOException {
        return event(position)
                .map(line -> LogLine.parse(line.getBytes(StandardCharsets.UTF_8)).recordedAt());
    }

    private Optional<String> event(long position) throws IOException {
        try (Stream<String> lines = events(position, position, SOON)) {
            return lines.findFirst();
        } catch (UncheckedIOException e) {
            throw new IOException(e);
        }
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
    public Stream<String> events(long from, long to) throws IOException {
        return events(from, to, PATIENCE);
    }

    private Stream<String> events(long from, long to, Duration patience) throws IOException {
        InputStream answer =
                ask("GET", "/api/v1/audit/events?from=%d&to=%d".formatted(from, to), patience);
        return new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8))
                .lines()
                .onClose(() -> close(answer));
    }

    /**
     * Has a calibration recorded; what says the same again is recorded once.
     *
     * @throws IOException when command-service does not take it
     */
    public void calibrate(ForecastCalibrated found) throws IOException {
        ObjectNode body = JsonMapper.shared().valueToTree(found);
        body.remove("kind");
        send("PUT", "/api/v1/calibrations/" + found.kind(), body);
    }

    /**
     * Tells when tokens were used; the same again changes nothing.
     *
     * @throws IOException when command-service does not take it
     */
    void used(List<TokenUses.Use> uses) throws IOException {
        send("POST", "/api/v1/tokens/uses", Map.of("uses", uses));
    }

    private void send(String method, String path, Object body) throws IOException {
        HttpURLConnection call = call(method, path, PATIENCE);
        call.setDoOutput(true);
        call.setRequestProperty("Content-Type", "application/json");
        try (OutputStream sent = call.getOutputStream()) {
            sent.write(JsonMapper.shared().writeValueAsBytes(body));
        }
        answer(call).close();
    }

    /**
     * The body of an answer, as it arrives; to be closed.
     *
     * @param patience how long to wait for the answer, and for each next part of it
     * @throws IOException when command-service does not give it
     */
    InputStream ask(String method, String path, Duration patience) throws IOException {
        return answer(call(method, path, patience));
    }

    private HttpURLConnection call(String method, String path, Duration patience)
            throws IOException {
        requireNothingHeld();
        HttpURLConnection call =
                (HttpURLConnection) URI.create(settings.url() + path).toURL().openConnection();
        call.setRequestMethod(method);
        call.setInstanceFollowRedirects(false);
        call.setConnectTimeout((int) patience.toMillis());
        call.setReadTimeout((int) patience.toMillis());
        call.setRequestProperty("Authorization", "Bearer " + tokens.ofService(VALIDITY));
        Correlation.current().ifPresent(id -> call.setRequestProperty(Correlation.HEADER, id));
        return call;
    }

    private static InputStream answer(HttpURLConnection call) throws IOException {
        if (call.getResponseCode() != HttpURLConnection.HTTP_OK) {
            call.disconnect();
            throw new IOException("command-service answered " + call.getResponseCode());
        }
        return call.getInputStream();
    }

    /** What was not read is not waited for. */
    private static void close(InputStream answer) {
        try {
            answer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
