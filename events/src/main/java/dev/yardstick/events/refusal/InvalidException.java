package dev.yardstick.events.refusal;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Input that can be read but is wrong; nothing changed. */
public class InvalidException extends RuntimeException {

    /** The most faults that are named: nobody reads more, and what came may have millions. */
    public static final int MOST_NAMED = 1_000;

    /**
     * What is wrong with one field.
     *
     * @param path the field as a JSON path without the leading {@code $.}, such as {@code
     *     clauses[0].id}
     * @param refusal what would be right
     */
    public record Fault(String path, Refusal refusal) {

        /** Several, in English. */
        public static String text(List<Fault> faults) {
            return faults.stream().map(Fault::toString).collect(Collectors.joining("; "));
        }

        /** What would be right, in English. */
        public String message() {
            return in(Locale.ENGLISH);
        }

        /** What would be right; what quotes the input shows what cannot be seen. */
        public String in(Locale language) {
            return Characters.shown(refusal.in(language));
        }

        @Override
        public String toString() {
            return path + " " + message();
        }
    }

    private final transient List<Fault> faults;
    private final int count;

    /** Says what is wrong, field by field. */
    public InvalidException(List<Fault> faults) {
        this(faults, faults.size());
    }

    /**
     * Says what is wrong, field by field.
     *
     * @param count how many faults there are, of which these are the first
     */
    public InvalidException(List<Fault> faults, int count) {
        super(faults.getFirst().toString(), null, false, false);
        this.faults = List.copyOf(faults);
        this.count = count;
    }

    /** Says what is wrong with one field. */
    public InvalidException(String path, Refusal refusal) {
        this(List.of(new Fault(path, refusal)));
    }

    /** One fault at least, and {@value #MOST_NAMED} at most. */
    public List<Fault> faults() {
        return faults;
    }

    /** The first of them. */
    public Fault first() {
        return faults.getFirst();
    }

    /** How many there are. */
    public int count() {
        return count;
    }
}
