package dev.yardstick.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.acceptance.faults.Fleet.Answer;
import dev.yardstick.acceptance.support.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A CRM that tells of deals, a manager and somebody who reads, without end. Whoever is not answered
 * sends the same again. What was acknowledged has to be in every later answer.
 */
final class Senders implements AutoCloseable {

    static final String REP = "robin";
    private static final String TIMELINE = "/api/v1/reps/robin/timeline?" + Scenario.YEAR;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration AGAIN = Duration.ofMillis(50);
    private static final int CRMS = 3;

    private final Fleet fleet;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> senders = new ArrayList<>();
    private final AtomicInteger deals = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicLong last = new AtomicLong();
    private volatile String refusal = "";
    private volatile boolean ending;

    private interface Request {
        Answer send() throws IOException, InterruptedException;
    }

    private interface Loop {
        void turn(int i) throws Exception;
    }

    Senders(Fleet fleet) throws Exception {
        this.fleet = fleet;
        String expectation = Scenario.expectation(REP, "1000");
        put("/api/v1/reps/robin", Scenario.rep("Robin"));
        put("/api/v1/expectations/e", expectation);
        delivered(last.get());
        for (int crm = 0; crm < CRMS; crm++) {
            String deal = "deal-" + crm + "-";
            begin(i -> tell(deal + i));
        }
        begin(i -> {
            put("/api/v1/reps/robin", Scenario.rep("Robin " + i));
            Thread.sleep(AGAIN);
        });
        begin(i -> {
            int known = deals.get();
            assertThat(delivered(last.get())).isGreaterThanOrEqualTo(known);
            reads.incrementAndGet();
        });
    }

    private void begin(Loop loop) {
        senders.add(
                threads.submit(() -> {
                    for (int i = 0; !ending; i++) {
                        loop.turn(i);
                    }
                    return null;
                }));
    }

    private void tell(String deal) throws InterruptedException {
        String event = Scenario.won(REP, deal, "1", 1, "1");
        Answer answer =
                answered(
                        202,
                        () ->
                                fleet.command(
                                        "crm",
                                        "POST",
                                        "/api/v1/crm/events",
                                        "application/x-ndjson",
                                        event));
        int known =
                answer.json().required("accepted").intValue()
                        + answer.json().required("duplicates").intValue();
        assertThat(known).as(answer.text()).isEqualTo(1);
        reached(answer);
        deals.incrementAndGet();
    }

    private void put(String path, String body) throws InterruptedException {
        reached(answered(200, () -> fleet.command("admin", "PUT", path, "application/json", body)));
    }

    private void reached(Answer answer) {
        last.accumulateAndGet(answer.json().required("position").longValue(), Math::max);
    }

    private Answer answered(int expected, Request request) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                Answer answer = request.send();
                if (answer.status() == expected) {
                    return answer;
                }
                refusal = answer.status() + " " + answer.text();
                assertThat(answer.status()).as(refusal).isGreaterThanOrEqualTo(500);
            } catch (IOException e) {
                refusal = e.toString();
            }
            refused.incrementAndGet();
            Thread.sleep(AGAIN);
        }
        throw new AssertionError("nobody answers: " + refusal);
    }

    /** How many deals count, once a position is visible. */
    private long delivered(long after) throws InterruptedException {
        Answer answer = answered(200, () -> fleet.query("auditor", TIMELINE + "&after=" + after));
        String delivered =
                answer.json().required("clauses").get(0).required("delivered").stringValue();
        return Long.parseLong(delivered.replace(".00", ""));
    }

    int deals() {
        return deals.get();
    }

    int reads() {
        return reads.get();
    }

    /** How many requests were not answered as they should so far. */
    int refused() {
        return refused.get();
    }

    /** The last answer that was not as it should be. */
    String refusal() {
        return refusal;
    }

    /** Everything acknowledged counts, and once. */
    void requireAll() throws Exception {
        ending = true;
        for (Future<?> sender : senders) {
            sender.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(delivered(last.get())).isEqualTo(deals.get());
    }

    @Override
    public void close() {
        ending = true;
        threads.shutdownNow();
    }
}
