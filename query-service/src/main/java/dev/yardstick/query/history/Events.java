package dev.yardstick.query.history;

import dev.yardstick.events.Event;
import dev.yardstick.events.Personal;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.codec.Metadata;
import dev.yardstick.query.facts.Recorded;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds the events that are about a rep: her own stream, her expectations, the accounts that ever
 * were hers, the CRM records that name or credit her, and what was decided about those while they
 * were parked.
 */
@Component
public record Events(JdbcClient jdbc) {

    private static final String POSITIONS =
            """
            select position from (
                (select position from chronicle
                 where (rep = :rep
                        or stream in (select stream from chronicle
                                      where rep = :rep and stream like 'account/%' and position <= :last))
                   and position between :first and :last
                   and (:type::text is null or type = :type) and (:actor::text is null or actor = :actor)
                 order by position desc limit :limit)
                union all
                (select r.position from record_rep a join record_event r on r.position = a.position
                 where a.rep = :rep and a.position between :first and :last
                   and (:type::text is null or type = :type)
                   and (:actor::text is null or :actor = (select actor from origin where id = r.origin))
                 order by a.position desc limit :limit)
                union all
                (select distinct p.position
                 from record_rep a
                 join record_event r on r.position = a.position
                 join origin o on o.id = r.origin
                 join chronicle p on p.type = 'parked-resolved' and p.correlation = o.correlation
                 where a.rep = :rep and p.position between :first and :last
                   and (:type::text is null or p.type = :type) and (:actor::text is null or p.actor = :actor)
                 order by p.position desc limit :limit)) found
            order by position desc limit :limit
            """;

    private static final String OF_ALL =
            """
            select position from (
                (select position from chronicle
                 where position between :first and :last
                   and (:type::text is null or type = :type) and (:actor::text is null or actor = :actor)
                 order by position desc limit :limit)
                union all
                (select position from record_event r
                 where position between :first and :last
                   and (:type::text is null or type = :type)
                   and (:actor::text is null or :actor = (select actor from origin where id = r.origin))
                 order by position desc limit :limit)) found
            order by position desc limit :limit
            """;

    private static final String EVENTS =
            """
            select e.position, m.recorded_at, e.stream, e.type, e.revision, e.data,
                e.actor, e.source, e.causation, e.correlation
            from (
                select position, stream, type, revision, data, actor, source, causation, correlation
                from chronicle where position = any(:positions)
                union all
                select position, stream, type, revision, data, actor, source, causation, correlation
                from record_event join origin on id = origin where position = any(:positions)) e
            cross join lateral (
                select recorded_at from moment where position >= e.position order by position limit 1) m
            order by e.position
            """;

    private static final String SIZES =
            """
            select position, octet_length(data), type from chronicle where position = any(:positions)
            union all
            select position, octet_length(data), type from record_event where position = any(:positions)
            """;

    /** An event may have megabytes: memory is bounded by bytes. */
    private static final int PART_BYTES = 8 * 1024 * 1024;

    /** Rows of megabytes that the database's client holds at once. */
    private static final int FETCHED = 8;

    private static final String VERSIONS =
            """
            select stream, position, type, revision, data from record_event
            where stream = any(?) and position <= ? order by position
            """;

    private static final String STREAMS =
            "select position, stream from record_event where position = any(:positions)";

    private static final EventCodec CODEC = new EventCodec();

    private static final EventCodec WITHOUT_TEXTS =
            new EventCodec(
                    open -> new Personal.Sealed(open.person(), ""),
                    text -> new Personal.Sealed(text.person(), ""));

    /**
     * Which events.
     *
     * @param rep null: of everybody
     * @param first the lowest position, included
     * @param last the highest position, included
     * @param type as the log names it; null: any
     * @param actor as the log names it; null: anybody
     */
    public record Wanted(
            @Nullable String rep,
            long first,
            long last,
            @Nullable String type,
            @Nullable String actor,
            int limit) {}

    /**
     * Their positions, the highest first. Of everybody, with a type or an actor that is rare, all
     * positions from first to last may have to be looked at.
     */
    public List<Long> positions(Wanted wanted) {
        return jdbc.sql(wanted.rep() == null ? OF_ALL : POSITIONS)
                .paramSource(wanted)
                .query(Long.class)
                .list();
    }

    /**
     * Positions in their order, divided into those whose events have 8 MiB together, or a single
     * one that has more.
     */
    public List<List<Long>> parts(Collection<Long> positions) {
        Map<Long, Integer> sizes = byPosition(SIZES, positions, row -> row.getInt(2));
        List<List<Long>> parts = new ArrayList<>();
        List<Long> part = new ArrayList<>();
        long bytes = 0;
        for (long position : positions) {
            int size = sizes.getOrDefault(position, 0);
            if (!part.isEmpty() && bytes + size > PART_BYTES) {
                parts.add(part);
                part = new ArrayList<>();
                bytes = 0;
            }
            part.add(position);
            bytes += size;
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        return parts;
    }

    /** The types of events, as the log names them, by position. */
    public Map<Long, String> types(Collection<Long> positions) {
        return byPosition(SIZES, positions, row -> row.getString(3));
    }

    /** What a column of a row says. */
    private interface Column<V> {
        V of(ResultSet row) throws SQLException;
    }

    private <V> Map<Long, V> byPosition(String sql, Collection<Long> positions, Column<V> column) {
        Map<Long, V> found = new HashMap<>();
        jdbc.sql(sql)
                .param("positions", positions.toArray(Long[]::new))
                .query(row -> {
                    found.put(row.getLong(1), column.of(row));
                });
        return found;
    }

    /** The events at positions, the lowest first; those that are not there are left out. */
    public List<LoggedEvent> at(Collection<Long> positions) {
        return jdbc.sql(EVENTS)
                .param("positions", positions.toArray(Long[]::new))
                .query((row, n) -> {
                    byte[] data = row.getBytes(6);
                    String type = row.getString(4);
                    return new LoggedEvent(
                            row.getLong(1),
                            row.getObject(2, OffsetDateTime.class).toInstant(),
                            row.getString(3),
                            type,
                            CODEC.read(type, row.getInt(5), data),
                            data,
                            new Metadata(
                                    row.getString(7),
                                    row.getString(8),
                                    row.getString(9),
                                    row.getString(10)));
                })
                .list();
    }

    /**
     * All versions of CRM records up to a position, by stream, in the order of positions, without
     * what is only kept of them.
     */
    Map<String, List<Recorded<Event>>> versions(Collection<String> streams, long last) {
        Map<String, List<Recorded<Event>>> versions = new HashMap<>();
        jdbc.sql(VERSIONS)
                .withFetchSize(FETCHED)
                .params(streams.toArray(String[]::new), last)
                .query(row -> {
                    versions.computeIfAbsent(row.getString(1), s -> new ArrayList<>())
                            .add(
                                    new Recorded<>(
                                            row.getLong(2),
                                            WITHOUT_TEXTS.read(
                                                    row.getString(3),
                                                    row.getInt(4),
                                                    row.getBytes(5))));
                });
        return versions;
    }

    /** The streams of CRM record events, by position. */
    public Map<Long, String> streams(Collection<Long> positions) {
        return byPosition(STREAMS, positions, row -> row.getString(2));
    }
}
