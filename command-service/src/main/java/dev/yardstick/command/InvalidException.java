package dev.yardstick.command;

import dev.yardstick.events.Characters;

import java.util.List;

/** Input that can be read but is wrong; nothing changed. */
public class InvalidException extends RuntimeException {

    /**
     * What is wrong with one field.
     *
     * @param path the field as a JSON path without the leading {@code $.}, such as {@code
     *     clauses[0].id}
     * @param message what would be right
     */
    public record Fault(String path, String message) {

        /** What quotes the input shows what cannot be seen. */
        public Fault {
            message = Characters.shown(message);
        }
    }

    private final transient List<Fault> faults;

    /** Says what is wrong, field by field. */
    public InvalidException(List<Fault> faults) {
        super(faults.toString(), null, false, false);
        this.faults = List.copyOf(faults);
    }

    /** Says what is wrong with one field. */
    public InvalidException(String path, String message) {
        this(List.of(new Fault(path, message)));
    }

    /** One fault at least. */
    public List<Fault> faults() {
        return faults;
    }
}
