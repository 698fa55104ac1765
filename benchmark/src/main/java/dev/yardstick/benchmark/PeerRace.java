package dev.yardstick.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.yardstick.benchmark.limit.AxonJdbc;
import dev.yardstick.benchmark.limit.DealWon;
import dev.yardstick.benchmark.limit.Peer;
import dev.yardstick.benchmark.limit.PlainSql;
import dev.yardstick.events.Decimals;
import dev.yardstick.standalone.client.ApiClient;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * P1 to P3: Yardstick beside Axon Framework with its JDBC event store and beside plain SQL, on the
 * same PostgreSQL with the same deals: what is appended a second (as R7), how fast a read model
 * catches up with everything (as R5), and how often one rep's sums are answered.
 */
record PeerRace() implements Race {

    private static final String REP = "rep-0";
    private static final String YEAR = "?from=2026-01-01&to=2026-12-31&on=2026-12-31&grain=month";
    private static final int READERS = 8;
    private static final int CONNECTIONS = 40;

    /** All that is timed, a rate of Yardstick's and one of a peer's in each round. */
    private record Measured(
            Rounds appendedByAxon,
            Rounds appendedBySql,
            Rounds oneByOne,
            Rounds caughtUp,
            Rounds caughtUpTuned,
            Rounds refreshed,
            Rounds askedAxon,
            Rounds askedSql) {

        Measured(int rounds) {
            this(
                    new Rounds(rounds),
                    new Rounds(rounds),
                    new Rounds(rounds),
                    new Rounds(1),
                    new Rounds(1),
                    new Rounds(1),
                    new Rounds(1),
                    new Rounds(1));
        }
    }

    @Override
    public List<Ratio> run(boolean quick) throws Exception {
        int rounds = quick ? 1 : 3;
        Measured measured = new Measured(rounds);
        try (Scene scene = Scene.open();
                HikariDataSource database = database(scene);
                AxonJdbc axon = new AxonJdbc(database);
                PlainSql plain = new PlainSql(database)) {
            expect(scene);
            for (int round = 0; round <= rounds; round++) {
                append(scene, axon, plain, quick, round, round > 0 ? measured : new Measured(1));
            }
            int deals = Math.toIntExact(count(database));
            boolean right = catchUp(scene, axon, plain, deals, measured);
            ask(scene, axon, plain, quick ? 1 : 5, measured);
            return ratios(measured, right);
        }
    }

    /** In a database of their own, of the same server. */
    private static HikariDataSource database(Scene scene) throws SQLException {
        try (Connection connection = scene.log();
                Statement statement = connection.createStatement()) {
            statement.execute("create database peers");
        }
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(
                scene.server()
                        .commandDatabaseUrl()
                        .replaceFirst("/[^/]*$", "/peers?reWriteBatchedInserts=true"));
        pool.setUsername("yardstick");
        pool.setPassword(scene.server().databasePassword());
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(1);
        return new HikariDataSource(pool);
    }

