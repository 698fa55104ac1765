package dev.yardstick.command.intake.dialect;

/** A record counts nowhere, by its nature or by the connection's mapping. */
public final class CountsNowhereException extends RuntimeException {

    public CountsNowhereException(String message) {
        super(message, null, false, false);
    }
}
