package dev.yardstick.query.credential;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.stereotype.Component;

/**
 * What passkeys call people: a random handle each, which stays as long as she signs in by herself,
 * so that a passkey made anew takes the place of the old one in her device.
 */
@Component
record PasskeyHolders(JdbcClient jdbc) implements PublicKeyCredentialUserEntityRepository {

    private static final String PERSON = "select person from credential where handle = ?";

    private static final String HANDLE =
            "select handle from credential where person = ? and handle is not null";

    private static final String KEEP =
            "update credential set handle = :handle where person = :person and handle is null";

    @Override
    public @Nullable PublicKeyCredentialUserEntity findById(Bytes handle) {
        return jdbc.sql(PERSON)
                .param(handle.getBytes())
                .query(String.class)
                .optional()
                .map(person -> entity(person, handle))
                .orElse(null);
    }

    @Override
    public @Nullable PublicKeyCredentialUserEntity findByUsername(String person) {
        return jdbc.sql(HANDLE)
                .param(person)
                .query(byte[].class)
                .optional()
                .map(handle -> entity(person, new Bytes(handle)))
                .orElse(null);
    }

    /** Her entity, as it is kept or will be. */
    PublicKeyCredentialUserEntity of(String person) {
        PublicKeyCredentialUserEntity known = findByUsername(person);
        return known == null ? entity(person, Bytes.random()) : known;
    }

    /** A person by her id: her name is sealed, and goes to no device. */
    static PublicKeyCredentialUserEntity entity(String person, Bytes handle) {
        return ImmutablePublicKeyCredentialUserEntity.builder()
                .id(handle)
                .name(person)
                .displayName(person)
                .build();
    }

    @Override
    public void save(PublicKeyCredentialUserEntity entity) {
        jdbc.sql(KEEP)
                .param("handle", entity.getId().getBytes())
                .param("person", entity.getName())
                .update();
    }

    @Override
    public void delete(Bytes handle) {
        throw new UnsupportedOperationException("it ends with the person's credential");
    }
}
