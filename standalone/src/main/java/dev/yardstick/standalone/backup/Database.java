package dev.yardstick.standalone.backup;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * The database of one service.
 *
 * @param service {@code command} or {@code query}
 * @param url of JDBC, without a password
 */
public record Database(String service, String url, String user, String password) {

    private static final String VERSION =
            """
            select version from flyway_schema_history
            where success and version is not null order by installed_rank desc limit 1
            """;

    private static final int MILLIS = 10_000;

    /**
     * A new connection.
     *
     * @throws IOException with a message for people
     */
    Connection connect() throws IOException {
        try {
            return DriverManager.getConnection(url, user, password);
        } catch (SQLException e) {
            throw new IOException(
                    "The database of %s-service at %s cannot be opened as %s: %s"
                            .formatted(service, url, user, e.getMessage()),
                    e);
        }
    }

    /**
     * A connection that sees the database as it is now, for as long as it is open.
     *
     * @param growing of these tables it sees no row and misses one with a lower number: whoever was
     *     writing has ended by then
     */
    Connection snapshot(List<String> growing) throws IOException, SQLException {
        Connection seen = connect();
        try (Connection holding = connect();
                Statement hold = holding.createStatement();
                Statement see = seen.createStatement()) {
            holding.setAutoCommit(false);
            hold.execute("set local lock_timeout = " + MILLIS);
            for (String table : growing) {
                hold.execute("lock table %s in share mode".formatted(quoted(table)));
            }
            seen.setReadOnly(true);
            seen.setAutoCommit(false);
            seen.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            see.execute("select 1");
            holding.rollback();
            return seen;
        } catch (SQLException | RuntimeException e) {
            seen.close();
            throw e;
        }
    }

    /** The number of the newest migration that a database has. */
    static String version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery(VERSION)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Migrations, of which the newest that is known may be an earlier one. */
    Flyway migrations(String target) {
        FluentConfiguration migrations =
                Flyway.configure()
                        .dataSource(url, user, password)
                        .locations("classpath:db/" + service)
                        // One of them refuses a database that is being restored.
                        .skipDefaultCallbacks(true)
                        .target(target);
        return migrations.load();
    }

    /** The newest migration that this program knows of. */
    MigrationInfo newestKnown() {
        MigrationInfo[] all = migrations("latest").info().all();
        return all[all.length - 1];
    }

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url;
    }
}
