package dev.yardstick.query.rebuild;

import dev.yardstick.query.consuming.FoldVersion;
import dev.yardstick.query.rebuild.Rebuild.Compared;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is remembered of rebuilds: a row each, at most one of which is running. Whoever runs it has
 * begun it last; what another process does about it counts for nothing.
 */
@Component
record RebuildRows(JdbcClient jdbc, JsonMapper json) {

    private static final String ORDER =
            "insert into rebuild (source, fold, state, starts) values (?, ?, 'running', 0) returning id";

    private static final String WAITS =
            "select exists (select from rebuild where state = 'running' and fold <= ?)";

    private static final String BEGIN =
            """
            update rebuild set starts = starts + 1, progress = null
            where state = 'running' and fold <= ?
            returning id, source, starts
            """;

    private static final String NOTE =
            """
            update rebuild set progress = ?::jsonb where id = ? and starts = ? and state = 'running'
            returning cancelled
            """;

    private static final String HOLD =
            """
            select not cancelled from rebuild where id = ? and starts = ? and state = 'running'
            for update
            """;

    private static final String CANCEL =
            "update rebuild set cancelled = true where id = ? and state = 'running'";

    private static final String END =
            """
            update rebuild set state = ?, ended_at = clock_timestamp(), events = ?, detail = ?,
                tables = ?::jsonb, progress = null
            where id = ?
            """;

    private static final String FIND =
            """
            select id, source, state, events, started_at, ended_at, starts, detail, tables, progress
            from rebuild where id <= ? order by id desc limit ?
            """;

    /**
     * One that a process has begun.
     *
     * @param starts how often it was begun; another process has taken it over when it is more
     */
    record Begun(long id, String source, int starts) {}

    /** How far one has come that runs, as others see it. */
    record Noted(
            String phase,
            double percent,
            @Nullable Long rate,
            @Nullable Long secondsLeft,
            long events,
            @Nullable String trouble) {}

    /** Another process has taken the rebuild over, or it has ended. */
    static final class OvertakenException extends RuntimeException {
        OvertakenException() {
            super("the rebuild is another process's now, or has ended", null, false, false);
        }
    }

    /** Orders one, for whoever leads; empty when one is running. */
    Optional<Long> order(String source) {
        try {
            return jdbc.sql(ORDER).params(source, FoldVersion.NUMBER).query(Long.class).optional();
        } catch (DuplicateKeyException running) {
            return Optional.empty();
        }
    }

    /** Whether one is ordered that did not end, and not by a version that folds otherwise. */
    boolean isAny() {
        return jdbc.sql(WAITS).param(FoldVersion.NUMBER).query(Boolean.class).single();
    }

    /** Begins the one that is ordered, perhaps anew: whoever ran it has lost it. */
    Optional<Begun> begin() {
        return jdbc.sql(BEGIN).param(FoldVersion.NUMBER).query(Begun.class).optional();
    }

    /**
     * Tells others how far it has come.
     *
     * @return whether somebody cancelled it
     * @throws OvertakenException when it is not the caller's any more
     */
    boolean note(Begun begun, Noted noted) {
        return jdbc.sql(NOTE)
                .params(json.writeValueAsString(noted), begun.id(), begun.starts())
                .query(Boolean.class)
                .optional()
                .orElseThrow(OvertakenException::new);
    }

    /**
     * Keeps it the caller's until the transaction ends.
     *
     * @return whether nobody has cancelled it
     * @throws OvertakenException when it is not the caller's any more
     */
    boolean hold(Begun begun) {
        return jdbc.sql(HOLD)
                .params(begun.id(), begun.starts())
                .query(Boolean.class)
                .optional()
                .orElseThrow(OvertakenException::new);
    }

    /**
     * Has whoever runs it give it up.
     *
     * @return whether it was running
     */
    boolean cancel(long id) {
        return jdbc.sql(CANCEL).param(id).update() == 1;
    }

    /** Ends one that is held. */
    void end(
            Begun begun,
            String state,
            long events,
            @Nullable String detail,
            @Nullable List<Compared> tables) {
        String compared = tables == null ? null : json.writeValueAsString(tables);
        List<?> values = Arrays.asList(state, events, detail, compared, begun.id());
        jdbc.sql(END).params(values).update();
    }

    /** Rebuilds up to an id, newest first. */
    List<Rebuild> find(long upTo, int limit) {
        return jdbc.sql(FIND).params(upTo, limit).query(this::read).list();
    }

    private Rebuild read(ResultSet row, int n) throws SQLException {
        OffsetDateTime ended = row.getObject(6, OffsetDateTime.class);
        String tables = row.getString(9);
        List<Compared> compared =
                tables == null ? List.of() : List.of(json.readValue(tables, Compared[].class));
        String progress = row.getString(10);
        Noted noted = progress == null ? null : json.readValue(progress, Noted.class);
        boolean done = row.getString(3).equals("done");
        long events = row.getLong(4);
        Long counted = row.wasNull() ? null : Long.valueOf(events);
        return new Rebuild(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                noted == null ? null : noted.phase(),
                noted == null ? (done ? 100 : 0) : noted.percent(),
                noted == null ? null : noted.rate(),
                noted == null ? null : noted.secondsLeft(),
                noted == null ? counted : Long.valueOf(noted.events()),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant(),
                row.getInt(7),
                noted == null ? row.getString(8) : noted.trouble(),
                compared.isEmpty() ? null : compared.stream().allMatch(Compared::same),
                compared);
    }
}
