package dev.yardstick.benchmark;

import dev.yardstick.benchmark.Load.Speed;
import dev.yardstick.standalone.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who reads: timelines, teams and lists of one organisation, which is told once for all of these
 * measures.
 */
final class Reading implements AutoCloseable {

    private static final int ROUNDS = 3;

    /** What twelve clauses add up, week by week; a clause of a timeline asks for more than this. */
    private static final String SUMS =
            """
            select f.date / 7, sum(f.amount) filter (where k.text = 'deal-won'),
                count(distinct f.account) filter (where k.text = 'deal-won' and f.account % 2 = 0),
                count(distinct f.account) filter (where k.text = 'deal-won' and f.account % 2 = 1),
                count(*) filter (where k.text = 'call' and m.text = 'cold-call-phone'),
                count(*) filter (where k.text = 'call' and m.text = 'cold-call-face-to-face'),
                count(*) filter (where k.text = 'lead' and m.text = 'referral'),
                count(distinct f.account) filter (where k.text = 'lead'),
                sum(f.days) filter (where k.text = 'travel'),
                count(distinct f.account) filter (where k.text = 'meeting' and f.account % 2 = 0),
                count(distinct f.account) filter (where k.text = 'meeting' and f.account % 2 = 1),
                count(*) filter (where k.text = 'collaboration'),
                count(*) filter (where k.text = 'meeting')
            from fact f join word r on r.id = f.rep join word k on k.id = f.kind
                left join word m on m.id = f.method
            where r.text = ? and f.known_to = 9223372036854775807
            group by 1 order by 1
            """;

    private @Nullable Stage stage;

    /** It is set up the first time. */
    private Stage stage(boolean quick) throws Exception {
        Stage set = stage == null ? Stage.open(quick) : stage;
        stage = set;
        return set;
    }

    static String timeline(int rep) {
        return "/api/v1/reps/" + Organisation.rep(rep) + "/timeline";
    }

    /** Asked in other words, it is drawn anew. */
    private static String anew(int rep, int how) {
        LocalDate today = LocalDate.now();
        return timeline(rep)
                + "?from="
                + today.withDayOfYear(1).minusDays(how)
                + "&to="
                + today.withMonth(12).withDayOfMonth(31)
                + "&on="
                + today;
    }

    /** What is asked again is what would be drawn anew. */
    static boolean isRight(Load load, int reps) throws IOException {
        for (int rep = 0; rep < reps; rep++) {
            load.get(timeline(rep));
            if (!Arrays.equals(load.get(timeline(rep)), load.get(anew(rep, 0)))) {
                return false;
            }
        }
        return true;
    }

    /** R1: asked before, nothing changed, against a fixed answer of the same size. */
    List<Ratio> warm(boolean quick) throws Exception {
        Stage stage = stage(quick);
        Load load = stage.load();
        int busy = stage.organisation().busy();
        boolean right = isRight(load, busy);
        stage.fix(load.get(timeline(0)));
        double seconds = quick ? 1 : 5;
        load.during(seconds, n -> Stage.FIXED);
        load.during(seconds, n -> timeline(n % busy));
        Rounds rounds = new Rounds(ROUNDS);
        for (int i = 0; i < ROUNDS; i++) {
            Speed warm = load.during(seconds, n -> timeline(n % busy));
            Speed fixed = load.during(seconds, n -> Stage.FIXED);
            rounds.add(warm.perSecond(), fixed.perSecond());
        }
        return List.of(
                new Ratio(
                        "R1",
                        "a timeline asked again / a fixed answer of its size",
                        rounds.ratio(),
                        0.30,
                        false,
                        right,
                        rounds.said("asked again", "fixed")));
    }

    /**
     * R2: after a fact came in, against the fixed answer; not asked before, against sums by SQL.
     */
    List<Ratio> touchedAndCold(boolean quick) throws Exception {
        Stage stage = stage(quick);
        Load load = stage.load();
        int busy = stage.organisation().busy();
        stage.fix(load.get(timeline(0)));
        double seconds = quick ? 1 : 5;
        load.during(seconds, n -> Stage.FIXED);
        load.times(busy, Reading::timeline);
        Rounds touched = new Rounds(ROUNDS);
        Rounds cold = new Rounds(ROUNDS);
        boolean right = true;
        for (int i = 0; i < ROUNDS; i++) {
            int round = i;
            stage.awaitVisible(stage.organisation().touch(busy, "round-" + i));
            Speed again = load.times(busy, Reading::timeline);
            Speed fixed = load.during(seconds, n -> Stage.FIXED);
            right = right && isRight(load, Math.min(5, busy));
            Speed first = load.times(busy, n -> anew(n, round + 1));
            touched.add(again.perSecond(), fixed.perSecond());
            cold.add(first.perSecond(), sums(stage).perSecond());
        }
        return List.of(
                new Ratio(
                        "R2",
                        "a timeline after a fact came in / a fixed answer of its size",
                        touched.ratio(),
                        0.10,
                        false,
                        right,
                        touched.said("touched", "fixed")),
                new Ratio(
                        "R2b",
                        "a timeline not asked before / its weekly sums by one SQL statement",
                        cold.ratio(),
                        3,
                        false,
                        right,
                        cold.said("cold", "sums")));
    }

