package dev.yardstick.command.privacy;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Brings all that is sealed in the database under the current keys, before anything is served: what
 * an older key sealed, and what nothing did. After that an older key is needed no longer. What no
 * key opens stays as it is, is said, and is no hindrance to the rest. It may be cut off anywhere:
 * the next start goes on.
 */
@Component
record Resealing(JdbcClient jdbc, MeterRegistry meters, KeyRing personsKeys, KeyRing secretsKeys)
        implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(Resealing.class);
    private static final int PAGE = 1_000;

    /** The migration says so where keys lay in clear, which would stay in the table's file. */
    private static final String IS_MARKED =
            "select obj_description('personal_key'::regclass) = 'keys lay here in clear'";

    /**
     * Something sealed.
     *
     * @param type of the id
     * @param first comes before all ids
     * @param about what a row is sealed for
     * @param kid which key sealed it
     * @param noted what else says that it is sealed
     */
    private record Column(
            String table,
            String id,
            String type,
            String first,
            String name,
            String about,
            String kid,
            String noted) {

        String ids() {
            return """
            select %2$s::text from %1$s
            where %3$s is not null and kid is distinct from ? and %2$s > ?::%4$s
            order by %2$s limit %5$d
            """
                    .formatted(table, id, name, type, PAGE);
        }

        String row() {
            return "select %3$s, %6$s, %4$s from %1$s where %2$s = ?::%5$s and %3$s is not null"
                    .formatted(table, id, name, about, type, kid);
        }

        String update() {
            return "update %1$s set %3$s = ?, kid = ?%5$s where %2$s = ?::%4$s and %3$s = ?"
                    .formatted(table, id, name, type, noted);
        }
    }

    private record Row(byte[] sealed, @Nullable String kid, String about) {}

    @Override
    public void afterSingletonsInstantiated() {
        reseal(
                personsKeys,
                new Column(
                        "personal_key",
                        "person",
                        "text",
                        "",
                        "key",
                        "'person ' || person",
                        "coalesce(kid, '')",
                        ""));
        reseal(
                secretsKeys,
                new Column(
                        "connection_secret",
                        "connection",
                        "text",
                        "",
                        "sealed",
                        "'connection ' || connection",
                        "kid",
                        ""));
        reseal(
                secretsKeys,
                new Column(
                        "parked",
                        "id",
                        "uuid",
                        "00000000-0000-0000-0000-000000000000",
                        "body",
                        "'parked ' || connection",
                        "case when sealed then kid else '' end",
                        ", sealed = true"));
        if (Boolean.TRUE.equals(
                jdbc.sql(IS_MARKED).query(Boolean.class).optional().orElse(false))) {
            jdbc.sql("vacuum full personal_key").update();
            jdbc.sql("comment on table personal_key is null").update();
        }
    }

    private void reseal(KeyRing ring, Column column) {
        long resealed = 0;
        long closed = 0;
        String why = "";
        String after = column.first();
        List<String> ids;
        do {
            ids = jdbc.sql(column.ids()).params(ring.kid(), after).query(String.class).list();
            for (String id : ids) {
                try {
                    resealed += reseal(ring, column, id);
                } catch (KeyRing.ClosedException e) {
                    closed++;
                    why = String.valueOf(e.getMessage());
                }
                after = id;
            }
        } while (!ids.isEmpty());
        if (resealed > 0) {
            LOG.info("{} rows of {} are sealed by {} now", resealed, column.table(), ring.kid());
        }
        if (closed > 0) {
            LOG.error("{} rows of {} cannot be opened: {}", closed, column.table(), why);
        }
        long left = closed;
        Gauge.builder("yardstick.keys.closed", () -> left)
                .description("sealed rows that no key opens")
                .baseUnit("rows")
                .tag("table", column.table())
                .register(meters);
    }

    private int reseal(KeyRing ring, Column column, String id) {
        Row row =
                jdbc.sql(column.row())
                        .param(id)
                        .query((r, n) -> new Row(r.getBytes(1), r.getString(2), r.getString(3)))
                        .optional()
                        .orElse(null);
        if (row == null) {
            return 0;
        }
        byte[] open = ring.open(row.kid(), row.about(), row.sealed());
        return jdbc.sql(column.update())
                .params(ring.seal(row.about(), open), ring.kid(), id, row.sealed())
                .update();
    }
}
