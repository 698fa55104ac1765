package dev.yardstick.command.refusal;

/** What a call is about is not there. */
public class NotFoundException extends RuntimeException {

    /** Says what is not there. */
    public NotFoundException(String message) {
        super(message, null, false, false);
    }
}
