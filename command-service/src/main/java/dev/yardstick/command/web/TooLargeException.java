package dev.yardstick.command.web;

/** A body, or a line of one, is larger than allowed. */
public class TooLargeException extends RuntimeException {

    /** Says what is too large and what would be right. */
    public TooLargeException(String message) {
        super(message, null, false, false);
    }
}
