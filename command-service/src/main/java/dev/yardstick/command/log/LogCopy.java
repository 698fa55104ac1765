package dev.yardstick.command.log;

import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.Streams;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.runtime.BinaryRows;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Events as rows of the log, written by one statement: when they are appended, or put back. */
public final class LogCopy {

    private static final String COPY =
            """
            copy log (position, recorded_at, stream, sequence, type, revision, id, data, metadata, rep)
            from stdin (format binary)
            """;

    private static final String HEAD =
            "update log_head set position = ?, recorded_at = ? where singleton";

    private static final EventCodec CODEC = new EventCodec();

    private final BinaryRows rows = new BinaryRows();

    LogCopy() {}

    /**
     * Adds an event.
     *
     * @param metadata their JSON
     * @param rep the rep whom an expectation is about
     */
    LogCopy add(LogLine line, byte[] metadata, @Nullable String rep) {
        rows.row(10)
                .int8(line.position())
                .time(line.recordedAt())
                .text(line.stream())
                .int8(line.sequence())
                .text(line.type())
                .int2(line.revision())
                .uuid(line.id())
                .bytes(line.data())
                .bytes(metadata)
                .text(rep);
        return this;
    }

    /** Writes what was added. */
    void write(Connection connection) throws SQLException {
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY, rows.end());
        } catch (IOException e) {
            throw new IllegalStateException(e); // it comes from memory
        }
    }

    /**
     * Puts events back as they were, behind those that are there, and says that the log ends with
     * them; in the caller's transaction.
     */
    public static void putBack(Connection connection, List<LogLine> lines) throws SQLException {
        LogCopy copy = new LogCopy();
        for (LogLine line : lines) {
            copy.add(line, NewEvent.Origin.of(line.metadata()).json(), rep(line));
        }
        copy.write(connection);
        LogLine last = lines.getLast();
        try (PreparedStatement head = connection.prepareStatement(HEAD)) {
            head.setLong(1, last.position());
            head.setObject(2, last.recordedAt().atOffset(ZoneOffset.UTC));
            head.executeUpdate();
        }
    }

    /** The rep whom an expectation's event is about. */
    static @Nullable String rep(LogLine line) {
        return line.stream().startsWith(Streams.expectation(""))
                        && CODEC.read(line) instanceof ExpectationEvent event
                ? event.rep()
                : null;
    }
}
