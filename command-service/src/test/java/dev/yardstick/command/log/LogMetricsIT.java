package dev.yardstick.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yardstick.command.RunningCommandService;
import dev.yardstick.events.codec.Metadata;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the log tells of itself while Kafka is away. */
class LogMetricsIT {

    private static NewEvent event(String stream) {
        byte[] json =
                "{\"rep\":\"r\",\"on\":\"2026-01-01\",\"team\":\"t\"}"
                        .getBytes(StandardCharsets.UTF_8);
        NewEvent.Origin origin = NewEvent.Origin.of(new Metadata("a", "s", "c", "x"));
        return new NewEvent(stream, 0, "rep-transferred", 1, UUID.randomUUID(), json, origin, null);
    }

    private static double value(MeterRegistry meters, String gauge) {
        return meters.get(gauge).gauge().value();
    }

    @Test
    void tellsOfGroupsAndHowFarShippingIsBehind() {
        try (RunningCommandService service = new RunningCommandService()) {
            MeterRegistry meters = service.bean(MeterRegistry.class);
            List<NewEvent> events =
                    IntStream.range(0, 3).mapToObj(i -> event("rep/r" + i)).toList();
            service.bean(LogAppender.class).append(events, null);
            DistributionSummary groups = meters.get("yardstick.log.group").summary();
            assertThat(groups.count()).isEqualTo(1);
            assertThat(groups.totalAmount()).isEqualTo(3);
            assertThat(value(meters, "yardstick.log.waiting")).isZero();
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> {
                        assertThat(value(meters, "yardstick.log.position")).isEqualTo(3);
                        assertThat(value(meters, "yardstick.shipping.lag")).isEqualTo(3);
                        assertThat(value(meters, "yardstick.shipping.age")).isPositive();
                        assertThat(value(meters, "yardstick.ledger.lag")).isZero();
                    });
        }
    }
}
