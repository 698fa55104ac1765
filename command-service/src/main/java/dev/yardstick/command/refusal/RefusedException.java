package dev.yardstick.command.refusal;

import dev.yardstick.events.refusal.ReasonedException;
import dev.yardstick.events.refusal.Refusal;

/** A rule of the domain refuses a command; nothing changed. */
public class RefusedException extends ReasonedException {

    /** Says why, and what would be right. */
    public RefusedException(Refusal refusal) {
        super(refusal);
    }
}
