package dev.yardstick.query.pages.expectation;

import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.wording.TypedNumber;
import dev.yardstick.query.wording.Wording;

import dev.yardstick.events.FactKind;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A clause as a sentence, with fields in it or with what stands in them. The sentence of each kind
 * is a message, {@code expectation.sentence.KIND}, with names of fields in brackets. Templates call
 * it {@code sentence}.
 */
@Component
public final class ClauseSentence {

    private static final Pattern FIELD = Pattern.compile("\\[([a-zA-Z.]+)]");

    private final Wording words;

    ClauseSentence(Wording words) {
        this.words = words;
    }

    /**
     * A piece of a sentence.
     *
     * @param field a field of {@link ClauseFields}; null: it is text
     */
    public record Part(@Nullable String field, String text) {}

    /** The sentence of a kind, in pieces. */
    public List<Part> parts(String kind) {
        String sentence = words.message("expectation.sentence." + kind);
        List<Part> parts = new ArrayList<>();
        Matcher fields = FIELD.matcher(sentence);
        int end = 0;
        while (fields.find()) {
            parts.add(new Part(null, sentence.substring(end, fields.start())));
            parts.add(new Part(fields.group(1), ""));
            end = fields.end();
        }
        parts.add(new Part(null, sentence.substring(end)));
        return parts;
    }

    /** What a field may be, by value in words; empty: anything may be typed. */
    public Map<String, String> options(String field, String kind) {
        Map<String, String> options = new LinkedHashMap<>();
        switch (field) {
            case "direction" -> {
                options.put("atLeast", words.message("expectation.atLeast"));
                options.put("atMost", words.message("expectation.atMost"));
            }
            case "measure.of" -> facts(options);
            case "measure.over" -> {
                options.put("working-days", words.message("expectation.workingDays"));
                facts(options);
            }
            case "measure.quantity" -> {
                if (kind.equals("share")) {
                    options.put("", words.message("expectation.quantity.each"));
                }
                for (String quantity : List.of("amount", "hours", "days")) {
                    options.put(quantity, words.message("expectation.quantity." + quantity));
                }
            }
            case "measure.unit" -> {
                for (String unit : List.of("days", "weeks", "months")) {
                    options.put(unit, words.message("expectation.unit." + unit));
                }
            }
            case "measure.from" -> {
                for (String start : List.of("hire", "expectation", "training")) {
                    options.put(start, words.message("expectation.start." + start));
                }
            }
            case "measure.every" -> {
                options.put("week", words.message("expectation.every.week"));
                options.put("month", words.message("expectation.every.month"));
            }
            case "measure.firstWinOnly" -> {
                options.put("", words.message("expectation.firstWinOnly.no"));
                options.put("true", words.message("expectation.firstWinOnly.yes"));
            }
            default -> {
                // Anything may be typed.
            }
        }
        return options;
    }

    private void facts(Map<String, String> options) {
        Arrays.stream(FactKind.values()).forEach(k -> options.put(k.code(), words.kind(k.code())));
    }

    /** The fields of a kind that say which facts and accounts count. */
    public List<String> filters(String kind) {
        List<String> filters = new ArrayList<>();
        if (ClauseFields.filtersFacts(kind)) {
            ClauseFields.FACT_FILTERS.forEach(filter -> filters.add("measure.where." + filter));
        }
        if (ClauseFields.filtersAccounts(kind)) {
            ClauseFields.ACCOUNT_FILTERS.forEach(
                    filter -> filters.add("measure.accounts." + filter));
        }
        if (kind.equals("share")) {
            ClauseFields.FACT_FILTERS.forEach(
                    filter -> filters.add("measure.over.where." + filter));
        }
        return filters;
    }

    /** A filter in words; those of accounts and of what a share is of say so. */
    public String filter(String field) {
        if (field.startsWith("measure.over.where.")) {
            return words.message(
                    "expectation.filter.over",
                    words.message(
                            "expectation.filter."
                                    + field.substring("measure.over.where.".length())));
        }
        return field.startsWith("measure.accounts.")
                ? words.message(
                        "expectation.filter.held." + field.substring("measure.accounts.".length()))
                : words.message("expectation.filter." + field.substring("measure.where.".length()));
    }

    /** Whether a filter is yes or no. */
    public boolean isFlag(String field) {
        return field.endsWith("shared") || field.endsWith("inherited");
    }

    /** The fields of the months' percentages, January first. */
    public List<String> monthFields() {
        return IntStream.rangeClosed(1, 12).mapToObj(month -> "pace.percent." + month).toList();
    }

    /** The names of the months, January first. */
    public List<String> months() {
        return IntStream.rangeClosed(1, 12)
                .mapToObj(month -> words.month(LocalDate.of(2026, month, 1)))
                .toList();
    }

    /** Whether its target is spread over the period. */
    public boolean isPaced(String kind) {
        return ClauseFields.isPaced(kind);
    }

    /** Whether a statement repeats the sentence that it completes. */
    public boolean isBegun(String statement) {
        String begin = words.message("expectation.statement.begin").replace("…", "").strip();
        return statement.startsWith(begin);
    }

