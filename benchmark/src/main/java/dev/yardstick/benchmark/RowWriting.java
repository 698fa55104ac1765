package dev.yardstick.benchmark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The rows of CRM records' events written into an empty copy of their table, in two ways. */
final class RowWriting {

    private static final int BATCH = 5_000;

    private static final String INSERT =
            """
            insert into written (stream, position, type, revision, data)
            select * from unnest(?::text[], ?::bigint[], ?::text[], ?::int[], ?::bytea[])
            """;

    private record Row(String stream, long position, String type, int revision, byte[] data) {}

    private final Connection connection;
    private final List<Row> rows;
    private final byte[] copied;

    /** Reads the rows. */
    RowWriting(Connection connection) throws SQLException, IOException {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "create temporary table written (stream text, position bigint, type text,"
                            + " revision smallint, data bytea, primary key (stream, position))");
        }
        rows =
                JdbcClient.create(new SingleConnectionDataSource(connection, true))
                        .sql("select stream, position, type, revision, data from record_event")
                        .query(Row.class)
                        .list();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        copying()
                .copyOut(
                        "copy (select stream, position, type, revision, data from record_event) to"
                                + " stdout (format binary)",
                        out);
        copied = out.toByteArray();
    }

    private CopyManager copying() throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    void copy() throws SQLException, IOException {
        clear();
        copying()
                .copyIn(
                        "copy written from stdin (format binary)",
                        new ByteArrayInputStream(copied));
    }

    void unnest() throws SQLException {
        clear();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (int from = 0; from < rows.size(); from += BATCH) {
                List<Row> batch = rows.subList(from, Math.min(from + BATCH, rows.size()));
                insert.setObject(1, batch.stream().map(Row::stream).toArray(String[]::new));
                insert.setObject(2, batch.stream().map(Row::position).toArray(Long[]::new));
                insert.setObject(3, batch.stream().map(Row::type).toArray(String[]::new));
                insert.setObject(4, batch.stream().map(Row::revision).toArray(Integer[]::new));
                insert.setObject(5, batch.stream().map(Row::data).toArray(byte[][]::new));
                insert.executeUpdate();
            }
        }
    }

    private void clear() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("truncate written");
        }
    }
}
