package dev.yardstick.query.application;

import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.RefusedValueException;
import dev.yardstick.query.consuming.Visible;
import dev.yardstick.query.facts.KnownAt;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the parameters that many queries take, and says what would be right. */
@Component
public record Parameters(Visible visible) {

    private static final Pattern GROUPED =
            Pattern.compile("[1-9]\\d{0,2}([.,'’ \\u00a0\\u202f])\\d{3}(\\1\\d{3})*");

    /**
     * A position or an instant, as a position that is visible; everything by default. An instant
     * stands for the last position recorded by then, one to come for the last that is visible.
     */
    public KnownAt knownAt(@Nullable String knownAt) {
        return knownAt("knownAt", knownAt);
    }

    /** The same of a parameter of another name. */
    KnownAt knownAt(String name, @Nullable String knownAt) {
        return visible.at(position(name, knownAt));
    }

    /** A position as pages write it, with its digits in groups, is the same position. */
    static @Nullable String ungrouped(@Nullable String text) {
        return text != null && GROUPED.matcher(text).matches()
                ? text.replaceAll("[^0-9]", "")
                : text;
    }

    private long position(String name, @Nullable String asked) {
        long now = visible.position();
        String knownAt = ungrouped(asked);
        if (knownAt == null) {
            return now;
        }
        if (!knownAt.chars().allMatch(Character::isDigit)) {
            return visible.recordedBy(instant(name, knownAt));
        }
        long position;
        try {
            position = Long.parseLong(knownAt);
        } catch (NumberFormatException e) {
            position = Long.MAX_VALUE;
        }
        if (position > now) {
            throw new InvalidException(name, Reason.INSTANT_OR_POSITION.of(now));
        }
        return position;
    }

    private static Instant instant(String name, String text) {
        OffsetDateTime instant;
        try {
            instant = OffsetDateTime.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidException(name, Reason.POSITION_OR_INSTANT);
        }
        inRange(name, instant.getYear());
        return instant.toInstant();
    }

    private static void inRange(String name, int year) {
        if (year < 1900 || year > 2999) {
            throw new InvalidException(name, Reason.BETWEEN.of("1900", "2999"));
        }
    }

    /** Where the page before ended; empty for the first page. */
    public static String cursor(@Nullable String cursor) {
        if (cursor != null && cursor.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidException("cursor", Reason.CURSOR);
        }
        return cursor == null ? "" : cursor;
    }

    /** A date from 1900 to 2999; null when it was not sent. */
    public static @Nullable LocalDate date(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        LocalDate date = parsed(name, text, LocalDate::parse, () -> LocalDate.EPOCH);
        inRange(name, date.getYear());
        return date;
    }

    /** What a parser makes of a parameter. */
    public static <T> T parsed(
            String name, @Nullable String text, Function<String, T> parser, Supplier<T> otherwise) {
        try {
            return text == null ? otherwise.get() : parser.apply(text);
        } catch (DateTimeException e) {
            throw new InvalidException(name, Reason.DATE);
        } catch (RefusedValueException e) {
            throw new InvalidException(name, e.refusal());
        }
    }
}
