package dev.yardstick.query.web.pages;

import dev.yardstick.events.Clause;
import dev.yardstick.events.FactKind;
import dev.yardstick.query.timeline.Texts;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
        return parts.stream().filter(p -> p.field() != null || !p.text().isBlank()).toList();
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

    /** Whether its target is spread over the period. */
    public boolean isPaced(String kind) {
        return ClauseFields.isPaced(kind);
    }

    /** Whether anything stands in fields that begin so. */
    public boolean isUsed(Map<String, String> clause, String prefix) {
        return clause.entrySet().stream()
                .anyMatch(f -> f.getKey().startsWith(prefix) && !f.getValue().isBlank());
    }

    /** The clause in words, with its filters and its pace. */
    public String of(Clause clause, Texts texts) {
        Map<String, String> fields = ClauseFields.of(clause, texts);
        String kind = clause.measure().kind();
        StringBuilder sentence = new StringBuilder();
        for (Part part : parts(kind)) {
            sentence.append(part.field() == null ? part.text() : said(part.field(), kind, fields));
        }
        List<String> only = new ArrayList<>();
        fields.forEach((name, value) -> {
            if (name.startsWith("measure.where.")
                    || name.startsWith("measure.accounts.")
                    || name.startsWith("measure.over.where.")) {
                String option =
                        isFlag(name)
                                ? words.message(value.equals("true") ? "words.yes" : "words.no")
                                : value;
                only.add(filter(name) + ": " + option);
            }
        });
        if (!only.isEmpty()) {
            sentence.append(" (").append(String.join("; ", only)).append(')');
        }
        if (fields.containsKey("pace.percent")) {
            sentence.append(words.message("expectation.said.monthly", fields.get("pace.percent")));
        }
        if (fields.containsKey("pace.ramp")) {
            sentence.append(words.message("expectation.said.ramp", fields.get("pace.ramp")));
        }
        return sentence.toString().strip();
    }

    private String said(String field, String kind, Map<String, String> fields) {
        String value = fields.getOrDefault(field, "");
        String option = options(field, kind).get(value);
        return option != null ? option : value.isEmpty() ? "…" : value;
    }
}
