package dev.yardstick.command.refusal;

/** A revision does not say which version it revises. */
public class PreconditionRequiredException extends RuntimeException {

    public PreconditionRequiredException(String message) {
        super(message, null, false, false);
    }
}
