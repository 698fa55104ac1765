package dev.yardstick.standalone.csv;

import dev.yardstick.events.language.CrmEventType;
import dev.yardstick.events.language.FactField;
import dev.yardstick.standalone.csv.CrmMapping.Cell;
import dev.yardstick.standalone.csv.CrmMapping.Join;
import dev.yardstick.standalone.csv.CrmMapping.Settings;
import dev.yardstick.standalone.csv.CrmMapping.Sheet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the entries of {@code files} in a mapping, and checks that each tells enough. */
record MappingReader(LocatedJson entry) {

    private static final List<String> ENTRY =
            List.of("file", "type", "subject", "time", "data", "join");

    /** What to do about a list of deals that tells no amounts. */
    static final String NO_AMOUNTS =
            " (of a list without amounts: {\"constant\": \"0\"} counts the deals and adds nothing;"
                    + " \"join\" takes amounts from another list)";

    /** Assumed where the type is wrong, since it needs least; the wrong one is a problem anyway. */
    private static final Cell SOME_TYPE = new Cell.Constant(CrmEventType.CALL);

    /** Those entries that say which file and which records they are about. */
    static List<Sheet> sheets(LocatedJson json) {
        json.allowOnly(SettingsReader.NAMES, List.of("files"));
        Settings settings = SettingsReader.read(json, Settings.DEFAULT);
        Optional<LocatedJson> files = json.at("files");
        if (files.isEmpty()) {
            json.problem("must have \"files\", a list of the files to read");
        }
        return files.stream()
                .flatMap(list -> list.items().stream())
                .filter(LocatedJson::mustBeObject)
                .map(entry -> new MappingReader(entry).sheet(settings))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Sheet> sheet(Settings defaults) {
        entry.allowOnly(ENTRY, SettingsReader.NAMES);
        Settings settings = SettingsReader.read(entry, defaults);
        Optional<String> file = required("file", "the name of a CSV file beside mapping.json");
        Optional<String> subject = required("subject", "the column with the CRM's record id");
        Optional<LocatedJson> time = entry.at("time");
        if (settings.source().isEmpty() && entry.at("source").isEmpty()) {
            entry.problem("must have \"source\", here or for all files, such as \"/our-crm\"");
        }
        if (settings.exportedAt() == null && time.isEmpty() && entry.at("exportedAt").isEmpty()) {
            entry.problem(
                    "must have \"time\", the column with the time of each row's last change, or"
                            + " \"exportedAt\", the time of the export such as"
                            + " \"2026-03-01T08:00:00Z\"");
        }
        Optional<LocatedJson> fields = entry.at("data").filter(LocatedJson::mustBeObject);
        Map<FactField, Cell> data = new EnumMap<>(FactField.class);
        Set<FactField> said = EnumSet.noneOf(FactField.class);
        fields.ifPresent(all -> all.fields().forEach((name, cell) -> read(name, cell, data, said)));
        Cell type = type();
        checkNeeds(fields.orElse(entry), types(type), said);
        if (file.filter(name -> name.matches(".*[/\\\\].*")).isPresent()) {
            entry.at("file").ifPresent(at -> at.problem("must be a name without a path"));
            return Optional.empty();
        }
        if (file.isEmpty() || subject.isEmpty()) {
            return Optional.empty();
        }
        String column = time.flatMap(LocatedJson::text).orElse(null);
        Join join = entry.at("join").flatMap(MappingReader::join).orElse(null);
        return Optional.of(
                new Sheet(file.get(), settings, type, subject.get(), column, data, join));
    }

    private static Optional<Join> join(LocatedJson json) {
        if (!json.mustBeObject()) {
            return Optional.empty();
        }
        json.allowOnly(List.of("file", "column", "key", "columns", "unmatched"), List.of());
        Optional<String> file = json.at("file").flatMap(at -> at.parsed(MappingReader::bareName));
        Optional<String> key = json.at("key").flatMap(LocatedJson::text);
        Map<String, String> columns = new LinkedHashMap<>();
        Optional<LocatedJson> named = json.at("columns").filter(LocatedJson::mustBeObject);
        named.map(LocatedJson::fields)
                .orElse(Map.of())
                .forEach((here, there) -> there.text().ifPresent(name -> columns.put(here, name)));
        if (file.isEmpty() || key.isEmpty() || columns.isEmpty()) {
            json.problem(
                    "must have \"file\", the other list, \"key\", its column with the key, and"
                            + " \"columns\", as in {\"Owner\": \"the other list's column\"}");
            return Optional.empty();
        }
        boolean skips = json.parsed("unmatched", MappingReader::skips, false);
        String column = json.at("column").flatMap(LocatedJson::text).orElse(key.get());
        return Optional.of(new Join(file.get(), column, key.get(), columns, skips));
    }

    private static String bareName(String name) {
        if (name.matches(".*[/\\\\].*")) {
            throw new IllegalArgumentException("must be a name without a path");
        }
        return name;
    }

    private static boolean skips(String text) {
        if (!text.equals("skip") && !text.equals("fault")) {
            throw new IllegalArgumentException(
                    "must be \"skip\" or \"fault\", not \"" + text + "\"");
        }
        return text.equals("skip");
    }

    private Optional<String> required(String name, String what) {
        if (entry.at(name).isEmpty()) {
            entry.problem("must have \"" + name + "\", " + what);
        }
        return entry.at(name).flatMap(LocatedJson::text);
    }

    private static void read(
            String name, LocatedJson cell, Map<FactField, Cell> data, Set<FactField> said) {
        FactField field = FactField.find(name);
        if (field == null) {
            cell.problem(
                    "is no field of a CRM event; these are: "
                            + FactField.codes(type -> true).collect(Collectors.joining(", ")));
            return;
        }
        said.add(field);
        CellReader.cell(cell, field).ifPresent(read -> data.put(field, read));
    }

    private Cell type() {
        if (entry.at("type").isEmpty()) {
            entry.problem(
                    "must have \"type\", one of "
                            + CrmEventType.codes()
                            + ", or the column that tells it");
        }
        return entry.at("type").flatMap(CellReader::type).orElse(SOME_TYPE);
    }

    /** The types that rows can have, as far as the mapping says so. */
    private static Stream<CrmEventType> types(Cell type) {
        return switch (type) {
            case Cell.Constant(Object value) -> Stream.of((CrmEventType) value);
            case Cell.Column column when column.values() != null ->
                    column.values().values().stream()
                            .flatMap(Optional::stream)
                            .map(CrmEventType.class::cast);
            case Cell.Column any -> Stream.of();
        };
    }

    private static void checkNeeds(
            LocatedJson at, Stream<CrmEventType> types, Set<FactField> said) {
        Map<List<FactField>, CrmEventType> missing = new LinkedHashMap<>();
        types.forEach(type ->
                type.missing(said::contains).stream()
                        .filter(anyOf -> !anyOf.contains(FactField.CURRENCY))
                        .forEach(anyOf -> missing.putIfAbsent(anyOf, type)));
        missing.forEach((anyOf, type) ->
                at.problem(
                        "must say %s for %s%s"
                                .formatted(either(anyOf, said), type.code(), otherwise(anyOf))));
        if (said.contains(FactField.AMOUNT) && !said.contains(FactField.CURRENCY)) {
            at.problem(
                    "must say \"currency\" with \"amount\", as in \"currency\": {\"constant\":"
                            + " \"EUR\"}");
        }
    }

    /**
     * Some fields, for messages; an amount and its currency in one pass, since whoever adds the one
     * would be told of the other.
     */
    static String either(List<FactField> anyOf, Set<FactField> told) {
        return anyOf.stream()
                        .map(field -> '"' + field.code() + '"')
                        .collect(Collectors.joining(" or "))
                + (anyOf.contains(FactField.AMOUNT) && !told.contains(FactField.CURRENCY)
                        ? " and \"currency\""
                        : "");
    }

    /** What else could be done about fields that are missing. */
    static String otherwise(List<FactField> anyOf) {
        return anyOf.contains(FactField.AMOUNT) ? NO_AMOUNTS : "";
    }
}
