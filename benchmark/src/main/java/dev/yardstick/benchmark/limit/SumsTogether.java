package dev.yardstick.benchmark.limit;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.JdbcException;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** Adds the deals of a batch up in memory, and once to each row before it is committed. */
record SumsTogether(ConnectionProvider connections) {

    private record Added(String rep, String month, BigDecimal amount, long deals) {

        Added plus(Added other) {
            return new Added(rep, month, amount.add(other.amount), deals + other.deals);
        }
    }

    @EventHandler
    void on(DealWon deal) {
        Added one = new Added(deal.rep(), deal.month(), deal.amount(), 1);
        batch().merge(deal.rep() + " " + deal.month(), one, Added::plus);
    }

    /** What was added since the batch began, by rep and month. */
    private Map<String, Added> batch() {
        UnitOfWork<?> unit = CurrentUnitOfWork.get();
        return unit.getOrComputeResource(
                getClass().getName(),
                key -> {
                    Map<String, Added> added = new TreeMap<>();
                    unit.onPrepareCommit(u -> write(added));
                    return added;
                });
    }

    private void write(Map<String, Added> added) {
        try (Connection connection = connections.getConnection();
                PreparedStatement add = connection.prepareStatement(SumsOneByOne.ADD)) {
            for (Added row : added.values()) {
                add.setString(1, row.rep());
                add.setString(2, row.month());
                add.setBigDecimal(3, row.amount());
                add.setLong(4, row.deals());
                add.addBatch();
            }
            add.executeBatch();
            added.clear();
        } catch (SQLException e) {
            throw new JdbcException("sums were not written", e);
        }
    }
}
