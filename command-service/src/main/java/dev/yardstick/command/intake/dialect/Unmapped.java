package dev.yardstick.command.intake.dialect;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A word of a CRM's of which a mapping does not say what it is here. What waits for the mapping is
 * parked with a sentence that says so, and is read from it again.
 *
 * @param in the part of the mapping that would say it: {@code owners}, {@code activities}, {@code
 *     stages} or {@code values.FIELD}
 */
public record Unmapped(String in, String word) {

    private static final String VALUES = "values.";
    private static final String OUTCOME = VALUES + "outcome";

    private static final String UNKNOWN_STATUS =
            " is not known: say in the mapping's values of outcome what it is, or ";

    private static final List<Pattern> SENTENCES =
            List.of(
                    Pattern.compile(
                            "(?:owner|type|stage) (?<word>.*) is not in the mapping's"
                                    + " (?<in>owners|activities|stages)",
                            Pattern.DOTALL),
                    Pattern.compile(
                            "\"(?<word>.*)\" is not in the mapping's values of (?<in>\\w+)",
                            Pattern.DOTALL),
                    Pattern.compile(
                            "(?<in>\\w+) (?<word>.*)" + UNKNOWN_STATUS + Translator.NOT_DONE,
                            Pattern.DOTALL));

    static UnclearException owner(String owner) {
        return new UnclearException("owner " + owner + " is not in the mapping's owners");
    }

    static UnclearException activity(String type) {
        return new UnclearException("type " + type + " is not in the mapping's activities");
    }

    static UnclearException stage(@Nullable String stage) {
        return new UnclearException("stage " + stage + " is not in the mapping's stages");
    }

    static UnclearException value(String field, String value) {
        return new UnclearException("\"" + value + "\" is not in the mapping's values of " + field);
    }

    static UnclearException status(String field, String status) {
        return new UnclearException(field + " " + status + UNKNOWN_STATUS + Translator.NOT_DONE);
    }

    /** What a sentence says to be missing; null: it says something else. */
    public static @Nullable Unmapped of(String sentence) {
        for (Pattern pattern : SENTENCES) {
            Matcher matcher = pattern.matcher(sentence);
            if (matcher.matches()) {
                String in = matcher.group("in");
                return new Unmapped(
                        switch (SENTENCES.indexOf(pattern)) {
                            case 0 -> in;
                            case 1 -> VALUES + in;
                            default -> OUTCOME;
                        },
                        matcher.group("word"));
            }
        }
        return null;
    }
}
