package dev.yardstick.query.consuming;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Records that could not be applied, and those of the same stream behind them. */
@Component
public class Parked {

    private static final String PARK =
            """
            insert into parked (topic, partition, "offset", stream, reason, body, ours)
            select * from unnest(?::text[], ?::int[], ?::bigint[], ?::text[], ?::text[], ?::bytea[],
                ?::boolean[])
            on conflict do nothing
            """;

    private static final String LIST =
            """
            select topic, partition, "offset", stream, reason, parked_at, dismissed_at, dismissed_by,
                dismissed_for, ours
            from parked where (dismissed_at is not null) = ?
            order by parked_at, topic, partition, "offset" limit ?
            """;

    private static final String FIND =
            """
            select topic, partition, "offset", stream, reason, parked_at, dismissed_at, dismissed_by,
                dismissed_for, ours, body
            from parked where topic = ? and partition = ? and "offset" = ?
            """;

    private static final String OF_STREAM =
            """
            select topic, partition, "offset", stream, reason, parked_at, dismissed_at, dismissed_by,
                dismissed_for, ours, body
            from parked where stream = ? and ours order by topic, partition, "offset" for update
            """;

    private static final String DISMISS =
            """
            update parked set dismissed_at = clock_timestamp(), dismissed_by = ?, dismissed_for = ?
            where topic = ? and partition = ? and "offset" >= ? and stream = ?
                and dismissed_at is null and (? and ours and stream <> '' or "offset" = ?)
            """;

    private final JdbcClient jdbc;

    Parked(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A record that waits.
     *
     * @param stream empty where the record names none
     * @param ours whether command-service wrote it, so it is the stream's that it names; else it
     *     only says so
     * @param dismissedAt when somebody decided to leave it at that; null: nobody did
     */
    public record Entry(
            String topic,
            int partition,
            long offset,
            String stream,
            String reason,
            Instant parkedAt,
            @Nullable Instant dismissedAt,
            @Nullable String dismissedBy,
            @Nullable String dismissedFor,
            boolean ours) {}

    /** A record that waits, as it came. */
    public record Raw(Entry entry, byte[] body) {}

    /** A record to be parked. */
    record Fresh(
            String topic,
            int partition,
            long offset,
            String stream,
            String reason,
            byte[] body,
            boolean ours) {}

    /** Streams of which something waits. */
    Set<String> streams() {
        return new HashSet<>(
                jdbc.sql("select distinct stream from parked where ours")
                        .query(String.class)
                        .list());
    }

    void park(List<Fresh> records) {
        if (!records.isEmpty()) {
            jdbc.sql(PARK)
                    .params(
                            records.stream().map(Fresh::topic).toArray(String[]::new),
                            records.stream().map(Fresh::partition).toArray(Integer[]::new),
                            records.stream().map(Fresh::offset).toArray(Long[]::new),
                            records.stream().map(Fresh::stream).toArray(String[]::new),
                            records.stream().map(Fresh::reason).toArray(String[]::new),
                            records.stream().map(Fresh::body).toArray(byte[][]::new),
                            records.stream().map(Fresh::ours).toArray(Boolean[]::new))
                    .update();
        }
    }

    /**
     * The oldest of what waits.
     *
     * @param dismissed those that somebody dismissed, in place of those that nobody did
     */
    public List<Entry> list(boolean dismissed, int limit) {
        return jdbc.sql(LIST).params(dismissed, limit).query((row, n) -> entry(row)).list();
    }

    /** A record by where it was read. */
    public Optional<Raw> find(String topic, int partition, long offset) {
        return jdbc.sql(FIND)
                .params(topic, partition, offset)
                .query((row, n) -> new Raw(entry(row), row.getBytes(11)))
                .optional();
    }

    /** All of a stream that waits, in its order, until the caller's transaction ends. */
    List<Raw> hold(String stream) {
        return jdbc.sql(OF_STREAM)
                .param(stream)
                .query((row, n) -> new Raw(entry(row), row.getBytes(11)))
                .list();
    }

    void remove(Entry entry) {
        jdbc.sql("delete from parked where topic = ? and partition = ? and \"offset\" = ?")
                .params(entry.topic(), entry.partition(), entry.offset())
                .update();
    }

    void still(Entry entry, String reason) {
        jdbc.sql(
                        "update parked set reason = ? where topic = ? and partition = ? and"
                                + " \"offset\" = ?")
                .params(reason, entry.topic(), entry.partition(), entry.offset())
                .update();
    }

    /** Notes of a record, and of those of its stream behind it, that somebody leaves it at that. */
    public void dismiss(Entry entry, String actor, String reason) {
        jdbc.sql(DISMISS)
                .params(
                        actor,
                        reason,
                        entry.topic(),
                        entry.partition(),
                        entry.offset(),
                        entry.stream(),
                        entry.ours(),
                        entry.offset())
                .update();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        OffsetDateTime dismissed = row.getObject(7, OffsetDateTime.class);
        return new Entry(
                row.getString(1),
                row.getInt(2),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                row.getObject(6, OffsetDateTime.class).toInstant(),
                dismissed == null ? null : dismissed.toInstant(),
                row.getString(8),
                row.getString(9),
                row.getBoolean(10));
    }
}
