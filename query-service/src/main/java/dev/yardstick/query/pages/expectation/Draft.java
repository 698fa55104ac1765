package dev.yardstick.query.pages.expectation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.yardstick.events.Clause;
import dev.yardstick.events.language.MeasureKind;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.view.PersonalTexts;
import dev.yardstick.query.wording.Wording;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An expectation while it is being written.
 *
 * @param form fields of its own; in it a clause's fields begin with {@code clauses[N].}
 * @param clauses in order, each with fields as in {@link ClauseFields}
 */
record Draft(Form form, List<Map<String, String>> clauses) {

    /** What one who has just begun owes in her first months, in percent. */
    static final String RAMP = "25; 50; 75";

    private static final Pattern OF_CLAUSE = Pattern.compile("clauses\\[(\\d{1,3})]\\.(.+)");
    private static final Pattern ITEM = Pattern.compile("\\[\\d+]$");
    private static final Pattern MONTH = Pattern.compile("(.*\\.pace\\.percent)\\[(\\d{1,2})]");

    /** What was typed. */
    static Draft of(Form form) {
        Map<Integer, Map<String, String>> byNumber = new TreeMap<>();
        form.typed()
                .forEach((name, values) -> {
                    Matcher clause = OF_CLAUSE.matcher(name);
                    if (clause.matches()) {
                        byNumber.computeIfAbsent(
                                        Integer.valueOf(clause.group(1)),
                                        n -> new LinkedHashMap<>())
                                .put(clause.group(2), ClauseFields.joined(values));
                    }
                });
        return new Draft(form, new ArrayList<>(byNumber.values()));
    }

    /** Clauses that were stated before. */
    static Draft of(List<Clause> clauses, @Nullable String statement, PersonalTexts texts) {
        Draft draft = of(new Form().put("statement", statement));
        clauses.forEach(clause -> draft.clauses.add(ClauseFields.of(clause, texts)));
        return draft;
    }

    /** What it says. */
    ClauseChanges.Said words() {
        return new ClauseChanges.Said(form.value("statement"), clauses);
    }

    /** What its clauses are called, by id. */
    Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        clauses.forEach(
                clause -> titles.put(clause.getOrDefault("id", ""), ClauseSentence.title(clause)));
        return titles;
    }

    /** What its clauses are called, by topic. */
    Map<String, List<String>> titlesByTopic() {
        return clauses.stream()
                .collect(
                        groupingBy(
                                clause -> clause.getOrDefault("topic", ""),
                                mapping(ClauseSentence::title, toList())));
    }

    /** Whether all that the rep would owe is a quota. */
    boolean isQuotaOnly() {
        List<Map<String, String>> owed =
                clauses.stream().filter(clause -> !"manager".equals(clause.get("owedBy"))).toList();
        return !owed.isEmpty()
                && owed.stream().allMatch(clause -> "quota".equals(clause.get("topic")));
    }

    /** Does what a button says: {@code add}, {@code remove.N}, {@code up.N}, {@code down.N}. */
    void edit(String button, Wording words) {
        String[] asked = button.split("\\.", 2);
        if (asked[0].equals("add")) {
            add(form.value("kind"), words);
            return;
        }
        int n = number(asked);
        if (n >= 0 && asked[0].equals("remove")) {
            clauses.remove(n);
        } else if (n > 0 && asked[0].equals("up")) {
            Collections.swap(clauses, n, n - 1);
        } else if (n >= 0 && n < clauses.size() - 1 && asked[0].equals("down")) {
            Collections.swap(clauses, n, n + 1);
        }
    }

    /** A ready sentence, or an empty clause of a kind. */
    private void add(String what, Wording words) {
        MeasureKind kind = MeasureKind.find(what);
        if (kind != null) {
            clauses.add(ClauseFields.fresh(kind));
        } else if (what.startsWith(ReadySentences.PREFIX)) {
            String name = what.substring(ReadySentences.PREFIX.length());
            if (ReadySentences.names().contains(name)) {
                clauses.add(ReadySentences.clause(name, words));
            }
        }
    }

    /** Of what is paced a rep owes less at first; what says so already stays as it is. */
    void rampUp(String ramp) {
        clauses.stream()
                .filter(clause -> {
                    MeasureKind kind = MeasureKind.find(clause.getOrDefault("measure.kind", ""));
                    return kind != null
                            && kind.isPaced()
                            && !"manager".equals(clause.get("owedBy"));
                })
                .forEach(clause -> clause.putIfAbsent("pace.ramp", ramp));
    }

    private int number(String[] words) {
        if (words.length < 2 || !words[1].matches("\\d{1,3}")) {
            return -1;
        }
        int n = Integer.parseInt(words[1]);
        return n < clauses.size() ? n : -1;
    }

    /** Gives each clause without an id one that follows from its title. */
    void nameClauses() {
        List<String> taken = new ArrayList<>();
        clauses.forEach(clause -> taken.add(clause.getOrDefault("id", "").strip()));
        for (int i = 0; i < clauses.size(); i++) {
            if (taken.get(i).isEmpty()) {
                String id = slug(clauses.get(i));
                String free = id;
                for (int n = 2; taken.contains(free); n++) {
                    free = id + "-" + n;
                }
                taken.set(i, free);
                clauses.get(i).put("id", free);
            }
        }
    }

    private static String slug(Map<String, String> clause) {
        String title = clause.getOrDefault("title", "");
        String plain =
                Normalizer.normalize(
                                title.isBlank() ? clause.getOrDefault("topic", "clause") : title,
                                Normalizer.Form.NFD)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("\\p{M}", "")
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-|-$", "");
        String cut = plain.substring(0, Math.min(plain.length(), 40)).replaceAll("-$", "");
        return cut.isEmpty() ? "clause" : cut;
    }

    /** Says which numbers cannot be read. */
    void checkNumbers(Wording words) {
        for (int i = 0; i < clauses.size(); i++) {
            String prefix = "clauses[" + i + "].";
            ClauseFields.faults(clauses.get(i), words)
                    .forEach((field, fault) -> form.wrong(prefix + field, fault));
        }
    }

    /** The form with the clauses as they are by now. */
    Form written() {
        form.typed().keySet().removeIf(OF_CLAUSE.asMatchPredicate());
        for (int i = 0; i < clauses.size(); i++) {
            String prefix = "clauses[" + i + "].";
            clauses.get(i).forEach((name, value) -> form.put(prefix + name, value));
        }
        return form;
    }

    /** The body of a command: these fields of its own that are not empty, and the clauses. */
    Map<String, Object> body(String... fields) {
        Map<String, Object> body = form.body(fields);
        body.put("clauses", clauses.stream().map(ClauseFields::json).toList());
        return body;
    }

    /** The field of the form at which a fault of command-service belongs. */
    static String field(String path) {
        Matcher month = MONTH.matcher(path);
        if (month.matches()) {
            return month.group(1) + "." + (Integer.parseInt(month.group(2)) + 1);
        }
        String field = ITEM.matcher(path).replaceFirst("");
        Matcher clause = OF_CLAUSE.matcher(field);
        if (!clause.matches()) {
            return field.equals("clauses") ? "kind" : field;
        }
        String name = clause.group(2);
        String at =
                switch (name) {
                    case "pace", "pace.kind", "pace.percent" -> "pace.percent.1";
                    case "measure.over.of" -> "measure.over";
                    case "measure", "measure.kind" -> "title";
                    default -> name.startsWith("target") ? "target" : name;
                };
        return "clauses[" + clause.group(1) + "]." + at;
    }
}
