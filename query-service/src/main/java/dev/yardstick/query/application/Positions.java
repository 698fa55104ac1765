package dev.yardstick.query.application;

import dev.yardstick.events.codec.EventTypes;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.consuming.Visible;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads which part of the log is asked for: days of recording in UTC, or positions. */
@Component
public record Positions(Visible visible) {

    /** The lowest position asked for; 0 where none is. */
    public long first(@Nullable String asked) {
        String from = Parameters.ungrouped(asked);
        if (isPosition(from)) {
            return position("from", from);
        }
        LocalDate day = Parameters.date("from", from);
        return day == null ? 0 : lastBefore(day) + 1;
    }

    /** The highest position asked for; the highest there may be where none is. */
    public long last(@Nullable String asked) {
        String to = Parameters.ungrouped(asked);
        if (isPosition(to)) {
            return position("to", to);
        }
        LocalDate day = Parameters.date("to", to);
        return day == null ? Long.MAX_VALUE : lastBefore(day.plusDays(1));
    }

    /** The position before which a page begins. */
    public long before(@Nullable String cursor) {
        return cursor == null ? Long.MAX_VALUE : position("cursor", cursor);
    }

    /** Refuses a type that no event has. */
    public void requireType(@Nullable String type) {
        if (type != null && EventTypes.ALL.stream().noneMatch(t -> t.name().equals(type))) {
            throw new InvalidException("type", Reason.EVENT_TYPE);
        }
    }

    /** The last position recorded before a day of UTC began. */
    private long lastBefore(LocalDate day) {
        return visible.recordedBy(day.atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1_000));
    }

    /** A date has dashes, a position has not. */
    private static boolean isPosition(@Nullable String text) {
        return text != null && !text.isEmpty() && text.chars().allMatch(Character::isDigit);
    }

    private static long position(String name, @Nullable String text) {
        try {
            long position = Long.parseLong(String.valueOf(text));
            if (position >= 0) {
                return position;
            }
        } catch (NumberFormatException e) {
            // answered below
        }
        throw new InvalidException(
                name, name.equals("cursor") ? Reason.CURSOR : Reason.POSITION_OR_DATE);
    }
}
