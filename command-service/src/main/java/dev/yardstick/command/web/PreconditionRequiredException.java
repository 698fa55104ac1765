package dev.yardstick.command.web;

/** A revision does not say which version it revises. */
class PreconditionRequiredException extends RuntimeException {

    PreconditionRequiredException(String message) {
        super(message, null, false, false);
    }
}
