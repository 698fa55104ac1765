package dev.yardstick.query.rebuild;

import dev.yardstick.query.access.CommandService;
import dev.yardstick.query.consuming.FoldVersion;
import dev.yardstick.query.consuming.Offsets;
import dev.yardstick.query.rebuild.RebuildRows.Begun;
import dev.yardstick.runtime.Lead;
import dev.yardstick.runtime.Leads;
import dev.yardstick.runtime.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
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
 * Takes orders for rebuilds, one at a time, and tells how they do. Of several processes the one
 * that leads runs it; the others see how far it has come, and can cancel it. One that is cut off by
 * the end of a process is begun anew by whoever leads then, since that may be of another version,
 * which folds otherwise; while Kafka or PostgreSQL is away it waits and goes on where it was.
 */
@Component
public class Rebuilds {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuilds.class);

    /** Longer than indexing or comparing the tables of a large log takes. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final RebuildRows rows;
    private final Tables tables;
    private final Rebuilding rebuilding;
    private final CommandService commands;
    private final Leads leads;
    private final FoldVersion fold;
    private final Worker worker =
            new Worker("rebuild", this::open).overdueAfter(LONGEST).grace(Duration.ZERO);
    private @Nullable Run kept;
    private boolean looked;

    Rebuilds(
            RebuildRows rows,
            Tables tables,
            Rebuilding rebuilding,
            CommandService commands,
            Leads leads,
            FoldVersion fold) {
        this.rows = rows;
        this.tables = tables;
        this.rebuilding = rebuilding;
        this.commands = commands;
        this.leads = leads;
        this.fold = fold;
    }

    /** One that this process has begun; of the worker's thread. */
    private static final class Run {

        final Begun begun;
        final Progress progress;
        boolean made;

        Run(Begun begun, Progress progress) {
            this.begun = begun;
            this.progress = progress;
        }
    }

    @Bean("rebuildWorker")
    Worker worker() {
        return worker;
    }

    private Optional<Leading> open() throws SQLException {
        if (!looked) {
            looked = !fold.isOlder() || orderOfNewFold();
        }
        return rows.isAny()
                ? leads.take(rebuilding.live(), "rebuild").map(Leading::new)
                : Optional.empty();
    }

    /** Once: whoever cancels it has the rows of before until the next start. */
    private boolean orderOfNewFold() {
        Optional<Long> ordered = rows.order("log");
        ordered.ifPresent(
                id -> LOG.info("this version folds otherwise: rebuild {} is ordered", id));
        return ordered.isPresent();
    }

    /**
     * Orders a rebuild.
     *
     * @param fromLog reads the log itself in place of Kafka
     * @return empty when one is running
     */
    public Optional<Rebuild> begin(boolean fromLog) {
        Optional<Long> ordered = rows.order(fromLog ? "log" : "kafka");
        worker.wake();
        return ordered.flatMap(this::find);
    }

    /**
     * Ends a rebuild that is running, here or in another process; what answers stays as it is.
     *
     * @return whether it was running
     */
    public boolean cancel(long id) {
        return rows.cancel(id);
    }

    /** A rebuild, with its progress while it runs. */
    public Optional<Rebuild> find(long id) {
        return rows.find(id, 1).stream().filter(found -> found.id() == id).findFirst();
    }

    /** Rebuilds, newest first. */
    public List<Rebuild> list(int limit) {
        return rows.find(Long.MAX_VALUE, limit);
    }

    /** Rebuilds, for as long as this process leads. */
    private final class Leading implements Worker.Work {

        private final Lead lead;
        private boolean over;

        Leading(Lead lead) {
            this.lead = lead;
        }

        @Override
        public Duration step() throws Exception {
            Run run = kept == null ? begun() : kept;
            kept = run;
            if (run != null) {
                run(lead, run);
            }
            kept = null;
            over = true;
            return Duration.ZERO;
        }

        @Override
        public boolean isOver() {
            return over;
        }

        @Override
        public void close() throws SQLException {
            lead.close();
        }
    }

    private @Nullable Run begun() {
        Begun begun = rows.begin().orElse(null);
        if (begun == null) {
            return null;
        }
        LOG.info("rebuild {} from {} begins", begun.id(), begun.source());
        Progress progress =
                new Progress(
                        noted -> {
                            worker.comesRound();
                            return rows.note(begun, noted);
                        },
                        rebuilding.consumer()::isBusy);
        return new Run(begun, progress);
    }

    /** Returns when it has come to an end, or is another process's. */
    private void run(Lead lead, Run run) throws Exception {
        try {
            rebuild(lead, run);
        } catch (RebuildRows.OvertakenException e) {
            LOG.info("rebuild {}: {}", run.begun.id(), e.getMessage());
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
    }

    private void rebuild(Lead lead, Run run) throws Exception {
        run.progress.note();
        try (Source source =
                run.begun.source().equals("log")
                        ? new LogSource(commands)
                        : new KafkaSource(rebuilding.topic(), rebuilding.consumer())) {
            if (!run.made || !tables.exist()) {
                rebuilding
                        .transaction()
                        .executeWithoutResult(status -> {
                            rows.hold(run.begun);
                            tables.create();
                        });
                run.progress.restart();
                run.made = true;
            }
            rebuilding.rebuild(lead, run.begun, source, run.progress);
        }
    }

    /** Whether it makes sense to try again. */
    private static boolean passes(Exception e) {
        return switch (e) {
            case NonTransientDataAccessResourceException away -> true;
            case NonTransientDataAccessException wrong -> false;
            case DataAccessException _, TransactionException _, KafkaException _ -> true;
            case SQLException _, Offsets.OvertakenException _ -> true;
            case ExecutionException _, TimeoutException _, InterruptedException _ -> true;
            case IOException _, UncheckedIOException _, Source.NotYetException _ -> true;
            default -> false;
        };
    }

    /** Records that it came to nothing, and drops what it made; unless it is another's now. */
    private void giveUp(Run run, String state, @Nullable String detail) {
        try {
            rebuilding
                    .transaction()
                    .executeWithoutResult(status -> {
                        rows.hold(run.begun);
                        tables.drop();
                        rows.end(run.begun, state, run.progress.events(), detail, null);
                    });
            LOG.info("rebuild {} {}: {}", run.begun.id(), state, detail);
        } catch (RebuildRows.OvertakenException e) {
            LOG.info("rebuild {}: {}", run.begun.id(), e.getMessage());
        }
    }
}
