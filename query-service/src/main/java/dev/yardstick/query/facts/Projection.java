package dev.yardstick.query.facts;

import dev.yardstick.events.AccountEvent;
import dev.yardstick.events.AccountEvent.AccountAssigned;
import dev.yardstick.events.AccountEvent.AccountRegistered;
import dev.yardstick.events.ActivityEvent.ActivityCorrected;
import dev.yardstick.events.ActivityEvent.ActivityRecorded;
import dev.yardstick.events.CompanyEvent;
import dev.yardstick.events.DealEvent;
import dev.yardstick.events.Event;
import dev.yardstick.events.EventCodec;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.IntakeEvent;
import dev.yardstick.events.LogLine;
import dev.yardstick.events.RepEvent;
import dev.yardstick.query.timeline.Recorded;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Applies events to the tables, a batch at a time with one statement for each table. Runs within
 * its caller's transaction.
 */
@Component
public class Projection {

    private static final String CHRONICLE =
            """
            insert into chronicle (position, stream, rep, type, revision, data)
            select * from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::int[], ?::bytea[])
            """;

    private static final String RECORD_EVENTS =
            """
            insert into record_event (stream, position, type, revision, data)
            select * from unnest(?::text[], ?::bigint[], ?::text[], ?::int[], ?::bytea[])
            """;

    private static final String VERSIONS =
            """
            select stream, position, type, revision, data from record_event
            where stream = any(?) order by position
            """;

    private static final String MOMENTS =
            """
            insert into moment as m (recorded_at, position)
            select * from unnest(?::text[]::timestamptz[], ?::bigint[])
            on conflict (recorded_at) do update set position = greatest(m.position, excluded.position)
            """;

    private final EventCodec codec = new EventCodec();
    private final JdbcClient jdbc;
    private final FactRows facts;

    Projection(JdbcClient jdbc, FactRows facts) {
        this.jdbc = jdbc;
        this.facts = facts;
    }

    /** A projection onto the tables that a connection of this client finds. */
    public static Projection onto(JdbcClient jdbc) {
        return new Projection(jdbc, new FactRows(jdbc, new Words(jdbc)));
    }

    /** An event that was read, with the line it came from. */
    public record Read(LogLine line, Event event) {}

    /** What could not be applied: a stream and why. */
    public record Failed(String stream, String reason) {}

    /**
     * Reads an event.
     *
     * @throws dev.yardstick.events.UnreadableEventException when this version cannot
     */
    public Read read(LogLine line) {
        return new Read(line, codec.read(line.type(), line.revision(), line.data()));
    }

    /**
     * Applies events, none of which was applied before. The events of a stream that fails are left
     * out whole.
     *
     * @param events those of one stream in the order of positions
     */
    public List<Failed> apply(List<Read> events) {
        List<Read> chronicled = new ArrayList<>();
        Map<String, List<Read>> records = new LinkedHashMap<>();
        for (Read read : events) {
            if (read.event() instanceof RepEvent
                    || read.event() instanceof AccountEvent
                    || read.event() instanceof ExpectationEvent
                    || read.event() instanceof CompanyEvent
                    || read.event() instanceof IntakeEvent) {
                chronicled.add(read);
            } else {
                records.computeIfAbsent(read.line().stream(), s -> new ArrayList<>()).add(read);
            }
        }
        chronicle(chronicled);
        List<Failed> failed = records(records);
        moments(events);
        return failed;
    }

    private void chronicle(List<Read> events) {
        if (!events.isEmpty()) {
            jdbc.sql(CHRONICLE)
                    .params(
                            column(events, r -> r.line().position(), Long[]::new),
                            column(events, r -> r.line().stream(), String[]::new),
                            column(events, r -> rep(r.event()), String[]::new),
                            column(events, r -> r.line().type(), String[]::new),
                            column(events, r -> r.line().revision(), Integer[]::new),
                            bytes(events))
                    .update();
        }
    }

