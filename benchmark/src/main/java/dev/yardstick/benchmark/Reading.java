package dev.yardstick.benchmark;

import dev.yardstick.benchmark.Load.Speed;
import dev.yardstick.standalone.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who reads: timelines, teams and lists of one organisation, which is told once for all of these
 * measures.
 */
final class Reading implements AutoCloseable {

    private static final int ROUNDS = 3;

    private static final String FIXED = "/fixed.js";

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

    private @Nullable Path data;
    private @Nullable Server server;
    private @Nullable Organisation organisation;
    private @Nullable Load load;

    /** Starts a server with the organisation the first time. */
    private Organisation told(boolean quick) throws Exception {
        Organisation told = organisation;
        if (told != null) {
            return told;
        }
        Path directory = Files.createTempDirectory("yardstick-benchmark");
        data = directory;
        Files.createDirectory(directory.resolve("fixed"));
        System.setProperty(
                "spring.web.resources.static-locations",
                "classpath:/static/,file:" + directory.resolve("fixed") + "/");
        Server started = Server.start(directory.resolve("data"), 0);
        server = started;
        told =
                quick
                        ? new Organisation(started, 200, 8, 30, 500)
                        : new Organisation(started, 10_000, 200, 100, 5_000);
        load = new Load(started.queryAddress(), told.token("admin"));
        awaitVisible(told.tell());
        organisation = told;
        return told;
    }

    private Load load() {
        return Objects.requireNonNull(load);
    }

    private void awaitVisible(long position) throws IOException, InterruptedException {
        while (true) {
            try {
                load().get("/api/v1/teams?after=" + position);
                return;
            } catch (IOException notYet) {
                if (!String.valueOf(notYet.getMessage()).endsWith(": 503")) {
                    throw notYet;
                }
            }
        }
    }

    private static String timeline(int rep) {
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
    private boolean isRight(int reps) throws IOException {
        for (int rep = 0; rep < reps; rep++) {
            load().get(timeline(rep));
            if (!Arrays.equals(load().get(timeline(rep)), load().get(anew(rep, 0)))) {
                return false;
            }
        }
        return true;
    }

    /** R1: asked before, nothing changed, against a fixed answer of the same size. */
    List<Ratio> warm(boolean quick) throws Exception {
        Organisation told = told(quick);
        boolean right = isRight(told.busy());
        Files.write(Objects.requireNonNull(data).resolve("fixed" + FIXED), load().get(timeline(0)));
        double seconds = quick ? 1 : 5;
        load().during(seconds, n -> FIXED);
        load().during(seconds, n -> timeline(n % told.busy()));
        Rounds rounds = new Rounds(ROUNDS);
        for (int i = 0; i < ROUNDS; i++) {
            Speed warm = load().during(seconds, n -> timeline(n % told.busy()));
            Speed fixed = load().during(seconds, n -> FIXED);
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
        Organisation told = told(quick);
        Files.write(Objects.requireNonNull(data).resolve("fixed" + FIXED), load().get(timeline(0)));
        double seconds = quick ? 1 : 5;
        load().during(seconds, n -> FIXED);
        load().times(told.busy(), Reading::timeline);
        Rounds touched = new Rounds(ROUNDS);
        Rounds cold = new Rounds(ROUNDS);
        boolean right = true;
        for (int i = 0; i < ROUNDS; i++) {
            int round = i;
            awaitVisible(told.touch(told.busy(), "round-" + i));
            Speed again = load().times(told.busy(), Reading::timeline);
            Speed fixed = load().during(seconds, n -> FIXED);
            right = right && isRight(Math.min(5, told.busy()));
            Speed first = load().times(told.busy(), n -> anew(n, round + 1));
            touched.add(again.perSecond(), fixed.perSecond());
            cold.add(first.perSecond(), sums(told).perSecond());
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
    private Speed sums(Organisation told) throws SQLException {
        Server running = Objects.requireNonNull(server);
        try (Connection connection =
                        DriverManager.getConnection(
                                running.queryDatabaseUrl(),
                                "yardstick",
                                running.databasePassword());
                PreparedStatement select = connection.prepareStatement(SUMS)) {
            long begin = System.nanoTime();
            for (int rep = 0; rep < told.busy(); rep++) {
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
            return new Speed(told.busy() / ((System.nanoTime() - begin) / 1e9), 0);
        }
    }

    /** R3: a team of fifty, and lists of everybody, against one timeline that was asked before. */
    List<Ratio> lists(boolean quick) throws Exception {
        Organisation told = told(quick);
        awaitJudged();
        int reps = told.reps();
        boolean right = isRight(2) && count("/api/v1/teams", "items") > reps / 20;
        double seconds = quick ? 1 : 5;
        List<Ratio> ratios = new ArrayList<>();
        ratios.add(
                against(
                        "R3",
                        "a team of 50, page and scorecard / a timeline asked again",
                        5,
                        right,
                        seconds,
                        n -> n % 2 == 0 ? "/teams/team-0" : "/api/v1/teams/team-0/scorecard"));
        ratios.add(
                against(
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

    private Ratio against(
            String name,
            String measure,
            double target,
            boolean right,
            double seconds,
            IntFunction<String> path)
            throws InterruptedException, ExecutionException {
        load().during(seconds, path);
        load().during(seconds, n -> timeline(0));
        Rounds rounds = new Rounds(ROUNDS);
        for (int i = 0; i < ROUNDS; i++) {
            Speed list = load().during(seconds, path);
            Speed one = load().during(seconds, n -> timeline(0));
            rounds.add(one.perSecond(), list.perSecond());
        }
        return new Ratio(
                name, measure, rounds.ratio(), target, true, right, rounds.said("one", "lists"));
    }

    private int count(String path, String list) throws IOException {
        return JsonMapper.shared().readTree(load().get(path)).required(list).size();
    }

    /** Waits until everybody's day is judged; answers how long that took, in seconds. */
    private double awaitJudged() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Server running = Objects.requireNonNull(server);
        try (Load operator =
                new Load(
                        running.queryAddress(),
                        Objects.requireNonNull(running.tokens().get("operator")))) {
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
        Organisation told = told(quick);
        awaitJudged();
        double seconds = quick ? 1 : 10;
        load().during(seconds, n -> timeline(n % told.busy()));
        Speed undisturbed = load().during(seconds, n -> timeline(n % told.busy()));
        Path directory = Objects.requireNonNull(data).resolve("data");
        load().close();
        Objects.requireNonNull(server).close();
        Server again = Server.start(directory, 0);
        server = again;
        organisation =
                new Organisation(again, told.reps(), told.busy(), told.facts(), told.factsOfBusy());
        load = new Load(again.queryAddress(), told.token("admin"));
        List<Double> took = new ArrayList<>();
        Thread waiting =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                took.add(awaitJudged());
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        load().times(told.busy(), Reading::timeline);
        Speed disturbed = load().during(seconds, n -> timeline(n % told.busy()));
        waiting.join();
        boolean right = isRight(2);
        return List.of(
                new Ratio(
                        "R4",
                        "everybody judged for a new day, in minutes",
                        took.getFirst() / 60,
                        2,
                        true,
                        right,
                        say("%d reps in %.0f s, from a start on", told.reps(), took.getFirst())),
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
        if (load != null) {
            load.close();
        }
        if (server != null) {
            server.close();
        }
        if (data != null) {
            FileSystemUtils.deleteRecursively(data);
        }
    }
}
