package dev.yardstick.query.consuming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.query.RunningQueryService;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Everybody's day is judged before anybody asks, where the texts in it can be opened. */
class JudgedAheadIT {

    private static final String OFTEN = "--yardstick.judged-ahead.every=20ms";

    private static void awaitJudged(RunningQueryService service, int days) {
        Counter judged = service.bean(MeterRegistry.class).get("yardstick.judged.ahead").counter();
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (judged.count() < days) {
            assertThat(System.nanoTime()).as("%s are judged", judged.count()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static FedByHand two(RunningQueryService service) {
        FedByHand log = new FedByHand(service);
        new RandomHistory(log, 1).begin();
        log.apply();
        return log;
    }

    @Test
    void everybodyIsJudgedAndAgainWhenSomethingChanged() throws IOException {
        try (KeyGiver commands = new KeyGiver(persons -> {});
                RunningQueryService service = new RunningQueryService(commands.address(), OFTEN)) {
            FedByHand log = two(service);
            awaitJudged(service, 2);
            new RandomHistory(log, 2).end();
            log.apply();
            awaitJudged(service, 4);
        }
    }
}
