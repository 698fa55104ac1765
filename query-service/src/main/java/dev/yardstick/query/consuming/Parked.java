package dev.yardstick.query.consuming;

import dev.yardstick.events.RepEvent.RepErased;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.events.codec.UnreadableEventException;
import dev.yardstick.runtime.Asked;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Records that could not be applied, and those of the same stream behind them. */
@Component
public record Parked(JdbcClient jdbc) {

    private static final String PARK =
            """
            insert into parked (topic, partition, "offset", stream, reason, body, ours)
            select * from unnest(?::text[], ?::int[], ?::bigint[], ?::text[], ?::text[], ?::bytea[],
                ?::boolean[])
            on conflict do nothing
            """;

    private static final String LIST =
            """
            select topic, partition, "offset", stream, reason, parked_at, dismissed_at, dismissed_by,
                dismissed_for, ours
            from parked where (dismissed_at is not null) = ?
            order by parked_at, topic, partition, "offset" limit ?
            """;

    private static final String COUNT =
            "select count(*) from parked where (dismissed_at is not null) = ?";

    private static final String FIND =
            """
            select topic, partition, "offset", stream, reason, parked_at, dismissed_at, dismissed_by,
                dismissed_for, ours, body
            from parked where topic = ? and partition = ? and "offset" = ?
            """;

    private static final String OF_STREAM =
            """
            select topic, partition, "offset", stream, reason, parked_at, dismissed_at, dismissed_by,
                dismissed_for, ours, body
            from parked where stream = ? and ours order by topic, partition, "offset" for update
            """;

    private static final String DISMISS =
            """
            update parked set dismissed_at = clock_timestamp(), dismissed_by = ?, dismissed_for = ?
            where topic = ? and partition = ? and "offset" >= ? and stream = ?
                and dismissed_at is null and (? and ours and stream <> '' or "offset" = ?)
            """;

    /**
     * Where a text stands; what is about her is told apart from what only looks like it by hand.
     */
    private static final String NAMING =
            """
            select topic, partition, "offset", stream, reason, parked_at, dismissed_at, dismissed_by,
                dismissed_for, ours
            from parked
            where position(convert_to(?, 'UTF8') in body) > 0
               or position(? in stream || chr(10) || reason || chr(10) || coalesce(dismissed_for, '')) > 0
            """;

    private static final String EMPTY =
            """
            update parked set body = ?, reason = ?,
                dismissed_for = case when dismissed_for is not null then 'erased' end
            where topic = ? and partition = ? and "offset" = ?
            """;

    private static final String ERASED =
            "select distinct rep from chronicle where type = 'rep-erased' and exists (select from"
                    + " parked)";

    /**
     * A record that waits.
     *
     * @param stream empty where the record names none
     * @param ours whether command-service wrote it, so it is the stream's that it names; else it
     *     only says so
     * @param dismissedAt when somebody decided to leave it at that; null: nobody did
     */
    public record Entry(
            String topic,
            int partition,
            long offset,
            String stream,
            String reason,
            Instant parkedAt,
            @Nullable Instant dismissedAt,
            @Nullable String dismissedBy,
            @Nullable String dismissedFor,
            boolean ours) {}

    /** A record that waits, as it came. */
    public record Raw(Entry entry, byte[] body) {}

    /** A record to be parked. */
    record Fresh(
            String topic,
            int partition,
            long offset,
            String stream,
            String reason,
            byte[] body,
            boolean ours) {}

    private static final RowMapper<Entry> ENTRY = new SimplePropertyRowMapper<>(Entry.class);

    /** Streams of which something waits. */
    Set<String> streams() {
        return new HashSet<>(
                jdbc.sql("select distinct stream from parked where ours")
                        .query(String.class)
                        .list());
    }

