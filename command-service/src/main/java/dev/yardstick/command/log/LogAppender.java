package dev.yardstick.command.log;

import dev.yardstick.events.refusal.Characters;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.runtime.DatabaseRefusal;
import dev.yardstick.runtime.Worker;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Appends to the log by group commit: one thread writes everything that waits in one transaction,
 * so many senders share one flush to disk. A unit of work that lost a race fails alone.
 */
@Component
class LogAppender {

    private static final Logger LOG = LoggerFactory.getLogger(LogAppender.class);

    /** Units of work that may wait; more than that and senders are told to come back. */
    private static final int MAX_WAITING = 10_000;

    /** What those may have together, in KiB; one that has more waits until it is alone. */
    private static final int MAX_WAITING_KIB = 32 * 1024;

    /** Events of one transaction, unless a single unit of work brings more. */
    private static final int MAX_GROUP_EVENTS = 8_192;

    /** The same in KiB. */
    private static final int MAX_GROUP_KIB = 8 * 1024;

    private static final int FIRST = 0;

    /** How long the writer looks for something to write before it says that it is well. */
    private static final Duration IDLE = Duration.ofMillis(500);

    /** Longer than a write can take by the database's own time-outs. */
    private static final Duration LONGEST = Duration.ofSeconds(45);

    /** How long a sender waits for room. */
    private static final Duration OFFER = Duration.ofSeconds(5);

    private static final String UNIQUE_VIOLATION = "23505";

    private final BlockingQueue<Unit> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Semaphore room = new Semaphore(MAX_WAITING_KIB, true);
    private final DataSource database;
    private final LogTail tail;
    private final LogSignal signal;
    private final RecordingClock clock;
    private final DistributionSummary groups;
    private volatile boolean ended;

    LogAppender(
            DataSource database,
            LogTail tail,
            LogSignal signal,
            RecordingClock clock,
            MeterRegistry meters) {
        this.database = database;
        this.tail = tail;
        this.signal = signal;
        this.clock = clock;
        groups =
                DistributionSummary.builder("yardstick.log.group")
                        .description("events that one transaction wrote to the log")
                        .baseUnit("events")
                        .register(meters);
        Gauge.builder("yardstick.log.waiting", waiting, Collection::size)
                .description("units of work that wait for the log's writer")
                .baseUnit("units")
                .register(meters);
    }

    /** The events of one unit of work, all or none. */
    record Unit(
            List<NewEvent> events,
            @Nullable AppendCondition condition,
            CompletableFuture<Long> written) {

        /** What it takes of the room for those that wait. */
        int kib() {
            long bytes = events.stream().mapToLong(NewEvent::bytes).sum();
            return (int) Math.min(MAX_WAITING_KIB, 1 + bytes / 1024);
        }

        void conflict() {
            written.completeExceptionally(
                    new ChangedMeanwhileException(
                            condition == null
                                    ? events.getFirst().stream()
                                    : Reason.EXPECTATIONS_OF.of(condition.rep())));
        }
    }

    /**
     * Appends all of the events or none, and returns when they are durable.
     *
     * @return the position of the last of them
     * @throws ConcurrencyException when a stream has moved on since the decision, or the condition
     *     does not hold
     * @throws DataIntegrityViolationException when the database refuses them as they are
     * @throws LogUnavailableException when the database is away; whether the events were written is
     *     then unknown, and sending the command again is safe
     */
    long append(List<NewEvent> events, @Nullable AppendCondition condition) {
        Unit unit = new Unit(events, condition, new CompletableFuture<>());
        int kib = unit.kib();
        boolean hasRoom = false;
        try {
            hasRoom = room.tryAcquire(kib, OFFER.toSeconds(), TimeUnit.SECONDS);
            if (!hasRoom || ended || !waiting.offer(unit, OFFER.toSeconds(), TimeUnit.SECONDS)) {
                throw new LogUnavailableException("too many commands wait for the log", null);
            }
            if (ended) {
                refuseWaiting();
            }
            return unit.written().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("interrupted while waiting for the log", e);
        } catch (TimeoutException e) {
            waiting.remove(unit);
            throw new LogUnavailableException("the log does not answer at the moment", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } finally {
            room.release(hasRoom ? kib : 0);
        }
    }

    /** Begins before all others and ends after them: what they bring is still written. */
    @Bean("logWorker")
    Worker worker() {
        return new Worker("log-writer", () -> Optional.of(new Writing()))
                .phase(FIRST)
                .grace(Duration.ofSeconds(10));
    }

    private final class Writing implements Worker.Work {

        Writing() {
            ended = false;
        }

        @Override
        public Duration step() throws InterruptedException {
            List<Unit> group = nextGroup();
            if (!group.isEmpty()) {
                write(group);
            }
            return Duration.ZERO;
        }

        /** What still waits gets its answer, and nobody waits for a writer that is gone. */
        @Override
        public void close() {
            ended = true;
            refuseWaiting();
        }
    }

    private void refuseWaiting() {
        var ending = new LogUnavailableException("the service ends", null);
        for (Unit unit = waiting.poll(); unit != null; unit = waiting.poll()) {
            unit.written().completeExceptionally(ending);
        }
    }

    private List<Unit> nextGroup() throws InterruptedException {
        List<Unit> group = new ArrayList<>();
        Unit next = waiting.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        int events = 0;
        int kib = 0;
        while (next != null) {
            group.add(next);
            events += next.events().size();
            kib += next.kib();
            next = events < MAX_GROUP_EVENTS && kib < MAX_GROUP_KIB ? waiting.poll() : null;
        }
        return group;
    }

    private void write(List<Unit> group) {
        try {
            if (!tryWrite(group, false)) {
                tryWrite(group, true);
            }
        } catch (SQLException | RuntimeException e) {
            if (DatabaseRefusal.isOne(e)) {
                refuse(group, e);
                return;
            }
            LOG.warn("the log could not be written: {}", e.toString());
            var away = new LogUnavailableException("the log cannot be written at the moment", e);
            group.forEach(unit -> unit.written().completeExceptionally(away));
        }
    }

    /** The database is there, and refuses something in the group: the rest of it is written. */
    private void refuse(List<Unit> group, Exception refused) {
        if (group.size() > 1) {
            group.forEach(unit -> write(List.of(unit)));
        } else {
            group.getFirst()
                    .written()
                    .completeExceptionally(
                            new DataIntegrityViolationException(
                                    "the log cannot hold "
                                            + group.getFirst().events().size()
                                            + " events of "
                                            + Characters.shown(
                                                    group.getFirst().events().getFirst().stream()),
                                    refused));
        }
    }

    /**
     * Writes a group in one transaction.
     *
     * @param check whether to compare every stream's sequence first; without it the unique index
     *     tells
     * @return false when the index told, and nothing was written
     */
    private boolean tryWrite(List<Unit> group, boolean check) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                LogRows.Group written = new LogRows(connection, clock).write(group, check);
                connection.commit();
                tail.add(written.lines());
                if (!written.lines().isEmpty()) {
                    groups.record(written.lines().size());
                }
                written.units().forEach(w -> w.unit().written().complete(w.position()));
                signal.raise();
                return true;
            } catch (SQLException e) {
                connection.rollback();
                if (!check && UNIQUE_VIOLATION.equals(e.getSQLState())) {
                    return false;
                }
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }
}
