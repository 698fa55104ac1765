package dev.yardstick.query.notices;

import dev.yardstick.events.Event;
import dev.yardstick.events.ExpectationEvent.ExpectationCommunicated;
import dev.yardstick.events.ExpectationEvent.ExpectationDisputed;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.known.KnownStore;
import dev.yardstick.query.notices.NoticeRows.Said;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds in the log what was communicated or disputed, each position once. */
@Component
record Happenings(
        JdbcClient jdbc, NoticeRows rows, KnownStore library, Leaders leaders, Clock clock) {

    /** How many are noted at once. */
    static final int MAX = 500;

    private static final String FIND =
            """
            select c.position, c.type, c.revision, c.data, m.recorded_at
            from chronicle c
            cross join lateral (
                select recorded_at from moment where position >= c.position order by position limit 1) m
            where c.position > ? and c.position <= ?
              and c.type in ('expectation-communicated', 'expectation-disputed')
            order by c.position limit ?
            """;

    private static final EventCodec CODEC = new EventCodec();

    private record Happening(long position, Event event, Instant recordedAt) {}

    /**
     * Notes what happened after a position, up to another. Runs within its caller's transaction.
     *
     * @return up to where it looked
     */
    long find(long after, long until, int most) {
        List<Happening> found =
                jdbc.sql(FIND)
                        .params(after, until, most)
                        .query((row, n) ->
                                new Happening(
                                        row.getLong(1),
                                        CODEC.read(
                                                row.getString(2), row.getInt(3), row.getBytes(4)),
                                        row.getObject(5, OffsetDateTime.class).toInstant()))
                        .list();
        found.forEach(happening -> note(happening, until));
        return found.size() < most ? until : found.getLast().position();
    }

    /** Where the first after a position is; the other position where there is none. */
    long next(long after, long until) {
        return jdbc.sql(FIND)
                .params(after, until, 1)
                .query((row, n) -> row.getLong(1))
                .optional()
                .orElse(until);
    }

    private void note(Happening happening, long position) {
        Instant at = happening.recordedAt();
        switch (happening.event()) {
            case ExpectationCommunicated e ->
                    library.profile(e.expectation(), position)
                            .map(profile -> profile.toldAt(e.version()))
                            .map(told ->
                                    new Said(
                                            Kind.TO_ACKNOWLEDGE,
                                            e.rep(),
                                            e.expectation(),
                                            e.version(),
                                            e.on(),
                                            told))
                            .ifPresent(said -> rows.happened(e.rep(), said, at));
            case ExpectationDisputed e -> {
                Said said =
                        new Said(
                                Kind.DISPUTE,
                                e.rep(),
                                e.expectation(),
                                e.version(),
                                e.on(),
                                happening.position());
                library.rep(e.rep(), position)
                        .filter(rep -> !rep.isErased())
                        .map(rep -> leaders.of(rep, today(rep)))
                        .ifPresent(all -> all.forEach(who -> rows.happened(who, said, at)));
            }
            default -> throw new IllegalStateException("nobody asked for " + happening.event());
        }
    }

    private LocalDate today(RepStory rep) {
        return LocalDate.now(clock.withZone(rep.timeZone()));
    }

    /** Whether something that was said still waits for an answer. */
    boolean stands(Notice notice, long position) {
        Profile profile = library.profile(notice.expectation(), position).orElse(null);
        RepStory rep = library.rep(notice.rep(), position).orElse(null);
        if (profile == null
                || rep == null
                || rep.isErased()
                || profile.isTakenBack()
                || profile.lastDay().isBefore(today(rep))
                || profile.isSuperseded(notice.version())) {
            return false;
        }
        return notice.kind() == Kind.TO_ACKNOWLEDGE
                ? profile.toldAt(notice.version()) != null && !profile.isAnswered(notice.version())
                : profile.openDisputeSince(notice.version(), LocalDate.MAX) != null
                        && leaders.of(rep, today(rep)).contains(notice.person());
    }
}
