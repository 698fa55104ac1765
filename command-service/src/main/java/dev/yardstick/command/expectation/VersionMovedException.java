package dev.yardstick.command.expectation;

import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.ReasonedException;

/** A revision was written against a version that is no longer the latest. */
public class VersionMovedException extends ReasonedException {

    VersionMovedException(int seen, int latest) {
        super(Reason.VERSION_MOVED.of(seen, latest));
    }
}
