package dev.yardstick.command.web;

import dev.yardstick.events.refusal.ReasonedException;
import dev.yardstick.events.refusal.Refusal;

/** A call has to say which version it is about. */
public class PreconditionRequiredException extends ReasonedException {

    /** Says why, and what would be right. */
    public PreconditionRequiredException(Refusal refusal) {
        super(refusal);
    }
}
