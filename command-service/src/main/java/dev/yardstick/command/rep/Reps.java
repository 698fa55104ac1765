package dev.yardstick.command.rep;

/** Looks up reps for decisions about something else. */
public interface Reps {

    /** The rep as recorded by now; {@link Rep#isKnown()} tells whether there is one. */
    Rep find(String rep);
}
