package dev.yardstick.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run of races came to.
 *
 * @param command as it was typed
 */
record Results(Machine machine, String command, List<Ratio> ratios) {

    private static final String BEGIN = "<!-- measured: begin -->\n";
    private static final String END = "<!-- measured: end -->\n";

    boolean correct() {
        return ratios.stream().allMatch(Ratio::correct);
    }

    /** For a terminal: a line for each, and what was behind it on the next. */
    String table() {
        StringBuilder table =
                new StringBuilder(line("", "ratio", "target", "", "what was measured"));
        for (Ratio ratio : ratios) {
            table.append(
                    line(ratio.name(), ratio(ratio), target(ratio), met(ratio), ratio.measure()));
            table.append(line("", "", "", "", ratio.said()));
        }
        return table.toString();
    }

    private static String line(
            String name, String ratio, String target, String met, String measure) {
        return String.format(
                Locale.ROOT, "%-5s %7s %9s  %-9s %s%n", name, ratio, target, met, measure);
    }

    private static String ratio(Ratio ratio) {
        return ratio.isMeasured() ? number(ratio.ratio()) : "–";
    }

    private static String target(Ratio ratio) {
        if (ratio.isBesidePeer()) {
            return "";
        }
        return (ratio.atMost() ? "≤ " : "≥ ") + number(ratio.target());
    }

    private static String met(Ratio ratio) {
        if (!ratio.correct()) {
            return "incorrect";
        }
        if (ratio.isBesidePeer()) {
            return ratio.met() ? "ahead" : "behind";
        }
        return ratio.met() ? "met" : "not met";
    }

    /** Two decimals, more where they would all be zero, none where nobody reads them. */
    private static String number(double number) {
        double size = Math.abs(number);
        String format = size >= 100 ? "%.0f" : size >= 0.1 || size == 0 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, number);
    }

    /** Everything, as JSON; a ratio that could not be measured is null. */
    String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("command", command);
        all.put("machine", machine);
        all.put("measures", ratios.stream().map(Results::json).toList());
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    }

    private static Map<String, @Nullable Object> json(Ratio ratio) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", ratio.name());
        fields.put("measure", ratio.measure());
        fields.put("ratio", ratio.isMeasured() ? ratio.ratio() : null);
        fields.put("target", ratio.target());
        fields.put("atMost", ratio.atMost());
        fields.put("correct", ratio.correct());
        fields.put("met", ratio.met());
        fields.put("said", ratio.said());
        return fields;
    }

    /**
     * Writes the table into a page: in place of the one that an earlier run wrote there, or as a
     * new page.
     *
     * @throws IOException when there is a page without a place for it
     */
    void writeInto(Path page) throws IOException {
        String before = "";
        String after = "";
        if (Files.exists(page)) {
            String text = Files.readString(page);
            int begin = text.indexOf(BEGIN);
            int end = text.indexOf(END);
            if (begin < 0 || end < begin) {
                throw new IOException(
                        "%s has no lines %sand %sto write between".formatted(page, BEGIN, END));
            }
            before = text.substring(0, begin);
            after = text.substring(end + END.length());
        }
        Files.writeString(page, before + BEGIN + markdown() + END + after);
    }

    private String markdown() {
        StringBuilder text = new StringBuilder("\n```sh\n" + command + "\n```\n\n");
        text.append(
                "%s, %s of memory, %s; Java %s, PostgreSQL %s, Kafka %s; commit %s.\n\n"
                        .formatted(
                                machine.processors(),
                                machine.memory(),
                                machine.system(),
                                machine.java(),
                                machine.postgres(),
                                machine.kafka(),
                                machine.commit()));
        text.append("| | measure | ratio | target | | behind it |\n|---|---|---|---|---|---|\n");
        for (Ratio ratio : ratios) {
            text.append(
                    "| %s | %s | %s | %s | %s | %s |\n"
                            .formatted(
                                    ratio.name(),
                                    cell(ratio.measure()),
                                    ratio(ratio),
                                    target(ratio),
                                    met(ratio),
                                    cell(ratio.said())));
        }
        return text + "\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\R", " ");
    }
}
