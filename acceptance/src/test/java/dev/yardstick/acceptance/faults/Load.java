package dev.yardstick.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Api.Answer;
import dev.yardstick.acceptance.support.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Commands, events of a CRM and reads, one after the other from several senders, until it is told
 * to end. Whoever is answered 503 sends the same again; any other refusal ends the test.
 */
final class Load implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int SENDERS = 3;

    private final Api api;
    private final String rep;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> senders = new ArrayList<>();
    private final AtomicInteger deals = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger read = new AtomicInteger();
    private final AtomicLong last = new AtomicLong();
    private volatile boolean ending;

    /** Begins, about a rep of its own who has an expectation. */
    Load(Api api, String rep) {
        this.api = api;
        this.rep = rep;
        api.client().hire(rep);
        String expectation = Scenario.expectation(rep, "1000");
        long begun = api.put("/api/v1/expectations/" + rep, expectation).must(200).position();
        api.timeline(rep, Scenario.YEAR, begun);
        for (int sender = 0; sender < SENDERS; sender++) {
            String deal = rep + "-" + sender + "-";
            senders.add(threads.submit(() -> again(i -> deal(deal + i))));
        }
        senders.add(
                threads.submit(() ->
                        again(i -> {
                            String body = Scenario.rep(rep + " " + i);
                            written(() -> api.put("/api/v1/reps/" + rep, body), 200);
                            return true;
                        })));
        senders.add(
                threads.submit(() ->
                        again(i -> {
                            String path = "/api/v1/reps/" + rep + "/timeline?" + Scenario.YEAR;
                            accepted(api.query(path), 200);
                            read.incrementAndGet();
                            return true;
                        })));
    }

    private void again(IntFunction<Boolean> send) {
        for (int i = 0; !ending; i++) {
            assertThat(send.apply(i)).isTrue();
        }
    }

    private boolean deal(String id) {
        String event = Scenario.won(rep, id, "1", 1, "1");
        Answer answer = written(() -> api.crm("application/x-ndjson", event), 202);
        int known =
                answer.json().required("accepted").intValue()
                        + answer.json().required("duplicates").intValue();
        deals.incrementAndGet();
        return known == 1;
    }

    private Answer written(Supplier<Answer> send, int expected) {
        Answer answer = send.get();
        while (!accepted(answer, expected)) {
            answer = send.get();
        }
        last.accumulateAndGet(answer.position(), Math::max);
        return answer;
    }

    private boolean accepted(Answer answer, int expected) {
        if (answer.status() == 503) {
            refused.incrementAndGet();
            return false;
        }
        answer.must(expected);
        return true;
    }

    /** How many deals were taken so far. */
    int deals() {
        return deals.get();
    }

    /** How many answers were 503 so far. */
    int refused() {
        return refused.get();
    }

    /** How many reads were answered so far, 503 among them. */
    int read() {
        return read.get();
    }

    /** No sender waits for ever; all that was accepted becomes visible, and counts once. */
    void requireAll() throws Exception {
        ending = true;
        for (Future<?> sender : senders) {
            sender.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(
                        api.timeline(rep, Scenario.YEAR, last.get())
                                .json()
                                .required("clauses")
                                .get(0)
                                .required("delivered")
                                .stringValue())
                .isEqualTo(deals.get() + ".00");
    }

    @Override
    public void close() {
        ending = true;
        threads.shutdownNow();
    }
}
