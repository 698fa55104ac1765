package dev.yardstick.query.rebuild;

import dev.yardstick.query.access.CommandService;
import dev.yardstick.query.consuming.EventConsumer;
import dev.yardstick.query.consuming.EventTopic;
import dev.yardstick.query.rebuild.RebuildRows.Begun;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Starts rebuilds, one at a time, and tells how they do. One that is cut off by the end of the
 * process begins anew at the next start, since that may be of another version, which folds
 * otherwise; while Kafka or PostgreSQL is away it waits and goes on where it was.
 */
@Component
public class Rebuilds implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuilds.class);

    private static final Duration BACK_OFF = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final RebuildRows rows;
    private final Tables tables;
    private final Rebuilding rebuilding;
    private final EventTopic topic;
    private final EventConsumer consumer;
    private final CommandService commands;
    private volatile boolean running;
    private volatile @Nullable Run current;

    Rebuilds(
            RebuildRows rows,
            Tables tables,
            Rebuilding rebuilding,
            EventTopic topic,
            EventConsumer consumer,
            CommandService commands) {
        this.rows = rows;
        this.tables = tables;
        this.rebuilding = rebuilding;
        this.topic = topic;
        this.consumer = consumer;
        this.commands = commands;
    }

    /** One that runs in this process. */
    private record Run(long id, Progress progress, Thread thread) {}

    @Override
    public void start() {
        running = true;
        rows.beginAgain().ifPresentOrElse(this::launch, tables::drop);
    }

    @Override
    public void stop() {
        running = false;
        Run run = current;
        if (run != null) {
            run.thread().interrupt();
            try {
                run.thread().join(GRACE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /**
     * Begins a rebuild.
     *
     * @param fromLog reads the log itself in place of Kafka
     * @return empty when one is running
     */
    public Optional<Rebuild> begin(boolean fromLog) {
        Optional<Begun> begun = rows.begin(fromLog ? "log" : "kafka");
        begun.ifPresent(this::launch);
        return begun.flatMap(b -> find(b.id()));
    }

    /**
     * Ends a rebuild that is running; what answers stays as it is.
     *
     * @return whether it was running
     */
    public boolean cancel(long id) {
        Run run = current;
        if (run == null || run.id() != id || !rows.isRunning(id)) {
            return false;
        }
        run.progress().cancel();
        return true;
    }

    /** A rebuild, with its progress while it runs. */
    public Optional<Rebuild> find(long id) {
        return rows.find(id, 1).stream()
                .filter(found -> found.id() == id)
                .findFirst()
                .map(this::now);
    }

    /** Rebuilds, newest first. */
    public List<Rebuild> list(int limit) {
        return rows.find(Long.MAX_VALUE, limit).stream().map(this::now).toList();
    }

    private Rebuild now(Rebuild found) {
        Run run = current;
        if (run == null || run.id() != found.id() || !found.state().equals("running")) {
            return found;
        }
        Progress progress = run.progress();
        return new Rebuild(
                found.id(),
                found.source(),
                found.state(),
                progress.phase(),
                progress.percent(),
                progress.rate(),
                progress.secondsLeft(),
                progress.events(),
                found.startedAt(),
                null,
                found.starts(),
                progress.trouble(),
                null,
                List.of());
    }

    private void launch(Begun begun) {
        Progress progress = new Progress();
        Thread thread =
                Thread.ofPlatform().name("rebuild").daemon().unstarted(() -> run(begun, progress));
        current = new Run(begun.id(), progress, thread);
        thread.start();
    }

    private void run(Begun begun, Progress progress) {
        LOG.info("rebuild {} from {} begins", begun.id(), begun.source());
        boolean fresh = true;
        while (running) {
            try (Source source =
                    begun.source().equals("log")
                            ? new LogSource(commands)
                            : new KafkaSource(topic, consumer)) {
                progress.checkCancelled();
                if (!rows.isRunning(begun.id())) {
                    return; // swapped, though the answer to the commit was lost
                }
                if (fresh || !tables.exist()) {
                    tables.create();
                    progress.restart();
                    fresh = false;
                }
                rebuilding.rebuild(begun.id(), source, progress);
                return;
            } catch (InterruptedException | InterruptException e) {
                Thread.interrupted();
            } catch (Progress.CancelledException e) {
                if (gaveUp(begun, progress, "cancelled", null)) {
                    return;
                }
            } catch (Exception e) {
                if (!running) {
                    return;
                }
                LOG.warn("rebuild {}: {}", begun.id(), e.toString());
                progress.trouble(e.getMessage());
                if (!passes(e)
                        && gaveUp(begun, progress, "failed", String.valueOf(e.getMessage()))) {
                    return;
                }
            }
            try {
                Thread.sleep(BACK_OFF);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Whether it makes sense to try again. */
    private static boolean passes(Exception e) {
        return switch (e) {
            case NonTransientDataAccessResourceException away -> true;
            case NonTransientDataAccessException wrong -> false;
            case DataAccessException away -> true;
            case TransactionException away -> true;
            case KafkaException away -> true;
            case ExecutionException away -> true;
            case TimeoutException away -> true;
            case IOException away -> true;
            case Source.NotYetException notYet -> true;
            default -> false;
        };
    }

    /**
     * Records that it came to nothing, and drops what it made; false when it has to be tried again.
     */
    private boolean gaveUp(Begun begun, Progress progress, String state, @Nullable String detail) {
        try {
            tables.drop();
            rows.end(begun.id(), state, progress.events(), detail, null);
            LOG.info("rebuild {} {}: {}", begun.id(), state, detail);
            return true;
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("rebuild {}: {}", begun.id(), e.toString());
            return false;
        }
    }
}
