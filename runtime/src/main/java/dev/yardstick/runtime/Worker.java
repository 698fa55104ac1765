package dev.yardstick.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * A loop on a thread of its own. It opens what it works with and takes one step after the other
 * until it is told to end. Whatever exception a step throws is said once, what was open is closed,
 * and after a pause it is opened again; so a loop ends only with the service, and never in silence.
 * An Error, after which nobody knows what holds, ends the process.
 */
public final class Worker implements SmartLifecycle {

    /** What a worker works with between two faults; used by its thread alone. */
    public interface Work extends AutoCloseable {

        /**
         * Does what there is to do now, or some of it.
         *
         * @return how long to rest before the next step; zero: there is more to do
         */
        Duration step() throws Exception;

        /** Whether what it works with has to be opened anew, at once. */
        default boolean isOver() {
            return false;
        }

        /** Lets a step that waits return soon, since the worker ends; called by another thread. */
        default void interrupt() {}

        @Override
        default void close() throws Exception {}
    }

    /** Opens what a worker works with. */
    public interface Opening {

        /** Empty: there is nothing to do here now, since another process does it. */
        Optional<? extends Work> open() throws Exception;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration BACK_OFF = Duration.ofMillis(500);
    private static final Duration OVERDUE = Duration.ofMinutes(1);
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final String name;
    private final Opening opening;
    private final Semaphore wake = new Semaphore(0);
    private Duration overdue = OVERDUE;
    private Duration grace = GRACE;
    private int phase = DEFAULT_PHASE;
    private Consumer<Error> fatal = Worker::end;
    private Thread thread = new Thread();
    private volatile boolean running;
    private volatile @Nullable Work work;
    private volatile @Nullable String trouble;
    private volatile long finishedAt = System.nanoTime();

    /**
     * A worker that has to open something first.
     *
     * @param name of its thread, and in health, metrics and the log
     */
    public Worker(String name, Opening opening) {
        this.name = name;
        this.opening = opening;
    }

    /** A worker that needs nothing to be open. */
    public static Worker of(String name, Work work) {
        return new Worker(name, () -> Optional.of(work));
    }

    /** Counts as overdue when it finishes no step for longer than this; a minute else. */
    public Worker overdueAfter(Duration limit) {
        overdue = limit;
        return this;
    }

    /** How long its last step may take before it is interrupted; three seconds else. */
    public Worker grace(Duration longest) {
        grace = longest;
        return this;
    }

    /** Of Spring's phases: those that are low begin first and end last. */
    public Worker phase(int when) {
        phase = when;
        return this;
    }

    /** What is done about an Error; ends the process else. */
    Worker fatal(Consumer<Error> last) {
        fatal = last;
        return this;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** How long ago it finished a step, or found that there is none for it. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - finishedAt);
    }

    /** Whether it has not come round for too long. */
    public boolean isOverdue() {
        return running && age().compareTo(overdue) > 0;
    }

    /** What it met last and has not got over yet; null: nothing. */
    public @Nullable String trouble() {
        return trouble;
    }

    /** For a step that takes long, and is not stuck. */
    public void comesRound() {
        finishedAt = System.nanoTime();
    }

    /** Ends its rest: there is something to do. */
    public void wake() {
        wake.release();
    }

    @Override
    public synchronized void start() {
        running = true;
        finishedAt = System.nanoTime();
        thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        wake.release();
        Work open = work;
        if (open != null) {
            open.interrupt();
        }
        try {
            if (!thread.join(grace)) {
                thread.interrupt();
                thread.join(GRACE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All workers of a phase end at the same time. */
    @Override
    public void stop(Runnable callback) {
        Thread.ofVirtual()
                .name("end " + name)
                .start(() -> {
                    try {
                        stop();
                    } finally {
                        callback.run();
                    }
                });
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return phase;
    }

    private void run() {
        try {
            while (running) {
                try {
                    rest(work() ? Duration.ZERO : BACK_OFF);
                } catch (Exception e) {
                    tell(e);
                    rest(BACK_OFF);
                }
            }
        } catch (Error e) {
            fatal.accept(e);
        }
    }

    /** Whether to go on at once. */
    private boolean work() throws Exception {
        try (Work open = opening.open().orElse(null)) {
            work = open;
            if (open == null) {
                finished();
            }
            while (open != null && running && !open.isOver()) {
                Duration pause = open.step();
                finished();
                restInParts(pause);
            }
            return open != null;
        } finally {
            work = null;
        }
    }

    private void finished() {
        finishedAt = System.nanoTime();
        if (trouble != null) {
            LOG.info("{} goes on", name);
            trouble = null;
        }
    }

    /** Says it, unless it is what was said last or the worker was told to end. */
    private void tell(Exception e) {
        String now = e.toString();
        if (running && !now.equals(trouble)) {
            LOG.warn("{} waits and tries again: {}", name, now);
            LOG.debug("{}", name, e);
            trouble = now;
        }
    }

    /** Who rests for long after a step is not stuck, and comes round meanwhile. */
    private void restInParts(Duration pause) {
        Duration part = overdue.dividedBy(4);
        Duration left = pause;
        while (left.compareTo(part) > 0 && rest(part)) {
            comesRound();
            left = left.minus(part);
        }
        if (left.compareTo(part) <= 0) {
            rest(left);
        }
    }

    /** Whether nobody ended it before its time. */
    private boolean rest(Duration pause) {
        try {
            if (running
                    && pause.isPositive()
                    && wake.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
                return false;
            }
            return running;
        } catch (InterruptedException e) {
            // told to end, or interrupted by what the step called: running tells which
            return false;
        }
    }

    private static void end(Error error) {
        LOG.error("ends at once, since nobody knows what still holds: {}", error.toString(), error);
        System.err.println("yardstick: ends at once after " + error);
        Runtime.getRuntime().halt(1);
    }
}
