package dev.yardstick.query.rebuild;

import dev.yardstick.query.access.CommandService;
import dev.yardstick.query.consuming.EventConsumer;
import dev.yardstick.query.rebuild.RebuildRows.Begun;
import dev.yardstick.runtime.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Starts rebuilds, one at a time, and tells how they do. One that is cut off by the end of the
 * process begins anew at the next start, since that may be of another version, which folds
 * otherwise; while Kafka or PostgreSQL is away it waits and goes on where it was.
 */
@Component
public class Rebuilds {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuilds.class);

    private static final Duration IDLE = Duration.ofSeconds(1);

    /** Longer than indexing or comparing the tables of a large log takes. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final RebuildRows rows;
    private final Tables tables;
    private final Rebuilding rebuilding;
    private final CommandService commands;
    private final Worker worker =
            new Worker("rebuild", this::open).overdueAfter(LONGEST).grace(Duration.ZERO);
    private volatile @Nullable Run current;
    private volatile boolean resumed;

    Rebuilds(RebuildRows rows, Tables tables, Rebuilding rebuilding, CommandService commands) {
        this.rows = rows;
        this.tables = tables;
        this.rebuilding = rebuilding;
        this.commands = commands;
    }

    /** One that runs in this process. */
    private static final class Run {

        final Begun begun;
        final Progress progress;
        boolean fresh = true;
        volatile boolean over;

        Run(Begun begun, Progress progress) {
            this.begun = begun;
            this.progress = progress;
        }
    }

    @Bean("rebuildWorker")
    Worker worker() {
        return worker;
    }

    private Optional<Worker.Work> open() {
        if (!resumed) {
            rows.beginAgain().ifPresentOrElse(this::launch, tables::drop);
            resumed = true;
        }
        return Optional.of(this::step);
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
        if (run == null || run.begun.id() != id || !rows.isRunning(id)) {
            return false;
        }
        run.progress.cancel();
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
        if (run == null || run.begun.id() != found.id() || !found.state().equals("running")) {
            return found;
        }
        Progress progress = run.progress;
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
        LOG.info("rebuild {} from {} begins", begun.id(), begun.source());
        EventConsumer consumer = rebuilding.consumer();
        current = new Run(begun, new Progress(worker::comesRound, consumer::isBusy));
        worker.wake();
    }

    private Duration step() throws Exception {
        Run run = current;
        if (run == null || run.over) {
            return IDLE;
        }
        try {
            rebuild(run);
            run.over = true;
        } catch (Progress.CancelledException e) {
            giveUp(run, "cancelled", null);
        } catch (Exception e) {
            if (!worker.isRunning()) {
                throw e;
            }
            LOG.warn("rebuild {}: {}", run.begun.id(), e.toString());
            run.progress.trouble(e.getMessage());
            if (passes(e)) {
                throw e;
            }
            giveUp(run, "failed", String.valueOf(e.getMessage()));
        }
        return Duration.ZERO;
    }

    private void rebuild(Run run) throws Exception {
        try (Source source =
                run.begun.source().equals("log")
                        ? new LogSource(commands)
                        : new KafkaSource(rebuilding.topic(), rebuilding.consumer())) {
            run.progress.checkCancelled();
            if (!rows.isRunning(run.begun.id())) {
                return; // swapped, though the answer to the commit was lost
            }
            if (run.fresh || !tables.exist()) {
                tables.create();
                run.progress.restart();
                run.fresh = false;
            }
            rebuilding.rebuild(run.begun.id(), source, run.progress);
        }
    }

    /** Whether it makes sense to try again. */
    private static boolean passes(Exception e) {
        return switch (e) {
            case NonTransientDataAccessResourceException away -> true;
            case NonTransientDataAccessException wrong -> false;
            case DataAccessException _, TransactionException _, KafkaException _ -> true;
            case ExecutionException _, TimeoutException _, InterruptedException _ -> true;
            case IOException _, UncheckedIOException _, Source.NotYetException _ -> true;
            default -> false;
        };
    }

    /** Records that it came to nothing, and drops what it made. */
    private void giveUp(Run run, String state, @Nullable String detail) {
        tables.drop();
        rows.end(run.begun.id(), state, run.progress.events(), detail, null);
        run.over = true;
        LOG.info("rebuild {} {}: {}", run.begun.id(), state, detail);
    }
}
