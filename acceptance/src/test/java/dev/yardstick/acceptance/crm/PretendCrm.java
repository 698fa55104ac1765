package dev.yardstick.acceptance.crm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** The API of a CRM, which answers what a test tells it to, and in which order. */
public final class PretendCrm implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Deque<Reply>> replies = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    public PretendCrm() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** An answer: the last one of a path is given again and again. */
    public record Reply(int status, String body, Duration after, Map<String, String> headers) {
        public static Reply json(String body) {
            return new Reply(200, body, Duration.ZERO, Map.of());
        }

        public static Reply error(int status) {
            return new Reply(status, "{\"message\": \"not now\"}", Duration.ZERO, Map.of());
        }

        public static Reply tooMany(int retryAfterSeconds) {
            return new Reply(
                    429,
                    "{}",
                    Duration.ZERO,
                    Map.of("Retry-After", String.valueOf(retryAfterSeconds)));
        }

        public static Reply late(Duration after) {
            return new Reply(200, "{}", after, Map.of());
        }
    }

    /** What a path without its query answers, one after the other. */
    public void on(String path, Reply... in) {
        replies.put(path, new ArrayDeque<>(List.of(in)));
    }

    /** The address, without a slash at its end. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Method, path and query, and what proved the caller, of each request so far. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String proof = exchange.getRequestHeaders().getFirst("Authorization");
        String key = exchange.getRequestHeaders().getFirst("X-Api-Key");
        asked.add(
                exchange.getRequestMethod()
                        + " "
                        + exchange.getRequestURI()
                        + " "
                        + (proof == null ? key : proof));
        Deque<Reply> of =
                replies.getOrDefault(exchange.getRequestURI().getPath(), new ArrayDeque<>());
        Reply reply;
        synchronized (this) {
            reply = of.isEmpty() ? Reply.error(404) : of.size() == 1 ? of.getFirst() : of.pop();
        }
        try {
            Thread.sleep(reply.after());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.status(), body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
