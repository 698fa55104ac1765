package dev.yardstick.runtime;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Being the one of several processes that does something: it holds an advisory lock of the database
 * for as long as its connection lives.
 */
public final class Lead implements AutoCloseable {

    private static final String TAKE = "select pg_try_advisory_lock(hashtextextended(?, 0))";
    private static final String RESIGN = "select pg_advisory_unlock_all()";

    private final String name;
    private final Connection connection;

    private Lead(String name, Connection connection) {
        this.name = name;
        this.connection = connection;
    }

    /**
     * Takes the lead.
     *
     * @param name what is led; the same in all processes
     * @return empty when another process has it
     */
    public static Optional<Lead> take(DataSource database, String name) throws SQLException {
        Connection connection = database.getConnection();
        try (PreparedStatement lock = connection.prepareStatement(TAKE)) {
            lock.setString(1, name);
            try (ResultSet row = lock.executeQuery()) {
                if (row.next() && row.getBoolean(1)) {
                    return Optional.of(new Lead(name, connection));
                }
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        connection.close();
        return Optional.empty();
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

    @Override
    public void close() throws SQLException {
        try (connection;
                PreparedStatement unlock = connection.prepareStatement(RESIGN)) {
            unlock.execute();
        }
    }
}
