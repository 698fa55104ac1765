package dev.yardstick.query.consuming;

import dev.yardstick.runtime.Worker;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Lets readers wait for what is to become visible: one look at the database for all of them, and
 * none while nobody waits. Threadsafe.
 */
@Component
public class VisibleWatch {

    /** How many may wait at a time. */
    static final int MOST = 1_000;

    /** Ends after the last request: what it waits for, another process may apply. */
    private static final int WITH_REQUESTS = 0;

    private static final Duration EVERY = Duration.ofMillis(15);
    private static final Duration IDLE = Duration.ofSeconds(10);

    private record Waiting(long position, CountDownLatch seen) {}

    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final Visible visible;
    private final Worker worker = Worker.of("visible-watch", this::look).phase(WITH_REQUESTS);

    VisibleWatch(Visible visible) {
        this.visible = visible;
    }

    @Bean("visibleWatchWorker")
    Worker worker() {
        return worker;
    }

    /** More wait already than may. */
    public static final class TooManyException extends RuntimeException {
        TooManyException() {
            super("too many readers wait at the moment", null, false, false);
        }
    }

    /**
     * Waits for a position to become visible.
     *
     * @return false when it did not within the time-out
     * @throws TooManyException when too many wait
     */
    public boolean await(long position, Duration timeout) {
        if (visible.position() >= position) {
            return true;
        }
        int now = count.incrementAndGet();
        Waiting one = new Waiting(position, new CountDownLatch(1));
        try {
            if (now > MOST) {
                throw new TooManyException();
            }
            waiting.add(one);
            if (now == 1) {
                worker.wake();
            }
            return one.seen().await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.remove(one);
            count.decrementAndGet();
        }
    }

    /** How many wait now. */
    int waiting() {
        return count.get();
    }

    @EventListener
    void on(Visible.Moved moved) {
        if (count.get() > 0) {
            worker.wake();
        }
    }

    private Duration look() {
        if (waiting.isEmpty()) {
            return count.get() == 0 ? IDLE : EVERY;
        }
        long position = visible.position();
        waiting.stream()
                .filter(one -> one.position() <= position)
                .forEach(one -> one.seen().countDown());
        return EVERY;
    }
}
