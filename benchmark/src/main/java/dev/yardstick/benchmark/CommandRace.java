package dev.yardstick.benchmark;

import dev.yardstick.benchmark.limit.RawInsert;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * R7b: commands of one event each over HTTP, 256 in flight, against 32 connections that insert and
 * commit a row each at a time.
 */
record CommandRace() implements Race {

    private static final int IN_FLIGHT = 256;
    private static final int CONNECTIONS = 32;

    @Override
    public List<Ratio> run(boolean quick) throws Exception {
        int deals = quick ? 500 : 10_000;
        int rounds = quick ? 1 : 3;
        Rounds measured = new Rounds(rounds);
        try (Scene scene = Scene.open();
                Connection log = scene.log()) {
            for (int round = 0; round <= rounds; round++) {
                long before = RawInsert.head(log);
                long start = System.nanoTime();
                long reached = scene.sender().sendOneByOne(round, deals, IN_FLIGHT);
                long sent = System.nanoTime() - start;
                if (reached != before + deals) {
                    throw new IllegalStateException(
                            "from " + before + " to " + reached + " with " + deals + " deals");
                }
                scene.sender().awaitVisible(reached);
                long raw = insertOneByOne(scene, deals);
                if (round > 0) {
                    measured.add(Rounds.perSecond(deals, sent), Rounds.perSecond(deals, raw));
                }
            }
        }
        return List.of(
                new Ratio(
                        "R7b",
                        "256 single commands in flight over HTTP / 32 raw connections, a row a"
                                + " commit",
                        measured.ratio(),
                        3,
                        false,
                        true,
                        measured.said("commands", "raw rows")));
    }

    private static long insertOneByOne(Scene scene, int count) throws Exception {
        try (Connection log = scene.log();
                Statement statement = log.createStatement()) {
            statement.execute("drop table if exists raw_one");
            statement.execute("create table raw_one (position bigint primary key, data bytea)");
        }
        List<Connection> connections = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Callable<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                Connection connection = scene.log();
                connections.add(connection);
                int first = i;
                all.add(() -> {
                    insert(connection, first, count);
                    return true;
                });
            }
            long start = System.nanoTime();
            for (Future<Boolean> done : threads.invokeAll(all)) {
                done.get();
            }
            return System.nanoTime() - start;
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    private static void insert(Connection connection, int first, int count) throws Exception {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into raw_one values (?, ?)")) {
            for (int row = first; row < count; row += CONNECTIONS) {
                insert.setLong(1, row);
                insert.setBytes(2, new byte[350]); // as many as data and metadata have
                insert.executeUpdate();
            }
        }
    }
}