    /** Whether anything is wrong in any of the fields of a clause. */
    public boolean isWrong(Form form, String prefix, List<String> fields) {
        return fields.stream().anyMatch(field -> form.error(prefix + field) != null);
    }

    /** Whether it is spread evenly, counts as one, and is owed by the rep. */
    public boolean isUsual(Map<String, String> clause) {
        return !"manager".equals(clause.get("owedBy"))
                && List.of("", "1").contains(clause.getOrDefault("weight", "").strip())
                && clause.entrySet().stream()
                        .noneMatch(f -> f.getKey().startsWith("pace.") && !f.getValue().isBlank());
    }

    /** Whether a number is to be typed. */
    public boolean isNumber(String field) {
        return ClauseFields.isNumber(field);
    }

    /** What was read of a number, to stand beside it. */
    public String echo(String field, Map<String, String> clause, String currency) {
        String typed = clause.getOrDefault(field, "").strip();
        String unit = ClauseFields.unit(field, clause, currency);
        if (typed.isEmpty() || !isNumber(field)) {
            return "";
        }
        if (!field.equals("pace.ramp")) {
            return words.echo(typed, unit);
        }
        String read =
                TypedNumber.parts(typed).stream()
                        .map(this::exact)
                        .collect(Collectors.joining("; "));
        return ClauseFields.faults(Map.of(field, typed), words).isEmpty() && !read.equals(typed)
                ? "= " + read + " %"
                : "";
    }

    /** The clause in words, with its filters and its pace. */
    public String of(Map<String, String> clause, String currency) {
        String kind = clause.getOrDefault("measure.kind", "");
        StringBuilder sentence = new StringBuilder();
        for (Part part : read(clause)) {
            sentence.append(
                    part.field() == null
                            ? part.text()
                            : said(part.field(), kind, clause, currency));
        }
        String only = only(clause);
        if (!only.isEmpty()) {
            sentence.append(" (").append(only).append(')');
        }
        List<String> months = new ArrayList<>();
        clause.forEach((name, value) -> {
            if (name.startsWith("pace.percent.") && !value.isBlank()) {
                months.add(exact(value));
            }
        });
        if (!months.isEmpty()) {
            sentence.append(words.message("expectation.said.monthly", String.join("; ", months)));
        }
        List<String> ramp = TypedNumber.parts(clause.getOrDefault("pace.ramp", ""));
        if (!ramp.isEmpty()) {
            sentence.append(
                    words.message(
                            "expectation.said.ramp",
                            ramp.stream().map(this::exact).collect(Collectors.joining("; "))));
        }
        return StringUtils.capitalize(sentence.toString().strip());
    }

    /** Which facts and accounts count, in words; empty: all. */
    public String only(Map<String, String> clause) {
        List<String> only = new ArrayList<>();
        for (String name : filters(clause.getOrDefault("measure.kind", ""))) {
            String value = clause.getOrDefault(name, "").strip();
            if (!value.isEmpty()) {
                String said =
                        isFlag(name)
                                ? words.message(value.equals("true") ? "words.yes" : "words.no")
                                : value;
                only.add(StringUtils.uncapitalize(filter(name)) + ": " + said);
            }
        }
        return String.join("; ", only);
    }

    /** A sentence to read says less than one to fill in. */
    private List<Part> read(Map<String, String> clause) {
        String kind = clause.getOrDefault("measure.kind", "");
        return switch (kind) {
            case "sum" -> parts("sum.read");
            case "milestone" ->
                    parts(
                            clause.getOrDefault("measure.by", "").isBlank()
                                    ? "milestone.within"
                                    : "milestone.by");
            default -> parts(kind);
        };
    }

    private String said(String field, String kind, Map<String, String> clause, String currency) {
        String value = clause.getOrDefault(field, "").strip();
        String option = options(field, kind).get(value);
        if (field.equals("measure.from") && value.equals("training")) {
            return words.message(
                    "expectation.start.training.of", clause.getOrDefault("measure.course", ""));
        }
        if (option != null) {
            return option;
        }
        if (value.isEmpty()) {
            return "…";
        }
        try {
            return switch (field) {
                case "target" -> target(value, kind, clause, currency);
                case "measure.by" -> words.fullDay(LocalDate.parse(value));
                default -> isNumber(field) ? exact(value) : value;
            };
        } catch (DateTimeException typedWrong) {
            return value;
        }
    }

    /** A number that was typed, in the words of all others; as it is where it cannot be read. */
    String exact(String typed) {
        BigDecimal number = TypedNumber.read(TypedNumber.withoutPercent(typed));
        return number == null ? typed : words.exact(number);
    }

    private String target(String typed, String kind, Map<String, String> clause, String currency) {
        BigDecimal target = TypedNumber.read(typed);
        return target == null || !kind.equals("sum")
                ? exact(typed)
                : words.stated(target, ClauseFields.unit("target", clause, currency));
    }
}
