package dev.yardstick.command.intake.message;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;

/**
 * What became of something that a CRM told, and why it is parked or counts nowhere.
 *
 * @param waitingFor the stream that has to exist first; empty when that would not help
 * @param until when its day comes; null: that is not what it waits for
 * @param position everything up to it holds what was recorded
 */
public record Taken(
        Result result,
        @Nullable String reason,
        String waitingFor,
        @Nullable Instant until,
        long position) {

    /** From what changed nothing to what needs somebody. */
    public enum Result {
        IGNORED,
        DUPLICATE,
        FETCHING,
        ACCEPTED,
        PARKED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Taken(Result result, @Nullable String reason, long position) {
        this(result, reason, "", null, position);
    }
}
