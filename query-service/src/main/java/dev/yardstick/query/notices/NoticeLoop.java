package dev.yardstick.query.notices;

import dev.yardstick.query.access.ConsistentRead;
import dev.yardstick.query.consuming.Visible;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.runtime.DatabaseRefusal;
import dev.yardstick.runtime.Leads;
import dev.yardstick.runtime.Worker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Looks for what is new and sends what is due, again and again, in one thread of one process: the
 * one that leads. While the read model is behind what was looked through before, since it is being
 * rebuilt, nothing is done.
 */
@Component
class NoticeLoop {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeLoop.class);

    /** Reps are looked through no more often. */
    private static final Duration ROUND = Duration.ofMinutes(1);

    /** What the warnings of many reps may hold up mail. */
    private static final Duration SLICE = Duration.ofSeconds(2);

    private final NoticeRows rows;
    private final Happenings happenings;
    private final WarningWatch warnings;
    private final WeekWatch weeks;
    private final Delivery delivery;
    private final ConsistentRead reading;
    private final Visible visible;
    private final Clock clock;
    private final NoticeSettings settings;
    private volatile Map<String, Long> counts = Map.of();
    private final Worker worker;
    private String cursor = "";
    private boolean inRound;
    private Instant nextRound = Instant.MIN;

    NoticeLoop(
            NoticeRows rows,
            Happenings happenings,
            WarningWatch warnings,
            WeekWatch weeks,
            Delivery delivery,
            ConsistentRead reading,
            Visible visible,
            Clock clock,
            NoticeSettings settings,
            Leads leads,
            DataSource database,
            MeterRegistry meters) {
        this.rows = rows;
        this.happenings = happenings;
        this.warnings = warnings;
        this.weeks = weeks;
        this.delivery = delivery;
        this.reading = reading;
        this.visible = visible;
        this.clock = clock;
        this.settings = settings;
        this.worker =
                new Worker(
                        "notices",
                        () -> {
                            counts = Map.of(); // whoever leads counts them
                            return leads.take(database, "notices")
                                    .map(lead -> lead.work(this::turn));
                        });
        for (String state : List.of("pending", "failing", "given-up")) {
            Gauge.builder("yardstick.notices", () -> counts.getOrDefault(state, 0L))
                    .description("notices that wait, that failed at least once, that were given up")
                    .baseUnit("notices")
                    .tag("state", state)
                    .register(meters);
        }
    }

    /** What is being sent when it ends is sent, as far as that takes no longer than its grace. */
    @Bean("noticesWorker")
    Worker worker() {
        return worker;
    }

    private Duration turn() {
        long position = visible.position();
        if (position >= rows.progress()) {
            int most = Happenings.MAX;
            while (worker.isRunning() && rows.progress() < position) {
                most = note(position, most) ? Happenings.MAX : 1;
            }
            warn(position);
            boolean more = true;
            while (worker.isRunning() && more) {
                more = delivery.send();
            }
        }
        counts = rows.count();
        return settings.every();
    }

    /** False: one of several cannot be noted; so one at a time, and it is left out. */
    private boolean note(long position, int most) {
        long after = rows.progress();
        try {
            reading.read(() -> {
                rows.progressed(happenings.find(after, position, most));
                return true;
            });
            return true;
        } catch (RuntimeException e) {
            requireFault(e);
            if (most > 1) {
                return false;
            }
            LOG.atError()
                    .addKeyValue("position", after)
                    .setCause(e)
                    .log("nobody is told of what was recorded after position {}", after);
            rows.progressed(happenings.next(after, position));
            return true;
        }
    }

    private void look(RepStory rep, long position) {
        try {
            reading.read(() -> {
                warnings.look(rep, position);
                return true;
            });
        } catch (RuntimeException e) {
            requireFault(e);
            LOG.atError()
                    .addKeyValue("person", rep.id())
                    .setCause(e)
                    .log("warnings of {} cannot be told", rep.id());
        }
    }

    /** What passes is waited for; a fault of one thing is none of the others. */
    private static void requireFault(RuntimeException e) {
        if ((e instanceof DataAccessException || e instanceof TransactionException)
                && !DatabaseRefusal.isOne(e)) {
            throw e;
        }
    }

    private void warn(long position) {
        long end = System.nanoTime() + SLICE.toNanos();
        if (!inRound) {
            Instant now = clock.instant();
            if (now.isBefore(nextRound)) {
                return;
            }
            nextRound = now.plus(Collections.min(List.of(settings.warningsEvery(), ROUND)));
            inRound = true;
            weeks.look(position);
        }
        do {
            String after = cursor;
            WarningWatch.Page page = reading.read(() -> warnings.due(after, position));
            for (var rep : page.due()) {
                if (!worker.isRunning() || System.nanoTime() > end) {
                    return;
                }
                look(rep, position);
            }
            cursor = page.next();
            inRound = !cursor.isEmpty();
        } while (inRound && System.nanoTime() < end);
    }
}
