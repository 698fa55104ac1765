package dev.yardstick.query.pages.expectation;

import dev.yardstick.events.language.FactField;
import dev.yardstick.events.language.MeasureKind;
import dev.yardstick.events.language.Parameter;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.wording.TypedNumber;
import dev.yardstick.query.wording.Wording;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * A clause as a sentence of its kind, with fields in it or with what stands in them. Templates call
 * it {@code sentence}.
 */
@Component
public record ClauseSentence(Wording words, AccountNaming accounts) {

    /** What accounts are called. */
    interface AccountNaming {

        /** The name of an account; its id where there is none of that id. */
        String name(String account);
    }

    private static final Pattern FIELD = Pattern.compile("\\[([a-zA-Z.]+)]");

    /**
     * A piece of a sentence.
     *
     * @param field a field of {@link ClauseFields}; null: it is text
     */
    public record Part(@Nullable String field, String text) {}

    /** What a clause is called: by its title, or by its id. */
    public static String title(Map<String, String> clause) {
        String title = clause.getOrDefault("title", "").strip();
        return title.isEmpty() ? Objects.requireNonNull(clause.getOrDefault("id", "")) : title;
    }

    /** As what a kind is offered. */
    public String offered(String kind) {
        return told(kind, MeasureKind::offered);
    }

    /** The sentence of a kind, in pieces. */
    public List<Part> parts(String kind) {
        return pieces(told(kind, MeasureKind::sentence));
    }

    /** What is told of a kind; its code where that is none. */
    private static String told(String kind, BiFunction<MeasureKind, Locale, String> text) {
        MeasureKind known = MeasureKind.find(kind);
        return known == null ? kind : text.apply(known, LocaleContextHolder.getLocale());
    }

    private static List<Part> pieces(String sentence) {
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
        String name = field.substring(field.indexOf('.') + 1);
        Map<String, String> options = new LinkedHashMap<>();
        for (String code : codes(name, kind)) {
            String key = "expectation." + name + "." + (code.isEmpty() ? "none" : code);
            String said = words.message(key);
            options.put(code, said.equals(key) ? words.kind(code) : said);
        }
        return options;
    }

    private static List<String> codes(String name, String kind) {
        return switch (name) {
            case "direction" -> List.of("atLeast", "atMost");
            case "unit" -> List.of("days", "weeks", "months");
            default ->
                    parameters(kind)
                            .filter(parameter -> parameter.name().equals(name))
                            .flatMap(parameter -> parameter.options().stream())
                            .toList();
        };
    }

    private static Stream<Parameter> parameters(String kind) {
        MeasureKind known = MeasureKind.find(kind);
        return known == null ? Stream.of() : known.parameters().stream();
    }

    /** The fields of a kind that say which facts and accounts count. */
    public List<String> filters(String kind) {
        return ClauseFields.filters(MeasureKind.find(kind));
    }

    /** A filter in words; those of accounts and of what a share is of say so. */
    public String filter(String field) {
        String[] path = field.split("\\.where\\.|\\.accounts\\.", 2);
        if (field.startsWith("measure.accounts.")) {
            return words.message("expectation.filter.held." + path[1]);
        }
        String own = "expectation.filter." + path[1];
        String filter = words.message(own);
        FactField told = FactField.find(path[1]);
        if (filter.equals(own) && told != null) {
            filter = StringUtils.capitalize(told.in(LocaleContextHolder.getLocale()));
        }
        return path[0].equals("measure")
                ? filter
                : words.message("expectation.filter.over", filter);
    }

    /** Whether a filter is yes or no. */
    public boolean isFlag(String field) {
        return Parameter.isFlag(field);
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
        MeasureKind known = MeasureKind.find(kind);
        return known != null && known.isPaced();
    }

