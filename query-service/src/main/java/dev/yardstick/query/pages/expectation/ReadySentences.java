package dev.yardstick.query.pages.expectation;

import dev.yardstick.events.language.MeasureKind;
import dev.yardstick.query.wording.Wording;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What sales organisations usually expect, ready to be taken into an expectation: clauses by name,
 * each as {@link ClauseFields} with no number but where one is usual, and what a role begins with.
 */
final class ReadySentences {

    /** What the form calls them, before the name of one. */
    static final String PREFIX = "ready.";

    /**
     * The file.
     *
     * @param sentences fields by name
     * @param roles names by role
     */
    private record Ready(
            LinkedHashMap<String, Map<String, String>> sentences,
            LinkedHashMap<String, List<String>> roles) {}

    private static final Ready READY = read();

    private ReadySentences() {}

    /** Their names, in the order in which they are offered. */
    static Set<String> names() {
        return READY.sentences().keySet();
    }

    /** The roles that have a profile of their own to begin with. */
    static Set<String> roles() {
        return READY.roles().keySet();
    }

    /** What a role begins with; nothing for one that is not known. */
    static List<Map<String, String>> of(@Nullable String role, Wording words) {
        return role == null
                ? List.of()
                : READY.roles().getOrDefault(role, List.of()).stream()
                        .map(name -> clause(name, words))
                        .toList();
    }

    /** One of them as a new clause, titled in the writer's language. */
    static Map<String, String> clause(String name, Wording words) {
        Map<String, String> ready = Objects.requireNonNull(READY.sentences().get(name), name);
        MeasureKind kind =
                Objects.requireNonNull(MeasureKind.find(ready.getOrDefault("measure.kind", "")));
        Map<String, String> clause = ClauseFields.fresh(kind);
        clause.put("title", words.message("expectation.ready." + name));
        clause.putAll(ready);
        return clause;
    }

    private static Ready read() {
        try (InputStream file = ReadySentences.class.getResourceAsStream("/ready-sentences.json")) {
            return JsonMapper.shared().readValue(Objects.requireNonNull(file), Ready.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
