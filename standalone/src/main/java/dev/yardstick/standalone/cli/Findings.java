package dev.yardstick.standalone.cli;

import dev.yardstick.standalone.csv.ExportedEvents;
import dev.yardstick.standalone.csv.ExportedEvents.Key;
import dev.yardstick.standalone.csv.ImportPlan.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * How an export and what is recorded differ, as the server found.
 *
 * @param answer the server's, as its API describes it
 */
record Findings(ExportedEvents export, JsonNode answer) {

    private static final int SHOWN = 5;

    long missing() {
        return answer.path("missingCount").asLong(0);
    }

    long parked() {
        return answer.path("parked").asLong(0);
    }

    long different() {
        return answer.path("differentCount").asLong(0);
    }

    /** Whether there is nothing to do but perhaps to send what is missing. */
    boolean differsOnlyByMissing() {
        return different() == 0
                && answer.path("extraCount").asLong(0) == 0
                && answer.path("refusedCount").asLong(0) == 0;
    }

    /** The events of the records that are missing and do not wait in intake already. */
    List<Report> toSend() {
        Set<Key> wanted = unsent().map(Findings::key).collect(Collectors.toSet());
        return export.events().stream().filter(event -> wanted.contains(Key.of(event))).toList();
    }

    /** How many of the records that are missing the server named, without those that wait. */
    long named() {
        return unsent().count();
    }

    private Stream<JsonNode> unsent() {
        return answer.path("missing").valueStream().filter(one -> !waits(one));
    }

    private static boolean waits(JsonNode one) {
        return one.path("parked").asBoolean(false);
    }

    /** The counts, then the first of each kind, or all that the server named. */
    List<String> report(boolean all) {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%s: %,d records compared, %,d the same",
                        export.source(),
                        answer.path("compared").asLong(0),
                        answer.path("same").asLong(0)));
        add(lines, "missing", "in the export, not recorded", this::missing, all);
        add(lines, "different", "recorded with other content", this::different, all);
        add(lines, "extra", "recorded, not in the export", Findings::extra, all);
        if (answer.path("refusedCount").asLong(0) > 0) {
            add(lines, "refused", "faults of lines that were left out", this::refused, all);
        }
        return lines;
    }

    private void add(
            List<String> lines,
            String kind,
            String meaning,
            Function<JsonNode, List<String>> text,
            boolean all) {
        long count = answer.path(kind + "Count").asLong(0);
        lines.add(String.format(Locale.ROOT, "  %-9s %,7d: %s", kind, count, meaning));
        long shown = 0;
        for (JsonNode one : answer.path(kind)) {
            if (!all && shown == SHOWN) {
                break;
            }
            shown++;
            text.apply(one).forEach(line -> lines.add("    " + line));
        }
        if (shown < count) {
            String more = String.format(Locale.ROOT, "    and %,d more", count - shown);
            lines.add(all ? more : more + " (--verbose lists them)");
        }
    }

    private List<String> missing(JsonNode one) {
        return List.of(located(one) + (waits(one) ? ", parked" : ""));
    }

    private List<String> different(JsonNode one) {
        List<String> lines = new ArrayList<>();
        lines.add(located(one));
        for (JsonNode field : one.path("fields")) {
            String recorded = value(field.path("recorded"));
            String exported = value(field.path("exported"));
            lines.add(
                    "  %s: recorded %s, exported %s"
                            .formatted(field.path("field").asString(""), recorded, exported));
        }
        return lines;
    }

    private static List<String> extra(JsonNode one) {
        return List.of(name(one) + " of " + one.path("date").asString("unknown date"));
    }

    private List<String> refused(JsonNode one) {
        String origin = export.origin(one.path("index").asInt(-1) + 1);
        String message = one.path("message").asString("");
        return List.of(origin + ": " + one.path("path").asString("") + " " + message);
    }

    private String located(JsonNode one) {
        return export.origin(one.path("line").asInt(0)) + ": " + name(one);
    }

    private static String name(JsonNode one) {
        return key(one).sort() + " " + key(one).subject();
    }

    private static Key key(JsonNode one) {
        boolean deal = one.path("stream").asString("").startsWith("deal/");
        return new Key(deal ? "deal" : "activity", one.path("record").asString(""));
    }

    private static String value(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "nothing";
        }
        return value.isString() ? value.stringValue() : value.toString();
    }
}
