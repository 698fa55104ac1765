package dev.yardstick.acceptance.installation;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Scenario;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Somebody who reads and somebody who writes, without end; nobody sends anything twice. */
final class Requests implements AutoCloseable {

    private static final long BETWEEN_MILLIS = 50;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private volatile boolean ending;

    Requests(Api api) {
        repeat(() -> api.query("/api/v1/reps/robin"));
        repeat(() -> api.put("/api/v1/reps/robin", Scenario.rep("Robin " + answered)));
    }

    private void repeat(Supplier<Api.Answer> request) {
        threads.submit(() -> {
            while (!ending) {
                try {
                    request.get().must(200);
                    answered.incrementAndGet();
                } catch (AssertionError refusal) {
                    refused.add(refusal.toString());
                }
                Thread.sleep(BETWEEN_MILLIS);
            }
            return null;
        });
    }

    int answered() {
        return answered.get();
    }

    /** What was not answered as it should. */
    List<String> refused() {
        return List.copyOf(refused);
    }

    @Override
    public void close() {
        ending = true;
        threads.close();
    }
}
