package dev.yardstick.standalone.csv;

import dev.yardstick.standalone.client.CloudEvent;

import dev.yardstick.standalone.csv.CrmMapping.Cell;
import dev.yardstick.standalone.csv.CrmMapping.Sheet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Turns one row into the CRM event that it tells. */
final class RowReader {

    private final Sheet sheet;
    private final Row row;
    private final Set<CrmField> wrongFields = EnumSet.noneOf(CrmField.class);
    private boolean wrong;

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
        Optional<CrmType> type = type();
        Map<String, Object> data =
                type.filter(CrmType::isRetraction).isPresent() ? Map.of() : data(type);
        if (wrong || type.isEmpty()) {
            return Optional.empty();
        }
        CloudEvent told =
                new CloudEvent(
                        "",
                        sheet.settings().source(),
                        type.get().code(),
                        subject,
                        time.toString(),
                        data);
        return Optional.of(told.identified(sheet.settings().revision()));
    }

    private String subject() {
        String text = row.text(sheet.subject());
        if (text.isEmpty()) {
            problem(sheet.subject(), "must not be empty: it tells the CRM's record id");
            return "";
        }
        return tried(sheet.subject(), text, Notation::text).orElse("");
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

    private Optional<CrmType> type() {
        return switch (sheet.type()) {
            case Cell.Constant(Object value) -> Optional.of((CrmType) value);
            case Cell.Column column ->
                    meaning(column, text(column), CellReader::typeNamed).map(CrmType.class::cast);
        };
    }

    private Map<String, Object> data(Optional<CrmType> type) {
        Map<String, Object> data = new LinkedHashMap<>();
        sheet.data()
                .forEach((field, cell) -> {
                    boolean before = wrong;
                    wrong = false;
                    value(field, cell).ifPresent(value -> data.put(field.code(), value));
                    if (wrong) {
                        wrongFields.add(field);
                    }
                    wrong |= before;
                });
        boolean money = data.containsKey(CrmField.AMOUNT.code());
        type.ifPresent(known ->
                known.needs().stream()
                        .filter(anyOf -> !anyOf.contains(CrmField.CURRENCY))
                        .forEach(anyOf -> need(data, known.code(), anyOf)));
        if (money) {
            need(data, "an amount", List.of(CrmField.CURRENCY));
        }
        return data;
    }

    private Optional<Object> value(CrmField field, Cell cell) {
        Notation notation = sheet.settings().notation();
        return switch (cell) {
            case Cell.Constant(Object value) -> Optional.of(value);
            case Cell.Column column when field == CrmField.CREDITS -> {
                String text = text(column);
                yield text.isEmpty()
                        ? Optional.empty()
                        : tried(column.name(), text, t -> notation.credits(t, n -> rep(column, n)));
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
            return Notation.text(name);
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
    private void need(Map<String, Object> data, String what, List<CrmField> anyOf) {
        if (anyOf.stream().anyMatch(f -> data.containsKey(f.code()) || wrongFields.contains(f))) {
            return;
        }
        Optional<String> column =
                anyOf.stream()
                        .flatMap(field -> Stream.ofNullable(sheet.data().get(field)))
                        .flatMap(cell -> cell.column().stream())
                        .findFirst();
        String missing =
                what
                        + " needs "
                        + CrmField.either(anyOf)
                        + (anyOf.contains(CrmField.AMOUNT) ? andCurrency(data) : "");
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

    /** Both are told in one pass, since whoever adds the one would be told of the other. */
    private String andCurrency(Map<String, Object> data) {
        boolean told = data.containsKey(CrmField.CURRENCY.code());
        return (told ? "" : " and \"currency\"") + CrmType.NO_AMOUNTS;
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
        wrong = true;
        row.problem(column, message);
    }
}
