package dev.yardstick.standalone.csv;

import dev.yardstick.command.input.StrictJson;
import dev.yardstick.command.intake.message.CrmEventReader;
import dev.yardstick.events.language.CrmEventType;
import dev.yardstick.events.language.FactField;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.InvalidException.Fault;
import dev.yardstick.standalone.client.CloudEvent;
import dev.yardstick.standalone.csv.CrmMapping.Cell;
import dev.yardstick.standalone.csv.CrmMapping.Sheet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Turns one row into the CRM event that it tells, which the server would take. */
final class RowReader {

    private final Sheet sheet;
    private final Row row;
    private final Set<String> wrongColumns = new HashSet<>();

    RowReader(Sheet sheet, Row row) {
        this.sheet = sheet;
        this.row = row;
    }

    /** Whether the mapping says that rows of this type are left out. */
    boolean isLeftOut() {
        return sheet.type() instanceof Cell.Column column
                && column.values() != null
                && column.values().getOrDefault(text(column), Optional.of("")).isEmpty();
    }

    /** The event; nothing, and problems, where the row does not tell it. */
    Optional<CloudEvent> event() {
        String subject = subject();
        Instant time = time();
        Optional<CrmEventType> type = type();
        Map<String, Object> data =
                type.filter(CrmEventType::isRetraction).isPresent() ? Map.of() : data(type);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        String source = sheet.settings().source();
        CloudEvent told =
                new CloudEvent("", source, type.get().code(), subject, time.toString(), data);
        CloudEvent event = told.identified(sheet.settings().revision());
        try {
            CrmEventReader.read(StrictJson.MAPPER.readTree(event.toJson()));
        } catch (InvalidException refused) {
            refused.faults().forEach(this::refused);
        }
        return wrongColumns.isEmpty() ? Optional.of(event) : Optional.empty();
    }

    /** What the server would refuse, unless more is said of the row, or of the mapping. */
    private void refused(Fault fault) {
        String path = fault.path();
        if (path.startsWith("data")) {
            String name = path.replaceFirst("^data\\.(\\w+).*", "$1");
            Optional.ofNullable(FactField.find(name))
                    .flatMap(this::column)
                    .filter(column -> wrongColumns.isEmpty())
                    .ifPresent(column -> problem(column, fault.message()));
        } else if (!path.equals("subject")) {
            problem(sheet.subject(), "tells of an event whose " + fault);
        } else if (!wrongColumns.contains(sheet.subject())) {
            String subject = row.text(sheet.subject());
            problem(sheet.subject(), Notation.wrongText(fault.refusal(), subject));
        }
    }

    private Optional<String> column(FactField field) {
        return Optional.ofNullable(sheet.data().get(field)).flatMap(Cell::column);
    }

    private String subject() {
        String text = row.text(sheet.subject());
        if (text.isEmpty()) {
            problem(sheet.subject(), "must not be empty: it tells the CRM's record id");
            return "";
        }
        return tried(sheet.subject(), text, Notation::whole).orElse("");
    }

    private Instant time() {
        Instant exportedAt = sheet.settings().exportedAt();
        String column = sheet.time();
        String text = column == null ? "" : row.text(column);
        if (column != null && text.isEmpty() && exportedAt == null) {
            problem(column, "must not be empty, as long as the mapping has no \"exportedAt\"");
        }
        if (column == null || text.isEmpty()) {
            return exportedAt == null ? Instant.EPOCH : exportedAt;
        }
        WrittenDates dates = sheet.settings().notation().dates();
        return tried(column, text, dates::instant).orElse(Instant.EPOCH);
    }

    private Optional<CrmEventType> type() {
        return switch (sheet.type()) {
            case Cell.Constant(Object value) -> Optional.of((CrmEventType) value);
            case Cell.Column column ->
                    meaning(column, text(column), CellReader::typeNamed)
                            .map(CrmEventType.class::cast);
        };
    }

