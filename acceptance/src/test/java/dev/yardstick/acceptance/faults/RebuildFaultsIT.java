package dev.yardstick.acceptance.faults;

import static dev.yardstick.acceptance.support.Api.REBUILDS;
import static dev.yardstick.acceptance.support.Scenario.YEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Api.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Rebuilds that are killed midway: {@code -Dyardstick.kills=N} times, with {@code yardstick.seed}.
 */
class RebuildFaultsIT {

    private static final String LINES = "application/x-ndjson";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final int kills = Integer.getInteger("yardstick.kills", 3);
    private final long seed = Long.getLong("yardstick.seed", 6);

    @TempDir private Path data = Path.of("");

    @Test
    void killedAtAnyMomentItRecoversAndEndsWithEqualChecksumsAndTheSameTimelines()
            throws Exception {
        Random random = new Random(seed);
        ServerProcess server = ServerProcess.start(data);
        try {
            long known = prepare(server.api());
            String then = timeline(server.api(), known);
            long usual = rebuildMillis(server.api());
            for (int kill = 1; kill <= kills; kill++) {
                String at = "seed %d, kill %d".formatted(seed, kill);
                try (Intake intake = new Intake(server.api(), "robin", seed + kill)) {
                    if (latest(server.api()).required("state").asString().equals("done")) {
                        server.api().operate("POST", REBUILDS, "{}").must(202);
                    }
                    awaitMoment(server.api(), random, kill, usual);
                    if (kill % 3 != 0) {
                        server.kill();
                    }
                } finally {
                    server.close();
                }
                server = ServerProcess.start(data);
                assertThat(timeline(server.api(), known)).as(at).isEqualTo(then);
                if (kill % 2 == 0 || kill == kills) {
                    assertEndsWell(server.api(), at);
                    assertThat(timeline(server.api(), known)).as(at).isEqualTo(then);
                }
            }
            server.api().operate("POST", REBUILDS, "{}").must(202);
            assertEndsWell(server.api(), "seed %d, afterwards".formatted(seed));
        } finally {
            server.close();
        }
    }

    private long prepare(Api api) {
        api.client().hire("robin", "Robin");
        api.client().expect("e", "robin", "1000");
        long last = 0;
        for (int i = 0; i < 10_000; i += 2_000) {
            String lines = Intake.lines("robin", "deal-", i, 2_000, new Random(seed + i));
            last = api.crm(LINES, lines).must(202).position();
        }
        return last;
    }

    private static String timeline(Api api, long known) {
        return api.timeline("robin", YEAR + "&knownAt=" + known, known).text();
    }

    private static JsonNode latest(Api api) {
        Answer answer = api.queryAs("operator", REBUILDS).must(200);
        return answer.json().required("items").get(0);
    }

    private long rebuildMillis(Api api) {
        long start = System.nanoTime();
        api.operate("POST", REBUILDS, "{}").must(202);
        assertEndsWell(api, "the first");
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    /** Every other time anywhere, else around the swap. */
    private static void awaitMoment(Api api, Random random, int kill, long usual)
            throws InterruptedException {
        if (kill % 2 == 1) {
            Thread.sleep(random.nextLong(usual));
            return;
        }
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    JsonNode rebuild = latest(api);
                    return !rebuild.path("phase").asString("").equals("filling");
                });
        Thread.sleep(random.nextLong(100 + usual / 4));
    }

    private static void assertEndsWell(Api api, String at) {
        await().atMost(PATIENCE)
                .until(() -> !latest(api).required("state").asString().equals("running"));
        JsonNode rebuild = latest(api);
        assertThat(rebuild.required("state").asString()).as(at + " " + rebuild).isEqualTo("done");
        assertThat(rebuild.required("equal").booleanValue()).as(at + " " + rebuild).isTrue();
    }
}
