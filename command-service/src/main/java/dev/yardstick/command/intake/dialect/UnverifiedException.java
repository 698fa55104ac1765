package dev.yardstick.command.intake.dialect;

/** A delivery does not prove that it comes from the CRM; answered 401. */
public final class UnverifiedException extends RuntimeException {

    private final boolean dependsOnBody;

    /** Says what is missing or wrong, whatever the body is. */
    public UnverifiedException(String message) {
        this(message, false);
    }

    /**
     * Says what is missing or wrong.
     *
     * @param dependsOnBody whether with another body it might be right
     */
    UnverifiedException(String message, boolean dependsOnBody) {
        super(message, null, false, false);
        this.dependsOnBody = dependsOnBody;
    }

    /** Whether with another body it might be right. */
    public boolean dependsOnBody() {
        return dependsOnBody;
    }
}
