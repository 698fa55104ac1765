package dev.yardstick.standalone.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The public HTTP API of one service with one token. Every call may be sent twice: where the server
 * is not reached, or asks for patience (429, 503), it is sent again, so only calls that the API
 * makes idempotent belong here. Safe for use by several threads.
 */
public final class ApiClient implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration COMPARISON_TIMEOUT = Duration.ofMinutes(15);

    private final URI base;
    private final String token;
    private final Patience patience;
    private final HttpClient http;

    /** A client with the default patience of one minute. */
    public ApiClient(URI base, String token) {
        this(base, token, Patience.DEFAULT);
    }

    ApiClient(URI base, String token, Patience patience) {
        this.base = base;
        this.token = token;
        this.patience = patience;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .build();
    }

    /**
     * How long a call is tried again before it fails.
     *
     * @param total from the first attempt on
     * @param first pause, doubled after each attempt unless the server names one by Retry-After
     * @param longest pause that doubling leads to
     */
    record Patience(Duration total, Duration first, Duration longest) {
        static final Patience DEFAULT =
                new Patience(Duration.ofMinutes(1), Duration.ofMillis(200), Duration.ofSeconds(5));
    }

    /** The server could not be reached, or kept asking for patience, for longer than was given. */
    public static final class UnavailableException extends IOException {
        UnavailableException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * What the server answered, whatever it thought of the call.
     *
     * @param body missing where the answer was no JSON
     * @param recorded whether the server says that the call recorded anything new
     */
    public record Answer(int status, JsonNode body, boolean recorded) {

        /** Whether the call did what it should. */
        public boolean accepted() {
            return status / 100 == 2;
        }

        /**
         * This answer, of a call that did what it should.
         *
         * @throws RefusedException saying so, and why, where it did not
         */
        public Answer require(String otherwise) throws RefusedException {
            if (!accepted()) {
                throw new RefusedException(otherwise + ": " + refusal());
            }
            return this;
        }

        /** The log position that the call reached; 0 where the answer names none. */
        public long position() {
            return body.path("position").asLong(0);
        }

        /** Why the call was refused, in one line, by the problem document that the API answers. */
        public String refusal() {
            StringBuilder text = new StringBuilder().append(status);
            String detail = body.path("detail").asString(body.path("title").asString(""));
            if (!detail.isEmpty()) {
                text.append(": ").append(detail);
            }
            for (JsonNode error : body.path("errors")) {
                text.append("; ").append(error.path("path").asString(""));
                text.append(" ").append(error.path("message").asString(""));
            }
            return text.toString();
        }
    }

    /** States something that is so from now on; the same again changes nothing. */
    public Answer put(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return send(
                json(path)
                        .PUT(
                                BodyPublishers.ofByteArray(
                                        JsonMapper.shared().writeValueAsBytes(body))));
    }

    /**
     * Sends a command.
     *
     * @param headers such as {@code Idempotency-Key}, without which the call must not be repeated
     */
    public Answer post(String path, Map<String, ?> body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = json(path);
        headers.forEach(request::header);
        return send(
                request.POST(
                        BodyPublishers.ofByteArray(JsonMapper.shared().writeValueAsBytes(body))));
    }

    /**
     * Reports CRM events, each a CloudEvent in JSON, in one call.
     *
     * @throws RefusedException where the server takes none of them for a reason of the call itself,
     *     such as a token without that right
     */
    public Receipt report(List<String> events) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                request("/api/v1/crm/events")
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString(String.join("\n", events) + "\n"));
        return Receipt.of(send(request));
    }

    /**
     * Asks how an export differs from what is recorded; changes nothing.
     *
     * @param query the rest of the call's query, such as {@code &limit=10}
     * @param events of that source, each a CloudEvent in JSON on one line
     */
    public Answer reconcile(String source, String query, List<String> events)
            throws IOException, InterruptedException {
        String named = URLEncoder.encode(source, StandardCharsets.UTF_8);
        return send(
                request("/api/v1/crm/reconciliations?source=" + named + query)
                        .timeout(COMPARISON_TIMEOUT)
                        .header("Content-Type", "application/x-ndjson")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(zipped(events))));
    }

    private static byte[] zipped(List<String> lines) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Writer out =
                new OutputStreamWriter(new GZIPOutputStream(bytes), StandardCharsets.UTF_8)) {
            for (String line : lines) {
                out.write(line);
                out.write('\n');
            }
        }
        return bytes.toByteArray();
    }

    /** Reads. */
    public Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    /**
     * Reads an answer that may be long, as it comes.
     *
     * @param accept its media type
     * @throws RefusedException where the server gives none
     */
    public InputStream stream(String path, String accept) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                request(path).setHeader("Accept", accept + ", application/problem+json");
        HttpResponse<InputStream> response =
                exchange(request.build(), BodyHandlers.ofInputStream());
        if (response.statusCode() == 200) {
            return response.body();
        }
        try (InputStream body = response.body()) {
            Answer answer = new Answer(response.statusCode(), parse(body.readAllBytes()), false);
            throw new RefusedException(base.resolve(path) + " is refused: " + answer.refusal());
        }
    }

    /** Whether a server answers at all now, asked once. */
    public boolean answers() throws InterruptedException {
        try {
            http.send(request("/actuator/health").GET().build(), BodyHandlers.discarding());
            return true;
        } catch (IOException unreachable) {
            return false;
        }
    }

    private HttpRequest.Builder json(String path) {
        return request(path).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(ANSWER_TIMEOUT)
                .header("Accept", "application/json, application/problem+json")
                .header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = exchange(builder.build(), BodyHandlers.ofByteArray());
        return new Answer(
                response.statusCode(),
                parse(response.body()),
                Boolean.parseBoolean(response.headers().firstValue("X-Recorded").orElse("")));
    }

    /** The first answer that does not ask for patience. */
    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.total().toNanos();
        Duration pause = patience.first();
        while (true) {
            Duration asked = pause;
            String trouble;
            @Nullable IOException cause = null;
            try {
                HttpResponse<T> response = http.send(request, handler);
                if (response.statusCode() != 503 && response.statusCode() != 429) {
                    return response;
                }
                if (response.body() instanceof InputStream unread) {
                    unread.close(); // or the client could never be closed
                }
                trouble = "answers " + response.statusCode();
                asked = retryAfter(response, pause);
            } catch (IOException unreached) {
                trouble =
                        unreached instanceof ConnectException
                                ? "does not answer"
                                : "broke off (" + unreached.getMessage() + ")";
                cause = unreached;
            }
            if (System.nanoTime() + asked.toNanos() > deadline) {
                throw new UnavailableException("The server at " + base + " " + trouble, cause);
            }
            Thread.sleep(asked);
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(patience.longest()) < 0 ? doubled : patience.longest();
        }
    }

    private static Duration retryAfter(HttpResponse<?> response, Duration otherwise) {
        try {
            OptionalLong seconds = response.headers().firstValueAsLong("Retry-After");
            return seconds.isPresent() ? Duration.ofSeconds(seconds.getAsLong()) : otherwise;
        } catch (NumberFormatException isDate) {
            return otherwise;
        }
    }

    private static JsonNode parse(byte[] body) {
        try {
            return body.length == 0
                    ? MissingNode.getInstance()
                    : JsonMapper.shared().readTree(body);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
