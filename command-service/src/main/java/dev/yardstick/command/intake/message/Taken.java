package dev.yardstick.command.intake.message;

import dev.yardstick.events.refusal.Characters;
import dev.yardstick.events.refusal.InvalidException.Fault;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of something that a CRM or a manager told.
 *
 * @param reason why it is parked or counts nowhere
 * @param waitingFor the stream that has to exist first; empty when that would not help
 * @param until when its day comes; null: that is not what it waits for
 * @param fault why it is refused; null: it is not
 * @param position everything up to it holds what was recorded
 */
public record Taken(
        Result result,
        @Nullable String reason,
        String waitingFor,
        @Nullable Instant until,
        @Nullable Fault fault,
        long position) {

    /** From what changed nothing to what needs somebody. */
    public enum Result {
        /** It is wrong. */
        REFUSED,
        IGNORED,
        /** It was in the log already. */
        DUPLICATE,
        FETCHING,
        ACCEPTED,
        PARKED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Taken(Result result, @Nullable String reason, long position) {
        this(result, reason, "", null, null, position);
    }

    /** It needs somebody. */
    public static Taken parked(@Nullable String reason) {
        return new Taken(Result.PARKED, reason, 0);
    }

    /** It names somebody or something unknown, by the stream. */
    public static Taken unknown(String stream) {
        int slash = stream.indexOf('/');
        String id = Characters.shown(stream.substring(slash + 1));
        String reason = "unknown " + stream.substring(0, slash) + " " + id;
        return new Taken(Result.PARKED, reason, stream, null, null, 0);
    }

    /** It is ahead of its time. */
    public static Taken ahead(Instant until) {
        return new Taken(Result.PARKED, Ahead.reason(until), "", until, null, 0);
    }

    public static Taken refused(Fault fault) {
        return new Taken(Result.REFUSED, fault.toString(), "", null, fault, 0);
    }

    /** The same, with why it is what it is. */
    public Taken because(@Nullable String why) {
        return new Taken(result, why, waitingFor, until, fault, position);
    }

    /** The same at a position, where more than this became of something else that was told. */
    public Taken and(Result other, long at) {
        Result more = other.compareTo(result) > 0 ? other : result;
        return new Taken(more, reason, waitingFor, until, fault, Math.max(position, at));
    }
}
