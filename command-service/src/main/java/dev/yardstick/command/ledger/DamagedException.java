package dev.yardstick.command.ledger;

import org.jspecify.annotations.Nullable;

/** The log, or the ledger itself, is not what was hashed and signed. */
class DamagedException extends RuntimeException {

    /** With parts they stand where the message says {@code %s}; without, it is taken as it is. */
    DamagedException(String message, @Nullable Object... parts) {
        super(parts.length == 0 ? message : message.formatted(parts), null, false, false);
    }
}
