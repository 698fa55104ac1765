package dev.yardstick.runtime.service;

/** A service cannot start as things are; the message tells people what to do. */
public class CannotStartException extends IllegalStateException {

    /**
     * Why, and what to do.
     *
     * @param message one sentence or two for people
     */
    public CannotStartException(String message) {
        super(message);
    }
}
