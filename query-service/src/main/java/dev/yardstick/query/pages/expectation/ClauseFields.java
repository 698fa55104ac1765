package dev.yardstick.query.pages.expectation;

import dev.yardstick.query.wording.TypedNumber;
import dev.yardstick.query.wording.Wording;

import dev.yardstick.events.Decimals;
import dev.yardstick.events.Clause;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Pace;
import dev.yardstick.query.view.PersonalTexts;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A clause as the fields of a form, by the path that command-service gives them ({@code
 * measure.where.method}), and as the JSON that command-service takes. Shares are typed as
 * percentages, lists with commas; a field that is empty is left out.
 */
final class ClauseFields {

    /** Kinds in the order in which they are offered. */
    static final List<String> KINDS =
            List.of(
                    "sum",
                    "count",
                    "distinct-accounts",
                    "coverage",
                    "cadence",
                    "share",
                    "growth",
                    "milestone",
                    "accounts",
                    "rating",
                    "agreement");

    static final List<String> FACT_FILTERS =
            List.of(
                    "method",
                    "channel",
                    "outcome",
                    "with",
                    "course",
                    "aspect",
                    "shared",
                    "account.tier",
                    "account.strategy",
                    "account.inherited",
                    "account.id");

    static final List<String> ACCOUNT_FILTERS = List.of("tier", "strategy", "inherited", "id");

    private static final Set<String> NUMBERS =
            Set.of(
                    "target",
                    "weight",
                    "measure.minimum",
                    "measure.each",
                    "measure.factor",
                    "measure.within");
    private static final Set<String> FLAGS = Set.of("shared", "account.inherited", "inherited");
    private static final Set<String> WITHOUT_TARGET = Set.of("milestone", "agreement");
    private static final Set<String> SHARES = Set.of("share", "cadence", "coverage", "growth");
    private static final Set<String> PACED =
            Set.of("count", "sum", "distinct-accounts", "coverage", "growth");
    private static final Set<String> UNFILTERED =
            Set.of("growth", "accounts", "rating", "agreement");
    private static final Set<String> OF_ACCOUNTS = Set.of("coverage", "growth", "accounts");
    private static final int PERCENT = 2;
    private static final String WORKING_DAYS = "working-days";
    private static final int MONTHS = 12;
    private static final int DAYS_OF_WEEK = 7;
    private static final CSVFormat LIST =
            CSVFormat.DEFAULT.builder().setIgnoreSurroundingSpaces(true).get();

    private ClauseFields() {}

    static boolean hasTarget(String kind) {
        return !WITHOUT_TARGET.contains(kind);
    }

    /** Whether the target is a share, typed as a percentage. */
    static boolean isShare(String kind) {
        return SHARES.contains(kind);
    }

    static boolean isPaced(String kind) {
        return PACED.contains(kind);
    }

    static boolean filtersFacts(String kind) {
        return !UNFILTERED.contains(kind);
    }

    static boolean filtersAccounts(String kind) {
        return OF_ACCOUNTS.contains(kind);
    }

