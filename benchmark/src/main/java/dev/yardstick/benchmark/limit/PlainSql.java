package dev.yardstick.benchmark.limit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import javax.sql.DataSource;

/**
 * A table of deals and a query over it: no versions of a deal, no history, nothing that tells a
 * repetition.
 */
public final class PlainSql implements Peer {

    private static final String TABLES =
            """
            create table deal (
                position bigint generated always as identity primary key, recorded_at timestamptz default now(),
                deal text, rep text, occurred_on date, amount numeric, currency text, method text);
            create index on deal (rep);
            create materialized view month as
                select rep, date_trunc('month', occurred_on) as month, sum(amount), count(*) from deal group by 1, 2;
            """;

    private static final String INSERT =
            "insert into deal (deal, rep, occurred_on, amount, currency, method)"
                    + " values (?, ?, ?, ?, ?, ?)";

    private static final String SUMS =
            """
            select sum(amount) from deal where rep = ?
            group by date_trunc('month', occurred_on) order by date_trunc('month', occurred_on)
            """;

    private final DataSource database;
    private final Connection connection;

    /** Makes its tables; insert statements of the data source are rewritten for many rows. */
    public PlainSql(DataSource database) throws SQLException {
        this.database = database;
        connection = database.getConnection();
        execute(TABLES);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void append(List<DealWon> deals) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (int i = 0; i < deals.size(); i++) {
                DealWon deal = deals.get(i);
                insert.setString(1, deal.deal());
                insert.setString(2, deal.rep());
                insert.setObject(3, LocalDate.parse(deal.occurredOn()));
                insert.setBigDecimal(4, deal.amount());
                insert.setString(5, deal.currency());
                insert.setString(6, deal.method());
                insert.addBatch();
                if ((i + 1) % TOGETHER == 0 || i + 1 == deals.size()) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** Adds everything up anew; answers the nanoseconds that it took. */
    public long refresh() throws SQLException {
        long start = System.nanoTime();
        execute("refresh materialized view month");
        return System.nanoTime() - start;
    }

    @Override
    public Sums sums() throws SQLException {
        return new SumsByQuery(database.getConnection(), SUMS);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
