package dev.yardstick.command.intake.dialect;

/**
 * A record cannot be taken as it is: its words are not in the connection's mapping, or something is
 * missing. It is parked until the mapping or the record is mended.
 */
public final class UnclearException extends RuntimeException {

    public UnclearException(String message) {
        super(message, null, false, false);
    }
}
