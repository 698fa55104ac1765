package dev.yardstick.acceptance.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Sends each request to the next of those that say that they are ready; it asks them often. */
final class Balancer implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(12);

    private final List<URI> members;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final Map<URI, Integer> slow = new ConcurrentHashMap<>();
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
        for (long end = System.nanoTime() + LONGEST.toNanos(); now.isEmpty(); now = ready) {
            if (System.nanoTime() > end) {
                throw new IOException("nobody is ready");
            }
            Thread.sleep(EVERY);
        }
        URI member = now.get(Math.floorMod(next.getAndIncrement(), now.size()));
        HttpRequest.Builder request = HttpRequest.newBuilder(member.resolve(path)).timeout(LONGEST);
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

    /** On a busy machine one slow answer says nothing. */
    private boolean isReady(URI member) {
        HttpRequest readiness =
                HttpRequest.newBuilder(member.resolve("/actuator/health/readiness"))
                        .timeout(Duration.ofSeconds(1))
                        .build();
        try {
            int status = http.send(readiness, HttpResponse.BodyHandlers.discarding()).statusCode();
            slow.remove(member);
            return status == 200;
        } catch (HttpTimeoutException e) {
            return slow.merge(member, 1, Integer::sum) < 3 && ready.contains(member);
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
