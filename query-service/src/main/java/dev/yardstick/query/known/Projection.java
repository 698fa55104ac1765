package dev.yardstick.query.known;

import dev.yardstick.events.AccountEvent;
import dev.yardstick.events.AccountEvent.AccountAssigned;
import dev.yardstick.events.AccountEvent.AccountRegistered;
import dev.yardstick.events.CompanyEvent;
import dev.yardstick.events.Event;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.IntakeEvent;
import dev.yardstick.events.OversightEvent;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.TokenEvent;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.events.codec.Metadata;
import dev.yardstick.query.facts.Recorded;
import dev.yardstick.runtime.BinaryRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
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
            copy chronicle
                (position, stream, rep, type, revision, data, actor, source, causation, correlation)
            from stdin (format binary)
            """;

    private static final String RECORD_EVENTS =
            """
            copy record_event (position, origin, revision, stream, type, data)
            from stdin (format binary)
            """;

    private static final String ORIGINS =
            """
            copy origin (id, actor, source, causation, correlation) from stdin (format binary)
            """;

    private static final String RECORD_REPS =
            "copy record_rep (rep, position) from stdin (format binary)";

    private static final String VERSIONS =
            """
            select stream, position, type, revision, data from record_event
            where stream = any(?) order by position
            """;

    private static final String MOMENTS =
            """
            insert into moment as m (recorded_at, position)
            select * from unnest(?::text[]::timestamptz[], ?::bigint[]) order by 1
            on conflict (recorded_at) do update set position = greatest(m.position, excluded.position)
            """;

    private final EventCodec codec = new EventCodec();
    private final JdbcClient jdbc;
    private final Copying copying;
    private final FactRows facts;
    private final Dictionary words;

    Projection(JdbcClient jdbc, Copying copying, FactRows facts, Dictionary words) {
        this.jdbc = jdbc;
        this.copying = copying;
        this.facts = facts;
        this.words = words;
    }

    /** The columns of facts that hold words. */
    public static Set<String> wordColumnsOfFacts() {
        return FactRows.wordColumns();
    }

    /** A projection onto the tables that the connections of a data source find. */
    public static Projection onto(DataSource tables) {
        JdbcClient jdbc = JdbcClient.create(tables);
        Copying copying = new Copying(new JdbcTemplate(tables));
        Dictionary words = new Dictionary(jdbc);
        return new Projection(jdbc, copying, new FactRows(jdbc, copying, words), words);
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
                || event instanceof IntakeEvent
                || event instanceof TokenEvent
                || event instanceof OversightEvent;
    }

    private void chronicle(List<Read> events, Changing changing) {
        BinaryRows rows = new BinaryRows();
        for (Read read : events) {
            LogLine line = read.line();
            changing.add(read.event(), line.position());
            rows.row(10)
                    .int8(line.position())
                    .text(line.stream())
                    .text(rep(read.event()))
                    .text(line.type())
                    .int2(line.revision())
                    .bytes(line.data());
            origin(line.metadata(), rows);
        }
        copying.into(CHRONICLE, events.size(), rows);
    }

    private static void origin(Metadata metadata, BinaryRows rows) {
        rows.text(metadata.actor())
                .text(metadata.source())
                .text(metadata.causation())
                .text(metadata.correlation());
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
        Set<String> continued = new HashSet<>();
        byStream.forEach((stream, events) -> {
            if (events.getFirst().line().sequence() > 0) {
                continued.add(stream);
            }
        });
        Map<String, List<Recorded<Event>>> before = versions(continued);
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
        Map<Metadata, Long> origins = new HashMap<>();
        BinaryRows versions = new BinaryRows();
        for (Read read : applied) {
            LogLine line = read.line();
            versions.row(6)
                    .int8(line.position())
                    .int8(origins.computeIfAbsent(line.metadata(), m -> line.position()))
                    .int2(line.revision())
                    .text(line.stream())
                    .text(line.type())
                    .bytes(line.data());
        }
        copying.into(RECORD_EVENTS, applied.size(), versions);
        BinaryRows told = new BinaryRows();
        origins.forEach((metadata, id) -> origin(metadata, told.row(5).int8(id)));
        copying.into(ORIGINS, origins.size(), told);
        BinaryRows reps = new BinaryRows();
        concerned.forEach(one -> reps.row(2).text(one.rep()).int8(one.position()));
        copying.into(RECORD_REPS, concerned.size(), reps);
        concerned.forEach(one -> changing.add(one.rep(), one.position()));
        if (facts.write(closed, opened, heard(applied))) {
            applied.forEach(r -> changing.addHeard(r.line().position()));
        }
        return failed;
    }

    private static List<FactRows.Heard> heard(List<Read> applied) {
        Map<List<Object>, FactRows.Heard> first = new HashMap<>();
        for (Read read : applied) {
            FactRows.Heard.of(read.event(), read.line().position())
                    .ifPresent(h ->
                            first.merge(
                                    List.of(h.source(), h.date()),
                                    h,
                                    (one, other) ->
                                            one.knownFrom() < other.knownFrom() ? one : other));
        }
        return List.copyOf(first.values());
    }

    private Map<String, List<Recorded<Event>>> versions(Set<String> streams) {
        Map<String, List<Recorded<Event>>> versions = new HashMap<>();
        if (streams.isEmpty()) {
            return versions;
        }
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
}
