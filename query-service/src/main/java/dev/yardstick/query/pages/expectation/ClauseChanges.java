package dev.yardstick.query.pages.expectation;

import dev.yardstick.query.view.Changes;
import dev.yardstick.query.wording.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two wordings of an expectation, in words to read: the statement first, then
 * clause by clause.
 *
 * @param currency in which amounts are worded
 */
record ClauseChanges(ClauseSentence sentence, Wording words, String currency) {

    /**
     * A difference.
     *
     * @param clause empty for the statement
     * @param what {@code statement}; {@code added}, {@code removed}, or what of the clause changed:
     *     {@code title}, {@code promise}, {@code topic}, {@code weight}, {@code owedBy}
     * @param before null for an added clause
     * @param after null for a removed one
     */
    public record Change(
            String clause,
            String title,
            String what,
            @Nullable String before,
            @Nullable String after) {}

    /**
     * What is said.
     *
     * @param statement what it means to be successful
     * @param clauses with fields as in {@link ClauseFields}
     */
    record Said(String statement, List<Map<String, String>> clauses) {

        /** Space around it and how a browser ends its lines make no other statement. */
        Said {
            statement = statement.strip().replaceAll("\\R", "\n");
        }
    }

    /** What changed from one wording to another. */
    List<Change> between(Said before, Said after) {
        List<Change> changes = new ArrayList<>(between(before.clauses(), after.clauses()));
        if (!before.statement().equals(after.statement())) {
            changes.addFirst(
                    new Change(
                            "",
                            words.message("expectation.statement"),
                            "statement",
                            before.statement(),
                            after.statement()));
        }
        return changes;
    }

    /** What changed from one list of clauses to another. */
    List<Change> between(List<Map<String, String>> before, List<Map<String, String>> after) {
        Map<String, Map<String, String>> left = byId(before);
        Map<String, Map<String, String>> right = byId(after);
        return Changes.between(left, right, clause -> sentence.of(clause, currency), this::said)
                .stream()
                .map(c ->
                        new Change(
                                c.clause(),
                                ClauseSentence.title(
                                        right.getOrDefault(
                                                c.clause(),
                                                left.getOrDefault(c.clause(), Map.of()))),
                                c.what(),
                                c.before(),
                                c.after()))
                .toList();
    }

    private Map<String, @Nullable String> said(Map<String, String> clause) {
        Map<String, @Nullable String> said = new LinkedHashMap<>();
        said.put("title", ClauseSentence.title(clause));
        said.put("promise", sentence.of(clause, currency));
        String label = clause.getOrDefault("label", "").strip();
        said.put(
                "topic",
                words.topic(clause.getOrDefault("topic", ""))
                        + (label.isEmpty() ? "" : ": " + label));
        said.put("weight", sentence.exact(clause.getOrDefault("weight", "").strip()));
        said.put("owedBy", words.role(clause.getOrDefault("owedBy", "rep")));
        return said;
    }

    /** A clause that has no id yet is one of its own. */
    private static Map<String, Map<String, String>> byId(List<Map<String, String>> clauses) {
        Map<String, Map<String, String>> byId = new LinkedHashMap<>();
        for (Map<String, String> clause : clauses) {
            String id = clause.getOrDefault("id", "").strip();
            byId.put(id.isEmpty() ? "#" + byId.size() : id, clause);
        }
        return byId;
    }
}
