package dev.yardstick.query.rebuild;

import dev.yardstick.query.rebuild.RebuildRows.Noted;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How far a rebuild has come, told by those who work on it. */
final class Progress {

    private static final double NANOS = 1e9;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private static final Duration NOTED_EVERY = Duration.ofMillis(200);

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
    private volatile @Nullable String trouble;
    private final Predicate<Noted> cancelled;
    private volatile long notedAt = System.nanoTime() - NOTED_EVERY.toNanos();
    private final BooleanSupplier othersAreBusy;
    private long since = System.nanoTime();
    private volatile boolean hurries;

    /**
     * A new one.
     *
     * @param cancelled is told now and then how far it has come, and says whether somebody does not
     *     want it any more
     * @param othersAreBusy whether what comes in now needs the machine, too
     */
    Progress(Predicate<Noted> cancelled, BooleanSupplier othersAreBusy) {
        this.cancelled = cancelled;
        this.othersAreBusy = othersAreBusy;
    }

    /** Begins from nothing. */
    synchronized void restart() {
        since = System.nanoTime();
        hurries = false;
        events = 0;
        share = 0;
        phase("filling");
    }

    /** What is done next. */
    synchronized void phase(String next) {
        phase = next;
        note();
    }

    /** So many events more were applied; so much was read of all that there is. */
    synchronized void advance(int applied, long read, long all) {
        trouble = null;
        events += applied;
        share = all == 0 ? 1 : Math.min(1, (double) read / all);
        nanos = System.nanoTime() - since;
        if (System.nanoTime() - notedAt > NOTED_EVERY.toNanos()) {
            note();
        }
    }

    /**
     * Tells how far it has come.
     *
     * @throws CancelledException when somebody does not want it any more
     */
    synchronized void note() {
        notedAt = System.nanoTime();
        double percent = Math.floor(share * 1_000) / 10;
        if (cancelled.test(new Noted(phase, percent, rate(), secondsLeft(), events, trouble))) {
            throw new CancelledException();
        }
    }

    /** From here on it gives way no more: what comes in must not be faster for ever. */
    void hurry() {
        hurries = true;
    }

    /**
     * What comes in goes first: a rebuild takes a third of the time then, and no more.
     *
     * @param begun when the caller went to work, by {@link System#nanoTime}
     * @param workers so many share the third
     */
    void giveWay(long begun, int workers) throws InterruptedException {
        long took = System.nanoTime() - begun;
        if (!hurries && othersAreBusy.getAsBoolean()) {
            long wait = (3L * workers - 1) * took;
            TimeUnit.NANOSECONDS.sleep(Math.min(wait, LONGEST_WAIT.toNanos()));
        }
    }

    void trouble(@Nullable String reason) {
        trouble = reason;
    }

    long events() {
        return events;
    }

    private @Nullable Long rate() {
        return nanos == 0 ? null : Long.valueOf(Math.round(events * NANOS / nanos));
    }

    private @Nullable Long secondsLeft() {
        return share == 0 || nanos == 0
                ? null
                : Long.valueOf(Math.round(nanos / NANOS * (1 - share) / share));
    }
}
