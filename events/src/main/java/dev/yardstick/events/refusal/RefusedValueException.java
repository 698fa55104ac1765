package dev.yardstick.events.refusal;

/** A value that cannot be read. */
public final class RefusedValueException extends IllegalArgumentException {

    private final transient Refusal refusal;

    /** Says what would be right. */
    public RefusedValueException(Refusal refusal) {
        super(refusal.english());
        this.refusal = refusal;
    }

    /** What would be right. */
    public Refusal refusal() {
        return refusal;
    }
}