    private static long count(HikariDataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from domainevententry")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** One clause of one rep, whose sums are asked for. */
    private static void expect(Scene scene) throws IOException, InterruptedException {
        Map<String, Object> revenue =
                Map.of(
                        "id",
                        "revenue",
                        "topic",
                        "quota",
                        "measure",
                        Map.of("kind", "sum", "of", "deal-won", "quantity", "amount"),
                        "target",
                        Map.of("atLeast", "1000000"));
        try (ApiClient commands = scene.commands()) {
            commands.put(
                            "/api/v1/expectations/year",
                            Map.of(
                                    "rep",
                                    REP,
                                    "statement",
                                    "To be trusted.",
                                    "from",
                                    "2026-01-01",
                                    "to",
                                    "2026-12-31",
                                    "currency",
                                    "EUR",
                                    "clauses",
                                    List.of(revenue)))
                    .require("not expected");
        }
    }

    private static void append(
            Scene scene, AxonJdbc axon, PlainSql plain, boolean quick, int round, Measured to)
            throws Exception {
        int count = quick ? 2_000 : 20_000;
        int singles = quick ? 500 : 5_000;
        List<byte[]> streams = scene.sender().streams(round, count);
        List<DealWon> deals = DealWon.read(streams);
        List<DealWon> others = DealWon.read(scene.sender().streams(1_000 + round, singles));
        long start = System.nanoTime();
        long reached = scene.sender().send(streams, count);
        double ours = Rounds.perSecond(count, System.nanoTime() - start);
        scene.sender().awaitVisible(reached);
        to.appendedByAxon().add(ours, rate(count, () -> axon.append(deals)));
        to.appendedBySql().add(ours, rate(count, () -> plain.append(deals)));
        start = System.nanoTime();
        reached = scene.sender().sendOneByOne(1_000 + round, singles, AxonJdbc.AT_ONCE);
        ours = Rounds.perSecond(singles, System.nanoTime() - start);
        scene.sender().awaitVisible(reached);
        to.oneByOne().add(ours, rate(singles, () -> axon.appendOneByOne(others)));
        plain.append(others);
    }

    private interface Doing {
        void run() throws Exception;
    }

    private static double rate(int count, Doing what) throws Exception {
        long start = System.nanoTime();
        what.run();
        return Rounds.perSecond(count, System.nanoTime() - start);
    }

    /** Answers whether all come to the same sums. */
    private static boolean catchUp(
            Scene scene, AxonJdbc axon, PlainSql plain, int deals, Measured to) throws Exception {
        scene.sender().rebuild();
        double ours = deals / scene.sender().rebuild();
        to.caughtUp().add(ours, Rounds.perSecond(deals, axon.catchUp(deals)));
        List<BigDecimal> expected = sums(plain);
        boolean right = isSame(sums(axon), expected);
        to.caughtUpTuned().add(ours, Rounds.perSecond(deals, axon.catchUpTuned(deals)));
        plain.refresh();
        to.refreshed().add(ours, Rounds.perSecond(deals, plain.refresh()));
        return right && isSame(sums(axon), expected) && isSame(sums(scene), expected);
    }

    private static List<BigDecimal> sums(Peer peer) throws Exception {
        try (Peer.Sums sums = peer.sums()) {
            return sums.of(REP);
        }
    }

    /** What the timeline says at each month's end, less what it said before. */
    private static List<BigDecimal> sums(Scene scene) throws IOException {
        List<BigDecimal> sums = new ArrayList<>();
        try (Load load = scene.load()) {
            JsonNode timeline = JsonMapper.shared().readTree(load.get(timeline()));
            BigDecimal before = BigDecimal.ZERO;
            for (JsonNode point : timeline.required("clauses").get(0).required("series")) {
                BigDecimal delivered = Decimals.of(point.required("delivered"));
                if (delivered.compareTo(before) > 0) {
                    sums.add(delivered.subtract(before));
                }
                before = delivered;
            }
        }
        return sums;
    }

    private static boolean isSame(List<BigDecimal> sums, List<BigDecimal> expected) {
        return sums.size() == expected.size()
                && IntStream.range(0, sums.size())
                        .allMatch(i -> sums.get(i).compareTo(expected.get(i)) == 0);
    }

    private static String timeline() {
        return "/api/v1/reps/" + REP + "/timeline" + YEAR;
    }

    private static void ask(Scene scene, AxonJdbc axon, PlainSql plain, double seconds, Measured to)
            throws Exception {
        try (Load load = scene.load()) {
            load.during(seconds, n -> timeline());
            double ours = load.during(seconds, n -> timeline()).perSecond();
            during(seconds, axon);
            to.askedAxon().add(ours, during(seconds, axon));
            during(seconds, plain);
            to.askedSql().add(ours, during(seconds, plain));
        }
    }

    /** As many connections as those who ask Yardstick have; answers how many answers a second. */
    private static double during(double seconds, Peer peer) throws Exception {
        long begin = System.nanoTime();
        long end = begin + (long) (seconds * 1e9);
        List<Callable<Integer>> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            readers.add(() -> {
                int answers = 0;
                try (Peer.Sums sums = peer.sums()) {
                    for (; System.nanoTime() < end; answers++) {
                        sums.of(REP);
                    }
                }
                return answers;
            });
        }
        int answers = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(READERS)) {
            for (Future<Integer> reader : threads.invokeAll(readers)) {
                answers += reader.get();
            }
        }
        return Rounds.perSecond(answers, System.nanoTime() - begin);
    }

    private static List<Ratio> ratios(Measured m, boolean right) {
        return List.of(
                ratio(
                        "P1",
                        "intake over HTTP until it is in the log / Axon's JDBC event store,"
                                + " a thousand events a unit of work",
                        m.appendedByAxon(),
                        right),
                ratio(
                        "P1b",
                        "the same / plain SQL, a thousand rows a commit",
                        m.appendedBySql(),
                        right),
                ratio(
                        "P1c",
                        "single commands over HTTP, 32 at a time / Axon, an event a unit of work, 32"
                                + " threads",
                        m.oneByOne(),
                        right),
                ratio(
                        "P2",
                        "a rebuild of the read model / Axon's pooled streaming processor, one table"
                                + " of sums, as it comes",
                        m.caughtUp(),
                        right),
                ratio(
                        "P2b",
                        "the same / the same, tuned: batches of 1,000, 2 segments, a row a batch",
                        m.caughtUpTuned(),
                        right),
                ratio(
                        "P2c",
                        "the same / plain SQL, a materialized view of sums",
                        m.refreshed(),
                        right),
                ratio(
                        "P3",
                        "a rep's timeline over HTTP, asked again / Axon's table of sums by SQL",
                        m.askedAxon(),
                        right),
                ratio("P3b", "the same / plain SQL, sums of the rep's deals", m.askedSql(), right));
    }

    private static Ratio ratio(String name, String measure, Rounds rounds, boolean right) {
        String ahead = rounds.ratio() >= 1 ? "Yardstick is ahead: " : "the other is ahead: ";
        return new Ratio(
                name,
                measure,
                rounds.ratio(),
                1,
                false,
                right,
                ahead + rounds.said("Yardstick", "the other"));
    }
}
