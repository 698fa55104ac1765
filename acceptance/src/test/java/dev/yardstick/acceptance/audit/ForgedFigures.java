package dev.yardstick.acceptance.audit;

import dev.yardstick.standalone.Server;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/** Somebody who can write query-service's database, and so every figure that is published. */
final class ForgedFigures implements AutoCloseable {

    private final Connection connection;

    ForgedFigures(Server server) throws SQLException {
        connection =
                DriverManager.getConnection(
                        server.queryDatabaseUrl(), "yardstick", server.databasePassword());
        execute("create table genuine as table fact");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Changes what counts for one rep's revenue; how, in words. */
    String forge(Random random) throws SQLException {
        String how =
                random.nextBoolean()
                        ? "amount = amount + 10000"
                        : "date = date - 400, known_from = 1";
        try (PreparedStatement update =
                connection.prepareStatement(
                        "update fact set "
                                + how
                                + " where ctid = (select ctid from fact where amount > 0"
                                + " and known_to = 9223372036854775807 and share > 0"
                                + " and kind = (select id from word where text = 'deal-won')"
                                + " order by record, rep offset ? limit 1) returning record")) {
            update.setInt(1, random.nextInt(5));
            try (ResultSet row = update.executeQuery()) {
                row.next();
                return "forged the fact of position " + row.getLong(1) + ": " + how;
            }
        }
    }

    void restore() throws SQLException {
        execute("truncate fact");
        execute("insert into fact select * from genuine");
    }

    @Override
    public void close() throws SQLException {
        execute("drop table genuine");
        connection.close();
    }
}
