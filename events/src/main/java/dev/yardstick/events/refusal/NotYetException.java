package dev.yardstick.events.refusal;

/** What the caller knows of has not arrived here yet; the same call may be repeated soon. */
public class NotYetException extends ReasonedException {

    /** Says what has not. */
    public NotYetException(Refusal refusal) {
        super(refusal);
    }
}
