package dev.yardstick.query.rebuild;

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

/** What is remembered of rebuilds: a row each, at most one of which is running. */
@Component
record RebuildRows(JdbcClient jdbc, JsonMapper json) {

    private static final String BEGIN =
            "insert into rebuild (source, state) values (?, 'running') returning id, source";

    private static final String AGAIN =
            "update rebuild set starts = starts + 1 where state = 'running' returning id, source";

    private static final String END =
            """
            update rebuild set state = ?, ended_at = clock_timestamp(), events = ?, detail = ?,
                tables = ?::jsonb
            where id = ? and state = 'running'
            """;

    private static final String FIND =
            """
            select id, source, state, events, started_at, ended_at, starts, detail, tables from rebuild
            where id <= ? order by id desc limit ?
            """;

    /** One that was begun. */
    record Begun(long id, String source) {}

    /** Begins one; empty when one is running. */
    Optional<Begun> begin(String source) {
        try {
            return jdbc.sql(BEGIN).param(source).query(Begun.class).optional();
        } catch (DuplicateKeyException running) {
            return Optional.empty();
        }
    }

    /** The one that the end of a process cut off. */
    Optional<Begun> beginAgain() {
        return jdbc.sql(AGAIN).query(Begun.class).optional();
    }

    boolean isRunning(long id) {
        return jdbc.sql("select state = 'running' from rebuild where id = ?")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    /**
     * Ends one.
     *
     * @return whether it was still running
     */
    boolean end(
            long id,
            String state,
            long events,
            @Nullable String detail,
            @Nullable List<Compared> tables) {
        String compared = tables == null ? null : json.writeValueAsString(tables);
        List<?> values = Arrays.asList(state, events, detail, compared, id);
        return jdbc.sql(END).params(values).update() == 1;
    }

    /** Rebuilds up to an id, newest first; of one that runs, {@code progress} knows more. */
    List<Rebuild> find(long upTo, int limit) {
        return jdbc.sql(FIND).params(upTo, limit).query(this::read).list();
    }

    private Rebuild read(ResultSet row, int n) throws SQLException {
        OffsetDateTime ended = row.getObject(6, OffsetDateTime.class);
        String tables = row.getString(9);
        List<Compared> compared =
                tables == null ? List.of() : List.of(json.readValue(tables, Compared[].class));
        boolean done = row.getString(3).equals("done");
        long events = row.getLong(4);
        return new Rebuild(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                null,
                done ? 100 : 0,
                null,
                null,
                row.wasNull() ? null : events,
                row.getObject(5, OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant(),
                row.getInt(7),
                row.getString(8),
                compared.isEmpty() ? null : compared.stream().allMatch(Compared::same),
                compared);
    }
}
