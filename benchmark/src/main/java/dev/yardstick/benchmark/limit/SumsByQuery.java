package dev.yardstick.benchmark.limit;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A statement that answers a rep's sums, one a row. */
record SumsByQuery(Connection connection, PreparedStatement select) implements Peer.Sums {

    SumsByQuery(Connection connection, String sql) throws SQLException {
        this(connection, connection.prepareStatement(sql));
    }

    @Override
    public List<BigDecimal> of(String rep) throws SQLException {
        select.setString(1, rep);
        List<BigDecimal> sums = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                sums.add(rows.getBigDecimal(1));
            }
        }
        return sums;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
