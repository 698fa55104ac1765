package dev.yardstick.query.credential;

import static dev.yardstick.query.credential.SignInLinks.utc;

import dev.yardstick.events.RepEvent.RepErased;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who signs in by herself, as what, and by what: a row a person. */
@Component
public record Credentials(JdbcClient jdbc, SignInLinks links, Clock clock) {

    private static final String COLUMNS = " person, role, password, since, signed_in ";

    private static final String FIND =
            "select"
                    + COLUMNS
                    + ", (select count(*) from passkey p where p.person = credential.person)"
                    + " from credential where person = any(:persons) order by person";

    /** Also of who was invited, or is signed in by something else. */
    private static final String PERSONS =
            """
            select person from (
                (select person from credential where person >= :from order by person limit :limit)
                union
                (select person from sign_in_link where person >= :from and ends_at > :now
                    order by person limit :limit)
                union
                (select distinct person from session
                    where person >= :from and ended is null and idle_end > :now and over_at > :now
                    order by person limit :limit)) people
            order by person limit :limit
            """;

    private static final String FIRST =
            "select person from credential where person >= '' order by person limit 1";

    /**
     * The invitation is used up by the same statement, so of two who try one chooses; and what she
     * had before ends.
     */
    private static final String CHOOSE =
            """
            with used as (
                delete from sign_in_link
                where hash = :hash and person is not null and ends_at > :now
                returning role, person),
            replaced as (delete from passkey using used where passkey.person = used.person)
            insert into credential (person, role, password, handle, since, changed)
            select person, role, :password::text, :handle::bytea, :now, :now from used
            on conflict (person) do update
            set role = excluded.role, password = excluded.password, changed = excluded.changed,
                handle = coalesce(credential.handle, excluded.handle)
            returning
            """
                    + COLUMNS
                    + ", 0";

    private static final String CHANGE =
            "update credential set password = :password, changed = :now where person = :person";

    private static final String RENEW =
            "update credential set password = :renewed where person = :person and password = :hash";

    private static final String NOTE = "update credential set signed_in = ? where person = ?";

    private static final String END = "delete from credential where person = ?";

    /**
     * How a person signs in.
     *
     * @param password its hash; null: she has none
     * @param signedIn when she last did; null: not yet
     * @param passkeys how many she has
     */
    public record Credential(
            String person,
            String role,
            @Nullable String password,
            Instant since,
            @Nullable Instant signedIn,
            int passkeys) {

        /** By what she can sign in. */
        public List<String> ways() {
            return Stream.of(password == null ? null : "password", passkeys == 0 ? null : "passkey")
                    .filter(Objects::nonNull)
                    .toList();
        }

        private static Credential of(ResultSet row, int n) throws SQLException {
            OffsetDateTime signedIn = row.getObject(5, OffsetDateTime.class);
            return new Credential(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getObject(4, OffsetDateTime.class).toInstant(),
                    signedIn == null ? null : signedIn.toInstant(),
                    row.getInt(6));
        }
    }

    /** How a person signs in; empty: not by herself. */
    public Optional<Credential> find(String person) {
        return of(List.of(person)).stream().findFirst();
    }

    /** How these persons sign in. */
    public List<Credential> of(List<String> persons) {
        return jdbc.sql(FIND)
                .param("persons", persons.toArray(String[]::new))
                .query(Credential::of)
                .list();
    }

    /** Whether anybody has chosen how she signs in. */
    public boolean isAnyChosen() {
        return jdbc.sql(FIRST).query(String.class).optional().isPresent();
    }

    /**
     * Persons who have access, or an invitation to it, in the order of their ids.
     *
     * @param from the id, or the beginning of one, at which to begin
     */
    public List<String> persons(String from, int limit) {
        return jdbc.sql(PERSONS)
                .param("from", from)
                .param("now", utc(clock.instant()))
                .param("limit", limit)
                .query(String.class)
                .list();
    }

    /**
     * Uses an invitation up: what the person chose is how she signs in from now on, as what she was
     * invited.
     *
     * @param code of the invitation
     * @param password its hash; null: a passkey, made within the same transaction
     * @param handle what her passkeys will call her, unless they have a word for her; null: none
     * @return empty where the invitation was used meanwhile, or has ended
     */
    public Optional<Credential> choose(
            String code, @Nullable String password, byte @Nullable [] handle) {
        return jdbc.sql(CHOOSE)
                .param("hash", SignInLinks.hash(code))
                .param("now", utc(clock.instant()))
                .param("password", password)
                .param("handle", handle)
                .query(Credential::of)
                .optional();
    }

    /** Gives a person another password, by its hash. */
    public void change(String person, String password) {
        jdbc.sql(CHANGE)
                .param("password", password)
                .param("now", utc(clock.instant()))
                .param("person", person)
                .update();
    }

    /** Keeps the same password by another hash, unless it was changed meanwhile. */
    public void renew(String person, String hash, String renewed) {
        jdbc.sql(RENEW)
                .param("renewed", renewed)
                .param("person", person)
                .param("hash", hash)
                .update();
    }

    /** Notes that a person signed in. */
    public void signedIn(String person) {
        jdbc.sql(NOTE).params(utc(clock.instant()), person).update();
    }

    /**
     * Ends it, with the invitations: the person signs in by herself no more.
     *
     * @return whether there was anything to end
     */
    public boolean end(String person) {
        return jdbc.sql(END).param(person).update() + links.withdraw(person) > 0;
    }

    /** Nothing of it outlives the person's erasure. */
    @EventListener
    void forget(RepErased erased) {
        end(erased.rep());
    }
}
