package dev.yardstick.acceptance.faults;

import static dev.yardstick.acceptance.support.Api.REBUILDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yardstick.acceptance.faults.Fleet.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Two of each service under load: ended one after the other, then killed, stopped and cut off at
 * random: {@code -Dyardstick.fleet=N} rounds, with {@code yardstick.seed}.
 */
class TwoOfEachIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final int rounds = Integer.getInteger("yardstick.fleet", 8);
    private final long seed = Long.getLong("yardstick.seed", 7);

    @TempDir private Path data = Path.of("");

    @Test
    void nothingIsLostOrDoubledWhateverHappensToAnyOfThem() throws Exception {
        try (Fleet fleet = new Fleet(data);
                Senders senders = new Senders(fleet)) {
            await().atMost(PATIENCE).until(() -> senders.deals() > 20 && senders.reads() > 5);
            fleet.requireOneLeaderEach();
            int refused = senders.refused();
            for (String service : List.of(Member.COMMANDS, Member.QUERIES)) {
                fleet.of(service).getFirst().end();
            }
            assertThat(senders.refused()).as(senders.refusal()).isEqualTo(refused);
            for (Member member : fleet.members()) {
                member.heal();
            }
            fleet.awaitAll();
            assertThat(senders.refused()).as(senders.refusal()).isEqualTo(refused);

            Random random = new Random(seed);
            for (int round = 1; round <= rounds; round++) {
                disturb(fleet, random);
            }
            for (Member member : fleet.members()) {
                member.heal();
            }
            fleet.awaitAll();
            senders.requireAll();
            fleet.requireOneLeaderEach();
            requireRebuiltTheSame(fleet);
            requireSoundLedger(fleet);
        } catch (Throwable e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private static void disturb(Fleet fleet, Random random)
            throws IOException, InterruptedException {
        Member member = fleet.members().get(random.nextInt(fleet.members().size()));
        if (!member.isWell()) {
            member.heal();
        } else {
            switch (random.nextInt(4)) {
                case 0 -> member.kill();
                case 1 -> member.stop();
                case 2 -> member.cutFromPostgres();
                default -> member.cutFromKafka();
            }
        }
        if (random.nextInt(4) == 0) {
            fleet.orderSometime(REBUILDS);
        }
        Thread.sleep(100 + random.nextInt(600));
    }

    private static void requireRebuiltTheSame(Fleet fleet) throws Exception {
        awaitEnd(fleet);
        assertThat(fleet.order("POST", REBUILDS).status()).isEqualTo(202);
        JsonNode rebuild = awaitEnd(fleet);
        assertThat(rebuild.required("state").asString()).as(rebuild.toString()).isEqualTo("done");
        assertThat(rebuild.required("equal").booleanValue()).as(rebuild.toString()).isTrue();
    }

    private static JsonNode awaitEnd(Fleet fleet) {
        return await().atMost(PATIENCE)
                .until(
                        () -> {
                            Answer answer = fleet.query("operator", REBUILDS);
                            return answer.json().required("items").path(0);
                        },
                        latest -> !latest.path("state").asString("").equals("running"));
    }

    private static void requireSoundLedger(Fleet fleet) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    JsonNode ledger =
                            fleet.command(
                                            "auditor",
                                            "GET",
                                            "/api/v1/audit/ledger",
                                            "text/plain",
                                            "")
                                    .json();
                    assertThat(ledger.path("problem").isString()).as(ledger.toString()).isFalse();
                    assertThat(ledger.required("lag").longValue()).as(ledger.toString()).isZero();
                    assertThat(ledger.required("size").longValue()).isPositive();
                });
    }
}
