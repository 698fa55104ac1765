package dev.yardstick.command.log;

import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;
import org.axonframework.modelling.command.ConcurrencyException;

/** Another command was faster with what this one was decided upon. */
public final class ChangedMeanwhileException extends ConcurrencyException {

    private final transient Refusal refusal;

    ChangedMeanwhileException(Object what) {
        this(Reason.CONCURRENT_CHANGE.of(what));
    }

    private ChangedMeanwhileException(Refusal refusal) {
        super(refusal.english());
        this.refusal = refusal;
    }

    /** What was changed. */
    public Refusal refusal() {
        return refusal;
    }
}