    /** All over one connection: what PostgreSQL takes is on the other processor. */
    private static Speed sums(Stage stage) throws SQLException {
        Server running = stage.server();
        int busy = stage.organisation().busy();
        try (Connection connection =
                        DriverManager.getConnection(
                                running.queryDatabaseUrl(),
                                "yardstick",
                                running.databasePassword());
                PreparedStatement select = connection.prepareStatement(SUMS)) {
            long begin = System.nanoTime();
            for (int rep = 0; rep < busy; rep++) {
                select.setString(1, Organisation.rep(rep));
                int weeks = 0;
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        weeks++;
                    }
                }
                if (weeks == 0) {
                    throw new IllegalStateException("no facts of " + rep);
                }
            }
            return new Speed(busy / ((System.nanoTime() - begin) / 1e9), 0);
        }
    }

    /** R3: a team of fifty, and lists of everybody, against one timeline that was asked before. */
    List<Ratio> lists(boolean quick) throws Exception {
        Stage stage = stage(quick);
        Load load = stage.load();
        awaitJudged(stage);
        JsonNode teams = JsonMapper.shared().readTree(load.get("/api/v1/teams")).required("items");
        boolean right = isRight(load, 2) && teams.size() > stage.organisation().reps() / 20;
        double seconds = quick ? 1 : 5;
        List<Ratio> ratios = new ArrayList<>();
        ratios.add(
                against(
                        load,
                        "R3",
                        "a team of 50, page and scorecard / a timeline asked again",
                        5,
                        right,
                        seconds,
                        n -> n % 2 == 0 ? "/teams/team-0" : "/api/v1/teams/team-0/scorecard"));
        ratios.add(
                against(
                        load,
                        "R3b",
                        "/teams, today's conversations, /reps / a timeline asked again",
                        10,
                        right,
                        seconds,
                        n ->
                                switch (n % 3) {
                                    case 0 -> "/api/v1/teams";
                                    case 1 -> "/conversations?manager=manager-of-team-7";
                                    default -> "/api/v1/reps";
                                }));
        return ratios;
    }

    private static Ratio against(
            Load load,
            String name,
            String measure,
            double target,
            boolean right,
            double seconds,
            IntFunction<String> path)
            throws InterruptedException, ExecutionException {
        load.during(seconds, path);
        load.during(seconds, n -> timeline(0));
        Rounds rounds = new Rounds(ROUNDS);
        for (int i = 0; i < ROUNDS; i++) {
            Speed list = load.during(seconds, path);
            Speed one = load.during(seconds, n -> timeline(0));
            rounds.add(one.perSecond(), list.perSecond());
        }
        return new Ratio(
                name, measure, rounds.ratio(), target, true, right, rounds.said("one", "lists"));
    }

    /** Waits until everybody's day is judged; answers how long that took, in seconds. */
    private static double awaitJudged(Stage stage) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        try (Load operator = stage.operator()) {
            while (true) {
                JsonNode gauge =
                        JsonMapper.shared()
                                .readTree(
                                        operator.get("/actuator/metrics/yardstick.judged.lacking"));
                double lacking =
                        gauge.required("measurements")
                                .get(0)
                                .required("value")
                                .asDouble(Double.NaN);
                if (lacking == 0) {
                    return (System.nanoTime() - begin) / 1e9;
                }
                Thread.sleep(100);
            }
        }
    }

    /** R4: everybody's day is judged anew, as when it turns; meanwhile timelines are asked for. */
    List<Ratio> turn(boolean quick) throws Exception {
        Stage before = stage(quick);
        int busy = before.organisation().busy();
        double seconds = quick ? 1 : 10;
        awaitJudged(before);
        before.load().during(seconds, n -> timeline(n % busy));
        Speed undisturbed = before.load().during(seconds, n -> timeline(n % busy));
        Stage again = before.again();
        stage = again;
        Load load = again.load();
        try (ExecutorService waiting = Executors.newSingleThreadExecutor()) {
            Callable<Double> judging = () -> awaitJudged(again);
            Future<Double> judged = waiting.submit(judging);
            load.times(busy, Reading::timeline);
            Speed disturbed = load.during(seconds, n -> timeline(n % busy));
            return ratios(again, judged.get(), undisturbed, disturbed);
        }
    }

    private static List<Ratio> ratios(
            Stage stage, double judged, Speed undisturbed, Speed disturbed) throws IOException {
        boolean right = isRight(stage.load(), 2);
        int reps = stage.organisation().reps();
        return List.of(
                new Ratio(
                        "R4",
                        "everybody judged for a new day, in minutes",
                        judged / 60,
                        2,
                        true,
                        right,
                        say("%d reps in %.0f s, from a start on", reps, judged)),
                new Ratio(
                        "R4b",
                        "p99 of timelines meanwhile / at rest",
                        disturbed.p99() / undisturbed.p99(),
                        2,
                        true,
                        right,
                        say("%.0f ms against %.0f ms", disturbed.p99(), undisturbed.p99())));
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Ends it with the process. */
    void end() {
        try {
            close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (stage != null) {
            stage.close();
        }
    }
}
