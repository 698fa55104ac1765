package dev.yardstick.query.web;

/** What is asked for cannot be done as things are. */
class ConflictException extends RuntimeException {

    private final String code;

    /**
     * Says why.
     *
     * @param code names the reason for programs
     */
    ConflictException(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }
}
