package dev.yardstick.command.refusal;

import dev.yardstick.events.refusal.ReasonedException;
import dev.yardstick.events.refusal.Refusal;

/** There is nothing of that name. */
public class NotFoundException extends ReasonedException {

    /** Says why, and what would be right. */
    public NotFoundException(Refusal refusal) {
        super(refusal);
    }
}
