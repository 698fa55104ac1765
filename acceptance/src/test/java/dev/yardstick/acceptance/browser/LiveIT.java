package dev.yardstick.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Scenario;
import dev.yardstick.acceptance.support.TestServer;
import dev.yardstick.standalone.Server;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Open pages are told by what was applied, not by a look: that comes after an hour here. */
class LiveIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final TestServer SERVER = new TestServer(Map.of("yardstick.live.every", "1h"));

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        api().client().hire("robin", "Robin");
        api().client().hire("sam", "Sam");
        api().query("/api/v1/reps?after=" + won("sam", "the-first-of-its-day")).must(200);
    }

    private static Server server() {
        return SERVER.get();
    }

    private static Api api() {
        return SERVER.api();
    }

    private static long won(String rep, String deal) {
        return api().crm("application/cloudevents+json", Scenario.won(rep, deal, "1", 3, "100.00"))
                .must(202)
                .position();
    }

    /** What an open page hears: the positions up to which it is told to move. */
    private record Page(InputStream stream, BlockingQueue<Long> moves) implements AutoCloseable {

        static Page open(HttpClient http, String about) throws IOException, InterruptedException {
            InputStream stream =
                    http.send(
                                    HttpRequest.newBuilder(
                                                    server().queryAddress()
                                                            .resolve("/live" + about))
                                            .header(
                                                    "Authorization",
                                                    "Bearer " + server().tokens().get("auditor"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofInputStream())
                            .body();
            BlockingQueue<Long> moves = new LinkedBlockingQueue<>();
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            assertThat(lines.readLine()).isEqualTo(":open");
            Thread.ofVirtual().start(() -> hear(lines, moves));
            return new Page(stream, moves);
        }

        private static void hear(BufferedReader lines, BlockingQueue<Long> moves) {
            try {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("data:")) {
                        moves.add(Long.valueOf(line.substring("data:".length())));
                    }
                }
            } catch (IOException closed) {
                // nobody looks at it any more
            }
        }

        long next() throws InterruptedException {
            Long moved = moves.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(moved).as("told within %s", PATIENCE).isNotNull();
            return Objects.requireNonNull(moved);
        }

        /** Reads on until it was told of a position; answers how often it was told. */
        int until(long position) throws InterruptedException {
            int times = 1;
            while (next() < position) {
                times++;
            }
            return times;
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    @Test
    void aPageIsToldOfWhatIsAboutItsRepAsSoonAsItIsApplied() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient();
                Page robin = Page.open(http, "?rep=robin");
                Page all = Page.open(http, "")) {
            long first = won("robin", "first");
            assertThat(robin.next()).isGreaterThanOrEqualTo(first);
            all.until(first);
            long other = won("sam", "of-sam");
            all.until(other);
            long second = won("robin", "second");
            assertThat(robin.next()).isGreaterThanOrEqualTo(second);
        }
    }

    @Test
    void muchThatComesAtOnceIsToldOnceASecondAndToTheLast() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient();
                Page robin = Page.open(http, "?rep=robin")) {
            long begun = System.nanoTime();
            long last = 0;
            for (int n = 0; n < 40; n++) {
                last = won("robin", "one-of-many-" + n);
                api().query("/api/v1/reps?after=" + last).must(200);
            }
            int told = robin.until(last);
            long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
            assertThat(told).isLessThanOrEqualTo((int) seconds + 2);
        }
    }
}
