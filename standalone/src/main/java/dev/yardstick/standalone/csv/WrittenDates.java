package dev.yardstick.standalone.csv;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQuery;
import java.time.zone.ZoneRules;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a spreadsheet writes dates and times. What does not fit is an {@link
 * IllegalArgumentException} whose message says what would.
 *
 * @param zone where times without an offset were; null where nobody said
 */
record WrittenDates(DateTimeFormatter date, DateTimeFormatter dateTime, @Nullable ZoneId zone) {

    static final WrittenDates ISO =
            new WrittenDates(
                    DateTimeFormatter.ISO_LOCAL_DATE,
                    new DateTimeFormatterBuilder()
                            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                            .optionalStart()
                            .appendOffset("+HH:mm", "Z")
                            .toFormatter(Locale.ROOT)
                            .withResolverStyle(ResolverStyle.STRICT),
                    null);

    /** Programs write ISO with a blank in place of the T, and offsets without the colon. */
    private static final Pattern LOOSE_ISO =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[ T](.+?)(?:([+-]\\d\\d)(\\d\\d))?");

    /** The day and the time that patterns are tried on: no two of its numbers are alike. */
    private static final ZonedDateTime SAMPLE = ZonedDateTime.parse("2026-01-31T14:45:00Z");

    WrittenDates withDate(String pattern) {
        LocalDate day = SAMPLE.toLocalDate();
        String what = "day, month and year such as dd/MM/yyyy";
        return new WrittenDates(tried(pattern, day, LocalDate::from, what), dateTime, zone);
    }

    WrittenDates withDateTime(String pattern) {
        String what = "date, hour and minute such as dd/MM/yyyy HH:mm";
        return new WrittenDates(date, tried(pattern, SAMPLE, LocalDateTime::from, what), zone);
    }

    /** The format of a pattern by which what is written is read again. */
    private static DateTimeFormatter tried(
            String pattern, TemporalAccessor written, TemporalQuery<?> query, String what) {
        DateTimeFormatter format = formatter(pattern);
        try {
            if (format.parse(format.format(written), query).equals(written.query(query))) {
                return format;
            }
        } catch (DateTimeException wrong) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "must be a pattern with " + what + ", not \"" + pattern + "\"");
    }

    WrittenDates in(String zoneName) {
        try {
            return new WrittenDates(date, dateTime, ZoneId.of(zoneName));
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException(
                    "must be an IANA time zone such as Europe/Amsterdam, not \"" + zoneName + "\"",
                    unknown);
        }
    }

    private static DateTimeFormatter formatter(String pattern) {
        try {
            return new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(pattern)
                    .parseDefaulting(ChronoField.ERA, 1)
                    .toFormatter(Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "must be a pattern such as dd/MM/yyyy: " + wrong.getMessage(), wrong);
        }
    }

    /** The day, or the moment with its offset, as canonical events write it. */
    String occurredAt(String cell) {
        TemporalAccessor read = read(cell);
        return read instanceof LocalDate day
                ? day.toString()
                : moment(cell, read)
                        .toOffsetDateTime()
                        .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }

    /** The moment; of a day its beginning. */
    Instant instant(String cell) {
        return moment(cell, read(cell)).toInstant();
    }

    private TemporalAccessor read(String cell) {
        TemporalAccessor read;
        try {
            read = date.parse(cell, LocalDate::from);
        } catch (DateTimeException noDate) {
            try {
                String text = dateTime.equals(ISO.dateTime) ? strictIso(cell) : cell;
                read = dateTime.parseBest(text, ZonedDateTime::from, LocalDateTime::from);
            } catch (DateTimeException neither) {
                throw new IllegalArgumentException(
                        "must be a date such as %s, or with a time such as %s, not \"%s\""
                                .formatted(date.format(SAMPLE), dateTime.format(SAMPLE), cell),
                        neither);
            }
        }
        int year = read.get(ChronoField.YEAR);
        if (year < 1900 || year > 2999) {
            throw new IllegalArgumentException(
                    "must lie between 1900 and 2999, not \"" + cell + "\"");
        }
        return read;
    }

    private static String strictIso(String cell) {
        Matcher loose = LOOSE_ISO.matcher(cell);
        if (!loose.matches()) {
            return cell;
        }
        String offset = loose.group(3) == null ? "" : loose.group(3) + ":" + loose.group(4);
        return loose.group(1) + "T" + loose.group(2) + offset;
    }

    /** Where clocks went back and a time came twice, the earlier one is meant. */
    private ZonedDateTime moment(String cell, TemporalAccessor read) {
        if (read instanceof ZonedDateTime known) {
            return known;
        }
        ZoneId there = zone;
        if (there == null) {
            throw new IllegalArgumentException(
                    "\"%s\" has no offset; say in mapping.json where that was, as in \"zone\": \"Europe/Amsterdam\""
                            .formatted(cell));
        }
        if (read instanceof LocalDate day) {
            return day.atStartOfDay(there);
        }
        LocalDateTime local = LocalDateTime.from(read);
        ZoneRules rules = there.getRules();
        if (rules.getValidOffsets(local).isEmpty()) {
            throw new IllegalArgumentException(
                    "must be a time that there was; at \"%s\" the clocks of %s were put forward"
                            .formatted(cell, there));
        }
        return local.atZone(there);
    }
}
