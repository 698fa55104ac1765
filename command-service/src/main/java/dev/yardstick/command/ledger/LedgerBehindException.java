package dev.yardstick.command.ledger;

import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.ReasonedException;

/** The ledger has not hashed the log so far yet. */
public class LedgerBehindException extends ReasonedException {

    LedgerBehindException(long size, long position) {
        super(Reason.LEDGER_BEHIND.of(size, position));
    }
}
