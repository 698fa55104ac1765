package dev.yardstick.command.ledger;

import org.jspecify.annotations.Nullable;

/** A note, checkpoint or key that cannot be read, or that was not signed as it should be. */
public class BadNoteException extends RuntimeException {

    /**
     * Says what would be right; parts stand where the message says {@code %s}, and without them it
     * is taken as it is.
     */
    public BadNoteException(String message, @Nullable Object... parts) {
        super(parts.length == 0 ? message : message.formatted(parts), null, false, false);
    }
}
