package dev.yardstick.query.notices;

import dev.yardstick.events.Codes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of notices. */
@Component
record NoticeRows(JdbcClient jdbc) {

    /** Of what was wanted before it became known. */
    private static final String HAPPENED =
            """
            insert into notice (person, kind, channel, subject, rep, expectation, version, since)
            select person, kind, channel, ?, ?, ?, ?, ? from notice_subscription
            where person = ? and kind = ? and since < ?
            on conflict do nothing
            """;

    private static final String WARNED =
            """
            insert into notice (person, kind, channel, subject, rep, expectation, version, since,
                clause, state, reason)
            values (?, 'warning', ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict do nothing
            """;

    private static final String WARNED_OF =
            """
            select expectation || '/' || clause from notice
            where rep = ? and person = ? and channel = ? and kind = 'warning' and not over
            """;

    private static final String OVER =
            """
            update notice set over = true
            where rep = ? and kind = 'warning' and not over
              and not (expectation || '/' || clause = any(?))
            """;

    private static final String WANTING =
            "select distinct person from notice_subscription where kind = ?";

    private static final String SINCE =
            """
            select channel, since from notice_subscription where person = ? and kind = 'warning'
            """;

    /**
     * Whoever claims a notice has it for itself until the lease is over. What is due is chosen
     * once: as a condition of the update it might be chosen again for every row, and then the limit
     * would not hold.
     */
    private static final String CLAIM =
            """
            with due as materialized (
                select number from notice where state = 'pending' and next_try <= statement_timestamp()
                order by next_try limit ? for update skip locked)
            update notice n
            set tries = n.tries + 1, next_try = clock_timestamp() + ? * interval '1 millisecond'
            from due where n.number = due.number
            returning n.id, n.person, n.kind, n.channel, n.rep, n.expectation, n.version, n.clause,
                n.since, n.made_at, n.tries
            """;

    private static final String WANTED =
            """
            select exists (
                select from notice_subscription where person = ? and kind = ? and channel = ?)
            """;

    private static final String ENDED =
            """
            update notice
            set state = ?, reason = ?, sent_at = case when ? = 'sent' then clock_timestamp() end
            where id = ?
            """;

    private static final String FAILED =
            """
            update notice
            set reason = ?, next_try = clock_timestamp() + ? * interval '1 millisecond'
            where id = ?
            """;

    private static final String COUNT =
            """
            select case when state = 'pending' and tries > 0 then 'failing' else state end, count(*)
            from notice where state in ('pending', 'given-up') group by 1
            """;

    long progress() {
        return jdbc.sql("select position from notice_progress").query(Long.class).single();
    }

    void progressed(long position) {
        jdbc.sql("update notice_progress set position = greatest(position, ?)")
                .param(position)
                .update();
    }

    /**
     * Something that was said about a version, or a week that began.
     *
     * @param rep whose version it is, or whose week
     * @param expectation empty for a week
     * @param version 0 for a week
     * @param on when it was said; a week's Monday
     * @param position where the log says it; a week's Monday as a day since 1970
     */
    record Said(
            Kind kind, String rep, String expectation, int version, LocalDate on, long position) {}

    /** Notes something to tell a person who wanted to be told before it was recorded. */
    void happened(String person, Said said, Instant recordedAt) {
        jdbc.sql(HAPPENED)
                .params(
                        String.valueOf(said.position()),
                        said.rep(),
                        said.expectation(),
                        said.version(),
                        said.on(),
                        person,
                        Codes.of(said.kind()),
                        recordedAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** A warning that stands. */
    record Warned(String expectation, String clause, int version, LocalDate since) {

        /** Which clause it is about. */
        String about() {
            return expectation + "/" + clause;
        }
    }

    /** Those who want to be told of a kind. */
    Set<String> wanting(Kind kind) {
        return new HashSet<>(jdbc.sql(WANTING).param(Codes.of(kind)).query(String.class).list());
    }

    /** Since when a manager wants to be told of warnings by a channel. */
    Map<Channel, Instant> wantedSince(String manager) {
        Map<Channel, Instant> since = new HashMap<>();
        jdbc.sql(SINCE)
                .param(manager)
                .query(row -> {
                    since.put(
                            Codes.parse(Channel.class, row.getString(1)),
                            row.getObject(2, OffsetDateTime.class).toInstant());
                });
        return since;
    }

    /** The clauses of a rep of whose spell a manager was told, or need not be, by a channel. */
    Set<String> warnedOf(String rep, String manager, Channel channel) {
        return new HashSet<>(
                jdbc.sql(WARNED_OF)
                        .params(rep, manager, Codes.of(channel))
                        .query(String.class)
                        .list());
    }

    /** Notes a warning to tell; one that was known before it was wanted is not told. */
    void warned(String manager, Channel channel, String rep, Warned warned, boolean news) {
        jdbc.sql(WARNED)
                .params(
                        Arrays.asList(
                                manager,
                                Codes.of(channel),
                                warned.about() + "/" + warned.since(),
                                rep,
                                warned.expectation(),
                                warned.version(),
                                warned.since(),
                                warned.clause(),
                                news ? "pending" : "dropped",
                                news ? null : "known before"))
                .update();
    }

    /** The spells of all clauses but these are over. */
    void over(String rep, Collection<String> standing) {
        jdbc.sql(OVER).params(rep, standing.toArray(String[]::new)).update();
    }

    List<Notice> claim(int limit, Duration lease) {
        return jdbc.sql(CLAIM)
                .params(limit, lease.toMillis())
                .query((row, n) -> notice(row))
                .list();
    }

    private static Notice notice(ResultSet row) throws SQLException {
        return new Notice(
                row.getObject(1, UUID.class),
                row.getString(2),
                Codes.parse(Kind.class, row.getString(3)),
                Codes.parse(Channel.class, row.getString(4)),
                row.getString(5),
                row.getString(6),
                row.getInt(7),
                row.getString(8),
                Objects.requireNonNull(row.getObject(9, LocalDate.class)),
                row.getObject(10, OffsetDateTime.class).toInstant(),
                row.getInt(11));
    }

    boolean isWanted(Notice notice) {
        return jdbc.sql(WANTED)
                .params(notice.person(), Codes.of(notice.kind()), Codes.of(notice.channel()))
                .query(Boolean.class)
                .single();
    }

    void ended(Notice notice, String state, @Nullable String reason) {
        jdbc.sql(ENDED).params(Arrays.asList(state, reason, state, notice.id())).update();
    }

    void failed(Notice notice, String reason, Duration pause) {
        jdbc.sql(FAILED).params(reason, pause.toMillis(), notice.id()).update();
    }

    /** How many are pending, failing and given up. */
    Map<String, Long> count() {
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql(COUNT)
                .query(row -> {
                    counts.put(row.getString(1), row.getLong(2));
                });
        return counts;
    }
}
