package dev.yardstick.command.intake.dialect;

/** A delivery does not prove that it comes from the CRM; answered 401. */
public final class UnverifiedException extends RuntimeException {

    public UnverifiedException(String message) {
        super(message, null, false, false);
    }
}
