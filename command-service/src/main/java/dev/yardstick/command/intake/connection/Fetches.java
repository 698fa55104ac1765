package dev.yardstick.command.intake.connection;

import dev.yardstick.command.intake.dialect.Instruction;
import dev.yardstick.runtime.Asked;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The list of records to be fetched from CRMs; it survives restarts. */
@Component
public class Fetches {

    private static final String ASK =
            """
            insert into pending_fetch as f (connection, object, record, seen)
            select ?, r.object, r.record, max(r.seen)
            from unnest(?::text[], ?::text[], ?::timestamptz[]) r(object, record, seen)
            group by r.object, r.record
            on conflict (connection, object, record) do update
            set asked_at = clock_timestamp(), seen = greatest(f.seen, excluded.seen)
            """;

    /**
     * Claimed for a minute: then another process may try. What is due is chosen once: as a
     * condition of the update it might be chosen again for every row, and then the limit would not
     * hold.
     */
    private static final String CLAIM =
            """
            with due as materialized (
                select connection, object, record from pending_fetch
                where next_try_at <= statement_timestamp() and connection = ?
                order by next_try_at limit ? for update skip locked)
            update pending_fetch f
            set tries = f.tries + 1, next_try_at = clock_timestamp() + interval '1 minute'
            from due
            where f.connection = due.connection and f.object = due.object and f.record = due.record
            returning f.object, f.record, f.asked_at, f.tries, f.seen
            """;

    private static final String DUE =
            "select distinct connection from pending_fetch where next_try_at <= statement_timestamp()";

    /** One that was asked for again meanwhile stays, and is due at once. */
    private static final String DONE =
            """
            with again as (update pending_fetch set tries = 0, next_try_at = clock_timestamp(), problem = null
                           where connection = ? and object = ? and record = ? and asked_at > ?)
            delete from pending_fetch where connection = ? and object = ? and record = ? and asked_at <= ?
            """;

    private static final String LATER =
            """
            update pending_fetch set next_try_at = clock_timestamp() + make_interval(secs => ?), problem = ?
            where connection = ? and object = ? and record = ?
            """;

    private static final String LIST =
            """
            select object, record, asked_at, tries, next_try_at, problem from pending_fetch
            where connection = ? order by problem is null, next_try_at limit ?
            """;

    private final JdbcClient jdbc;

    private volatile Runnable asked = () -> {};

    Fetches(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Bean
    Asked crmFetching() {
        return new Asked(
                "yardstick.crm.fetching",
                "records",
                "records that wait to be fetched from a CRM",
                () -> count("select count(*) from pending_fetch"));
    }

    @Bean
    Asked crmParked() {
        return new Asked(
                "yardstick.crm.parked",
                "events",
                "what CRMs sent and cannot be recorded yet, and nobody dismissed",
                () -> count("select count(*) from parked where dismissed_at is null"));
    }

    private long count(String sql, Object... parameters) {
        return jdbc.sql(sql).params(parameters).query(Long.class).single();
    }

    /** A record that is fetched now. */
    public record Claimed(Instruction.Fetch record, OffsetDateTime askedAt, int tries) {}

    /** A record that waits, and what went wrong the last time. */
    record Entry(
            String object,
            String record,
            Instant askedAt,
            int tries,
            Instant nextTryAt,
            @Nullable String problem) {}

    /** Whom to tell when something is on the list. */
    public void onAsked(Runnable wake) {
        asked = wake;
    }

    /** Puts records onto the list; when this returns they are not forgotten. */
    public void ask(String connection, Collection<Instruction.Fetch> records) {
        if (!records.isEmpty()) {
            jdbc.sql(ASK)
                    .params(
                            connection,
                            records.stream().map(Instruction.Fetch::object).toArray(String[]::new),
                            records.stream().map(Instruction.Fetch::id).toArray(String[]::new),
                            records.stream().map(Fetches::seen).toArray(String[]::new))
                    .update();
            asked.run();
        }
    }

    private static @Nullable String seen(Instruction.Fetch record) {
        Instant seen = record.seen();
        return seen == null ? null : seen.toString();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /** The connections with something to fetch now. */
    public List<String> due() {
        return jdbc.sql(DUE).query(String.class).list();
    }

    public List<Claimed> claim(String connection, int limit) {
        return jdbc.sql(CLAIM)
                .params(connection, limit)
                .query((row, n) ->
                        new Claimed(
                                new Instruction.Fetch(
                                        row.getString(1),
                                        row.getString(2),
                                        instant(row.getObject(5, OffsetDateTime.class))),
                                row.getObject(3, OffsetDateTime.class),
                                row.getInt(4)))
                .list();
    }

    /** What was fetched is in the log, or parked. */
    public void done(String connection, Claimed claimed) {
        Instruction.Fetch record = claimed.record();
        jdbc.sql(DONE)
                .params(
                        connection,
                        record.object(),
                        record.id(),
                        claimed.askedAt(),
                        connection,
                        record.object(),
                        record.id(),
                        claimed.askedAt())
                .update();
    }

    public void later(String connection, Instruction.Fetch record, Duration pause, String problem) {
        jdbc.sql(LATER)
                .params(
                        pause.toMillis() / 1000.0,
                        problem,
                        connection,
                        record.object(),
                        record.id())
                .update();
    }

    List<Entry> list(String connection, int limit) {
        return jdbc.sql(LIST)
                .params(connection, limit)
                .query((row, n) ->
                        new Entry(
                                row.getString(1),
                                row.getString(2),
                                row.getObject(3, OffsetDateTime.class).toInstant(),
                                row.getInt(4),
                                row.getObject(5, OffsetDateTime.class).toInstant(),
                                row.getString(6)))
                .list();
    }

    /** How many records of a connection wait to be fetched. */
    long fetching(String connection) {
        return count("select count(*) from pending_fetch where connection = ?", connection);
    }

    /** How much of a connection is parked and not dismissed. */
    long parked(String connection) {
        return count(
                "select count(*) from parked where connection = ? and dismissed_at is null",
                connection);
    }
}
