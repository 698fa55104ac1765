package dev.yardstick.command.intake.message;

import dev.yardstick.events.refusal.InvalidException.Fault;
import dev.yardstick.events.refusal.Characters;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** What came of one CRM event of a batch. */
public sealed interface Outcome {

    /** It is in the log now. */
    record Accepted() implements Outcome {}

    /** It was in the log already. */
    record Duplicate() implements Outcome {}

    /**
     * It names somebody or something unknown, or is ahead of its time.
     *
     * @param waitingFor the stream that has to exist first; empty: none
     * @param until when its day comes; null: that is not what it waits for
     */
    record Parked(CrmMessage event, String waitingFor, @Nullable Instant until) implements Outcome {

        public String reason() {
            if (until != null) {
                return Ahead.reason(until);
            }
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
