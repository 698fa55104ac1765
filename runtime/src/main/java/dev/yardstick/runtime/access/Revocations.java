package dev.yardstick.runtime.access;

import java.util.UUID;

/** Which tokens were taken back, by what the log says. */
@FunctionalInterface
public interface Revocations {

    /** What is told whose token was taken back. */
    String REVOKED = "the token was revoked";

    /** Whether a token was, by its id. */
    boolean isRevoked(UUID token);
}
