package dev.yardstick.command.ledger;

/** The log, or the ledger itself, is not what was hashed and signed. */
class DamagedException extends RuntimeException {

    DamagedException(String message) {
        super(message, null, false, false);
    }
}
