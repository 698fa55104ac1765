package dev.yardstick.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plays the server's side of the API: it records what has not been said before, and answers as the
 * API says. It keeps every call that it took.
 */
public final class PretendServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer http;
    private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, String> statements = new HashMap<>();
    private final Map<String, String> events = new HashMap<>();
    private final ConcurrentLinkedQueue<Trouble> troubles = new ConcurrentLinkedQueue<>();
    private Predicate<JsonNode> refused = event -> false;
    private PretendServer followed = this;
    private int failAfter = -1;
    private long position;

    /** A call that was taken. */
    public record Call(
            String method,
            String path,
            String authorization,
            String contentType,
            String ifMatch,
            String body) {

        /** The body as one JSON document. */
        public JsonNode json() {
            return JSON.readTree(body);
        }
    }

    private record Trouble(int status, int retryAfterSeconds) {}

    private PretendServer(HttpServer http) {
        this.http = http;
        http.createContext("/", this::handle);
        http.start();
    }

    /** Starts on a port; 0 for any free one. */
    public static PretendServer start(int port) throws IOException {
        return new PretendServer(
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
    }

    /** Where it listens. */
    public URI base() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** All calls taken, oldest first. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** The number of events recorded. */
    public synchronized long position() {
        return position;
    }

    /** Answers questions by what another server took. */
    synchronized void follow(PretendServer other) {
        followed = other;
    }

    /** Breaks a connection without an answer. */
    void breakOnce() {
        troubles.add(new Trouble(0, 0));
    }

    void answerOnce(int status, int retryAfterSeconds) {
        troubles.add(new Trouble(status, retryAfterSeconds));
    }

    /** Fails once, after it has taken so many calls. */
    public synchronized void failAfter(int calls) {
        failAfter = calls;
    }

    synchronized void refuse(Predicate<JsonNode> events) {
        refused = events;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            String path = exchange.getRequestURI().toString();
            Trouble trouble = path.equals("/actuator/health") ? null : troubles.poll();
            if (trouble != null && trouble.status() == 0) {
                return;
            }
            if (trouble != null) {
                exchange.getResponseHeaders().set("Retry-After", "" + trouble.retryAfterSeconds());
                answer(exchange, trouble.status(), Map.of("title", "in trouble"));
                return;
            }
            Call call =
                    new Call(
                            exchange.getRequestMethod(),
                            path,
                            header(exchange, "Authorization"),
                            header(exchange, "Content-Type"),
                            header(exchange, "If-Match"),
                            body);
            calls.add(call);
            if (calls.size() == failAfter) {
                answerOnce(500, 0);
            }
            take(exchange, call);
        }
    }

    private volatile @Nullable String unknownRep;

    private synchronized void take(HttpExchange exchange, Call call) throws IOException {
        if (call.method().equals("GET")) {
            boolean known = !call.path().startsWith("/api/v1/reps/") || followed.position() > 0;
            answer(exchange, known ? 200 : 404, Map.of());
        } else if (call.path().equals("/api/v1/crm/events")) {
            report(exchange, call);
        } else {
            state(exchange, call);
        }
    }

    private void state(HttpExchange exchange, Call call) throws IOException {
        String key = call.path().matches("/api/v1/expectations/[^/]+") ? call.path() : call.body();
        String before = statements.putIfAbsent(call.path() + key, call.body());
        if (before == null) {
            position++;
        } else if (!before.equals(call.body())) {
            answer(exchange, 409, Map.of("title", "exists with other content"));
            return;
        }
        exchange.getResponseHeaders().set("X-Recorded", String.valueOf(before == null));
        answer(exchange, 200, Map.of("position", position));
    }

    /** Whoever names this rep waits. */
    void doNotKnow(String rep) {
        unknownRep = rep;
    }

    private void report(HttpExchange exchange, Call call) throws IOException {
        List<Map<String, Object>> refusals = new ArrayList<>();
        int accepted = 0;
        int waiting = 0;
        List<String> lines = call.body().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            JsonNode event = JSON.readTree(lines.get(i));
            String key = event.path("source").asString() + " " + event.path("id").asString();
            String before = events.get(key);
            if (unknownRep != null
                    && unknownRep.equals(event.path("data").path("rep").asString(""))) {
                waiting++;
            } else if (refused.test(event) || (before != null && !before.equals(lines.get(i)))) {
                refusals.add(Map.of("index", i, "path", "data.amount", "message", "is odd"));
            } else if (before == null) {
                events.put(key, lines.get(i));
                accepted++;
            }
        }
        position += accepted;
        int status = refusals.size() == lines.size() ? 422 : 202;
        Map<String, Object> answer = new HashMap<>();
        answer.put("accepted", accepted);
        answer.put("duplicates", lines.size() - accepted - refusals.size() - waiting);
        answer.put("parked", waiting);
        answer.put(
                "waitingFor",
                waiting == 0
                        ? List.of()
                        : List.of(
                                Map.of(
                                        "what",
                                        "rep",
                                        "id",
                                        String.valueOf(unknownRep),
                                        "count",
                                        waiting)));
        answer.put("refused", refusals);
        answer.put("position", position);
        answer(exchange, status, answer);
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static void answer(HttpExchange exchange, int status, Map<String, ?> body)
            throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
