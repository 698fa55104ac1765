package dev.yardstick.query.access;

import dev.yardstick.runtime.Worker;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Forgets who read about whom once it is older than is to be kept. */
@Component
class Retention {

    static final int AT_ONCE = 10_000;

    private static final Duration REST = Duration.ofSeconds(30);

    private static final String FORGET =
            """
            delete from access where ctid = any(array(
                select ctid from access where at < ? order by at limit ?))
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final @Nullable Period kept;

    /**
     * How long readings are kept.
     *
     * @param kept {@code yardstick.access-log.kept}: a period such as {@code 3y} or {@code 90d};
     *     null: for ever
     */
    Retention(
            JdbcClient jdbc,
            Clock clock,
            @Value("${yardstick.access-log.kept:#{null}}") @Nullable Period kept) {
        if (kept != null && (kept.isNegative() || kept.isZero())) {
            throw new IllegalArgumentException(
                    "yardstick.access-log.kept must be a period such as 3y or 90d, not " + kept);
        }
        this.jdbc = jdbc;
        this.clock = clock;
        this.kept = kept;
    }

    @Bean("accessLogWorker")
    Worker worker() {
        return Worker.of("access-log", this::forget);
    }

    /** Forgets the oldest; the pause is none while there may be more of them. */
    Duration forget() {
        if (kept == null) {
            return REST;
        }
        OffsetDateTime oldest = OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).minus(kept);
        int gone = jdbc.sql(FORGET).params(oldest, AT_ONCE).update();
        return gone < AT_ONCE ? REST : Duration.ZERO;
    }
}
