package dev.yardstick.query.access;

import dev.yardstick.events.Codes;
import dev.yardstick.events.codec.Sha256;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.keygen.BytesKeyGenerator;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.stereotype.Component;

/**
 * Who is signed in with a browser: a row each, so that it is the same for all instances of this
 * service, outlives them, and can be ended. The browser's cookie holds a random id, of which the
 * row has the hash alone.
 */
@Component
public record Sessions(JdbcClient jdbc, Clock clock, Settings settings) {

    private static final BytesKeyGenerator IDS = KeyGenerators.secureRandom(32);

    /** What is used all the time is noted so often within the time that it may be idle. */
    private static final int NOTED = 60;

    private static final String FORGET = "delete from session where over_at < ?";

    private static final String OPEN =
            """
            insert into session
                (hash, role, person, way, subject, sid, hint, begun, seen, idle_end, over_at)
            values (:hash, :role, :person, :way, :subject, :sid, :hint, :now, :now, :idleEnd, :overAt)
            """;

    private static final String COLUMNS = " number, role, person, way, begun, seen, hint ";

    private static final String ALIVE = " ended is null and idle_end > :now and over_at > :now";

    /** Nor was the token taken back by which it began. */
    private static final String UNREVOKED =
            ALIVE
                    + " and not (way = 'token' and exists (select from chronicle c"
                    + " where c.stream = 'token/' || session.subject"
                    + " and c.type = 'access-token-revoked'))";

    private static final String FIND =
            "select" + COLUMNS + "from session where hash = :hash and" + UNREVOKED;

    private static final String RENEW =
            "update session set seen = :now, idle_end = :idleEnd where number = :number";

    private static final String NOBODYS =
            "select"
                    + COLUMNS
                    + "from session where person is null and"
                    + UNREVOKED
                    + " order by seen desc, number desc limit :limit";

    private static final String OF =
            "select"
                    + COLUMNS
                    + "from session where person = any(:persons) and"
                    + UNREVOKED
                    + " order by seen desc, number desc";

    private static final String END = "update session set ended = :now where" + ALIVE;

    private static final String END_BY_HASH = END + " and hash = :hash returning" + COLUMNS;

    private static final String END_BY_NUMBER = END + " and number = :number returning" + COLUMNS;

    private static final String END_OWN =
            END + " and number = :number and person = :person returning" + COLUMNS;

    private static final String END_ALL =
            END
                    + " and person is not distinct from :person"
                    + " and (person is not null or role = :role) returning"
                    + COLUMNS;

    private static final String END_AT_PROVIDER =
            END
                    + " and way = 'provider'"
                    + " and (sid = :sid or subject = :subject and (sid is null or :sid::text is null))"
                    + " returning"
                    + COLUMNS;

    /**
     * How long sessions last.
     *
     * @param idle {@code yardstick.sessions.idle}: after how long without use one ends
     * @param longest {@code yardstick.sessions.longest}: after how long it ends in any case
     */
    @ConfigurationProperties("yardstick.sessions")
    public record Settings(
            @DefaultValue("1h") Duration idle, @DefaultValue("12h") Duration longest) {

        public Settings {
            require("idle", idle);
            require("longest", longest);
        }

        private static void require(String name, Duration length) {
            if (length.compareTo(Duration.ofMinutes(1)) < 0) {
                throw new IllegalArgumentException(
                        "yardstick.sessions." + name + " must be 1m or longer");
            }
        }
    }

    /** How somebody signed in. */
    public enum Way {
        LINK,
        TOKEN,
        PROVIDER,
        PASSWORD,
        PASSKEY
    }

    /**
     * Who signs in, and by what.
     *
     * @param subject what the provider or the token calls her
     * @param sid what the provider calls its own session
     * @param hint by which the provider knows its session again
     */
    record Entry(
            Caller caller,
            Way way,
            @Nullable String subject,
            @Nullable String sid,
            @Nullable String hint) {}

