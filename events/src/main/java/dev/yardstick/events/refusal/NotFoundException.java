package dev.yardstick.events.refusal;

/** There is nothing of that name. */
public class NotFoundException extends ReasonedException {

    /** Says why, and what would be right. */
    public NotFoundException(Refusal refusal) {
        super(refusal);
    }
}
