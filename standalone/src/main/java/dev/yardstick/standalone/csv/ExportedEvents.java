package dev.yardstick.standalone.csv;

import dev.yardstick.standalone.csv.CrmMapping.Sheet;
import dev.yardstick.standalone.csv.ImportPlan.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An export as canonical events of one source.
 *
 * @param events in the order in which they are sent, one a line
 */
public record ExportedEvents(String source, List<Report> events) {

    /**
     * What tells one record of a source from another.
     *
     * @param sort activity or deal
     */
    public record Key(String sort, String subject) {

        /** The record of an event; an empty one where the line cannot be read. */
        public static Key of(Report report) {
            try {
                JsonNode event = JsonMapper.shared().readTree(report.json());
                boolean deal = event.path("type").asString("").startsWith("crm.deal.");
                return new Key(deal ? "deal" : "activity", event.path("subject").asString(""));
            } catch (JacksonException unreadable) {
                return new Key("", "");
            }
        }
    }

    /**
     * The lists of a directory, read as its {@code mapping.json} says, by source.
     *
     * @throws WrongFilesException with everything that is wrong with the mapping and the files
     */
    public static List<ExportedEvents> ofDirectory(Path directory) throws WrongFilesException {
        ImportPlan plan = CrmCsv.read(directory);
        Map<String, List<Report>> bySource = new LinkedHashMap<>();
        for (Sheet sheet : CrmMapping.read(directory, new ArrayList<>()).sheets()) {
            bySource.put(sheet.settings().source(), new ArrayList<>());
        }
        for (Report report : plan.events()) {
            String source = JsonMapper.shared().readTree(report.json()).path("source").asString("");
            bySource.computeIfAbsent(source, s -> new ArrayList<>()).add(report);
        }
        return bySource.entrySet().stream()
                .map(entry -> new ExportedEvents(entry.getKey(), entry.getValue()))
                .toList();
    }

    /**
     * A file of events, one a line, which the server is to judge.
     *
     * @throws WrongFilesException when it cannot be read
     */
    public static ExportedEvents ofFile(Path file, String source) throws WrongFilesException {
        Path absolute = file.toAbsolutePath();
        Path directory = absolute.getParent();
        String name = String.valueOf(absolute.getFileName());
        List<Problem> problems = new ArrayList<>();
        String text = directory == null ? null : TextFile.read(directory, name, problems);
        if (text == null) {
            throw new WrongFilesException(problems);
        }
        List<Report> events = new ArrayList<>();
        int line = 0;
        for (String one : text.replaceFirst("^\uFEFF", "").split("\r\n|\n|\r", -1)) {
            line++;
            if (!one.isBlank()) {
                events.add(new Report(new Origin(name, line), one.strip()));
            }
        }
        return new ExportedEvents(source, events);
    }

    /** Where a line that was sent was read, by its number from 1. */
    public String origin(int line) {
        return line < 1 || line > events.size()
                ? "line " + line
                : events.get(line - 1).origin().toString();
    }

    /** The lines that are sent. */
    public List<String> lines() {
        return events.stream().map(Report::json).toList();
    }
}