    /** Somebody who is signed in, or was until just now. */
    public record Session(
            long number,
            Caller caller,
            Way way,
            Instant begun,
            Instant seen,
            @Nullable String hint) {

        private static Session of(ResultSet row, int n) throws SQLException {
            return new Session(
                    row.getLong(1),
                    new Caller(row.getString(2), row.getString(3)),
                    Codes.parse(Way.class, row.getString(4)),
                    row.getObject(5, OffsetDateTime.class).toInstant(),
                    row.getObject(6, OffsetDateTime.class).toInstant(),
                    row.getString(7));
        }
    }

    /**
     * Begins a session.
     *
     * @param atMost when it ends at the latest
     * @return its id, for the browser alone
     */
    String open(Entry entry, Instant atMost) {
        Instant now = clock.instant();
        Instant longest = now.plus(settings.longest());
        jdbc.sql(FORGET).param(utc(now)).update();
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(IDS.generateKey());
        jdbc.sql(OPEN)
                .param("hash", hash(id))
                .param("role", entry.caller().role())
                .param("person", entry.caller().person())
                .param("way", Codes.of(entry.way()))
                .param("subject", entry.subject())
                .param("sid", entry.sid())
                .param("hint", entry.hint())
                .param("now", utc(now))
                .param("idleEnd", utc(now.plus(settings.idle())))
                .param("overAt", utc(atMost.isBefore(longest) ? atMost : longest))
                .update();
        return id;
    }

    /**
     * The session of a browser, unless it has ended.
     *
     * @param inUse whether a person used it, so that it goes on
     */
    Optional<Session> find(String id, boolean inUse) {
        Instant now = clock.instant();
        Optional<Session> found =
                jdbc.sql(FIND)
                        .param("hash", hash(id))
                        .param("now", utc(now))
                        .query(Session::of)
                        .optional();
        if (inUse) {
            found.filter(session ->
                            session.seen().plus(settings.idle().dividedBy(NOTED)).isBefore(now))
                    .ifPresent(session -> renew(session, now));
        }
        return found;
    }

    private void renew(Session session, Instant now) {
        jdbc.sql(RENEW)
                .param("now", utc(now))
                .param("idleEnd", utc(now.plus(settings.idle())))
                .param("number", session.number())
                .update();
    }

    /** Those of who is nobody in particular, the last seen first. */
    public List<Session> ofNobody(int limit) {
        return jdbc.sql(NOBODYS)
                .param("now", utc(clock.instant()))
                .param("limit", limit)
                .query(Session::of)
                .list();
    }

    /** Those of these persons, the last seen first. */
    public List<Session> of(List<String> persons) {
        return jdbc.sql(OF)
                .param("now", utc(clock.instant()))
                .param("persons", persons.toArray(String[]::new))
                .query(Session::of)
                .list();
    }

    /** Ends the session of a browser. */
    Optional<Session> end(String id) {
        return ended(jdbc.sql(END_BY_HASH).param("hash", hash(id))).stream().findFirst();
    }

    /** Ends a session. */
    public Optional<Session> end(long number) {
        return ended(jdbc.sql(END_BY_NUMBER).param("number", number)).stream().findFirst();
    }

    /** Ends a session of a person, and nobody else's. */
    public Optional<Session> endOwn(long number, String person) {
        return ended(jdbc.sql(END_OWN).param("number", number).param("person", person)).stream()
                .findFirst();
    }

    /** Ends all sessions of a person; of who is nobody in particular, those of her role. */
    public List<Session> endAll(Caller caller) {
        return ended(
                jdbc.sql(END_ALL).param("person", caller.person()).param("role", caller.role()));
    }

    /**
     * Ends what the provider calls by these names: one session of its own, where it names that and
     * we know it; else all of the subject.
     */
    List<Session> endAtProvider(@Nullable String subject, @Nullable String sid) {
        return ended(jdbc.sql(END_AT_PROVIDER).param("subject", subject).param("sid", sid));
    }

    private List<Session> ended(JdbcClient.StatementSpec end) {
        return end.param("now", utc(clock.instant())).query(Session::of).list();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static byte[] hash(String id) {
        return Sha256.of(id.getBytes(StandardCharsets.UTF_8));
    }
}
