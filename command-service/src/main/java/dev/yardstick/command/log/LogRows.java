package dev.yardstick.command.log;

import dev.yardstick.events.codec.LogLine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statements of one group commit, on a connection whose transaction its caller ends. */
record LogRows(Connection connection, RecordingClock clock) {

    /** The row's lock orders all writers, in this process or another. */
    private static final String LOCK_HEAD =
            "select position from log_head where singleton for update";

    private static final String LAST_SEQUENCES =
            "select stream, max(sequence) from log where stream = any(?) group by stream";

    private static final String CHANGED_SINCE =
            "select 1 from log where rep = ? and position > ? limit 1";

    private static final String TAKE_POSITIONS =
            """
            update log_head
            set position = position + ?,
                recorded_at = greatest(recorded_at, least(clock_timestamp(), ?))
            where singleton
            returning recorded_at
            """;

    /** A unit of work that was written, and the position of its last event. */
    record Written(LogAppender.Unit unit, long position) {}

    /** What was written of a group, and the events that it was, with their positions. */
    record Group(List<Written> units, List<LogLine> lines) {}

    Group write(List<LogAppender.Unit> group, boolean check) throws SQLException {
        long head = lockHead();
        Map<String, Long> last = check ? lastSequences(group) : new HashMap<>();
        List<NewEvent> events = new ArrayList<>();
        List<Written> written = new ArrayList<>();
        List<LogAppender.Unit> refused = new ArrayList<>();
        for (LogAppender.Unit unit : group) {
            if (unit.written().isDone()) {
                continue;
            }
            if (follows(unit, last, check) && holds(unit.condition(), events)) {
                events.addAll(unit.events());
                unit.events().forEach(e -> last.put(e.stream(), e.sequence()));
                written.add(new Written(unit, head + events.size()));
            } else {
                refused.add(unit);
            }
        }
        List<LogLine> lines = events.isEmpty() ? List.of() : insert(head, events);
        refused.forEach(LogAppender.Unit::conflict);
        return new Group(written, lines);
    }

    private long lockHead() throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK_HEAD);
                ResultSet row = lock.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("log_head is empty: the log is damaged");
            }
            return row.getLong(1);
        }
    }

    private static boolean follows(
            LogAppender.Unit unit, Map<String, Long> last, boolean complete) {
        Map<String, Long> ahead = new HashMap<>();
        for (NewEvent event : unit.events()) {
            Long before = ahead.getOrDefault(event.stream(), last.get(event.stream()));
            if (before == null && complete) {
                before = -1L;
            }
            if (before != null && event.sequence() != before + 1) {
                return false;
            }
            ahead.put(event.stream(), event.sequence());
        }
        return true;
    }

    private boolean holds(@Nullable AppendCondition condition, List<NewEvent> ahead)
            throws SQLException {
        if (condition == null) {
            return true;
        }
        if (ahead.stream().anyMatch(e -> condition.rep().equals(e.rep()))) {
            return false;
        }
        try (PreparedStatement query = connection.prepareStatement(CHANGED_SINCE)) {
            query.setString(1, condition.rep());
            query.setLong(2, condition.seenPosition());
            try (ResultSet row = query.executeQuery()) {
                return !row.next();
            }
        }
    }

    private Map<String, Long> lastSequences(List<LogAppender.Unit> group) throws SQLException {
        String[] streams =
                group.stream()
                        .flatMap(u -> u.events().stream())
                        .map(NewEvent::stream)
                        .distinct()
                        .toArray(String[]::new);
        Map<String, Long> last = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(LAST_SEQUENCES)) {
            query.setArray(1, connection.createArrayOf("text", streams));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    last.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return last;
    }

    private List<LogLine> insert(long head, List<NewEvent> events) throws SQLException {
        Instant recordedAt = takePositions(events.size());
        List<LogLine> lines = new ArrayList<>(events.size());
        LogCopy copy = new LogCopy();
        for (NewEvent event : events) {
            LogLine line = event.at(head + lines.size() + 1, recordedAt);
            lines.add(line);
            copy.add(line, event.origin().json(), event.rep());
        }
        copy.write(connection);
        return lines;
    }

    private Instant takePositions(long count) throws SQLException {
        try (PreparedStatement take = connection.prepareStatement(TAKE_POSITIONS)) {
            Instant told = clock.told();
            take.setLong(1, count);
            take.setObject(
                    2,
                    told == null ? null : told.atOffset(ZoneOffset.UTC),
                    Types.TIMESTAMP_WITH_TIMEZONE);
            try (ResultSet row = take.executeQuery()) {
                row.next();
                return row.getObject(1, OffsetDateTime.class).toInstant();
            }
        }
    }
}
