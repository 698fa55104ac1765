package dev.yardstick.benchmark;

import dev.yardstick.benchmark.LivePage.Seen;
import dev.yardstick.benchmark.limit.RawPath;
import dev.yardstick.standalone.client.ApiClient;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * R11: from the answer to an event until the page of its rep, which is open, shows it; in turns
 * with a record that is produced, consumed and committed raw. Meanwhile deals of others come in at
 * half of the rate that intake reaches until they are visible.
 */
record LiveRace() implements Race {

    private static final int PAGES = 10;
    private static final int FACTS = 500;

    /** Longer than a page is left alone after it was told. */
    private static final long SILENCE_MILLIS = 1_200;

    private static final int LOTS_A_SECOND = 10;

    /** What one took, in milliseconds. */
    private record Times(List<Double> told, List<Double> shown, List<Double> raw) {

        void add(long begin, Seen seen, long rawNanos) {
            told.add((seen.told() - begin) / 1e6);
            shown.add((seen.shown() - begin) / 1e6);
            raw.add(rawNanos / 1e6);
        }
    }

    @Override
    public List<Ratio> run(boolean quick) throws Exception {
        int deals = quick ? 4_000 : 50_000;
        int probes = quick ? 30 : 300;
        List<LivePage> pages = new ArrayList<>();
        try (Scene scene = Scene.open();
                ApiClient commands = scene.commands();
                Load load = scene.load();
                HttpClient http = HttpClient.newHttpClient();
                RawPath raw = new RawPath(scene.server().bootstrapServers(), scene.readModel());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Organisation reps = new Organisation(commands, PAGES, PAGES, 0, FACTS);
            scene.sender().awaitVisible(reps.tell());
            scene.sender().sendUntilVisible(-2, deals);
            double half = scene.sender().sendUntilVisible(-1, deals) / 2;
            for (int page = 0; page < PAGES; page++) {
                pages.add(LivePage.open(http, scene, load, Organisation.rep(page)));
            }
            AtomicBoolean ended = new AtomicBoolean();
            Future<Double> sent = threads.submit(() -> keepSending(scene.sender(), half, ended));
            try {
                Times times = new Times(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
                // What is drawn for the first time is not what is asked about.
                load.during(quick ? 2 : 10, n -> "/reps/" + Organisation.rep(n % PAGES));
                for (int probe = -2 * PAGES; probe < probes; probe++) {
                    int page = Math.floorMod(probe, PAGES);
                    long position = reps.touchOne(page, "probe-" + probe);
                    long begin = System.nanoTime();
                    Seen seen = pages.get(page).await(position);
                    long rawNanos = raw.send();
                    if (probe >= 0) {
                        times.add(begin, seen, rawNanos);
                    }
                    Thread.sleep(SILENCE_MILLIS / PAGES);
                }
                ended.set(true);
                return List.of(ratio(times, half, sent.get()));
            } finally {
                ended.set(true);
                for (LivePage page : pages) {
                    page.close();
                }
            }
        }
    }

    private static Ratio ratio(Times times, double half, double sent) {
        return new Ratio(
                "R11",
                "p99 from an accepted event until an open page shows it / p99 of producing,"
                        + " consuming and one commit",
                within(times.shown(), 99) / within(times.raw(), 99),
                3,
                true,
                true,
                String.format(
                        Locale.ROOT,
                        "%d events; shown p50 %.0f, p99 %.0f ms (told p50 %.0f, p99 %.0f ms), raw"
                                + " p50 %.0f, p99 %.0f ms; meanwhile %,.0f/s of %,.0f/s meant",
                        times.raw().size(),
                        within(times.shown(), 50),
                        within(times.shown(), 99),
                        within(times.told(), 50),
                        within(times.told(), 99),
                        within(times.raw(), 50),
                        within(times.raw(), 99),
                        sent,
                        half));
    }

    private static double within(List<Double> times, int percent) {
        double[] sorted = times.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    /** Sends lots at a steady pace; answers how many a second it came to. */
    private static double keepSending(DealSender sender, double perSecond, AtomicBoolean ended)
            throws Exception {
        int lot = (int) (perSecond / LOTS_A_SECOND);
        long begin = System.nanoTime();
        int lots = 0;
        while (!ended.get()) {
            sender.send(sender.streams(lots, lot), lot);
            lots++;
            long next = begin + TimeUnit.SECONDS.toNanos(lots) / LOTS_A_SECOND;
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
        }
        return Rounds.perSecond(lots * lot, System.nanoTime() - begin);
    }
}
