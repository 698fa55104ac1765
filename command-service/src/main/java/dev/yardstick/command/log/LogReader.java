package dev.yardstick.command.log;

import dev.yardstick.events.codec.LogLine;
import dev.yardstick.events.codec.Metadata;
import dev.yardstick.runtime.Asked;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads the log: by stream, by position, by rep. Threadsafe. */
@Component
public record LogReader(JdbcClient jdbc) {

    private static final String COLUMNS =
            "position, recorded_at, stream, sequence, type, revision, id, data, metadata";

    private static final String STREAM =
            "select " + COLUMNS + " from log where stream = ? and sequence >= ? order by sequence";

    private static final String HAS =
            "select exists (select from log where stream = ? and type = ?)";

    private static final String THERE =
            "select stream from log where stream = any(?) and sequence = 0";

    private static final String STREAMS =
            "select "
                    + COLUMNS
                    + " from (select *, sum(octet_length(data))"
                    + " over (order by stream, sequence) as bytes"
                    + " from log where stream = any(?)) as page"
                    + " where bytes - octet_length(data) < ? order by stream, sequence";

    /** What begins alike need not stand together in every collation, so each is looked at. */
    private static final String NAMES =
            """
            select stream from log where sequence = 0 and stream > ? and starts_with(stream, ?)
            order by stream limit ?
            """;

    /** An event may have megabytes: memory is bounded by bytes, and the count only helps. */
    private static final String RANGE =
            "select "
                    + COLUMNS
                    + " from (select *, sum(octet_length(data) + octet_length(metadata))"
                    + " over (order by position) as bytes"
                    + " from log where position > ? order by position limit ?) as page"
                    + " where bytes - octet_length(data) - octet_length(metadata) < ?"
                    + " order by position";

    /** What the events of one page may have together, unless a single one has more. */
    static final int PAGE_BYTES = 8 * 1024 * 1024;

    private static final String OF_REP =
            "select " + COLUMNS + " from log where rep = ? order by position";

    /** The events of a stream from a sequence on, in order; empty when there is no such stream. */
    public List<LogLine> stream(String stream, long fromSequence) {
        return jdbc.sql(STREAM).params(stream, fromSequence).query(LINE).list();
    }

    /** Whether a stream has an event of a type. */
    public boolean has(String stream, String type) {
        return jdbc.sql(HAS).params(stream, type).query(Boolean.class).single();
    }

    /** Those of some streams that there are. */
    public Set<String> there(Collection<String> streams) {
        return jdbc.sql(THERE).param(streams.toArray(String[]::new)).query(String.class).set();
    }

    /**
     * The events of many streams in one query; a stream that does not exist has an empty list.
     *
     * @throws TooMuchException when they have more than {@value #PAGE_BYTES} bytes together; never
     *     for a single one
     */
    public Map<String, List<LogLine>> streams(Collection<String> streams) {
        Map<String, List<LogLine>> found = new HashMap<>();
        streams.forEach(stream -> found.put(stream, new ArrayList<>()));
        long most = found.size() > 1 ? PAGE_BYTES : Long.MAX_VALUE;
        long bytes = 0;
        for (LogLine line :
                jdbc.sql(STREAMS)
                        .params(found.keySet().toArray(String[]::new), most)
                        .query(LINE)
                        .list()) {
            bytes += line.data().length;
            found.computeIfAbsent(line.stream(), s -> new ArrayList<>()).add(line);
        }
        if (bytes >= most) {
            throw new TooMuchException();
        }
        return found;
    }

    /** The same in parts, each of as many streams as fit. */
    public void streams(List<String> streams, Consumer<Map<String, List<LogLine>>> part) {
        Map<String, List<LogLine>> found;
        try {
            found = streams(streams);
        } catch (TooMuchException e) {
            int half = streams.size() / 2;
            streams(streams.subList(0, half), part);
            streams(streams.subList(half, streams.size()), part);
            return;
        }
        part.accept(found);
    }

    /** Streams have more than fits into memory at once: fewer are to be asked for. */
    public static final class TooMuchException extends RuntimeException {
        TooMuchException() {
            super("the streams have too many bytes to be read at once", null, false, false);
        }
    }

    /**
     * At most {@code limit} streams whose names begin alike, in the database's order.
     *
     * @param after the last name that is known; the beginning itself at first
     */
    public List<String> names(String beginning, String after, int limit) {
        return jdbc.sql(NAMES).params(after, beginning, limit).query(String.class).list();
    }

    /**
     * At most {@code limit} events after a position, in order; fewer where they are large, but at
     * least one where there is one.
     */
    public List<LogLine> after(long position, int limit) {
        return jdbc.sql(RANGE).params(position, limit, PAGE_BYTES).query(LINE).list();
    }

    /** The events of all expectations of a rep, in order. */
    public List<LogLine> expectationsOf(String rep) {
        return jdbc.sql(OF_REP).param(rep).query(LINE).list();
    }

    /** The position of the last event; 0 for an empty log. */
    public long head() {
        return jdbc.sql("select position from log_head where singleton").query(Long.class).single();
    }

    @Bean
    Asked logPosition() {
        return new Asked(
                "yardstick.log.position", "", "position of the log's last event", this::head);
    }

    private static final RowMapper<LogLine> LINE =
            (row, n) ->
                    new LogLine(
                            row.getLong(1),
                            row.getObject(2, OffsetDateTime.class).toInstant(),
                            row.getString(3),
                            row.getLong(4),
                            row.getString(5),
                            row.getInt(6),
                            row.getObject(7, UUID.class),
                            row.getBytes(8),
                            metadata(row));

    private static Metadata metadata(ResultSet row) throws SQLException {
        return JsonMapper.shared().readValue(row.getBytes(9), Metadata.class);
    }
}
