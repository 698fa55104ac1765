package dev.yardstick.query.consuming;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How far each partition has been read, kept beside what was read, and by whom it is read: whoever
 * claimed it last. Call it within a transaction.
 */
@Component
public record Offsets(JdbcClient jdbc) {

    private static final String PREPARE =
            """
            insert into consumed (topic, partition, topic_id, next_offset, position, watermark)
            select ?, partition, ?, 0, 0, 0 from unnest(?::int[]) partition
            on conflict (topic, partition) do nothing
            """;

    /**
     * In one order, so that nobody waits in a circle; who writes at the moment ends before. Whoever
     * stops in the middle is not waited for.
     */
    private static final String LOCK =
            """
            select partition, set_config('idle_in_transaction_session_timeout', '5s', true)
            from consumed where topic = ? and partition = any(?) order by partition for update
            """;

    private static final String CLAIM =
            """
            update consumed set epoch = cast(pg_current_xact_id()::text as bigint), topic_id = ?,
                next_offset = case when topic_id = ? then next_offset else 0 end
            where topic = ? and partition = any(?)
            returning partition, epoch, next_offset, position, watermark
            """;

    private static final String OVERTAKE =
            """
            update consumed set epoch = cast(pg_current_xact_id()::text as bigint) where topic = ?
            """;

    private static final String LOCK_ALL =
            """
            select partition, set_config('idle_in_transaction_session_timeout', '5s', true)
            from consumed where topic = ? order by partition for update
            """;

    /** Those who fill other tables, in a schema of their own, pause for nobody. */
    private static final String HOLD =
            """
            select pg_try_advisory_xact_lock_shared(hashtextextended('applying ' || current_schema(), 0)),
                set_config('idle_in_transaction_session_timeout', '5s', true),
                (select count(*) from (
                    select c.partition
                    from consumed c join unnest(?::int[], ?::bigint[]) mine(partition, epoch)
                        on mine.partition = c.partition and mine.epoch = c.epoch
                    where c.topic = ? order by c.partition for update of c) held)
            """;

    private static final String JOIN =
            """
            select pg_advisory_xact_lock_shared(hashtextextended('applying ' || current_schema(), 0))
            """;

    private static final String PAUSE =
            "select pg_advisory_lock(hashtextextended('applying ' || current_schema(), 0))";

    private static final String GO_ON =
            "select pg_advisory_unlock(hashtextextended('applying ' || current_schema(), 0))";

    private static final String SAVE =
            """
            update consumed c set next_offset = p.next_offset,
                position = greatest(c.position, p.position),
                watermark = greatest(c.watermark, p.watermark)
            from unnest(?::int[], ?::bigint[], ?::bigint[], ?::bigint[])
                 p(partition, next_offset, position, watermark)
            where c.topic = ? and c.partition = p.partition
            """;

    /**
     * A partition.
     *
     * @param epoch when it was claimed
     * @param nextOffset where to read on
     * @param position the highest event applied
     * @param watermark all of its events up to here have been applied
     */
    record Read(int partition, long epoch, long nextOffset, long position, long watermark) {}

    /** Somebody else claimed a partition meanwhile: what was read of it is his to apply. */
    public static final class OvertakenException extends RuntimeException {
        OvertakenException() {
            super("another process has claimed a partition", null, false, false);
        }
    }

    /** Nobody applies anything at the moment; the same again later. */
    static final class PausedException extends RuntimeException {
        PausedException() {
            super("nothing is applied while a rebuild takes the tables' place", null, false, false);
        }
    }

    /** Makes known which partitions there are, so that nothing counts as applied without them. */
    void prepare(String topic, String topicId, int partitions) {
        Integer[] all = IntStream.range(0, partitions).boxed().toArray(Integer[]::new);
        jdbc.sql(PREPARE).params(topic, topicId, all).update();
    }

    /**
     * Claims partitions: whoever had one before writes nothing more of it. If Kafka lost the topic
     * and made it anew, offsets begin again at 0.
     */
    Map<Integer, Read> claim(String topic, String topicId, Collection<Integer> partitions) {
        Integer[] all = partitions.toArray(Integer[]::new);
        jdbc.sql(LOCK).params(topic, all).query(row -> {});
        Map<Integer, Read> reads = new HashMap<>();
        jdbc.sql(CLAIM)
                .params(topicId, topicId, topic, all)
                .query(Read.class)
                .list()
                .forEach(read -> reads.put(read.partition(), read));
        return reads;
    }

    /** Has whoever applies events ask again how far each partition has come, and what is parked. */
    void overtake(String topic) {
        jdbc.sql(LOCK_ALL).param(topic).query(row -> {});
        jdbc.sql(OVERTAKE).param(topic).update();
    }

    /** Waits until something may be applied, and keeps it so until the transaction ends. */
    void join() {
        jdbc.sql(JOIN).query(row -> {});
    }

    /**
     * Waits until nothing is applied any more, and keeps it so until the caller says otherwise or
     * its connection ends.
     */
    static void pause(Connection connection) throws SQLException {
        execute(connection, PAUSE);
    }

    /** Lets events be applied again. */
    static void goOn(Connection connection) throws SQLException {
        execute(connection, GO_ON);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    /**
     * Keeps partitions from being claimed until the transaction ends.
     *
     * @throws OvertakenException when one is claimed already
     * @throws PausedException when nobody may apply anything
     */
    void hold(String topic, List<Read> reads) {
        jdbc.sql(HOLD)
                .params(
                        reads.stream().map(Read::partition).toArray(Integer[]::new),
                        reads.stream().map(Read::epoch).toArray(Long[]::new),
                        topic)
                .query(row -> {
                    if (!row.getBoolean(1)) {
                        throw new PausedException();
                    }
                    if (row.getLong(3) < reads.size()) {
                        throw new OvertakenException();
                    }
                });
    }

    /** Notes how far partitions have come that are held. */
    void save(String topic, List<Read> reads) {
        jdbc.sql(SAVE)
                .params(
                        reads.stream().map(Read::partition).toArray(Integer[]::new),
                        reads.stream().map(Read::nextOffset).toArray(Long[]::new),
                        reads.stream().map(Read::position).toArray(Long[]::new),
                        reads.stream().map(Read::watermark).toArray(Long[]::new),
                        topic)
                .update();
    }
}
