package dev.yardstick.query.pages.expectation;

import dev.yardstick.events.Clause;
import dev.yardstick.events.Codes;
import dev.yardstick.events.Decimals;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Pace;
import dev.yardstick.events.Personal;
import dev.yardstick.events.language.MeasureKind;
import dev.yardstick.events.language.Parameter;
import dev.yardstick.query.view.PersonalTexts;
import dev.yardstick.query.wording.TypedNumber;
import dev.yardstick.query.wording.Wording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A clause as the fields of a form, by the path that command-service gives them ({@code
 * measure.where.method}), and as the JSON that command-service takes. Shares are typed as
 * percentages, lists with commas; a field that is empty is left out.
 */
final class ClauseFields {

    private static final int PERCENT = 2;
    private static final int MONTHS = 12;
    private static final int DAYS_OF_WEEK = 7;
    private static final CSVFormat LIST =
            CSVFormat.DEFAULT.builder().setIgnoreSurroundingSpaces(true).get();

    private ClauseFields() {}

    /** A new clause with what is usual filled in. */
    static Map<String, String> fresh(MeasureKind kind) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("measure.kind", kind.code());
        fields.put("topic", "quota");
        fields.put("owedBy", "rep");
        fields.put("weight", "1");
        fields.put("direction", "atLeast");
        fields.putAll(kind.usual());
        return fields;
    }

    /** The fields of a clause that was stated before. */
    static Map<String, String> of(Clause clause, PersonalTexts texts) {
        Map<String, String> fields = new LinkedHashMap<>();
        MeasureKind kind = MeasureKind.of(clause.measure());
        fields.put("id", clause.id());
        fields.put("topic", clause.topic().code());
        put(fields, "label", clause.label(), texts);
        put(fields, "title", clause.title(), texts);
        fields.put("owedBy", clause.owedBy().code());
        fields.put("weight", TypedNumber.written(clause.weight()));
        if (clause.target() != null) {
            fields.put(
                    "direction",
                    clause.target().direction() == Clause.Direction.AT_MOST ? "atMost" : "atLeast");
            BigDecimal amount = clause.target().amount();
            fields.put(
                    "target", kind.isPercentage() ? percent(amount) : TypedNumber.written(amount));
        }
        fields.put("measure.kind", kind.code());
        kind.parameters()
                .forEach(parameter ->
                        put(
                                fields,
                                "measure." + parameter.name(),
                                parameter.value(clause.measure()),
                                texts));
        if (clause.pace() instanceof Pace.Monthly(var months, var ramp)) {
            for (int month = 1; month <= MONTHS; month++) {
                fields.put("pace.percent." + month, TypedNumber.written(months.get(month - 1)));
            }
        }
        put(fields, "pace.ramp", clause.pace().ramp(), texts);
        return fields;
    }

    private static void put(
            Map<String, String> fields, String name, @Nullable Object value, PersonalTexts texts) {
        switch (value) {
            case null -> {
                // It is not stated.
            }
            case Enum<?> choice -> fields.put(name, Codes.of(choice));
            case Boolean flag -> fields.put(name, flag ? "true" : "");
            case BigDecimal number -> fields.put(name, TypedNumber.written(number));
            case List<?> numbers ->
                    fields.put(
                            name,
                            numbers.stream()
                                    .map(number -> TypedNumber.written((BigDecimal) number))
                                    .collect(Collectors.joining("; ")));
            case Map<?, ?> filters ->
                    filters.forEach((filter, values) ->
                            fields.put(name + "." + filter, list((List<?>) values)));
            case Measure.Over(var of, var where) -> {
                fields.put(name, of == null ? Parameter.WORKING_DAYS : of.code());
                put(fields, name + ".where", where, texts);
            }
            case Period span -> put(fields, name, span);
            case Personal text -> put(fields, name, texts.open(text), texts);
            case String from
                    when name.equals("measure.from")
                            && from.startsWith(Measure.Milestone.TRAINING) -> {
                fields.put(name, "training");
                fields.put("measure.course", from.substring(Measure.Milestone.TRAINING.length()));
            }
            default -> fields.put(name, value.toString());
        }
    }

    /** A span is a number of days, weeks or months; one of months and days stays as it is. */
    private static void put(Map<String, String> fields, String name, Period span) {
        boolean months = span.getDays() == 0;
        boolean mixed = !months && span.toTotalMonths() > 0;
        boolean weeks = span.getDays() % DAYS_OF_WEEK == 0;
        long number =
                months
                        ? span.toTotalMonths()
                        : weeks ? span.getDays() / DAYS_OF_WEEK : span.getDays();
        fields.put(name, mixed ? span.toString() : String.valueOf(number));
        fields.put("measure.unit", months ? "months" : weeks ? "weeks" : "days");
    }

    private static String span(Map<String, String> fields, String typed) {
        String number =
                typed.isEmpty() || typed.startsWith("P") ? typed : TypedNumber.canonical(typed);
        return number.isEmpty() || number.startsWith("P")
                ? number
                : "P"
                        + number
                        + switch (value(fields, "measure.unit")) {
                            case "months" -> "M";
                            case "weeks" -> "W";
                            default -> "D";
                        };
    }

    /** A start goes along with a span. */
    private static String start(Map<String, String> fields, String typed) {
        if (value(fields, "measure.within").isEmpty()) {
            return "";
        }
        return typed.equals("training")
                ? Measure.Milestone.TRAINING + value(fields, "measure.course")
                : typed;
    }

    private static String percent(BigDecimal share) {
        return TypedNumber.written(share.movePointRight(PERCENT).stripTrailingZeros());
    }

    /** The kind of a clause; null: none that is known. */
    private static @Nullable MeasureKind kind(Map<String, String> fields) {
        return MeasureKind.find(value(fields, "measure.kind"));
    }

    /** The fields of a kind that say which facts and accounts count. */
    static List<String> filters(@Nullable MeasureKind kind) {
        return kind == null
                ? List.of()
                : kind.parameters().stream()
                        .flatMap(parameter -> {
                            String at = parameter.type() == Parameter.Type.OVER ? ".where." : ".";
                            return parameter.filters().stream()
                                    .map(filter -> "measure." + parameter.name() + at + filter);
                        })
                        .toList();
    }

    /** The fields of a clause that hold a company's own words, or accounts. */
    static List<String> chosen(Map<String, String> fields) {
        return Stream.concat(
                        filters(kind(fields)).stream().filter(field -> !Parameter.isFlag(field)),
                        Stream.of("measure.aspect", "measure.course").filter(fields::containsKey))
                .toList();
    }

    /** Whether a field holds a number, or several. */
    static boolean isNumber(String field) {
        return field.matches("target|weight|pace\\..*")
                || Parameter.all()
                        .filter(parameter -> parameter.type().isNumber())
                        .anyMatch(parameter -> field.equals("measure." + parameter.name()));
    }

    /** What a number is of: {@code share} is typed as a percentage. */
    static String unit(String field, Map<String, String> fields, String currency) {
        MeasureKind kind = kind(fields);
        if (field.startsWith("pace.")
                || field.equals("target") && kind != null && kind.isPercentage()) {
            return "share";
        }
        boolean counts =
                field.equals("target")
                        && kind != null
                        && kind.parameters().stream().anyMatch(p -> p.name().equals("quantity"));
        String quantity = counts ? value(fields, "measure.quantity") : "";
        return quantity.equals("amount") ? currency : quantity;
    }

    /** What is wrong with the numbers, by field. */
    static Map<String, String> faults(Map<String, String> fields, Wording words) {
        Map<String, String> faults = new LinkedHashMap<>();
        fields.forEach((field, typed) -> {
            boolean span = field.equals("measure.within") && typed.strip().startsWith("P");
            String fault =
                    isNumber(field) && !typed.isBlank() && !span
                            ? fault(field, typed, fields, words)
                            : null;
            if (fault != null) {
                faults.put(field, fault);
            }
        });
        return faults;
    }

    private static @Nullable String fault(
            String field, String typed, Map<String, String> fields, Wording words) {
        if (!field.equals("pace.ramp")) {
            return TypedNumber.fault(number(field, typed, fields), words);
        }
        List<String> parts = TypedNumber.parts(typed);
        return parts.size() == 1 && parts.getFirst().contains(",")
                ? words.message("words.number.parts", parts.getFirst())
                : parts.stream()
                        .map(part -> TypedNumber.fault(TypedNumber.withoutPercent(part), words))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    /** A percentage may be typed with its sign. */
    private static String number(String field, String typed, Map<String, String> fields) {
        return unit(field, fields, "").equals("share") ? TypedNumber.withoutPercent(typed) : typed;
    }

    /** The clause as command-service takes it. */
    static Map<String, Object> json(Map<String, String> fields) {
        MeasureKind kind = kind(fields);
        Map<String, Object> clause = new LinkedHashMap<>();
        clause.put("id", value(fields, "id"));
        for (String name : List.of("topic", "label", "title", "owedBy")) {
            put(clause, name, value(fields, name));
        }
        put(clause, "weight", canonical(fields, "weight"));
        Map<String, Object> measure = new LinkedHashMap<>();
        measure.put("kind", value(fields, "measure.kind"));
        Parameter.all().forEach(asked -> put(measure, asked.name(), json(asked, fields)));
        clause.put("measure", measure);
        if (kind == null || kind.hasTarget()) {
            clause.put(
                    "target",
                    Map.of(
                            value(fields, "direction").equals("atMost") ? "atMost" : "atLeast",
                            target(kind, canonical(fields, "target"))));
        }
        Map<String, Object> pace = new LinkedHashMap<>();
        put(pace, "percent", months(fields));
        put(
                pace,
                "ramp",
                TypedNumber.parts(value(fields, "pace.ramp")).stream()
                        .map(TypedNumber::withoutPercent)
                        .map(TypedNumber::canonical)
                        .toList());
        if (!pace.isEmpty()) {
            pace.put("kind", pace.containsKey("percent") ? "monthly" : "even");
            clause.put("pace", pace);
        }
        return clause;
    }

    private static void put(Map<String, Object> into, String name, Object value) {
        if (!List.of("", List.of(), Map.of()).contains(value)) {
            into.put(name, value);
        }
    }

    private static Object json(Parameter asked, Map<String, String> fields) {
        String field = "measure." + asked.name();
        String typed = value(fields, field);
        return switch (asked.type()) {
            case FACTS, CHOICE, DATE, TEXT, FREE_TEXT -> typed;
            case WHOLE, FACTOR -> canonical(fields, field);
            case SPAN -> span(fields, typed);
            case START -> start(fields, typed);
            case FLAG -> typed.equals("true") ? true : "";
            case WHERE, ACCOUNTS -> filters(field, asked, fields);
            case OVER -> {
                Map<String, Object> facts = new LinkedHashMap<>(Map.of("of", typed));
                put(facts, "where", filters(field + ".where", asked, fields));
                yield typed.isEmpty() || typed.equals(Parameter.WORKING_DAYS) ? typed : facts;
            }
        };
    }

    /** The percentages of the months, 0 where nothing is typed; none where none is typed at all. */
    private static List<String> months(Map<String, String> fields) {
        List<String> percent =
                IntStream.rangeClosed(1, MONTHS)
                        .mapToObj(month -> canonical(fields, "pace.percent." + month))
                        .toList();
        return percent.stream().allMatch(String::isEmpty)
                ? List.of()
                : percent.stream().map(share -> share.isEmpty() ? "0" : share).toList();
    }

    private static String target(@Nullable MeasureKind kind, String number) {
        return kind != null
                        && kind.isPercentage()
                        && !number.isEmpty()
                        && !number.equals(TypedNumber.UNREAD)
                ? Decimals.of(number).movePointLeft(PERCENT).toPlainString()
                : number;
    }

    /** A number as JSON takes it; empty where nothing is typed. */
    private static String canonical(Map<String, String> fields, String field) {
        String typed = value(fields, field);
        return typed.isEmpty() ? "" : TypedNumber.canonical(number(field, typed, fields));
    }

    private static Map<String, Object> filters(
            String field, Parameter asked, Map<String, String> fields) {
        Map<String, Object> chosen = new LinkedHashMap<>();
        for (String filter : asked.filters()) {
            List<String> values = list(value(fields, field + "." + filter));
            boolean flag = Parameter.isFlag(filter) && !values.isEmpty();
            put(chosen, filter, flag ? values.getFirst().equals("true") : values);
        }
        return chosen;
    }

    /** Values with commas between them; one that holds a comma itself stands in quotes. */
    static List<String> list(String typed) {
        if (typed.isEmpty()) {
            return List.of();
        }
        try (CSVParser line = CSVParser.parse(typed.replaceAll("\\R", ", "), LIST)) {
            return line.stream()
                    .flatMap(CSVRecord::stream)
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .toList();
        } catch (IOException | UncheckedIOException notQuotedRight) {
            return List.of(typed);
        }
    }

    /** What was ticked and typed of one field, each a list. */
    static String joined(List<String> values) {
        return values.size() == 1
                ? values.getFirst()
                : values.stream()
                        .filter(value -> !value.isBlank())
                        .collect(Collectors.joining(", "));
    }

    static String list(List<?> values) {
        return values.stream()
                .map(String::valueOf)
                .map(value ->
                        value.matches("[^,\"]*") ? value : '"' + value.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(", "));
    }

    private static String value(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "").strip();
    }
}
