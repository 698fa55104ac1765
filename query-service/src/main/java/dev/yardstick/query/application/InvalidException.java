package dev.yardstick.query.application;

import dev.yardstick.events.refusal.ReasonedException;
import dev.yardstick.events.refusal.Refusal;

/** A parameter can be read but is wrong. */
public class InvalidException extends ReasonedException {

    private final String path;

    /**
     * Says what is wrong.
     *
     * @param path the parameter
     * @param refusal what would be right
     */
    public InvalidException(String path, Refusal refusal) {
        super(refusal);
        this.path = path;
    }

    /** The parameter. */
    public String path() {
        return path;
    }
}
