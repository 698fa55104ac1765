package dev.yardstick.command.ledger;

import dev.yardstick.command.ledger.Tiling.Tile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tiles in the database, and how far the log is hashed. Threadsafe. */
@Component
record TileRows(JdbcClient jdbc) implements Tiles {

    private static final String STATE = "select size, root, problem from ledger where singleton";

    private static final String STATE_HELD = STATE + " for update";

    private static final String FIND =
            "select hashes from ledger_tile where level = ? and number = ?";

    /** What is lost in a crash is hashed again, so nobody has to wait for the disk. */
    private static final String ASYNCHRONOUS = "set local synchronous_commit = off";

    private static final String SAVE_TILES =
            """
            insert into ledger_tile (level, number, hashes)
            select * from unnest(?::smallint[], ?::bigint[], ?::bytea[])
            on conflict (level, number) do update set hashes = excluded.hashes
            """;

    private static final String SAVE_STATE =
            "update ledger set size = ?, root = ? where singleton and size = ?";

    private static final String PROBLEM =
            "update ledger set problem = ? where singleton and problem is distinct from ?";

    /**
     * How far the log is hashed.
     *
     * @param size the position of the last event that is in the tree
     * @param problem why the ledger does not go on; null: it does
     */
    record State(long size, Hash root, @Nullable String problem) {}

    State state() {
        return state(STATE);
    }

    /** Keeps the tree as it is until the caller's transaction ends. */
    State hold() {
        return state(STATE_HELD);
    }

    private State state(String sql) {
        return jdbc.sql(sql)
                .query((row, n) ->
                        new State(row.getLong(1), new Hash(row.getBytes(2)), row.getString(3)))
                .single();
    }

    @Override
    public Optional<byte[]> find(int level, long number) {
        return jdbc.sql(FIND).params(level, number).query(byte[].class).optional();
    }

    /**
     * Writes what was added to the tree, all or nothing.
     *
     * @param before the size that it grew from
     * @throws SQLException when another process has grown the tree meanwhile
     */
    static void save(Connection connection, long before, long size, Hash root, List<Tile> tiles)
            throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement asynchronous = connection.prepareStatement(ASYNCHRONOUS);
                PreparedStatement save = connection.prepareStatement(SAVE_TILES);
                PreparedStatement move = connection.prepareStatement(SAVE_STATE)) {
            asynchronous.execute();
            move.setLong(1, size);
            move.setBytes(2, root.bytes());
            move.setLong(3, before);
            if (move.executeUpdate() != 1) {
                throw new SQLException("another process leads the ledger");
            }
            save.setArray(
                    1,
                    connection.createArrayOf(
                            "smallint", tiles.stream().map(Tile::level).toArray()));
            save.setArray(
                    2,
                    connection.createArrayOf("bigint", tiles.stream().map(Tile::number).toArray()));
            save.setArray(
                    3,
                    connection.createArrayOf(
                            "bytea", tiles.stream().map(Tile::hashes).toArray(byte[][]::new)));
            save.executeUpdate();
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** Lets everybody know why the ledger does not go on; null: it does. */
    void tell(@Nullable String problem) {
        jdbc.sql(PROBLEM).params(Arrays.asList(problem, problem)).update();
    }
}
