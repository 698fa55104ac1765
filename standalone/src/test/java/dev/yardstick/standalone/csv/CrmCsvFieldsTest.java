package dev.yardstick.standalone.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is said of a row of each type whose cells are empty, wrong or of no column, and what it
 * tells where it is right. A line that begins with {@code >} is the row or the mapping; under it
 * stands the data that is sent, or every fault. With {@code -Dgolden.write=true} it is written
 * anew.
 */
class CrmCsvFieldsTest {

    private static final Path GOLDEN = Path.of("src/test/resources/crm-csv/told.txt");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final List<String> TYPES =
            List.of(
                    "crm.call.logged",
                    "crm.meeting.held",
                    "crm.lead.generated",
                    "crm.collaboration.held",
                    "crm.travel.logged",
                    "crm.paperwork.filed",
                    "crm.training.completed",
                    "crm.coaching.held",
                    "crm.conduct.assessed",
                    "crm.activity.retracted",
                    "crm.deal.opened",
                    "crm.deal.advanced",
                    "crm.deal.won",
                    "crm.deal.lost",
                    "crm.deal.reopened",
                    "crm.deal.amended",
                    "crm.deal.retracted");

    private static final Map<String, String> ALL = new LinkedHashMap<>();

    static {
        ALL.put("stage", "proposal");
        ALL.put("with", "ann");
        ALL.put("rep", "robin");
        ALL.put("account", "acme");
        ALL.put("occurredAt", "2026-02-03");
        ALL.put("method", "cold-call");
        ALL.put("channel", "phone");
        ALL.put("outcome", "reached");
        ALL.put("hours", "1.50");
        ALL.put("days", "2");
        ALL.put("course", "basics");
        ALL.put("aspect", "conduct");
        ALL.put("rating", "-4");
        ALL.put("amount", "1250.50");
        ALL.put("currency", "EUR");
        ALL.put("credits", "robin:0.6;sam:40%");
    }

    private static final List<String> CELLS =
            List.of(
                    "x",
                    "x".repeat(301),
                    "a\u0007b",
                    "1.2E+11",
                    "eur",
                    "2026-02-30",
                    "1899-12-31",
                    "2026-02-03T10:00",
                    "2026-02-03 10:00Z",
                    "5",
                    "0.00",
                    "-1",
                    "-0",
                    "1.23456",
                    "123456789012345",
                    "1234567890123456789012345678",
                    "1e2",
                    "+1",
                    "\u0665",
                    "1,5",
                    "sam:1",
                    "sam:0.5;sam:0.5",
                    "sam:2;ann:-1",
                    "sam:0.123456789;ann:0.876543211",
                    ":1",
                    "sam:.5;ann:.5",
                    ";");

    @TempDir private Path directory = Path.of("");
    private final List<String> told = new ArrayList<>();

    @Test
    void everyCellOfEveryTypeIsToldAsTheGoldenFileSays() throws IOException {
        for (String type : TYPES) {
            ask(type + " all", "", type, ALL, ALL);
            ask(type + " empty", "", type, ALL, Map.of());
            ask(type + " with no column", "", type, Map.of(), ALL);
            for (String field : ALL.keySet()) {
                ask(type + " without " + field, field, type, ALL, without(field));
                ask(type + " with no column for " + field, field, type, without(field), ALL);
            }
        }
        for (String field : ALL.keySet()) {
            for (String cell : CELLS) {
                Map<String, String> row = new LinkedHashMap<>(ALL);
                row.put(field, cell);
                ask(field + "=" + cell, field, "crm.meeting.held", ALL, row);
                always(field, cell);
            }
        }
        String all = String.join("\n", told) + "\n";
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(GOLDEN, all);
        }
        assertThat(all).isEqualTo(Files.readString(GOLDEN));
    }

    private static Map<String, String> without(String field) {
        Map<String, String> without = new LinkedHashMap<>(ALL);
        without.remove(field);
        return without;
    }

    /** The type stands in a column, and each field in one of its own. */
    private void ask(
            String asked,
            String field,
            String type,
            Map<String, String> columns,
            Map<String, String> row)
            throws IOException {
        Map<String, Object> data = new LinkedHashMap<>();
        columns.keySet().forEach(name -> data.put(name, "The " + name));
        map(Map.of("column", "Type"), data);
        Files.writeString(
                directory.resolve("rows.csv"),
                "Id,Type,"
                        + ALL.keySet().stream()
                                .map(name -> "The " + name)
                                .collect(Collectors.joining(","))
                        + "\n1,"
                        + type
                        + ","
                        + ALL.keySet().stream()
                                .map(name -> '"' + row.getOrDefault(name, "") + '"')
                                .collect(Collectors.joining(","))
                        + "\n");
        tell(asked, field);
    }

    /** A field has the same value in every row, and the type is said for all of them. */
    private void always(String field, String value) throws IOException {
        Map<String, Object> data = new LinkedHashMap<>();
        ALL.forEach((other, constant) -> data.put(other, Map.of("constant", constant)));
        data.put(field, Map.of("constant", value));
        map("crm.meeting.held", data);
        Files.writeString(directory.resolve("rows.csv"), "Id\n1\n");
        tell(field + " always " + value, field);
    }

    private void map(Object type, Map<String, Object> data) throws IOException {
        Map<String, Object> sheet = new LinkedHashMap<>();
        sheet.put("file", "rows.csv");
        sheet.put("subject", "Id");
        sheet.put("type", type);
        sheet.put("data", data);
        Map<String, Object> mapping = new LinkedHashMap<>();
        mapping.put("source", "/sheet");
        mapping.put("exportedAt", "2026-03-01T08:00:00Z");
        mapping.put("files", List.of(sheet));
        Files.writeString(directory.resolve("mapping.json"), JSON.writeValueAsString(mapping));
    }

    /** Tells what is sent of one field, or of all where it is empty. */
    private void tell(String asked, String field) {
        List<String> lines = new ArrayList<>(List.of("> " + asked));
        try {
            for (ImportPlan.Report event : CrmCsv.read(directory).events()) {
                JsonNode data = JSON.readTree(event.json()).required("data");
                lines.add("sends " + (field.isEmpty() ? data : data.path(field)));
            }
        } catch (WrongFilesException wrong) {
            lines.addAll(wrong.report());
        }
        lines.forEach(line -> told.add(line.replaceAll("x{300,}", "x…")));
    }
}
