package dev.yardstick.standalone.csv;

import dev.yardstick.events.language.CrmEventType;
import dev.yardstick.events.language.FactField;
import dev.yardstick.events.refusal.Characters;
import dev.yardstick.standalone.csv.CrmMapping.Cell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads where a mapping says that a value comes from. */
final class CellReader {

    private CellReader() {}

    /** Of a field: a column's name, a column with values, or a constant. */
    static Optional<Cell> cell(LocatedJson json, FactField field) {
        if (json.isText()) {
            return json.text().map(column -> new Cell.Column(column, null, ""));
        }
        Function<String, Object> constant = text -> Notation.CANONICAL.read(field, text);
        // The values of shared credit are its reps, one by one.
        Function<String, Object> value = field == FactField.CREDITS ? Notation::whole : constant;
        return structured(json, constant, value, field == FactField.WITH);
    }

    /** Of the type: the type itself, or a column with values. */
    static Optional<Cell> type(LocatedJson json) {
        if (json.isText()) {
            return json.parsed(CellReader::typeNamed).map(Cell.Constant::new);
        }
        return structured(json, CellReader::typeNamed, CellReader::typeNamed, false);
    }

    /** The type that a text names. */
    static CrmEventType typeNamed(String text) {
        CrmEventType type = CrmEventType.find(text);
        if (type == null) {
            throw new IllegalArgumentException(
                    "must be one of %s, not \"%s\"; a column that tells the type is {\"column\": …, \"values\": {…}}"
                            .formatted(CrmEventType.codes(), text));
        }
        return type;
    }

    /** Several texts in a cell are for fields that hold a list. */
    private static Optional<Cell> structured(
            LocatedJson json,
            Function<String, Object> always,
            Function<String, Object> meaning,
            boolean several) {
        Optional<LocatedJson> constant = json.at("constant");
        if (constant.isPresent()) {
            json.allowOnly(List.of("constant"), List.of());
            return constant.get().parsed(always).map(Cell.Constant::new);
        }
        Optional<LocatedJson> column = json.at("column");
        if (column.isEmpty()) {
            json.problem(
                    "must be the name of a column, or {\"column\": …, \"values\": {…}}, or"
                            + " {\"constant\": …}");
            return Optional.empty();
        }
        json.allowOnly(List.of("column", "values", "separator"), List.of());
        Map<String, Optional<Object>> values =
                json.at("values").map(at -> values(at, meaning)).orElse(null);
        Optional<LocatedJson> separator = json.at("separator");
        if (!several) {
            separator.ifPresent(at -> at.problem("has a meaning for \"with\" only"));
        }
        String between = several ? separator.flatMap(LocatedJson::rawText).orElse("") : "";
        return column.get().text().map(name -> new Cell.Column(name, values, between));
    }

    private static Map<String, Optional<Object>> values(
            LocatedJson json, Function<String, Object> meaning) {
        Map<String, Optional<Object>> values = new LinkedHashMap<>();
        if (json.mustBeObject()) {
            json.fields()
                    .forEach((text, means) -> {
                        Optional<Object> meant =
                                means.isNull() ? Optional.empty() : means.parsed(meaning);
                        values.put(Characters.strip(text), meant);
                    });
        }
        return values;
    }
}
