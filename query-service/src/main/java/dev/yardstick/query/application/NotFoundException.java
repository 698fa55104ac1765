package dev.yardstick.query.application;

/** There is nothing of that name. */
public class NotFoundException extends RuntimeException {

    /** Says what there is not. */
    public NotFoundException(String message) {
        super(message, null, false, false);
    }
}
