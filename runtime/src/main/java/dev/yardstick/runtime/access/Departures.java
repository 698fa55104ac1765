package dev.yardstick.runtime.access;

import org.springframework.security.core.AuthenticationException;

/**
 * Which persons are nobody any more: a rep who has left or was erased, whatever role the token is
 * of. Of a person who is no rep nothing is known, and her token holds until it ends.
 */
@FunctionalInterface
public interface Departures {

    /** What a token is told whose person is gone. */
    String GONE = "the token's person has left or was erased";

    /** Nobody can say at the moment who is calling. */
    final class UnknownException extends AuthenticationException {
        UnknownException(Throwable cause) {
            super("the database is not available", cause);
        }
    }

    /** Whether she is gone. */
    boolean isGone(String person);
}
