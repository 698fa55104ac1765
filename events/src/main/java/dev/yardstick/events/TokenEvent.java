package dev.yardstick.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who was given a right by a bearer token, and that it was taken back: ids and codes, never the
 * token. The stream is {@link Streams#token}.
 */
public sealed interface TokenEvent extends Event {

    /**
     * A token was made.
     *
     * @param token its id, the claim {@code jti}
     * @param person to whom it is bound
     * @param sources the only ones that it may write; null: it is bound to none
     */
    record AccessTokenIssued(
            String token,
            String role,
            @Nullable String person,
            @Nullable List<String> sources,
            Instant expiresAt)
            implements TokenEvent {}

    /** A token is valid no more, however long it was made for. */
    record AccessTokenRevoked(String token) implements TokenEvent {}
}
