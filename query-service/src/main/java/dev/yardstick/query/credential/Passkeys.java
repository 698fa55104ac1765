package dev.yardstick.query.credential;

import static dev.yardstick.query.credential.SignInLinks.utc;

import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCose;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.stereotype.Component;

/** The passkeys of people who sign in by themselves: a row each, of which nobody can sign. */
@Component
public record Passkeys(JdbcClient jdbc, Clock clock) implements UserCredentialRepository {

    /** More than anybody has devices. */
    public static final int MOST = 10;

    private static final String OF =
            "select number, name, made, used from passkey where person = ? order by made, number";

    private static final String FIRST =
            "select number from passkey where number > 0 order by number limit 1";

    private static final String RECORD =
            """
             p.id, c.handle, p.public_key, p.attestation, p.transports, p.counter, p.made,
                coalesce(p.used, p.made), p.name
            from passkey p join credential c on c.person = p.person
            """;

    private static final String BY_ID = "select" + RECORD + "where p.id = ?";

    private static final String BY_HANDLE =
            "select" + RECORD + "where c.handle = ? order by p.number";

    /**
     * What signs counts on, or never counts: else there is another of it. Spring Security compares
     * with the count of when the passkey was made, and takes this as it is.
     */
    private static final String COUNT_ON =
            """
            update passkey set counter = :counter, used = :now
            where id = :id and (counter < :counter or counter = 0 and :counter = 0)
            """;

    private static final String ANSWER =
            "update passkey set asked = :asked where id = :id and asked < :asked";

    private static final String MAKE =
            """
            insert into passkey
                (id, person, name, public_key, attestation, transports, counter, made, asked)
            select :id, c.person, :name, :key, :attestation, :transports, :counter, :now, :now
            from credential c
            where c.handle = :handle
                and (select count(*) from passkey p where p.person = c.person) < :most
            """;

    private static final String LOCK =
            "select password is null from credential where person = ? for update";

    private static final String REMOVE =
            "delete from passkey where number = :number and person = :person";

    /**
     * A passkey, as its person sees it.
     *
     * @param name as she calls it; empty: not at all
     * @param used when she last signed in by it; null: not yet
     */
    public record Passkey(long number, String name, Instant made, @Nullable Instant used) {

        private static Passkey of(ResultSet row, int n) throws SQLException {
            OffsetDateTime used = row.getObject(4, OffsetDateTime.class);
            return new Passkey(
                    row.getLong(1),
                    row.getString(2),
                    row.getObject(3, OffsetDateTime.class).toInstant(),
                    used == null ? null : used.toInstant());
        }
    }

    /** Those of a person, the oldest first. */
    public List<Passkey> of(String person) {
        return jdbc.sql(OF).param(person).query(Passkey::of).list();
    }

    /** Whether anybody has one. */
    public boolean isAnyMade() {
        return jdbc.sql(FIRST).query(Long.class).optional().isPresent();
    }

    /**
     * Takes one of a person's away. Call it within a transaction.
     *
     * @return whether she had it
     * @throws InvalidException when she could not sign in any more
     */
    public boolean remove(long number, String person) {
        boolean alone = jdbc.sql(LOCK).param(person).query(Boolean.class).optional().orElse(false);
        boolean removed =
                jdbc.sql(REMOVE).param("number", number).param("person", person).update() > 0;
        if (removed && alone && of(person).isEmpty()) {
            throw new InvalidException("passkey", Reason.PASSKEY_LAST);
        }
        return removed;
    }

    /**
     * Notes which challenge a passkey answered. Call it within the transaction of the proof.
     *
     * @param asked when the challenge was made
     * @throws InvalidException when it answered that one before, or a later one
     */
    void answered(Bytes id, Instant asked) {
        int noted = jdbc.sql(ANSWER).param("id", id.getBytes()).param("asked", utc(asked)).update();
        if (noted == 0) {
            throw new InvalidException("passkey", Reason.PASSKEY);
        }
    }

    @Override
    public @Nullable CredentialRecord findByCredentialId(Bytes id) {
        return jdbc.sql(BY_ID).param(id.getBytes()).query(Passkeys::record).optional().orElse(null);
    }

    @Override
    public List<CredentialRecord> findByUserId(Bytes handle) {
        return jdbc.sql(BY_HANDLE).param(handle.getBytes()).query(Passkeys::record).list();
    }

    private static CredentialRecord record(ResultSet row, int n) throws SQLException {
        return ImmutableCredentialRecord.builder()
                .credentialType(PublicKeyCredentialType.PUBLIC_KEY)
                .credentialId(new Bytes(row.getBytes(1)))
                .userEntityUserId(new Bytes(row.getBytes(2)))
                .publicKey(new ImmutablePublicKeyCose(row.getBytes(3)))
                .attestationObject(new Bytes(row.getBytes(4)))
                .transports(transports(row.getArray(5)))
                .signatureCount(row.getLong(6))
                .uvInitialized(true)
                .created(row.getObject(7, OffsetDateTime.class).toInstant())
                .lastUsed(row.getObject(8, OffsetDateTime.class).toInstant())
                .label(row.getString(9))
                .build();
    }

    private static Set<AuthenticatorTransport> transports(Array array) throws SQLException {
        return Arrays.stream((String[]) array.getArray())
                .map(AuthenticatorTransport::valueOf)
                .collect(Collectors.toSet());
    }

    /**
     * Keeps one that was made, or how far one has counted that signed.
     *
     * @throws InvalidException when it has not counted on, or is one too many
     */
    @Override
    public void save(CredentialRecord made) {
        byte[] id = made.getCredentialId().getBytes();
        if (findByCredentialId(made.getCredentialId()) == null) {
            make(made, id);
            return;
        }
        int counted =
                jdbc.sql(COUNT_ON)
                        .param("id", id)
                        .param("counter", made.getSignatureCount())
                        .param("now", utc(clock.instant()))
                        .update();
        if (counted == 0) {
            throw new InvalidException("passkey", Reason.PASSKEY_COUNTER);
        }
    }

    private void make(CredentialRecord made, byte[] id) {
        Bytes attestation = made.getAttestationObject();
        int kept =
                jdbc.sql(MAKE)
                        .param("id", id)
                        .param("handle", made.getUserEntityUserId().getBytes())
                        .param("name", made.getLabel())
                        .param("key", made.getPublicKey().getBytes())
                        .param("attestation", attestation == null ? null : attestation.getBytes())
                        .param(
                                "transports",
                                made.getTransports().stream()
                                        .map(AuthenticatorTransport::getValue)
                                        .toArray(String[]::new))
                        .param("counter", made.getSignatureCount())
                        .param("now", utc(clock.instant()))
                        .param("most", MOST)
                        .update();
        if (kept == 0) {
            throw new InvalidException("passkey", Reason.PASSKEY);
        }
    }

    @Override
    public void delete(Bytes id) {
        throw new UnsupportedOperationException(
                "it is removed by her, or ends with her credential");
    }
}
