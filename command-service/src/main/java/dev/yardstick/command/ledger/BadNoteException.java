package dev.yardstick.command.ledger;

/** A note, checkpoint or key that cannot be read, or that was not signed as it should be. */
public class BadNoteException extends RuntimeException {

    /** Says what would be right. */
    public BadNoteException(String message) {
        super(message, null, false, false);
    }
}
