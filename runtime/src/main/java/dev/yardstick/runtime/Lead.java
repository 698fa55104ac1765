package dev.yardstick.runtime;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Being the one of several processes that does something: it holds an advisory lock of the database
 * for as long as its connection lives, and the database ends a connection that is silent.
 */
public final class Lead implements AutoCloseable {

    private static final String TAKE = "select pg_try_advisory_lock(hashtextextended(?, 0))";
    private static final String ENDS_WHEN_SILENT = "set idle_session_timeout = '5s'";
    private static final String KEEP = "select 1";
    private static final String RESIGN =
            "select pg_advisory_unlock_all(), set_config('idle_session_timeout', '0', false)";

    private final String name;
    private final Connection connection;
    private final Consumer<Lead> resigned;

    private Lead(String name, Connection connection, Consumer<Lead> resigned) {
        this.name = name;
        this.connection = connection;
        this.resigned = resigned;
    }

    static Optional<Lead> take(DataSource database, String name, Consumer<Lead> resigned)
            throws SQLException {
        Connection connection = database.getConnection();
        try (PreparedStatement lock = connection.prepareStatement(TAKE)) {
            lock.setString(1, name);
            try (ResultSet row = lock.executeQuery()) {
                if (row.next() && row.getBoolean(1)) {
                    execute(connection, ENDS_WHEN_SILENT);
                    return Optional.of(new Lead(name, connection, resigned));
                }
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        connection.close();
        return Optional.empty();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The connection that holds the lead: what it writes is written by the one who leads. */
    public Connection connection() {
        return connection;
    }

    /**
     * Asks whether it is still so.
     *
     * @throws SQLException when the connection is gone, and the lead with it
     */
    public void require() throws SQLException {
        if (!connection.isValid(1)) {
            throw new SQLException("the connection that holds the lead of " + name + " is gone");
        }
    }

    /** A worker's work that is done for as long as this lasts. */
    public Worker.Work work(Worker.Work work) {
        return new Worker.Work() {
            @Override
            public Duration step() throws Exception {
                require();
                return work.step();
            }

            @Override
            public void close() throws SQLException {
                Lead.this.close();
            }
        };
    }

    /**
     * Breaks the silence, beside whoever uses the connection: a driver's connection takes one
     * statement after the other, a pool's does not. Where it is gone, he finds out by himself.
     */
    void keep() {
        try {
            execute(connection.unwrap(Connection.class), KEEP);
        } catch (SQLException gone) {
            // the one who leads finds out
        }
    }

    @Override
    public void close() throws SQLException {
        resigned.accept(this);
        try (connection) {
            execute(connection, RESIGN);
        }
    }
}
