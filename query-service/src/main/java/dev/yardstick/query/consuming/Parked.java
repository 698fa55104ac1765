package dev.yardstick.query.consuming;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Records that could not be applied, and those of the same stream behind them. */
@Component
public class Parked {

    private static final String PARK =
            """
            insert into parked (topic, partition, "offset", stream, reason, body)
            select * from unnest(?::text[], ?::int[], ?::bigint[], ?::text[], ?::text[], ?::bytea[])
            on conflict do nothing
            """;

    private static final String LIST =
            """
            select partition, "offset", stream, reason, parked_at from parked
            order by parked_at, partition, "offset" limit ?
            """;

    private final JdbcClient jdbc;

    Parked(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A record that waits. */
    public record Entry(
            int partition, long offset, String stream, String reason, Instant parkedAt) {}

    /** A record to be parked. */
    record Fresh(
            String topic, int partition, long offset, String stream, String reason, byte[] body) {}

    Set<String> streams() {
        return new HashSet<>(
                jdbc.sql("select distinct stream from parked").query(String.class).list());
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
                            records.stream().map(Fresh::body).toArray(byte[][]::new))
                    .update();
        }
    }

    /** The oldest of what waits. */
    public List<Entry> list(int limit) {
        return jdbc.sql(LIST)
                .param(limit)
                .query((row, n) ->
                        new Entry(
                                row.getInt(1),
                                row.getLong(2),
                                row.getString(3),
                                row.getString(4),
                                row.getObject(5, OffsetDateTime.class).toInstant()))
                .list();
    }
}
