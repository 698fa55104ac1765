package dev.yardstick.query.application;

import dev.yardstick.events.refusal.ReasonedException;
import dev.yardstick.events.refusal.Refusal;

/** There is nothing of that name. */
public class NotFoundException extends ReasonedException {

    /** Says why. */
    public NotFoundException(Refusal refusal) {
        super(refusal);
    }
}
