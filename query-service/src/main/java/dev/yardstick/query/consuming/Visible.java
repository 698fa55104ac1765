package dev.yardstick.query.consuming;

import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.runtime.Asked;
import dev.yardstick.runtime.KafkaSettings;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Up to which position everything has been applied, and when positions were recorded. */
@Component
public record Visible(JdbcClient jdbc, KafkaSettings settings) {

    /** Is published when this process applied something; another one may have as well. */
    public record Moved() {}

    private static final String POSITION =
            "select coalesce(min(watermark), 0) from consumed where topic = ?";

    private static final String RECORDED_AT =
            "select recorded_at from moment where position >= ? order by position limit 1";

    private static final String RECORDED_BY =
            """
            select coalesce((select position from moment where recorded_at <= ?
                             order by recorded_at desc limit 1), 0)
            """;

    /** The position up to which every event has been applied; it never decreases. */
    public long position() {
        return jdbc.sql(POSITION).param(settings.topic()).query(Long.class).single();
    }

    @Bean
    Asked projectionPosition() {
        return new Asked(
                "yardstick.projection.position",
                "",
                "position up to which every event has been applied",
                this::position);
    }

    /** A position with the instant at which it was recorded. */
    public KnownAt at(long position) {
        if (position == 0) {
            return new KnownAt(0, null);
        }
        Optional<OffsetDateTime> recordedAt =
                jdbc.sql(RECORDED_AT).param(position).query(OffsetDateTime.class).optional();
        return new KnownAt(position, recordedAt.map(OffsetDateTime::toInstant).orElse(null));
    }

    /**
     * The last position recorded by an instant, among those that are visible; 0 before the first.
     */
    public long recordedBy(Instant instant) {
        long position =
                jdbc.sql(RECORDED_BY)
                        .param(instant.atOffset(ZoneOffset.UTC))
                        .query(Long.class)
                        .single();
        return Math.min(position, position());
    }
}
