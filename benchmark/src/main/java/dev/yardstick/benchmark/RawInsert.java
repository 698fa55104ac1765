package dev.yardstick.benchmark;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;

/** The raw limit: the log's own rows into a table with the log's primary key, and nothing else. */
final class RawInsert {

    private static final int ROWS_A_COMMIT = 1_000;

    private RawInsert() {}

    /** A row of the log. */
    record Row(
            long position,
            Timestamp recordedAt,
            String stream,
            long sequence,
            String type,
            int revision,
            UUID id,
            byte[] data,
            byte[] metadata) {}

    static List<Row> rows(Connection log, long after) {
        return JdbcClient.create(new SingleConnectionDataSource(log, true))
                .sql(
                        "select position, recorded_at, stream, sequence, type, revision, id, data,"
                                + " metadata from log where position > ? order by position")
                .param(after)
                .query((row, n) ->
                        new Row(
                                row.getLong(1),
                                row.getTimestamp(2),
                                row.getString(3),
                                row.getLong(4),
                                row.getString(5),
                                row.getInt(6),
                                row.getObject(7, UUID.class),
                                row.getBytes(8),
                                row.getBytes(9)))
                .list();
    }

    /**
     * Multi-row inserts, a thousand rows a commit, on one connection; answers the nanoseconds it
     * took.
     */
    static long insert(Connection log, List<Row> rows) throws SQLException {
        try (Statement statement = log.createStatement()) {
            statement.execute("drop table if exists raw");
            statement.execute(
                    "create table raw (position bigint primary key, recorded_at timestamptz, stream"
                            + " text, sequence bigint, type text, revision smallint, id uuid, data"
                            + " bytea, metadata bytea)");
        }
        long start = System.nanoTime();
        log.setAutoCommit(false);
        try (PreparedStatement insert =
                log.prepareStatement("insert into raw values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            int waiting = 0;
            for (Row row : rows) {
                insert.setLong(1, row.position());
                insert.setTimestamp(2, row.recordedAt());
                insert.setString(3, row.stream());
                insert.setLong(4, row.sequence());
                insert.setString(5, row.type());
                insert.setInt(6, row.revision());
                insert.setObject(7, row.id());
                insert.setBytes(8, row.data());
                insert.setBytes(9, row.metadata());
                insert.addBatch();
                waiting++;
                if (waiting == ROWS_A_COMMIT) {
                    insert.executeBatch();
                    log.commit();
                    waiting = 0;
                }
            }
            insert.executeBatch();
            log.commit();
        } finally {
            log.setAutoCommit(true);
        }
        return System.nanoTime() - start;
    }
}
