package dev.yardstick.query.pages.expectation;

import static java.util.stream.Collectors.toCollection;

import dev.yardstick.events.FactKind;
import dev.yardstick.events.language.FactField;
import dev.yardstick.query.wording.Wording;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the fields of clauses that hold a company's own words are chosen from, in words of the page:
 * what is defined, and what is recorded. Whatever else may be typed.
 *
 * @param told words of facts, the most frequent first
 * @param tiers of accounts
 * @param accounts names by id
 */
record Choices(
        Map<FactKind, Map<FactField, List<String>>> told,
        List<String> tiers,
        Map<String, String> accounts,
        Wording words) {

    /** More are typed. */
    private static final int MOST = 24;

    private static final Map<FactField, List<String>> DEFINED =
            Map.of(
                    FactField.METHOD,
                    List.of("cold-call-phone", "cold-call-face-to-face", "referral", "inbound"),
                    FactField.CHANNEL,
                    List.of("phone", "face-to-face", "video", "mail"),
                    FactField.ASPECT,
                    List.of("conduct"));

    /** Which kinds of facts have a field; one that is not here, any of them has. */
    private static final Map<FactField, Set<FactKind>> USUAL =
            Map.of(
                    FactField.COURSE,
                    Set.of(FactKind.TRAINING),
                    FactField.ASPECT,
                    Set.of(FactKind.ASSESSMENT),
                    FactField.CHANNEL,
                    Set.of(
                            FactKind.CALL,
                            FactKind.MEETING,
                            FactKind.COLLABORATION,
                            FactKind.TRAINING,
                            FactKind.COACHING));

    private static final List<String> TIERS = List.of("primary", "secondary");
    private static final List<String> STRATEGIES =
            List.of("grow", "maintain", "strengthen", "win-back");

    /** The kind of facts that a field of a clause is about; null: none, or none that is known. */
    static @Nullable FactKind kind(String field, Map<String, String> clause) {
        String code =
                switch (field) {
                    case "measure.aspect" -> FactKind.ASSESSMENT.code();
                    case "measure.course" -> FactKind.TRAINING.code();
                    default ->
                            clause.getOrDefault(
                                    field.startsWith("measure.over.")
                                            ? "measure.over"
                                            : "measure.of",
                                    "");
                };
        return Stream.of(FactKind.values())
                .filter(kind -> kind.code().equals(code))
                .findFirst()
                .orElse(null);
    }

    /**
     * Whether a filter says anything of the facts that a clause counts: they usually have that
     * field, some of them had it, or it is filled in.
     */
    public boolean isFit(String filter, Map<String, String> clause) {
        FactField of = FactField.find(filter.substring(filter.lastIndexOf('.') + 1));
        FactKind kind = kind(filter, clause);
        return of == null
                || kind == null
                || USUAL.getOrDefault(of, Set.of(kind)).contains(kind)
                || !told.getOrDefault(kind, Map.of()).getOrDefault(of, List.of()).isEmpty()
                || !clause.getOrDefault(filter, "").isBlank();
    }

    /** From what a field is chosen: values, as they are sent, and words. */
    public Map<String, String> of(String field, Map<String, String> clause) {
        String name = field.substring(field.lastIndexOf('.') + 1);
        Map<String, String> choices = new LinkedHashMap<>();
        switch (name) {
            case "id" -> accounts.forEach((id, said) -> choices.put(sent(id), said));
            case "tier" -> said(TIERS, tiers, choices);
            case "strategy" -> said(STRATEGIES, List.of(), choices);
            default -> {
                FactField of = FactField.find(name);
                FactKind kind = kind(field, clause);
                if (of != null) {
                    said(
                            DEFINED.getOrDefault(of, List.of()),
                            kind == null
                                    ? List.of()
                                    : told.getOrDefault(kind, Map.of()).getOrDefault(of, List.of()),
                            choices);
                }
            }
        }
        return choices;
    }

    private void said(List<String> defined, List<String> recorded, Map<String, String> choices) {
        Stream.concat(defined.stream(), recorded.stream())
                .distinct()
                .limit(MOST)
                .forEach(value -> choices.put(sent(value), words.value(value)));
    }

    private static String sent(String value) {
        return ClauseFields.list(List.of(value));
    }

    /** Whether a choice of a field was made. */
    public boolean isMade(String choice, String field, Map<String, String> clause) {
        return ClauseFields.list(choice).stream()
                .allMatch(ClauseFields.list(clause.getOrDefault(field, "").strip())::contains);
    }

    /** What was typed into a field that is none of its choices. */
    public String other(String field, Map<String, String> clause) {
        List<String> choices = values(field, clause);
        return ClauseFields.list(
                ClauseFields.list(clause.getOrDefault(field, "").strip()).stream()
                        .filter(value -> !choices.contains(value))
                        .toList());
    }

    /** What stands in a field of one value, in words where it is one of its choices. */
    public String said(String field, Map<String, String> clause) {
        String value = clause.getOrDefault(field, "");
        return of(field, clause).getOrDefault(sent(value), value);
    }

    private List<String> values(String field, Map<String, String> clause) {
        return of(field, clause).keySet().stream()
                .flatMap(choice -> ClauseFields.list(choice).stream())
                .toList();
    }

    /** Takes what was typed in the words of a choice for that choice. */
    void read(List<Map<String, String>> clauses) {
        for (Map<String, String> clause : clauses) {
            for (String field : ClauseFields.chosen(clause)) {
                clause.computeIfPresent(field, (name, typed) -> read(name, typed, clause));
            }
        }
    }

    private String read(String field, String text, Map<String, String> clause) {
        Map<String, String> choices = of(field, clause);
        Set<String> read =
                ClauseFields.list(text.strip()).stream()
                        .map(typed ->
                                choices.entrySet().stream()
                                        .filter(choice -> choice.getValue().equalsIgnoreCase(typed))
                                        .flatMap(choice ->
                                                ClauseFields.list(choice.getKey()).stream())
                                        .findFirst()
                                        .orElse(typed))
                        .collect(toCollection(LinkedHashSet::new));
        return ClauseFields.list(List.copyOf(read));
    }
}
