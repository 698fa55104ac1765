package dev.yardstick.query.credential;

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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.keygen.BytesKeyGenerator;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.stereotype.Component;

/**
 * Links that are valid once: one that names nobody opens a session of its role, one that names a
 * person, an invitation, lets her choose how she signs in. A row each, so that every instance of
 * this service knows them; the code stands in the link alone.
 */
@Component
public record SignInLinks(JdbcClient jdbc, Clock clock) {

    private static final BytesKeyGenerator CODES = KeyGenerators.secureRandom(24);

    private static final String FORGET = "delete from sign_in_link where ends_at <= ?";

    private static final String MAKE =
            """
            insert into sign_in_link (hash, role, person, made_by, made_at, ends_at)
            values (:hash, :role, :person, :by, :now, :end)
            """;

    private static final String VALID = " where hash = :hash and ends_at > :now";

    private static final String COLUMNS = " role, person, made_by, ends_at ";

    private static final String FIND =
            "select" + COLUMNS + "from sign_in_link" + VALID + " and person is not null";

    private static final String USE =
            "delete from sign_in_link" + VALID + " and person is null returning role";

    private static final String WITHDRAW = "delete from sign_in_link where person = ?";

    private static final String OPEN =
            "select"
                    + COLUMNS
                    + "from sign_in_link where person = any(:persons) and ends_at > :now"
                    + " order by made_at";

    /**
     * An invitation that nobody has used.
     *
     * @param by who made it, such as {@code admin:kim}
     */
    public record Invitation(String role, String person, @Nullable String by, Instant until) {

        private static Invitation of(ResultSet row, int n) throws SQLException {
            return new Invitation(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getObject(4, OffsetDateTime.class).toInstant());
        }
    }

    /** The code of a link that opens one session of a role. */
    public String toSession(String role, Duration validity) {
        return make(role, null, null, validity);
    }

    /**
     * The code of an invitation, in place of those that the person has.
     *
     * @param by who invites, such as {@code admin:kim}
     */
    public String toPerson(String role, String person, String by, Duration validity) {
        withdraw(person);
        return make(role, person, by, validity);
    }

    private String make(
            String role, @Nullable String person, @Nullable String by, Duration validity) {
        Instant now = clock.instant();
        jdbc.sql(FORGET).param(utc(now)).update();
        String code = Base64.getUrlEncoder().withoutPadding().encodeToString(CODES.generateKey());
        jdbc.sql(MAKE)
                .param("hash", hash(code))
                .param("role", role)
                .param("person", person)
                .param("by", by)
                .param("now", utc(now))
                .param("end", utc(now.plus(validity)))
                .update();
        return code;
    }

    /** The role of whose session a link opens: once, of all who try at the same time. */
    public Optional<String> use(String code) {
        return jdbc.sql(USE)
                .param("hash", hash(code))
                .param("now", utc(clock.instant()))
                .query(String.class)
                .optional();
    }

    /** The invitation of a link; it is used by {@link Credentials#choose}. */
    public Optional<Invitation> find(String code) {
        return jdbc.sql(FIND)
                .param("hash", hash(code))
                .param("now", utc(clock.instant()))
                .query(Invitation::of)
                .optional();
    }

    /** The invitations of these persons. */
    public List<Invitation> of(List<String> persons) {
        return jdbc.sql(OPEN)
                .param("persons", persons.toArray(String[]::new))
                .param("now", utc(clock.instant()))
                .query(Invitation::of)
                .list();
    }

    /**
     * Takes back a person's invitations.
     *
     * @return how many she had
     */
    public int withdraw(String person) {
        return jdbc.sql(WITHDRAW).param(person).update();
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static byte[] hash(String code) {
        return Sha256.of(code.getBytes(StandardCharsets.UTF_8));
    }
}
