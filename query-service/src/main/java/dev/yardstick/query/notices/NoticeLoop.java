package dev.yardstick.query.notices;

import dev.yardstick.query.consuming.Visible;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks for what is new and sends what is due, again and again, in one thread. While the read model
 * is behind what was looked through before, since it is being rebuilt, nothing is done.
 */
@Component
class NoticeLoop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeLoop.class);

    /** Reps are looked through no more often. */
    private static final Duration ROUND = Duration.ofMinutes(1);

    /** What the warnings of many reps may hold up mail. */
    private static final Duration SLICE = Duration.ofSeconds(2);

    private static final Duration GRACE = Duration.ofSeconds(3);

    private final NoticeRows rows;
    private final Happenings happenings;
    private final WarningWatch warnings;
    private final Delivery delivery;
    private final Reading reading;
    private final Visible visible;
    private final Clock clock;
    private final NoticeSettings settings;
    private volatile Map<String, Long> counts = Map.of();
    private final CountDownLatch ending = new CountDownLatch(1);
    private volatile boolean running;
    private Thread thread = new Thread();
    private String cursor = "";
    private boolean inRound;
    private Instant nextRound = Instant.MIN;

    NoticeLoop(
            NoticeRows rows,
            Happenings happenings,
            WarningWatch warnings,
            Delivery delivery,
            Reading reading,
            Visible visible,
            Clock clock,
            NoticeSettings settings,
            MeterRegistry meters) {
        this.rows = rows;
        this.happenings = happenings;
        this.warnings = warnings;
        this.delivery = delivery;
        this.reading = reading;
        this.visible = visible;
        this.clock = clock;
        this.settings = settings;
        for (String state : List.of("pending", "failing", "given-up")) {
            Gauge.builder("yardstick.notices", () -> counts.getOrDefault(state, 0L))
                    .tag("state", state)
                    .register(meters);
        }
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("notices").daemon().start(this::run);
    }

    /** What is being sent is sent, as far as that takes no longer than the grace. */
    @Override
    public void stop() {
        running = false;
        ending.countDown();
        try {
            if (!thread.join(GRACE)) {
                thread.interrupt();
                thread.join(GRACE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        String trouble = "";
        while (running) {
            try {
                turn();
                trouble = "";
            } catch (DataAccessException | TransactionException e) {
                if (running && !e.toString().equals(trouble)) {
                    LOG.warn("notices wait and try again: {}", e.toString());
                    trouble = e.toString();
                }
            } catch (RuntimeException e) {
                LOG.error("notices failed, and go on", e);
            }
            try {
                if (ending.await(settings.every().toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void turn() {
        long position = visible.position();
        if (position >= rows.progress()) {
            while (running && rows.progress() < position) {
                reading.read(() -> {
                    rows.progressed(happenings.find(rows.progress(), position));
                    return true;
                });
            }
            warn(position);
            boolean more = true;
            while (running && more) {
                more = delivery.send();
            }
        }
        counts = rows.count();
    }

    private void warn(long position) {
        long end = System.nanoTime() + SLICE.toNanos();
        if (!inRound) {
            Instant now = clock.instant();
            if (now.isBefore(nextRound)) {
                return;
            }
            Duration pause =
                    settings.warningsEvery().compareTo(ROUND) < 0
                            ? settings.warningsEvery()
                            : ROUND;
            nextRound = now.plus(pause);
            inRound = true;
        }
        do {
            String after = cursor;
            WarningWatch.Page page = reading.read(() -> warnings.due(after, position));
            for (var rep : page.due()) {
                if (!running || System.nanoTime() > end) {
                    return;
                }
                reading.read(() -> {
                    warnings.look(rep, position);
                    return true;
                });
            }
            cursor = page.next();
            inRound = !cursor.isEmpty();
        } while (inRound && System.nanoTime() < end);
    }
}
