package dev.yardstick.acceptance.faults;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Api.Answer;
import dev.yardstick.acceptance.support.Scenario;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A CRM that tells of deals without end, until it is closed: new ones, and new versions of old. */
final class Intake implements AutoCloseable {

    private static final String LINES = "application/x-ndjson";
    private static final int BATCH = 100;

    private final Thread thread;
    private volatile boolean closed;
    private volatile int accepted;

    Intake(Api api, String rep, long seed) {
        Random random = new Random(seed);
        thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("intake")
                        .start(() -> {
                            for (int batch = 0; !closed; batch++) {
                                send(api, lines(rep, "live-", batch * BATCH, BATCH, random));
                            }
                        });
    }

    /** Deals that were won, an eighth of them in a later version of one that was won before. */
    static String lines(String rep, String prefix, int from, int count, Random random) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> {
                    int deal = i > 0 && i % 8 == 0 ? random.nextInt(i) : i;
                    return Scenario.won(
                            rep, prefix + deal, "v" + i, 1 + random.nextInt(28), i + ".25");
                })
                .collect(Collectors.joining("\n"));
    }

    private void send(Api api, String lines) {
        try {
            Answer answer = api.crm(LINES, lines);
            accepted += answer.status() == 202 ? 1 : 0;
        } catch (AssertionError killed) {
            closed = true;
        }
    }

    /** How many batches were accepted. */
    int accepted() {
        return accepted;
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
