package dev.yardstick.query.application;

/** What is asked for cannot be done as things are. */
public class ConflictException extends RuntimeException {

    private final String code;

    /**
     * Says why.
     *
     * @param code names the reason for programs
     */
    public ConflictException(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
