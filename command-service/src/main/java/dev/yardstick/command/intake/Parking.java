package dev.yardstick.command.intake;

import com.github.f4b6a3.uuid.UuidCreator;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** The table of CRM events that wait for a rep or an account to become known. */
@Component
class Parking {

    private static final String PARK =
            """
            insert into parked (id, source, subject, event_id, type, waiting_for, reason, body, actor)
            select p.id::uuid, p.source, p.subject, p.event_id, p.type, p.waiting_for, p.reason, p.body, ?
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[])
                 p(id, source, subject, event_id, type, waiting_for, reason, body)
            on conflict (source, subject, event_id, type)
            do update set waiting_for = excluded.waiting_for, reason = excluded.reason, body = excluded.body
            """;

    /** Only those whose rep or account exists by now. */
    private static final String READY =
            """
            select id, body, actor from parked p
            where exists (select 1 from log where stream = p.waiting_for and sequence = 0)
            order by id limit ?
            """;

    private static final String LIST =
            """
            select id, source, subject, event_id, type, reason, parked_at from parked
            where id > ?
            order by id limit ?
            """;

    private final JdbcClient jdbc;

    Parking(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A parked event that can be tried again. */
    record Ready(UUID id, byte[] body, String actor) {}

    /** A parked event as an operator sees it. */
    record Entry(
            UUID id,
            String source,
            String subject,
            String eventId,
            String type,
            String reason,
            Instant parkedAt) {}

    /** Keeps events; one that is parked already is kept once. */
    void park(List<Outcome.Parked> parked, String actor) {
        if (parked.isEmpty()) {
            return;
        }
        jdbc.sql(PARK)
                .params(
                        actor,
                        texts(parked, p -> UuidCreator.getTimeOrderedEpoch().toString()),
                        texts(parked, p -> p.event().crm().source()),
                        texts(parked, p -> p.event().crm().subject()),
                        texts(parked, p -> p.event().crm().id()),
                        texts(parked, p -> p.event().type().code()),
                        texts(parked, Outcome.Parked::waitingFor),
                        texts(parked, Outcome.Parked::reason),
                        parked.stream().map(p -> p.event().body()).toArray(byte[][]::new))
                .update();
    }

    private static String[] texts(
            List<Outcome.Parked> parked, Function<Outcome.Parked, String> text) {
        return parked.stream().map(text).toArray(String[]::new);
    }

    List<Ready> ready(int limit) {
        return jdbc.sql(READY)
                .param(limit)
                .query((row, n) ->
                        new Ready(row.getObject(1, UUID.class), row.getBytes(2), row.getString(3)))
                .list();
    }

    void remove(List<UUID> ids) {
        jdbc.sql("delete from parked where id = any(?)").param(ids.toArray(UUID[]::new)).update();
    }

    void refused(UUID id, String reason) {
        jdbc.sql("update parked set waiting_for = '', reason = ? where id = ?")
                .params(reason, id)
                .update();
    }

    List<Entry> list(UUID after, int limit) {
        return jdbc.sql(LIST)
                .params(after, limit)
                .query((row, n) ->
                        new Entry(
                                row.getObject(1, UUID.class),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getObject(7, OffsetDateTime.class).toInstant()))
                .list();
    }
}