    private Map<String, Object> data(Optional<CrmEventType> type) {
        Map<FactField, Object> told = new EnumMap<>(FactField.class);
        sheet.data().forEach((f, cell) -> value(f, cell).ifPresent(value -> told.put(f, value)));
        Set<String> unreadable = Set.copyOf(wrongColumns);
        type.ifPresent(known ->
                known.missing(f ->
                                told.containsKey(f)
                                        || column(f).filter(unreadable::contains).isPresent())
                        .forEach(anyOf -> need(told.keySet(), known, anyOf)));
        Map<String, Object> data = new LinkedHashMap<>();
        told.forEach((field, value) -> data.put(field.code(), value));
        return data;
    }

    private Optional<Object> value(FactField field, Cell cell) {
        Notation notation = sheet.settings().notation();
        return switch (cell) {
            case Cell.Constant(Object value) -> Optional.of(value);
            case Cell.Column column when field == FactField.CREDITS -> {
                String text = text(column);
                Function<String, Object> reading =
                        t -> notation.read(field, t, name -> rep(column, name));
                yield text.isEmpty() ? Optional.empty() : tried(column.name(), text, reading);
            }
            case Cell.Column column when column.separator().isEmpty() ->
                    meaning(column, text(column), text -> notation.read(field, text));
            case Cell.Column column -> {
                List<Object> texts = new ArrayList<>();
                for (String one : Notation.texts(text(column), column.separator())) {
                    meaning(column, one, text -> notation.read(field, text))
                            .ifPresent(list -> texts.addAll((List<?>) list));
                }
                yield texts.isEmpty() ? Optional.empty() : Optional.of(texts);
            }
        };
    }

    /** The rep whom a name in a list of credits stands for. */
    private static String rep(Cell.Column column, String name) {
        Map<String, Optional<Object>> values = column.values();
        if (values == null) {
            return Notation.whole(name);
        }
        return values.getOrDefault(name, Optional.empty())
                .map(String::valueOf)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "must name reps that mapping.json lists (\"%s\"), not \"%s\""
                                        .formatted(String.join("\", \"", values.keySet()), name)));
    }

    /** Nothing for an empty cell, unless the mapping says what it means. */
    private Optional<Object> meaning(
            Cell.Column column, String text, Function<String, Object> reading) {
        Map<String, Optional<Object>> values = column.values();
        if (values == null) {
            return text.isEmpty() ? Optional.empty() : tried(column.name(), text, reading);
        }
        Optional<Object> meant = values.get(text);
        if (meant == null) {
            problem(
                    column.name(),
                    "must be one of the values that mapping.json lists (\"%s\"), not \"%s\""
                            .formatted(String.join("\", \"", values.keySet()), text));
            return Optional.empty();
        }
        return meant;
    }

    /** Where no column was named at all, the mapping was blamed for it, if it knew the type. */
    private void need(Set<FactField> told, CrmEventType known, List<FactField> anyOf) {
        Optional<String> column =
                anyOf.stream().flatMap(field -> column(field).stream()).findFirst();
        String missing =
                (anyOf.contains(FactField.CURRENCY) ? "an amount" : known.code())
                        + " needs "
                        + MappingReader.either(anyOf, told)
                        + MappingReader.otherwise(anyOf);
        if (column.isPresent()) {
            String text = row.text(column.get());
            problem(
                    column.get(),
                    text.isEmpty()
                            ? "is empty, but " + missing
                            : "is \"" + text + "\", for mapping.json nothing, but " + missing);
        } else if (sheet.type() instanceof Cell.Column type && type.values() == null) {
            problem(type.name(), "is not enough: " + missing + " in the mapping's data");
        }
    }

    private String text(Cell.Column column) {
        return row.text(column.name());
    }

    private <T> Optional<T> tried(String column, String text, Function<String, T> reading) {
        try {
            return Optional.of(reading.apply(text));
        } catch (IllegalArgumentException unreadable) {
            problem(column, String.valueOf(unreadable.getMessage()));
            return Optional.empty();
        }
    }

    private void problem(String column, String message) {
        wrongColumns.add(column);
        row.problem(column, message);
    }
}
