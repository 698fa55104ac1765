package dev.yardstick.query.consuming;

import dev.yardstick.query.access.ConsistentRead;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.runtime.Asked;
import dev.yardstick.runtime.KafkaSettings;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Up to which position everything has been applied, and when positions were recorded. */
@Component
public record Visible(JdbcClient jdbc, KafkaSettings settings) {

    /** Is published when this process applied something; another one may have as well. */
    public record Moved() {}

    private static final String NOW =
            """
            select w.position,
                (select recorded_at from moment m where m.position >= w.position
                 order by m.position limit 1)
            from (select coalesce(min(watermark), 0) as position from consumed where topic = ?) w
            """;

    private static final String RECORDED_AT =
            "select recorded_at from moment where position >= ? order by position limit 1";

    private static final String RECORDED_BY =
            """
            select coalesce((select position from moment where recorded_at <= ?
                             order by recorded_at desc limit 1), 0)
            """;

    private static final String EACH_RECORDED_BY =
            """
            select m.position, m.recorded_at
            from unnest(cast(? as text[])) with ordinality as asked (instant, n)
            left join lateral (
                select position, recorded_at from moment where recorded_at <= asked.instant::timestamptz
                order by recorded_at desc limit 1) m on true
            order by asked.n
            """;

    /** The position up to which every event has been applied; it never decreases. */
    public long position() {
        return now().position();
    }

    private KnownAt now() {
        return ConsistentRead.once(
                Visible.class,
                () ->
                        jdbc.sql(NOW)
                                .param(settings.topic())
                                .query((row, n) ->
                                        at(row.getLong(1), row.getObject(2, OffsetDateTime.class)))
                                .single());
    }

    private static KnownAt at(long position, @Nullable OffsetDateTime recordedAt) {
        return new KnownAt(
                position, position == 0 || recordedAt == null ? null : recordedAt.toInstant());
    }

    /** The same of some instants, in their order. */
    public List<KnownAt> recordedBy(List<Instant> instants) {
        KnownAt now = now();
        return jdbc.sql(EACH_RECORDED_BY)
                .param(instants.stream().map(Instant::toString).toArray(String[]::new))
                .query((row, n) -> {
                    KnownAt at = at(row.getLong(1), row.getObject(2, OffsetDateTime.class));
                    return at.position() < now.position() ? at : now;
                })
                .list();
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
        KnownAt now = now();
        return position == now.position()
                ? now
                : at(
                        position,
                        jdbc.sql(RECORDED_AT)
                                .param(position)
                                .query(OffsetDateTime.class)
                                .optional()
                                .orElse(null));
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
