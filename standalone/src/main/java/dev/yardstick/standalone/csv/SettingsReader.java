package dev.yardstick.standalone.csv;

import dev.yardstick.standalone.csv.CrmMapping.Settings;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** Reads what a mapping says for all files, and what one file says otherwise. */
final class SettingsReader {

    static final List<String> NAMES =
            List.of(
                    "source",
                    "exportedAt",
                    "revision",
                    "delimiter",
                    "dateFormat",
                    "dateTimeFormat",
                    "zone",
                    "decimal");

    private static final int MOST_REVISIONS = 9999;

    private SettingsReader() {}

    /** What the object says, and the defaults for the rest. */
    static Settings read(LocatedJson json, Settings defaults) {
        WrittenDates dates = defaults.notation().dates();
        dates = json.parsed("dateFormat", dates::withDate, dates);
        dates = json.parsed("dateTimeFormat", dates::withDateTime, dates);
        dates = json.parsed("zone", dates::in, dates);
        char decimal =
                json.parsed("decimal", SettingsReader::decimal, defaults.notation().decimal());
        Instant exportedAt =
                json.at("exportedAt")
                        .flatMap(at -> at.parsed(SettingsReader::instant))
                        .orElse(defaults.exportedAt());
        return new Settings(
                json.parsed("source", source -> source, defaults.source()),
                exportedAt,
                json.parsed("revision", SettingsReader::revision, defaults.revision()),
                json.parsedRaw("delimiter", SettingsReader::delimiter, defaults.delimiter()),
                new Notation(decimal, dates));
    }

    private static char decimal(String text) {
        if (!text.equals(".") && !text.equals(",")) {
            throw new IllegalArgumentException("must be \".\" or \",\", not \"" + text + "\"");
        }
        return text.charAt(0);
    }

    private static char delimiter(String text) {
        if (!text.matches("[^\"\\r\\n\\p{L}\\p{N}]")) {
            throw new IllegalArgumentException(
                    "must be one character between the cells such as \",\", \";\" or \"\\t\", not \"%s\""
                            .formatted(text));
        }
        return text.charAt(0);
    }

    private static int revision(String text) {
        if (!text.matches("[1-9]\\d{0,3}")) {
            throw new IllegalArgumentException(
                    "must be a whole number from 1 to " + MOST_REVISIONS + ", not " + text);
        }
        return Integer.parseInt(text);
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException(
                    "must be a time with an offset such as 2026-03-01T08:00:00Z, not \"%s\""
                            .formatted(text),
                    wrong);
        }
    }
}
