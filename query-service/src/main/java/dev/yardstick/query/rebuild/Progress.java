package dev.yardstick.query.rebuild;

import org.jspecify.annotations.Nullable;

/** How far a rebuild has come; told by its own thread, asked by any. */
final class Progress {

    private static final double NANOS = 1e9;

    /** Somebody does not want it any more. */
    static final class CancelledException extends RuntimeException {
        CancelledException() {
            super("cancelled", null, false, false);
        }
    }

    private volatile String phase = "filling";
    private volatile double share;
    private volatile long events;
    private volatile long nanos;
    private volatile boolean cancelled;
    private volatile @Nullable String trouble;
    private final Runnable progressed;
    private long since = System.nanoTime();

    /** A new one, which says each time that it gets on. */
    Progress(Runnable progressed) {
        this.progressed = progressed;
    }

    /** Begins from nothing. */
    void restart() {
        since = System.nanoTime();
        events = 0;
        share = 0;
        phase("filling");
    }

    /** What is done next. */
    void phase(String next) {
        checkCancelled();
        progressed.run();
        phase = next;
    }

    /** So many events more were applied; so much was read of all that there is. */
    void advance(int applied, long read, long all) {
        checkCancelled();
        progressed.run();
        trouble = null;
        events += applied;
        share = all == 0 ? 1 : Math.min(1, (double) read / all);
        nanos = System.nanoTime() - since;
    }

    void checkCancelled() {
        if (cancelled) {
            throw new CancelledException();
        }
    }

    void cancel() {
        cancelled = true;
    }

    void trouble(@Nullable String reason) {
        trouble = reason;
    }

    @Nullable String trouble() {
        return trouble;
    }

    String phase() {
        return phase;
    }

    long events() {
        return events;
    }

    double percent() {
        return Math.floor(share * 1_000) / 10;
    }

    @Nullable Long rate() {
        return nanos == 0 ? null : Long.valueOf(Math.round(events * NANOS / nanos));
    }

    @Nullable Long secondsLeft() {
        return share == 0 || nanos == 0
                ? null
                : Long.valueOf(Math.round(nanos / NANOS * (1 - share) / share));
    }
}
