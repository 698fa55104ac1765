package dev.yardstick.standalone.auditing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an audit found, for a person to sign and for a program to read.
 *
 * @param export the folder
 * @param verifiedAt when
 * @param holds whether every check holds
 * @param againstKey whether its signatures were held against a key that was kept elsewhere
 * @param againstCheckpoint the number of events that a checkpoint kept elsewhere covers; 0 without
 *     one: an export that agrees with itself only may have been made up as a whole
 * @param log the log's name; null where nothing tells it
 * @param size the number of events
 * @param root over them, Base64; null where there is no file of events
 * @param signedAt when the newest checkpoint was signed; null where none can be read
 * @param key what the checkpoints were verified with; null where there is none
 */
record Report(
        String export,
        Instant verifiedAt,
        boolean holds,
        boolean againstKey,
        long againstCheckpoint,
        @Nullable String log,
        long size,
        @Nullable String root,
        @Nullable Instant signedAt,
        @Nullable String key,
        List<Check> checks) {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    /** What became of a check. */
    enum Outcome {
        HOLDS("ok"),
        FAILS("FAILS"),
        NOT_CHECKED("not checked");

        private final String shown;

        Outcome(String shown) {
            this.shown = shown;
        }

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A check: what was looked at, and what was found. */
    record Check(String name, Outcome outcome, String found) {}

    /** For a program. */
    String json() {
        return JSON.writeValueAsString(this) + "\n";
    }

    /** For a person. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append("Yardstick: audit of an export\n\n");
        line(text, "Export", export);
        line(text, "Log", log);
        line(text, "Events", String.format(Locale.ROOT, "%,d", size));
        line(text, "Root", root);
        line(text, "Signed at", signedAt);
        line(text, "Key", key);
        line(text, "Verified at", verifiedAt);
        text.append('\n');
        for (Check check : checks) {
            String outcome = check.outcome().shown;
            text.append("  %-12s %-12s %s%n".formatted(outcome, check.name(), check.found()));
        }
        text.append('\n').append(verdict()).append('\n');
        text.append(
                """

                Verified by ______________________  Date ____________  Signature ______________________
                """);
        return text.toString();
    }

    private static void line(StringBuilder text, String name, @Nullable Object value) {
        text.append(
                String.format(Locale.ROOT, "%-12s %s%n", name, value == null ? "unknown" : value));
    }

    private String verdict() {
        if (!holds) {
            return "THIS EXPORT DOES NOT HOLD: see the checks that fail.";
        }
        if (againstCheckpoint == 0) {
            return """
            Everything in this export agrees with itself. ONLY SELF-CONSISTENCY WAS SHOWN: whoever holds
            the signing key could have made up all of it. Verify with --key and --checkpoint, kept
            elsewhere since an earlier day, to show that nothing up to that checkpoint was changed.\
            """;
        }
        return """
        EVERYTHING HOLDS. Events 1 to %,d are those of the checkpoint that was kept elsewhere%s\
        """
                .formatted(
                        againstCheckpoint,
                        againstCheckpoint == size
                                ? "."
                                : ";\nthe %,d after them are vouched for by the log's signature."
                                        .formatted(size - againstCheckpoint));
    }
}
