package dev.yardstick.query.pages.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.events.Clause;
import dev.yardstick.events.language.MeasureKind;
import dev.yardstick.events.language.Parameter.Type;
import dev.yardstick.query.GoldenClauses;
import dev.yardstick.query.wording.Wording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;

/**
 * What the pages know of each kind of clause: its form, the form of a clause that was stated and
 * the JSON that comes of it, its sentence, and what changed, in both languages.
 */
class ClauseKindsTest {

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.of("nl"));

    private final Wording words = new Wording(messages());
    private final ClauseSentence sentence = new ClauseSentence(words, account -> account);
    private @Nullable Clause before;

    private static ResourceBundleMessageSource messages() {
        try {
            Matcher bundles =
                    Pattern.compile("basename: (\\S+)")
                            .matcher(
                                    Files.readString(
                                            Path.of("src/main/resources/query-service.yml")));
            ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
            messages.setBasenames(
                    bundles.results()
                            .flatMap(found -> Arrays.stream(found.group(1).split(",")))
                            .toArray(String[]::new));
            messages.setDefaultEncoding("UTF-8");
            messages.setFallbackToSystemLocale(false);
            messages.setAlwaysUseMessageFormat(true);
            return messages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void speakAsBefore() {
        LocaleContextHolder.resetLocaleContext();
    }

    @TestFactory
    Stream<DynamicTest> everyKindIsToldAsItsGoldenFileSays() throws IOException {
        return GoldenClauses.tests(
                "pages",
                () -> {
                    before = null;
                    return asked -> {
                        String[] parts = asked.split(" ", 2);
                        return switch (parts[0]) {
                            case "kind" -> inBoth(language -> kind(parts[1]));
                            case "clause" -> clause(GoldenClauses.clause(parts[1]));
                            default -> typed(parts[0], parts[1]);
                        };
                    };
                });
    }

    @Test
    void everyFieldOfAKindIsNamedInBothLanguages() {
        for (MeasureKind kind : MeasureKind.values()) {
            inBoth(language -> {
                for (ClauseSentence.Part part : sentence.parts(kind.code())) {
                    String key = "expectation.field." + part.field();
                    assertThat(part.field() == null || !words.message(key).equals(key))
                            .as(key)
                            .isTrue();
                }
                return List.of();
            });
        }
    }

    @Test
    void everySentenceAsksForAllThatItsKindNeeds() {
        for (MeasureKind kind : MeasureKind.values()) {
            List<String> needed = new ArrayList<>();
            if (kind.hasTarget()) {
                needed.addAll(List.of("direction", "target"));
            }
            kind.parameters().stream()
                    .filter(p -> p.isRequired() && p.type() != Type.WHERE)
                    .filter(p -> p.type() != Type.ACCOUNTS)
                    .forEach(p -> needed.add("measure." + p.name()));
            inBoth(language -> {
                assertThat(sentence.parts(kind.code()))
                        .as(kind + " in " + language)
                        .extracting(ClauseSentence.Part::field)
                        .containsAll(needed);
                return List.of();
            });
        }
    }

    private static List<String> inBoth(Function<Locale, List<String>> told) {
        List<String> all = new ArrayList<>();
        for (Locale language : LANGUAGES) {
            LocaleContextHolder.setLocale(language);
            told.apply(language).forEach(line -> all.add(language + " " + line));
        }
        return all;
    }

    /** The form of a kind that nobody has filled in. */
    private List<String> kind(String kind) {
        List<String> told = new ArrayList<>();
        told.add("offered as: " + sentence.offered(kind));
        told.add("calculated: " + known(kind).delivered(LocaleContextHolder.getLocale()));
        told.add("usual: " + sorted(ClauseFields.fresh(known(kind))));
        told.add("paced: " + sentence.isPaced(kind));
        for (ClauseSentence.Part part : sentence.parts(kind)) {
            String field = part.field();
            told.add(
                    field == null
                            ? "'" + part.text() + "'"
                            : "["
                                    + field
                                    + "] "
                                    + words.message("expectation.field." + field)
                                    + (sentence.isNumber(field) ? ", a number " : " ")
                                    + sentence.options(field, kind));
        }
        for (String filter : sentence.filters(kind)) {
            told.add(
                    filter
                            + ": "
                            + sentence.filter(filter)
                            + (sentence.isFlag(filter) ? ", yes or no" : ""));
        }
        return told;
    }

    private static MeasureKind known(String kind) {
        return Objects.requireNonNull(MeasureKind.find(kind));
    }

    /** A clause that was stated, and what differs from the one before it in the file. */
    private List<String> clause(Clause clause) {
        Clause then = before;
        before = clause;
        return inBoth(language -> {
            Map<String, String> fields = ClauseFields.of(clause, GoldenClauses::open);
            List<String> told = new ArrayList<>(fields(fields));
            new ClauseChanges(sentence, words, "EUR")
                    .between(
                            then == null
                                    ? List.of()
                                    : List.of(ClauseFields.of(then, GoldenClauses::open)),
                            List.of(fields))
                    .forEach(change -> told.add("changed: " + change));
            return told.stream().map(line -> line.replace("\n", "\\n")).toList();
        });
    }

    /** What was typed on a page: {@code en measure.kind=sum|target=150.000}. */
    private List<String> typed(String language, String typed) {
        LocaleContextHolder.setLocale(Locale.of(language));
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : typed.split("\\|")) {
            String[] parts = field.split("=", 2);
            fields.put(parts[0], parts[1].replace("\\n", "\n"));
        }
        List<String> told = new ArrayList<>(fields(fields));
        told.add("wrong: " + new TreeMap<>(ClauseFields.faults(fields, words)));
        fields.keySet().stream()
                .sorted()
                .map(field -> field + " is read as " + sentence.echo(field, fields, "EUR"))
                .filter(line -> !line.endsWith(" "))
                .forEach(told::add);
        return told;
    }

    private List<String> fields(Map<String, String> fields) {
        return List.of(
                "form: " + sorted(fields),
                "json: " + sorted(ClauseFields.json(fields)),
                "only: " + sentence.only(fields),
                "says: " + sentence.of(fields, "EUR"));
    }

    /** The same whatever the order of its fields. */
    private static String sorted(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(e -> e.getKey() + "=" + sorted(e.getValue()))
                            .sorted()
                            .collect(Collectors.joining(", ", "{", "}"));
            case List<?> list ->
                    list.stream()
                            .map(ClauseKindsTest::sorted)
                            .collect(Collectors.joining(", ", "[", "]"));
            case String text -> "\"" + text + "\"";
            default -> value.toString();
        };
    }
}
