package dev.yardstick.acceptance.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Sends each request to the next of those that say that they are ready; it asks them often. */
final class Balancer implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(12);

    private final List<URI> members;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final AtomicInteger next = new AtomicInteger();
    private final Thread checking;
    private volatile List<URI> ready = List.of();

    Balancer(List<URI> members) {
        this.members = members;
        checking = Thread.ofVirtual().start(this::check);
    }

    /** How many are ready. */
    int ready() {
        return ready.size();
    }

    /**
     * Sends a request once.
     *
     * @throws IOException when nobody answers it
     */
    HttpResponse<String> send(String path, Function<HttpRequest.Builder, HttpRequest.Builder> made)
            throws IOException, InterruptedException {
        List<URI> now = ready;
        if (now.isEmpty()) {
            throw new IOException("nobody is ready");
        }
        URI member = now.get(Math.floorMod(next.getAndIncrement(), now.size()));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(member.resolve(path)).timeout(LONGEST);
        return http.send(made.apply(request).build(), HttpResponse.BodyHandlers.ofString(UTF_8));
    }

    private void check() {
        try {
            while (true) {
                ready = members.parallelStream().filter(this::isReady).toList();
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isReady(URI member) {
        HttpRequest readiness =
                HttpRequest.newBuilder(member.resolve("/actuator/health/readiness"))
                        .timeout(Duration.ofSeconds(1))
                        .build();
        try {
            return http.send(readiness, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException away) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        checking.interrupt();
        http.shutdownNow();
    }
}
