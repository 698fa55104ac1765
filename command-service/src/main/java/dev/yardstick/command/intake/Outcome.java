package dev.yardstick.command.intake;

import dev.yardstick.command.InvalidException.Fault;
import dev.yardstick.events.Characters;

/** What came of one CRM event of a batch. */
sealed interface Outcome {

    /** It is in the log now. */
    record Accepted() implements Outcome {}

    /** It was in the log already. */
    record Duplicate() implements Outcome {}

    /**
     * It names somebody or something unknown.
     *
     * @param waitingFor the stream that has to exist first
     */
    record Parked(Telling event, String waitingFor) implements Outcome {

        String reason() {
            int slash = waitingFor.indexOf('/');
            return "unknown "
                    + waitingFor.substring(0, slash)
                    + " "
                    + Characters.shown(waitingFor.substring(slash + 1));
        }
    }

    /** It is wrong, and changes nothing. */
    record Refused(Fault fault) implements Outcome {}
}