    /** Whether a statement repeats the sentence that it completes. */
    public boolean isBegun(String statement) {
        return words.everywhere("expectation.statement.begin").stream()
                .map(begin -> begin.replace("…", "").strip())
                .anyMatch(statement::startsWith);
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

    /** Whether a field of a sentence holds a word of the company's own. */
    public boolean isWord(String field) {
        return field.equals("measure.aspect") || field.equals("measure.course");
    }

    /** How a field is filled in: as a {@code date}, a {@code textarea}, or a {@code text}. */
    public String input(String field) {
        return Parameter.all()
                .filter(parameter -> field.equals("measure." + parameter.name()))
                .map(parameter ->
                        switch (parameter.type()) {
                            case DATE -> "date";
                            case FREE_TEXT -> "textarea";
                            default -> "text";
                        })
                .findFirst()
                .orElse("text");
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
        boolean one = false;
        for (Part part : read(clause)) {
            String field = part.field();
            if (field == null) {
                sentence.append(part.text());
                one &= part.text().isBlank();
            } else {
                sentence.append(
                        one ? one(field, kind, clause) : said(field, kind, clause, currency));
                one = isOne(clause.getOrDefault(field, ""));
            }
        }
        String only = only(clause);
        if (!only.isEmpty()) {
            sentence.append(" (").append(only).append(')');
        }
        List<String> months =
                monthFields().stream()
                        .map(month -> clause.getOrDefault(month, ""))
                        .filter(typed -> !typed.isBlank())
                        .map(this::exact)
                        .toList();
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
                                : values(name, value);
                only.add(StringUtils.uncapitalize(filter(name)) + ": " + said);
            }
        }
        return String.join("; ", only);
    }

    /** The values of a filter in words. */
    private String values(String filter, String typed) {
        return ClauseFields.list(
                ClauseFields.list(typed).stream()
                        .map(filter.endsWith(".id") ? accounts::name : words::value)
                        .toList());
    }

    /** What there is one of. */
    private String one(String field, String kind, Map<String, String> clause) {
        String value = clause.getOrDefault(field, "").strip();
        String unit = "expectation.one." + value;
        String said = words.message(unit);
        return field.equals("measure.unit") && !said.equals(unit)
                ? said
                : field.equals("measure.of") ? words.one(value) : said(field, kind, clause, "");
    }

    private static boolean isOne(String typed) {
        BigDecimal number = TypedNumber.read(typed);
        return number != null && number.compareTo(BigDecimal.ONE) == 0;
    }

    /** What grows by a factor of one is not told to grow by it. */
    private static List<Part> read(Map<String, String> clause) {
        String kind = clause.getOrDefault("measure.kind", "");
        Predicate<String> isStated =
                name -> {
                    String typed = clause.getOrDefault("measure." + name, "");
                    return !typed.isBlank() && !(name.equals("factor") && isOne(typed));
                };
        return pieces(told(kind, (known, language) -> known.reading(isStated, language)));
    }

    private String said(String field, String kind, Map<String, String> clause, String currency) {
        String value = clause.getOrDefault(field, "").strip();
        String option = options(field, kind).get(value);
        if (field.equals("measure.from") && value.equals("training")) {
            return words.message(
                    "expectation.from.training.of", clause.getOrDefault("measure.course", ""));
        }
        if (option != null) {
            return option;
        }
        if (value.isEmpty()) {
            return "…";
        }
        try {
            if (field.equals("target")) {
                return target(value, clause, currency);
            }
            if (input(field).equals("date")) {
                return words.fullDay(LocalDate.parse(value));
            }
            return isNumber(field) ? exact(value) : value;
        } catch (DateTimeException typedWrong) {
            return value;
        }
    }

    /** A number that was typed, in the words of all others; as it is where it cannot be read. */
    String exact(String typed) {
        BigDecimal number = TypedNumber.read(TypedNumber.withoutPercent(typed));
        return number == null ? typed : words.exact(number);
    }

    private String target(String typed, Map<String, String> clause, String currency) {
        BigDecimal target = TypedNumber.read(typed);
        String unit = ClauseFields.unit("target", clause, currency);
        return target == null || unit.isEmpty() || unit.equals("share")
                ? exact(typed)
                : words.stated(target, unit);
    }
}
