package dev.yardstick.command.intake.parking;

import dev.yardstick.command.intake.parking.Parking.Parked;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds what is parked and may go through by now: since what it waits for is there, its day has
 * come, or its mapping has changed. Each question is a look at an index, however much is parked.
 */
@Component
public record Awaited(JdbcClient jdbc, Parking parking) {

    /** Each different stream for which something waits, found by one look at the index. */
    public static final String AWAITED =
            """
            with recursive found as (
                (select waiting_for as name from parked
                 where dismissed_at is null and waiting_for <> '' and waiting_for > ?
                 order by waiting_for limit 1)
                union all
                select (select waiting_for from parked
                        where dismissed_at is null and waiting_for <> '' and waiting_for > f.name
                        order by waiting_for limit 1)
                from found f where f.name is not null)
            select name from found where name is not null limit ?
            """;

    /** Each different connection of something that was tried with a mapping, likewise. */
    public static final String MAPPED =
            """
            with recursive found as (
                (select connection as name from parked
                 where dismissed_at is null and definition is not null
                 order by connection limit 1)
                union all
                select (select connection from parked
                        where dismissed_at is null and definition is not null and connection > f.name
                        order by connection limit 1)
                from found f where f.name is not null)
            select name from found where name is not null limit ?
            """;

    /** What no key opens is not among them. */
    private static final String WAITING_FOR =
            """
            with found as (
                select * from parked
                where waiting_for = ? and waiting_for <> '' and dismissed_at is null and id > ?
                  and (kid = any(?) or not sealed)
                order by id limit ?
            """
                    + Parking.AS_MANY_AS_FIT;

    private static final String MAPPED_BEFORE =
            """
            with found as (
                select * from parked
                where connection = ? and definition < ? and dismissed_at is null and (kid = any(?) or not sealed)
                order by definition limit ?
            """
                    + Parking.AS_MANY_AS_FIT;

    private static final String DUE =
            """
            with found as (
                select * from parked
                where until <= ? and dismissed_at is null and (kid = any(?) or not sealed)
                order by until limit ?
            """
                    + Parking.AS_MANY_AS_FIT;

    /** At most so many streams after one, in order, for which something waits. */
    public List<String> streams(String after, int limit) {
        return jdbc.sql(AWAITED).params(after, limit).query(String.class).list();
    }

    /** What waits for a stream, oldest first. */
    public List<Parked> waitingFor(String stream, UUID after, int limit) {
        return jdbc.sql(WAITING_FOR)
                .params(stream, after, parking.kids(), limit)
                .query(parking.parked())
                .list();
    }

    /** Connections by which something came that was tried with a mapping; at most so many. */
    public List<String> connections(int limit) {
        return jdbc.sql(MAPPED).params(limit).query(String.class).list();
    }

    /** What came by a connection and was tried with an older mapping. */
    public List<Parked> mappedBefore(String connection, long definition, int limit) {
        return jdbc.sql(MAPPED_BEFORE)
                .params(connection, definition, parking.kids(), limit)
                .query(parking.parked())
                .list();
    }

    /** What was ahead of its time, and is no longer. */
    public List<Parked> due(Instant now, int limit) {
        return jdbc.sql(DUE)
                .params(now.atOffset(ZoneOffset.UTC), parking.kids(), limit)
                .query(parking.parked())
                .list();
    }
}
