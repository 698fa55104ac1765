package dev.yardstick.runtime.access;

import dev.yardstick.events.refusal.Reason;
import org.jspecify.annotations.Nullable;
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

        private final @Nullable Reason reason;

        /** The database is away. */
        public UnknownException(Throwable cause) {
            this(null, cause);
        }

        /**
         * Somebody else is away.
         *
         * @param reason null: the database
         */
        public UnknownException(@Nullable Reason reason, Throwable cause) {
            super("it is not known who is calling", cause);
            this.reason = reason;
        }

        /** Why not; null: the database is away. */
        @Nullable Reason reason() {
            return reason;
        }
    }

    /** Whether she is gone. */
    boolean isGone(String person);
}
