package dev.yardstick.command.refusal;

/** A rule of the domain refuses a command; nothing changed. */
public class RefusedException extends RuntimeException {

    private final String code;

    /**
     * Refuses.
     *
     * @param code the rule's stable name, such as {@code overlapping-clause}
     * @param message what would be right
     */
    public RefusedException(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** The rule's stable name. */
    public String code() {
        return code;
    }
}