    private static @Nullable String rep(Event event) {
        return switch (event) {
            case RepEvent e -> e.rep();
            case ExpectationEvent e -> e.rep();
            case AccountRegistered e -> e.owner();
            case AccountAssigned e -> e.owner();
            default -> null;
        };
    }

    private List<Failed> records(Map<String, List<Read>> byStream) {
        if (byStream.isEmpty()) {
            return List.of();
        }
        Map<String, List<Recorded<Event>>> before = versions(byStream.keySet());
        List<Failed> failed = new ArrayList<>();
        List<Read> applied = new ArrayList<>();
        List<FactRows.Closed> closed = new ArrayList<>();
        List<FactRows.Opened> opened = new ArrayList<>();
        byStream.forEach((stream, events) -> {
            try {
                RecordChanges changes =
                        new RecordChanges(
                                before.getOrDefault(stream, List.of()),
                                events.stream()
                                        .map(r -> new Recorded<>(r.line().position(), r.event()))
                                        .toList());
                closed.addAll(changes.closed());
                opened.addAll(changes.opened());
                applied.addAll(events);
            } catch (RuntimeException e) {
                failed.add(new Failed(stream, e.toString()));
            }
        });
        if (!applied.isEmpty()) {
            jdbc.sql(RECORD_EVENTS)
                    .params(
                            column(applied, r -> r.line().stream(), String[]::new),
                            column(applied, r -> r.line().position(), Long[]::new),
                            column(applied, r -> r.line().type(), String[]::new),
                            column(applied, r -> r.line().revision(), Integer[]::new),
                            bytes(applied))
                    .update();
        }
        facts.write(closed, opened, heard(applied));
        return failed;
    }

    /** Of every version, since which of them ever count depends on the order of arrival. */
    private static List<FactRows.Heard> heard(List<Read> applied) {
        List<FactRows.Heard> heard = new ArrayList<>();
        for (Read read : applied) {
            long position = read.line().position();
            switch (read.event()) {
                case ActivityRecorded(var crm, var kind, var report) ->
                        heard.add(new FactRows.Heard(crm.source(), report.date(), position));
                case ActivityCorrected(var crm, var kind, var report) ->
                        heard.add(new FactRows.Heard(crm.source(), report.date(), position));
                case DealEvent.Reported deal ->
                        heard.add(
                                new FactRows.Heard(
                                        deal.crm().source(), deal.report().date(), position));
                default -> {
                    // A retraction tells of no day.
                }
            }
        }
        return heard;
    }

    private Map<String, List<Recorded<Event>>> versions(Set<String> streams) {
        Map<String, List<Recorded<Event>>> versions = new HashMap<>();
        jdbc.sql(VERSIONS)
                .param(streams.toArray(String[]::new))
                .query(row -> {
                    versions.computeIfAbsent(row.getString(1), s -> new ArrayList<>())
                            .add(
                                    new Recorded<>(
                                            row.getLong(2),
                                            codec.read(
                                                    row.getString(3),
                                                    row.getInt(4),
                                                    row.getBytes(5))));
                });
        return versions;
    }

    private void moments(List<Read> events) {
        Map<Instant, Long> last = new TreeMap<>();
        events.forEach(r -> last.merge(r.line().recordedAt(), r.line().position(), Math::max));
        if (!last.isEmpty()) {
            jdbc.sql(MOMENTS)
                    .params(
                            last.keySet().stream().map(Instant::toString).toArray(String[]::new),
                            last.values().toArray(Long[]::new))
                    .update();
        }
    }

    private static <T> T[] column(
            List<Read> rows, Function<Read, @Nullable T> value, IntFunction<T[]> array) {
        return rows.stream().map(value).toArray(array);
    }

    private static byte[][] bytes(List<Read> rows) {
        return rows.stream().map(r -> r.line().data()).toArray(byte[][]::new);
    }
}
