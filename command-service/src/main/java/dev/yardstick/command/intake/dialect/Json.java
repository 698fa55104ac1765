package dev.yardstick.command.intake.dialect;

import dev.yardstick.events.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the values of CRMs, which give ids as texts here and as numbers there. */
public final class Json {

    /** ISO, or with a space; with or without fractions; an offset in any form, or none for UTC. */
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder()
                    .appendPattern("yyyy-MM-dd['T'][' ']HH:mm:ss")
                    .optionalStart()
                    .appendFraction(java.time.temporal.ChronoField.NANO_OF_SECOND, 1, 9, true)
                    .optionalEnd()
                    .appendPattern("[XXX][XX]")
                    .toFormatter(java.util.Locale.ROOT);

    /** The characters of a number that a message shows. */
    private static final int SHOWN = 40;

    private Json() {}

    /** A text, a number or a truth value as text, exactly; null when absent, null or blank. */
    public static @Nullable String text(@Nullable JsonNode value) {
        if (value == null || value.isNull() || value.isContainer()) {
            return null;
        }
        String text = value.isNumber() ? number(value) : value.asString();
        return text.isBlank() ? null : text;
    }

    private static String number(JsonNode value) {
        try {
            return Decimals.of(value).toPlainString();
        } catch (NumberFormatException e) {
            String given = value.toString();
            throw new UnclearException(
                    (given.length() > SHOWN ? given.substring(0, SHOWN) + "…" : given)
                            + " "
                            + e.getMessage());
        }
    }

    /** The value at a path of field names joined by dots; null when it is not there. */
    public static @Nullable JsonNode at(JsonNode object, String path) {
        JsonNode value = object.get(path);
        if (value != null) {
            return value;
        }
        int dot = path.indexOf('.');
        JsonNode inner = dot < 0 ? null : object.get(path.substring(0, dot));
        return inner == null ? null : at(inner, path.substring(dot + 1));
    }

    /** The text at a path; of an object there: the text of its {@code value}, else its id. */
    public static @Nullable String textAt(JsonNode object, String path) {
        JsonNode value = at(object, path);
        if (value != null && value.isObject()) {
            String inner = text(value.get("value"));
            return inner == null ? text(value.get("id")) : inner;
        }
        return text(value);
    }

    /**
     * An instant, given as a number since 1970 or as a text; null when it is absent.
     *
     * @throws UnclearException when it is neither
     */
    public static @Nullable Instant time(@Nullable JsonNode value) {
        String text = text(value);
        if (text == null) {
            return null;
        }
        if (text.matches("[0-9]{1,17}")) {
            return sinceEpoch(Long.parseLong(text));
        }
        try {
            return switch (TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from)) {
                case OffsetDateTime at -> at.toInstant();
                case LocalDateTime at -> at.toInstant(ZoneOffset.UTC);
                default -> throw new DateTimeException(text);
            };
        } catch (DateTimeException e) {
            throw new UnclearException("\"" + text + "\" is no time");
        }
    }

    /** Seconds, milliseconds or microseconds since 1970: told apart by their size until 2286. */
    private static Instant sinceEpoch(long number) {
        if (number < 10_000_000_000L) {
            return Instant.ofEpochSecond(number);
        }
        return Instant.ofEpochMilli(number < 10_000_000_000_000L ? number : number / 1_000);
    }

    /** Hours with four decimals, of a number of smaller units; null when it is no number. */
    public static @Nullable String hours(@Nullable String number, long perHour) {
        if (number == null || !number.matches("[0-9]{1,15}(\\.[0-9]{1,50})?")) {
            return null;
        }
        return Decimals.of(number)
                .divide(BigDecimal.valueOf(perHour), 4, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    /** The hours from one instant to another; null when one is missing. */
    public static @Nullable String hours(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null || to.isBefore(from)
                ? null
                : hours(String.valueOf(Duration.between(from, to).toSeconds()), 3_600);
    }

    /** The instant at a path. */
    public static @Nullable Instant timeAt(JsonNode object, String path) {
        return time(at(object, path));
    }
}
