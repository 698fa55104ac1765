package dev.yardstick.query.web;

/** There is nothing of that name. */
public class NotFoundException extends RuntimeException {

    /** Says what there is not. */
    public NotFoundException(String message) {
        super(message, null, false, false);
    }
}