    /** A new clause with what is usual filled in. */
    static Map<String, String> fresh(String kind) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("measure.kind", kind);
        fields.put("topic", kind.equals("rating") ? "conduct" : "quota");
        fields.put("owedBy", "rep");
        fields.put("weight", "1");
        fields.put("direction", "atLeast");
        switch (kind) {
            case "sum", "growth" -> {
                fields.put("measure.of", "deal-won");
                fields.put("measure.quantity", "amount");
            }
            case "distinct-accounts" -> fields.put("measure.of", "deal-won");
            case "milestone" -> {
                fields.put("measure.of", "deal-won");
                fields.put("measure.unit", "days");
                fields.put("measure.from", "hire");
            }
            case "coverage" -> fields.put("measure.of", "meeting");
            case "cadence" -> fields.put("measure.of", "collaboration");
            case "share" -> {
                fields.put("measure.of", "travel");
                fields.put("measure.quantity", "days");
                fields.put("measure.over", WORKING_DAYS);
            }
            case "count" -> fields.put("measure.of", "call");
            default -> {
                // Nothing is usual.
            }
        }
        return fields;
    }

    /** The fields of a clause that was stated before. */
    static Map<String, String> of(Clause clause, PersonalTexts texts) {
        Map<String, String> fields = new LinkedHashMap<>();
        String kind = clause.measure().kind();
        fields.put("id", clause.id());
        fields.put("topic", clause.topic().code());
        put(fields, "label", clause.label());
        put(fields, "title", clause.title() == null ? null : texts.open(clause.title()));
        fields.put("owedBy", clause.owedBy().code());
        fields.put("weight", TypedNumber.written(clause.weight()));
        if (clause.target() != null) {
            fields.put(
                    "direction",
                    clause.target().direction() == Clause.Direction.AT_MOST ? "atMost" : "atLeast");
            BigDecimal amount = clause.target().amount();
            fields.put("target", isShare(kind) ? percent(amount) : TypedNumber.written(amount));
        }
        fields.put("measure.kind", kind);
        measure(fields, clause.measure(), texts);
        if (clause.pace() instanceof Pace.Monthly(var months, var ramp)) {
            for (int month = 1; month <= MONTHS; month++) {
                fields.put("pace.percent." + month, TypedNumber.written(months.get(month - 1)));
            }
        }
        put(
                fields,
                "pace.ramp",
                clause.pace().ramp() == null ? null : numbers(clause.pace().ramp()));
        return fields;
    }

    private static void measure(Map<String, String> fields, Measure measure, PersonalTexts texts) {
        switch (measure) {
            case Measure.Count m -> {
                fields.put("measure.of", m.of().code());
                filters(fields, "where", m.where());
            }
            case Measure.Sum m -> {
                fields.put("measure.of", m.of().code());
                fields.put("measure.quantity", m.quantity().code());
                filters(fields, "where", m.where());
            }
            case Measure.DistinctAccounts m -> {
                fields.put("measure.of", m.of().code());
                fields.put("measure.firstWinOnly", m.firstWinOnly() ? "true" : "");
                filters(fields, "where", m.where());
            }
            case Measure.Cadence m -> {
                fields.put("measure.of", m.of().code());
                fields.put("measure.every", m.every().code());
                fields.put("measure.minimum", String.valueOf(m.minimum()));
                filters(fields, "where", m.where());
            }
            case Measure.Coverage m -> {
                fields.put("measure.of", m.of().code());
                fields.put("measure.each", String.valueOf(m.each()));
                filters(fields, "where", m.where());
                filters(fields, "accounts", m.accounts());
            }
            case Measure.Growth m -> {
                fields.put("measure.of", m.of().code());
                fields.put("measure.quantity", m.quantity().code());
                fields.put("measure.factor", TypedNumber.written(m.factor()));
                filters(fields, "accounts", m.accounts());
            }
            case Measure.Share m -> {
                fields.put("measure.of", m.of().code());
                put(fields, "measure.quantity", m.quantity() == null ? null : m.quantity().code());
                filters(fields, "where", m.where());
                fields.put(
                        "measure.over",
                        m.over().of() == null ? WORKING_DAYS : m.over().of().code());
                if (m.over().where() != null) {
                    filters(fields, "over.where", m.over().where());
                }
            }
            case Measure.Milestone m -> {
                fields.put("measure.of", m.of().code());
                put(fields, "measure.by", m.by() == null ? null : m.by().toString());
                within(fields, m);
                filters(fields, "where", m.where());
            }
            case Measure.Accounts m -> filters(fields, "accounts", m.accounts());
            case Measure.Rating m -> fields.put("measure.aspect", m.aspect());
            case Measure.Agreement m -> put(fields, "measure.text", texts.open(m.text()));
        }
    }

    /** A span is a number of days, weeks or months; one of months and days stays as it is. */
    private static void within(Map<String, String> fields, Measure.Milestone milestone) {
        Period within = milestone.within();
        if (within != null) {
            boolean months = within.getDays() == 0;
            boolean mixed = !months && within.toTotalMonths() > 0;
            boolean weeks = within.getDays() % DAYS_OF_WEEK == 0;
            String unit = months ? "months" : weeks ? "weeks" : "days";
            long number =
                    months
                            ? within.toTotalMonths()
                            : weeks ? within.getDays() / DAYS_OF_WEEK : within.getDays();
            fields.put("measure.within", mixed ? within.toString() : String.valueOf(number));
            fields.put("measure.unit", unit);
        }
        String from = milestone.from();
        if (from != null && from.startsWith(Measure.Milestone.TRAINING)) {
            fields.put("measure.from", "training");
            fields.put("measure.course", from.substring(Measure.Milestone.TRAINING.length()));
        } else {
            put(fields, "measure.from", from);
        }
    }

    private static void within(Map<String, Object> measure, Map<String, String> fields) {
        String typed = value(fields, "measure.within");
        if (typed.isEmpty()) {
            return;
        }
        String number = typed.startsWith("P") ? typed : TypedNumber.canonical(typed);
        String unit = value(fields, "measure.unit");
        measure.put(
                "within",
                number.startsWith("P")
                        ? number
                        : "P"
                                + number
                                + (unit.equals("months") ? "M" : unit.equals("weeks") ? "W" : "D"));
        String from = value(fields, "measure.from");
        text(
                measure,
                "from",
                from.equals("training")
                        ? Measure.Milestone.TRAINING + value(fields, "measure.course")
                        : from);
    }

    private static void filters(
            Map<String, String> fields, String name, Map<String, List<String>> filters) {
        filters.forEach(
                (field, values) -> fields.put("measure." + name + "." + field, list(values)));
    }

    private static void put(Map<String, String> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    private static String percent(BigDecimal share) {
        return TypedNumber.written(share.movePointRight(PERCENT).stripTrailingZeros());
    }

    private static String numbers(List<BigDecimal> numbers) {
        return numbers.stream().map(TypedNumber::written).collect(Collectors.joining("; "));
    }

    /** Whether a field holds a number, or several. */
    static boolean isNumber(String field) {
        return NUMBERS.contains(field) || field.startsWith("pace.");
    }

    /** What a number is of: {@code share} is typed as a percentage. */
    static String unit(String field, Map<String, String> fields, String currency) {
        String quantity = value(fields, "measure.quantity");
        return switch (field) {
            case "target" ->
                    switch (value(fields, "measure.kind")) {
                        case "sum" -> quantity.equals("amount") ? currency : quantity;
                        case String kind when isShare(kind) -> "share";
                        default -> "";
                    };
            case String pace when pace.startsWith("pace.") -> "share";
            default -> "";
        };
    }

    /** What is wrong with the numbers, by field. */
    static Map<String, String> faults(Map<String, String> fields, Wording words) {
        Map<String, String> faults = new LinkedHashMap<>();
        fields.forEach((field, typed) -> {
            boolean span = field.equals("measure.within") && typed.strip().startsWith("P");
            if (isNumber(field) && !typed.isBlank() && !span) {
                put(faults, field, fault(field, typed, fields, words));
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
        String kind = value(fields, "measure.kind");
        Map<String, Object> clause = new LinkedHashMap<>();
        clause.put("id", value(fields, "id"));
        for (String name : List.of("topic", "label", "title", "owedBy")) {
            text(clause, name, value(fields, name));
        }
        text(clause, "weight", canonical(fields, "weight"));
        Map<String, Object> measure = new LinkedHashMap<>();
        measure.put("kind", kind);
        for (String name : List.of("of", "quantity", "every", "by", "aspect", "text")) {
            text(measure, name, value(fields, "measure." + name));
        }
        for (String name : List.of("minimum", "each", "factor")) {
            text(measure, name, canonical(fields, "measure." + name));
        }
        within(measure, fields);
        if (value(fields, "measure.firstWinOnly").equals("true")) {
            measure.put("firstWinOnly", true);
        }
        filters(measure, "where", "measure.where.", FACT_FILTERS, fields);
        filters(measure, "accounts", "measure.accounts.", ACCOUNT_FILTERS, fields);
        String over = value(fields, "measure.over");
        if (over.equals(WORKING_DAYS)) {
            measure.put("over", over);
        } else if (!over.isEmpty()) {
            Map<String, Object> base = new LinkedHashMap<>();
            base.put("of", over);
            filters(base, "where", "measure.over.where.", FACT_FILTERS, fields);
            measure.put("over", base);
        }
        clause.put("measure", measure);
        if (hasTarget(kind)) {
            clause.put(
                    "target",
                    Map.of(
                            value(fields, "direction").equals("atMost") ? "atMost" : "atLeast",
                            target(kind, canonical(fields, "target"))));
        }
        List<String> percent = months(fields);
        List<String> ramp =
                TypedNumber.parts(value(fields, "pace.ramp")).stream()
                        .map(TypedNumber::withoutPercent)
                        .map(TypedNumber::canonical)
                        .toList();
        if (!percent.isEmpty() || !ramp.isEmpty()) {
            Map<String, Object> pace = new LinkedHashMap<>();
            pace.put("kind", percent.isEmpty() ? "even" : "monthly");
            if (!percent.isEmpty()) {
                pace.put("percent", percent);
            }
            if (!ramp.isEmpty()) {
                pace.put("ramp", ramp);
            }
            clause.put("pace", pace);
        }
        return clause;
    }

    /** The percentages of the months, 0 where nothing is typed; none where none is typed at all. */
    private static List<String> months(Map<String, String> fields) {
        List<String> percent = new ArrayList<>();
        boolean typed = false;
        for (int month = 1; month <= MONTHS; month++) {
            String value = canonical(fields, "pace.percent." + month);
            typed |= !value.isEmpty();
            percent.add(value.isEmpty() ? "0" : value);
        }
        return typed ? percent : List.of();
    }

    private static String target(String kind, String number) {
        return isShare(kind) && !number.isEmpty() && !number.equals(TypedNumber.UNREAD)
                ? Decimals.of(number).movePointLeft(PERCENT).toPlainString()
                : number;
    }

    /** A number as JSON takes it; empty where nothing is typed. */
    private static String canonical(Map<String, String> fields, String field) {
        String typed = value(fields, field);
        return typed.isEmpty() ? "" : TypedNumber.canonical(number(field, typed, fields));
    }

    private static void filters(
            Map<String, Object> into,
            String name,
            String prefix,
            List<String> filters,
            Map<String, String> fields) {
        Map<String, Object> chosen = new LinkedHashMap<>();
        for (String filter : filters) {
            List<String> values = list(value(fields, prefix + filter));
            if (!values.isEmpty()) {
                chosen.put(
                        filter, FLAGS.contains(filter) ? values.getFirst().equals("true") : values);
            }
        }
        if (!chosen.isEmpty()) {
            into.put(name, chosen);
        }
    }

    /** Values with commas between them; one that holds a comma itself stands in quotes. */
    private static List<String> list(String typed) {
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

    private static String list(List<String> values) {
        return values.stream()
                .map(value ->
                        value.matches("[^,\"]*") ? value : '"' + value.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(", "));
    }

    private static void text(Map<String, Object> into, String name, String value) {
        if (!value.isEmpty()) {
            into.put(name, value);
        }
    }

    private static String value(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "").strip();
    }
}
