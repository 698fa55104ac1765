package dev.yardstick.query.application;

/** A parameter can be read but is wrong. */
public class InvalidException extends RuntimeException {

    private final String path;

    /**
     * Says what is wrong.
     *
     * @param path the parameter
     * @param message what would be right
     */
    public InvalidException(String path, String message) {
        super(message, null, false, false);
        this.path = path;
    }

    /** The parameter. */
    public String path() {
        return path;
    }
}
