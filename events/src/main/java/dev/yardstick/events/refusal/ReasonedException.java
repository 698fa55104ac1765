package dev.yardstick.events.refusal;

/** Something cannot be done, for a reason; nothing changed. Its message is in English. */
public abstract class ReasonedException extends RuntimeException {

    private final transient Refusal refusal;

    protected ReasonedException(Refusal refusal) {
        super(refusal.english(), null, false, false);
        this.refusal = refusal;
    }

    /** Why it cannot be done. */
    public Refusal refusal() {
        return refusal;
    }
}