    void park(List<Fresh> records) {
        if (!records.isEmpty()) {
            jdbc.sql(PARK)
                    .params(
                            records.stream().map(Fresh::topic).toArray(String[]::new),
                            records.stream().map(Fresh::partition).toArray(Integer[]::new),
                            records.stream().map(Fresh::offset).toArray(Long[]::new),
                            records.stream().map(Fresh::stream).toArray(String[]::new),
                            records.stream().map(Fresh::reason).toArray(String[]::new),
                            records.stream().map(Fresh::body).toArray(byte[][]::new),
                            records.stream().map(Fresh::ours).toArray(Boolean[]::new))
                    .update();
        }
    }

    /**
     * The oldest of what waits.
     *
     * @param dismissed those that somebody dismissed, in place of those that nobody did
     */
    public List<Entry> list(boolean dismissed, int limit) {
        return jdbc.sql(LIST).params(dismissed, limit).query(ENTRY).list();
    }

    @Bean
    Asked projectionParked() {
        return new Asked(
                "yardstick.projection.parked",
                "records",
                "records that could not be applied, and that nobody dismissed",
                () -> jdbc.sql(COUNT).param(false).query(Long.class).single());
    }

    /** A record by where it was read. */
    public Optional<Raw> find(String topic, int partition, long offset) {
        return jdbc.sql(FIND)
                .params(topic, partition, offset)
                .query((row, n) -> new Raw(ENTRY.mapRow(row, n), row.getBytes("body")))
                .optional();
    }

    /** All of a stream that waits, in its order, until the caller's transaction ends. */
    List<Raw> hold(String stream) {
        return jdbc.sql(OF_STREAM)
                .param(stream)
                .query((row, n) -> new Raw(ENTRY.mapRow(row, n), row.getBytes("body")))
                .list();
    }

    void remove(Entry entry) {
        jdbc.sql("delete from parked where topic = ? and partition = ? and \"offset\" = ?")
                .params(entry.topic(), entry.partition(), entry.offset())
                .update();
    }

    void still(Entry entry, String reason) {
        jdbc.sql(
                        "update parked set reason = ? where topic = ? and partition = ? and"
                                + " \"offset\" = ?")
                .params(reason, entry.topic(), entry.partition(), entry.offset())
                .update();
    }

    /** Notes of a record, and of those of its stream behind it, that somebody leaves it at that. */
    public void dismiss(Entry entry, String actor, String reason) {
        jdbc.sql(DISMISS)
                .params(
                        actor,
                        reason,
                        entry.topic(),
                        entry.partition(),
                        entry.offset(),
                        entry.stream(),
                        entry.ours(),
                        entry.offset())
                .update();
    }

    /**
     * What is parked about an erased person stays in its place, without what tells of her. A line
     * of the log stays whole: its texts are sealed by the key that she has no more.
     */
    @EventListener
    void forget(RepErased erased) {
        forget(erased.rep());
    }

    /** Those of whom the process ended before it could. */
    @EventListener(ApplicationReadyEvent.class)
    void forgetThoseErasedBefore() {
        jdbc.sql(ERASED).query(String.class).list().forEach(this::forget);
    }

    private void forget(String person) {
        Pattern named =
                Pattern.compile(
                        "(?<![\\p{L}\\p{N}_-])" + Pattern.quote(person) + "(?![\\p{L}\\p{N}_-])");
        jdbc.sql(NAMING).params(person, person).query(ENTRY).list().stream()
                .flatMap(entry -> find(entry.topic(), entry.partition(), entry.offset()).stream())
                .filter(raw -> named.matcher(text(raw)).find())
                .forEach(this::empty);
    }

    private static String text(Raw raw) {
        return String.join(
                " ",
                raw.entry().stream(),
                raw.entry().reason(),
                String.valueOf(raw.entry().dismissedFor()),
                new String(raw.body(), StandardCharsets.UTF_8));
    }

    private void empty(Raw raw) {
        byte[] body = raw.body();
        String reason = raw.entry().reason();
        try {
            LogLine.parse(body);
        } catch (UnreadableEventException e) {
            body = new byte[0];
            reason = "it was about a person who was erased, and could not be read";
        }
        Entry at = raw.entry();
        jdbc.sql(EMPTY).params(body, reason, at.topic(), at.partition(), at.offset()).update();
    }
}
