package dev.yardstick.query.rebuild;

import com.zaxxer.hikari.HikariDataSource;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.events.codec.UnreadableEventException;
import dev.yardstick.query.consuming.EventConsumer;
import dev.yardstick.query.consuming.EventTopic;
import dev.yardstick.query.consuming.FoldVersion;
import dev.yardstick.query.consuming.ReadModelWriter;
import dev.yardstick.query.rebuild.Rebuild.Compared;
import dev.yardstick.query.rebuild.RebuildRows.Begun;
import dev.yardstick.runtime.Lead;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One rebuild: fills the new tables while the old ones answer and go on; then no process applies
 * events, the new tables are brought to exactly the same point, compared, and swapped in one
 * transaction.
 */
@Component
record Rebuilding(
        DataSource live,
        JdbcClient jdbc,
        TransactionTemplate transaction,
        EventConsumer consumer,
        EventTopic topic,
        Tables tables,
        TableComparison comparison,
        RebuildRows rows,
        FoldVersion fold) {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuilding.class);

    /** Offsets, or positions, that are quickly read while the consumer pauses. */
    private static final long NEAR = 5_000;

    private static final int MAX_ROUNDS = 20;

    /** Then the rows may well differ. */
    private static final String ANEW = "what answered was folded by an older version";

    /** Of one statement, and a little more: an hour passes at the database first. */
    private static final int LONGEST_MILLIS = 61 * 60 * 1_000;

    private static final String EVENTS =
            """
            select (select count(*) from rebuilding.chronicle where position <= ?)
                 + (select count(*) from rebuilding.record_event where position <= ?)
            """;

    private static final String FOLLOW =
            """
            update rebuilding.consumed n set next_offset = o.next_offset, position = o.position,
                watermark = o.watermark
            from consumed o
            where o.topic = ? and n.topic = o.topic and n.partition = o.partition
            """;

    /** The events that there are to read are not all that there were. */
    static final class IncompleteException extends RuntimeException {
        IncompleteException(String message) {
            super(message, null, false, false);
        }
    }

    /** Rebuilds into tables that are there, and perhaps filled in part. */
    void rebuild(Lead lead, Begun begun, Source source, Progress progress) throws Exception {
        try (HikariDataSource connection = tables.connect()) {
            List<ReadModelWriter> next =
                    Stream.generate(() ->
                                    ReadModelWriter.on(connection, topic.name(), source::isOurs))
                            .limit(AtOnce.THREADS)
                            .toList();
            chase(next, source, progress);
            progress.phase("indexing");
            each(
                    Tables.ALL,
                    table -> {
                        tables.index(table);
                        return true;
                    });
            chase(next, source, progress);
            EventConsumer.whilePaused(
                    lead,
                    () -> {
                        Goal goal = fill(next, source, progress);
                        if (!source.hasOffsets()) {
                            jdbc.sql(FOLLOW).param(topic.name()).update();
                        }
                        requireComplete(goal);
                        progress.phase("comparing");
                        List<Compared> compared = each(Tables.COMPARED, comparison::compare);
                        progress.note();
                        connection.close();
                        boolean anew = fold.isOlder();
                        swap(begun, goal, progress, compared, anew ? ANEW : null);
                        if (!anew) {
                            tell(begun.id(), compared);
                        }
                        return begun;
                    });
        }
    }

    private <T, R> List<R> each(List<T> all, Function<T, R> work) throws Exception {
        List<Callable<R>> calls = new ArrayList<>();
        all.forEach(one -> calls.add(() -> patiently(() -> work.apply(one))));
        return AtOnce.each(calls);
    }

    /** In one transaction, with longer time-outs than hold elsewhere: these statements are long. */
    private <T> T patiently(Supplier<T> work) {
        return Objects.requireNonNull(
                transaction.execute(status -> {
                    jdbc.sql("set local statement_timeout = '1h'").update();
                    Connection connection = DataSourceUtils.getConnection(live);
                    try {
                        int usual = connection.getNetworkTimeout();
                        connection.setNetworkTimeout(Runnable::run, LONGEST_MILLIS);
                        try {
                            return work.get();
                        } finally {
                            connection.setNetworkTimeout(Runnable::run, usual);
                        }
                    } catch (SQLException e) {
                        throw new DataAccessResourceFailureException("the database is away", e);
                    } finally {
                        DataSourceUtils.releaseConnection(connection, live);
                    }
                }));
    }

    /** Follows the tables that answer until little is left, or for as long as makes sense. */
    private void chase(List<ReadModelWriter> next, Source source, Progress progress)
            throws Exception {
        Goal goal = fill(next, source, progress);
        progress.hurry();
        for (int round = 0; round < MAX_ROUNDS; round++) {
            if (Goal.of(jdbc, topic.name()).offsets() - goal.offsets() <= NEAR) {
                return;
            }
            goal = fill(next, source, progress);
        }
    }

    private Goal fill(List<ReadModelWriter> next, Source source, Progress progress)
            throws Exception {
        progress.note();
        Goal goal = Goal.of(jdbc, topic.name());
        next.forEach(writer -> writer.open(goal.topicId(), goal.partitions().size()));
        source.fill(next, goal, progress);
        return goal;
    }

    /** Positions have no holes, so up to the one that is visible there must be as many events. */
    private void requireComplete(Goal goal) {
        long visible = goal.visible();
        long events = jdbc.sql(EVENTS).params(visible, visible).query(Long.class).single();
        String bodies = "select body from rebuilding.parked where ours and stream <> ''";
        List<byte[]> all = jdbc.sql(bodies).query(byte[].class).list();
        long parked = all.stream().filter(body -> isEvent(body, visible)).count();
        if (events + parked < visible) {
            throw new IncompleteException(
                    "of %,d events only %,d were there to read; rebuild from the log"
                            .formatted(visible, events + parked));
        }
    }

    private static boolean isEvent(byte[] body, long upTo) {
        try {
            return LogLine.parse(body).position() <= upTo;
        } catch (UnreadableEventException e) {
            return false;
        }
    }

    /**
     * Alone with the tables: readers of several lock {@code rebuild} before their first look. A
     * process that was stopped, and taken for dead, swaps nothing when it goes on.
     */
    private void swap(
            Begun begun,
            Goal goal,
            Progress progress,
            List<Compared> compared,
            @Nullable String detail) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("set local lock_timeout = '5s'").update();
            jdbc.sql("set local idle_in_transaction_session_timeout = '5s'").update();
            jdbc.sql("lock table rebuild, consumed in access exclusive mode").update();
            if (!rows.hold(begun)) {
                throw new Progress.CancelledException();
            }
            if (!Goal.of(jdbc, topic.name()).equals(goal)) {
                throw new Source.NotYetException("events were applied meanwhile");
            }
            rows.end(begun, "done", progress.events(), detail, compared);
            fold.write();
            tables.swap();
        });
    }

    private static void tell(long id, List<Compared> compared) {
        List<Compared> different = compared.stream().filter(table -> !table.same()).toList();
        if (different.isEmpty()) {
            LOG.info("rebuild {} is in place, and holds the same as before", id);
        }
        different.forEach(table ->
                LOG.error(
                        "rebuild {} is in place, and {} was not as the events say: {}",
                        id,
                        table.table(),
                        table.firstDifference()));
    }
}
