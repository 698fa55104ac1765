package dev.yardstick.benchmark.limit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The raw limit: the log's own rows into a table with the log's primary key, and nothing else. */
public final class RawInsert {

    private static final int ROWS_A_COMMIT = 1_000;

    private RawInsert() {}

    /** The log's last position. */
    public static long head(Connection log) {
        return JdbcClient.create(new SingleConnectionDataSource(log, true))
                .sql("select position from log_head")
                .query(Long.class)
                .single();
    }

    /** Rows of the log, with their values in the order of its columns. */
    public static List<Map<String, Object>> rows(Connection log, long after) {
        return JdbcClient.create(new SingleConnectionDataSource(log, true))
                .sql(
                        "select position, recorded_at, stream, sequence, type, revision, id, data,"
                                + " metadata from log where position > ? order by position")
                .param(after)
                .query()
                .listOfRows();
    }

    /**
     * Multi-row inserts, a thousand rows a commit, on one connection; answers the nanoseconds it
     * took.
     */
    public static long insert(Connection log, List<Map<String, Object>> rows) throws SQLException {
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
            for (Map<String, Object> row : rows) {
                int column = 0;
                for (Object value : row.values()) {
                    insert.setObject(++column, value);
                }
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
