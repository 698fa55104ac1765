package dev.yardstick.benchmark;

import dev.yardstick.benchmark.limit.RawInsert;
import dev.yardstick.standalone.client.ApiClient;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * R9: what R1, R5 and R6 keep of their speed while the log grows from a few events to many, all
 * sent as any client would. Each speed is divided by that of its raw limit just then, since the
 * machine's own changes within so long a run.
 *
 * @param events to how many it grows; 0: as many as fit into ten minutes
 */
record GrowthRace(int events) implements Race {

    private static final int LOT = 100_000;
    private static final int BUSY = 8;

    @Override
    public Race upTo(int many) {
        return new GrowthRace(many);
    }

    /** Speeds a second at a size, and those of their limits beside them. */
    private record Speeds(Rounds timeline, Rounds rebuild, Rounds intake, boolean right) {}

    @Override
    public List<Ratio> run(boolean quick) throws Exception {
        int few = quick ? 10_000 : 100_000;
        int many = events > 0 ? events : quick ? 30_000 : 1_000_000;
        try (Scene scene = Scene.open();
                ApiClient commands = scene.commands();
                Load load = scene.load();
                Connection log = scene.log()) {
            Organisation reps = new Organisation(commands, BUSY, BUSY, 0, quick ? 500 : 5_000);
            scene.sender().awaitVisible(reps.tell());
            grow(scene, log, few);
            int part = quick ? 2_000 : 20_000;
            measure(scene, load, log, part, quick); // what runs for the first time does not count
            long began = RawInsert.head(log);
            Speeds small = measure(scene, load, log, part, quick);
            grow(scene, log, many);
            Speeds large = measure(scene, load, log, part, quick);
            boolean right = small.right() && large.right();
            long reached = RawInsert.head(log);
            return List.of(
                    ratio("R9", "R1", small.timeline(), large.timeline(), right, began, reached),
                    ratio("R9b", "R5", small.rebuild(), large.rebuild(), right, began, reached),
                    ratio("R9c", "R6", small.intake(), large.intake(), right, began, reached));
        }
    }

    private static Ratio ratio(
            String name,
            String of,
            Rounds small,
            Rounds large,
            boolean right,
            long few,
            long many) {
        return new Ratio(
                name,
                of + " at many events / the same at few",
                large.ratio() / small.ratio(),
                0.85,
                false,
                right,
                String.format(
                        Locale.ROOT,
                        "%,d events: %s; %,d: %s",
                        many,
                        large.said("Yardstick", "raw"),
                        few,
                        small.said("Yardstick", "raw")));
    }

    /** Sends deals until the log has so many events. */
    private static void grow(Scene scene, Connection log, int events) throws Exception {
        DealSender sender = scene.sender();
        for (long head = RawInsert.head(log); head < events; head = RawInsert.head(log)) {
            int lot = (int) Math.min(LOT, events - head);
            sender.awaitVisible(sender.send(sender.streams((int) head, lot), lot));
        }
    }

    private static Speeds measure(Scene scene, Load load, Connection log, int part, boolean quick)
            throws Exception {
        int rounds = quick ? 1 : 3;
        boolean right = Reading.isRight(load, 2);
        Rounds timeline = new Rounds(rounds);
        Rounds intake = new Rounds(rounds);
        double seconds = quick ? 1 : 5;
        load.during(seconds, n -> Reading.timeline(n % BUSY));
        for (int round = 0; round < rounds; round++) {
            timeline.add(
                    load.during(seconds, n -> Reading.timeline(n % BUSY)).perSecond(),
                    load.during(seconds, n -> "/live.js").perSecond());
            long before = RawInsert.head(log);
            double visible = scene.sender().sendUntilVisible((int) before, part);
            List<Map<String, Object>> rows = RawInsert.rows(log, before);
            right = right && rows.size() == part;
            intake.add(visible, Rounds.perSecond(part, RawInsert.insert(log, rows)));
        }
        Rounds rebuild = new Rounds(1);
        long all = RawInsert.head(log);
        double rebuilt = all / scene.sender().rebuild();
        long start = System.nanoTime();
        int read = RebuildRace.readTopic(scene.server());
        rebuild.add(rebuilt, Rounds.perSecond(read, System.nanoTime() - start));
        return new Speeds(timeline, rebuild, intake, right && read >= all);
    }
}
