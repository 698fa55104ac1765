package dev.yardstick.benchmark.limit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.eventhandling.EventHandler;

/** Adds each deal to its row, in the transaction of its event. */
record SumsOneByOne(ConnectionProvider connections) {

    static final String ADD =
            """
            insert into sums as s (rep, month, amount, deals) values (?, ?, ?, ?)
            on conflict (rep, month) do update
            set amount = s.amount + excluded.amount, deals = s.deals + excluded.deals
            """;

    @EventHandler
    void on(DealWon deal) throws SQLException {
        try (Connection connection = connections.getConnection();
                PreparedStatement add = connection.prepareStatement(ADD)) {
            add.setString(1, deal.rep());
            add.setString(2, deal.month());
            add.setBigDecimal(3, deal.amount());
            add.setLong(4, 1);
            add.executeUpdate();
        }
    }
}
