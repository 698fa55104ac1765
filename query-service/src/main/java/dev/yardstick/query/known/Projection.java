package dev.yardstick.query.known;

import dev.yardstick.events.AccountEvent;
import dev.yardstick.events.AccountEvent.AccountAssigned;
import dev.yardstick.events.AccountEvent.AccountRegistered;
import dev.yardstick.events.CompanyEvent;
import dev.yardstick.events.Event;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.IntakeEvent;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.query.facts.Recorded;
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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Applies events to the tables, a batch at a time with one statement for each table. Runs within
 * its caller's transaction.
 */
@Component
public class Projection {

    private static final String CHRONICLE =
            """
            insert into chronicle
                (position, stream, rep, type, revision, data, actor, source, causation, correlation)
            select * from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::int[], ?::bytea[],
                ?::text[], ?::text[], ?::text[], ?::text[])
            """;

    private static final String RECORD_EVENTS =
            """
            insert into record_event
                (stream, position, type, revision, data, actor, source, causation, correlation)
            select * from unnest(?::text[], ?::bigint[], ?::text[], ?::int[], ?::bytea[],
                ?::text[], ?::text[], ?::text[], ?::text[])
            """;

    private static final String RECORD_REPS =
            """
            insert into record_rep (rep, position) select * from unnest(?::text[], ?::bigint[])
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
    private final Dictionary words;

    Projection(JdbcClient jdbc, FactRows facts, Dictionary words) {
        this.jdbc = jdbc;
        this.facts = facts;
        this.words = words;
    }

    /** The columns of facts that hold words. */
    public static Set<String> wordColumnsOfFacts() {
        return FactRows.wordColumns();
    }

    /** A projection onto the tables that a connection of this client finds. */
    public static Projection onto(JdbcClient jdbc) {
        Dictionary words = new Dictionary(jdbc);
        return new Projection(jdbc, new FactRows(jdbc, words), words);
    }

    /** An event that was read, with the line it came from. */
    public record Read(LogLine line, Event event) {}

    /** What could not be applied: a stream and why. */
    public record Failed(String stream, String reason) {}

    /**
     * Reads an event.
     *
     * @throws dev.yardstick.events.codec.UnreadableEventException when this version cannot
     */
    public Read read(LogLine line) {
        return new Read(line, codec.read(line));
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
            if (isChronicled(read.event())) {
                chronicled.add(read);
            } else {
                records.computeIfAbsent(read.line().stream(), s -> new ArrayList<>()).add(read);
            }
        }
        Changing changing = new Changing(jdbc, words);
        chronicle(chronicled, changing);
        List<Failed> failed = records(records, changing);
        moments(events);
        changing.write();
        return failed;
    }

    /** Whether an event is kept as it is, not folded into facts. */
    static boolean isChronicled(Event event) {
        return event instanceof RepEvent
                || event instanceof AccountEvent
                || event instanceof ExpectationEvent
                || event instanceof CompanyEvent
                || event instanceof IntakeEvent;
    }

    private void chronicle(List<Read> events, Changing changing) {
        events.forEach(read -> changing.add(read.event(), read.line().position()));
        if (!events.isEmpty()) {
            jdbc.sql(CHRONICLE)
                    .params(
                            column(events, r -> r.line().position(), Long[]::new),
                            column(events, r -> r.line().stream(), String[]::new),
                            column(events, r -> rep(r.event()), String[]::new),
                            column(events, r -> r.line().type(), String[]::new),
                            column(events, r -> r.line().revision(), Integer[]::new),
                            bytes(events),
                            column(events, r -> r.line().metadata().actor(), String[]::new),
                            column(events, r -> r.line().metadata().source(), String[]::new),
                            column(events, r -> r.line().metadata().causation(), String[]::new),
                            column(events, r -> r.line().metadata().correlation(), String[]::new))
                    .update();
        }
    }

    /** The rep whom an event of the chronicle is about; null: it is about none, or of a record. */
    public static @Nullable String rep(Event event) {
        return switch (event) {
            case RepEvent e -> e.rep();
            case ExpectationEvent e -> e.rep();
            case AccountRegistered e -> e.owner();
            case AccountAssigned e -> e.owner();
            default -> null;
        };
    }

    private List<Failed> records(Map<String, List<Read>> byStream, Changing changing) {
        if (byStream.isEmpty()) {
            return List.of();
        }
        Map<String, List<Recorded<Event>>> before = versions(byStream.keySet());
        List<Failed> failed = new ArrayList<>();
        List<Read> applied = new ArrayList<>();
        List<FactRows.Closed> closed = new ArrayList<>();
        List<FactRows.Opened> opened = new ArrayList<>();
        List<Concerned> concerned = new ArrayList<>();
        byStream.forEach((stream, events) -> {
            try {
                List<Recorded<Event>> known = before.getOrDefault(stream, List.of());
                List<Recorded<Event>> fresh =
                        events.stream()
                                .map(r -> new Recorded<>(r.line().position(), r.event()))
                                .toList();
                RecordChanges changes = new RecordChanges(known, fresh);
                concerned.addAll(Concerned.by(known, fresh, changes));
                changes.altered().forEach(changing::add);
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
                            bytes(applied),
                            column(applied, r -> r.line().metadata().actor(), String[]::new),
                            column(applied, r -> r.line().metadata().source(), String[]::new),
                            column(applied, r -> r.line().metadata().causation(), String[]::new),
                            column(applied, r -> r.line().metadata().correlation(), String[]::new))
                    .update();
            jdbc.sql(RECORD_REPS)
                    .params(
                            concerned.stream().map(Concerned::rep).toArray(String[]::new),
                            concerned.stream().map(Concerned::position).toArray(Long[]::new))
                    .update();
        }
        concerned.forEach(one -> changing.add(one.rep(), one.position()));
        if (facts.write(closed, opened, heard(applied))) {
            applied.forEach(r -> changing.addHeard(r.line().position()));
        }
        return failed;
    }

    private static List<FactRows.Heard> heard(List<Read> applied) {
        return applied.stream()
                .flatMap(r -> FactRows.Heard.of(r.event(), r.line().position()).stream())
                .toList();
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
