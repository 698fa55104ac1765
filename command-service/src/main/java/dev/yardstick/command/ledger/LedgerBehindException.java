package dev.yardstick.command.ledger;

/** The ledger has not come as far as was asked for; the same call may succeed later. */
public class LedgerBehindException extends RuntimeException {

    LedgerBehindException(long size, long position) {
        super(
                "the ledger has hashed the log up to position " + size + ", not yet " + position,
                null,
                false,
                false);
    }
}
