package dev.yardstick.command.intake.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.command.intake.message.Taken;
import dev.yardstick.events.CrmVersion;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

class FeedCountsTest {

    private static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final FeedCounts counts =
            new FeedCounts(
                    JdbcClient.create(new SimpleDriverDataSource()),
                    meters,
                    Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void anImportOfYearsAddsUp() {
        Duration lag = Duration.ofDays(1_000);
        for (int event = 0; event < 1_000; event++) {
            count(NOW.minus(lag));
        }
        assertThat(meters.get("yardstick.crm.lag").summary().totalAmount())
                .isEqualTo(1_000.0 * lag.toSeconds());
    }

    @Test
    void aClockThatIsAheadIsNoLag() {
        count(NOW.plusSeconds(90));
        count(NOW.minusMillis(1_500));
        assertThat(meters.get("yardstick.crm.lag").summary().totalAmount()).isEqualTo(1.5);
    }

    private void count(Instant time) {
        counts.count(
                new CrmVersion("/crm", "record", "1", time, null, null),
                new Taken(Taken.Result.ACCEPTED, null, 1));
    }
}
