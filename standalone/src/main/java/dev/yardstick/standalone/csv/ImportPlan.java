package dev.yardstick.standalone.csv;

import dev.yardstick.standalone.client.JsonFields;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole data set, read and checked, as the calls that tell it to the server.
 *
 * @param statements sent one after the other, before the events
 * @param events sent in batches
 * @param notes how contradictions and gaps in the data were read
 * @param skipped what the data does not tell enough about to be sent
 */
public record ImportPlan(
        List<Statement> statements, List<Report> events, List<String> notes, Skipped skipped) {

    /** How much of what would be sent. */
    public List<String> preview() {
        Map<String, Integer> counts = new TreeMap<>();
        Map<Kind, Integer> stated = new EnumMap<>(Kind.class);
        statements.forEach(s -> stated.merge(s.kind(), 1, Integer::sum));
        events.forEach(event ->
                counts.merge(
                        JsonMapper.shared().readTree(event.json()).path("type").asString(""),
                        1,
                        Integer::sum));
        List<String> lines = new ArrayList<>();
        stated.forEach((kind, count) -> lines.add(line(kind.plural(), count)));
        if (!events.isEmpty()) {
            lines.add(line("CRM events", events.size()));
            counts.forEach((type, count) -> lines.add("  " + line(type, count)));
        }
        return lines;
    }

    private static String line(String what, int count) {
        return String.format(Locale.ROOT, "%-24s %,7d", what, count);
    }

    /** What a statement is counted as in the summary. */
    public enum Kind {
        REP("reps"),
        TEAM_CHANGE("team changes"),
        OVERSIGHT("who answers for whom"),
        ACCOUNT("accounts"),
        EXPECTATION("expectations");

        private final String plural;

        Kind(String plural) {
            this.plural = plural;
        }

        public String plural() {
            return plural;
        }
    }

    /** A PUT of something that is so from a date on. */
    public record Statement(Kind kind, Origin origin, String path, Map<String, ?> body) {

        private static final String SUCCESS =
                "What it means to be a successful salesperson in our company is a sales quota of ";

        /** The body that sets an expectation of which nothing is known but a quota. */
        public static Map<String, Object> quota(
                String rep, LocalDate from, LocalDate to, String amount, String currency) {
            Map<String, Object> clause =
                    JsonFields.of("id", "revenue", "topic", "quota", "title", "Sales quota");
            clause.put(
                    "measure",
                    JsonFields.of("kind", "sum", "of", "deal-won", "quantity", "amount"));
            clause.put("target", Map.of("atLeast", amount));
            Map<String, Object> body = JsonFields.of("rep", rep);
            body.put("statement", SUCCESS + amount + " " + currency + ".");
            body.put("from", from.toString());
            body.put("to", to.toString());
            body.put("currency", currency);
            body.put("clauses", List.of(clause));
            return body;
        }
    }

    /** A CRM event as the line that is sent. */
    public record Report(Origin origin, String json) {}

    /**
     * Records that were left out.
     *
     * @param what in the plural, with the reason
     */
    public record Skipped(String what, List<String> records) {

        private static final int SHOWN = 5;

        public static final Skipped NOTHING = new Skipped("", List.of());

        /** The lines of the summary: all records, or the first five and how to see the others. */
        public List<String> report(boolean all) {
            if (records.isEmpty()) {
                return List.of();
            }
            List<String> lines = new ArrayList<>();
            lines.add("skipped: " + records.size() + " " + what);
            int shown = all ? records.size() : Math.min(SHOWN, records.size());
            records.subList(0, shown).forEach(record -> lines.add("  " + record));
            if (shown < records.size()) {
                lines.add("  and " + (records.size() - shown) + " more (--verbose lists them)");
            }
            return lines;
        }
    }
}
