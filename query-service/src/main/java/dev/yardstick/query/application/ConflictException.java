package dev.yardstick.query.application;

import dev.yardstick.events.refusal.ReasonedException;
import dev.yardstick.events.refusal.Refusal;

/** What is asked for cannot be done as things are. */
public class ConflictException extends ReasonedException {

    /** Says why. */
    public ConflictException(Refusal refusal) {
        super(refusal);
    }
}
