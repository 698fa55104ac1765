package dev.yardstick.events.refusal;

/** A rule of the domain refuses a command; nothing changed. */
public class RefusedException extends ReasonedException {

    /** Says why, and what would be right. */
    public RefusedException(Refusal refusal) {
        super(refusal);
    }
}
