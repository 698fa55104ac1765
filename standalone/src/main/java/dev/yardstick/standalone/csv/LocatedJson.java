package dev.yardstick.standalone.csv;

import dev.yardstick.events.Decimals;
import dev.yardstick.events.refusal.Characters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A value in a JSON file that knows where it stands. What is wrong is added to the problems and
 * reads as if it were not there, so that one pass finds all that is wrong.
 */
record LocatedJson(
        String file,
        JsonNode node,
        String path,
        Map<String, TokenStreamLocation> places,
        List<Problem> problems) {

    private static final JsonMapper STRICT =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    /** Reads a file's text; null, and a problem, where it is no JSON. */
    static @Nullable LocatedJson read(String file, String text, List<Problem> problems) {
        Map<String, TokenStreamLocation> places = new HashMap<>();
        try {
            JsonNode node = STRICT.readTree(text);
            try (JsonParser tokens = STRICT.createParser(text)) {
                tokens.nextToken();
                locate(tokens, "", places);
            }
            return new LocatedJson(file, node, "", places, problems);
        } catch (JacksonException wrong) {
            String message = "is no JSON: " + wrong.getOriginalMessage();
            problems.add(problem(file, wrong.getLocation(), message));
            return null;
        } catch (NumberFormatException wrong) {
            problems.add(new Problem(file, 0, 0, "has a number that nothing can hold"));
            return null;
        }
    }

    private static void locate(
            JsonParser tokens, String path, Map<String, TokenStreamLocation> places) {
        places.putIfAbsent(path, tokens.currentTokenLocation());
        if (tokens.currentToken() == JsonToken.START_OBJECT) {
            while (tokens.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = join(path, tokens.currentName());
                places.put(name, tokens.currentTokenLocation());
                tokens.nextToken();
                locate(tokens, name, places);
            }
        } else if (tokens.currentToken() == JsonToken.START_ARRAY) {
            for (int i = 0; tokens.nextToken() != JsonToken.END_ARRAY; i++) {
                locate(tokens, path + "[" + i + "]", places);
            }
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Notes what is wrong here. */
    void problem(String message) {
        String located = path.isEmpty() ? message : path + " " + message;
        problems.add(problem(file, places.get(path), located));
    }

    private static Problem problem(String file, @Nullable TokenStreamLocation at, String message) {
        return at == null
                ? new Problem(file, 0, 0, message)
                : new Problem(file, at.getLineNr(), at.getColumnNr(), message);
    }

    private LocatedJson child(String childPath, JsonNode child) {
        return new LocatedJson(file, child, childPath, places, problems);
    }

    /** A field; empty where it is not there. */
    Optional<LocatedJson> at(String name) {
        JsonNode value = node.get(name);
        return value == null ? Optional.empty() : Optional.of(child(join(path, name), value));
    }

    /** Whether this is an object; if not, that is a problem. */
    boolean mustBeObject() {
        if (!node.isObject()) {
            problem("must be an object, { … }");
        }
        return node.isObject();
    }

    /** The fields of an object by their names. */
    Map<String, LocatedJson> fields() {
        Map<String, LocatedJson> fields = new LinkedHashMap<>();
        node.properties()
                .forEach(f -> fields.put(f.getKey(), child(join(path, f.getKey()), f.getValue())));
        return fields;
    }

    /** The items of a list that must not be empty. */
    List<LocatedJson> items() {
        List<LocatedJson> items = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(item -> items.add(child(path + "[" + items.size() + "]", item)));
        }
        if (items.isEmpty()) {
            problem("must be a list with at least one entry");
        }
        return items;
    }

    boolean isText() {
        return node.isString();
    }

    boolean isNull() {
        return node.isNull();
    }

    /** A text that must not be blank, or a number as text. */
    Optional<String> text() {
        if (node.isNumber()) {
            return tried(Optional.of(node), n -> Decimals.of(n).toPlainString());
        }
        return rawText()
                .map(Characters::strip)
                .filter(text -> {
                    if (text.isEmpty()) {
                        problem("must not be blank");
                    }
                    return !text.isEmpty();
                });
    }

    /** A text with the blanks around it, since tabs and blanks separate too; never empty. */
    Optional<String> rawText() {
        if (!node.isString() || node.stringValue().isEmpty()) {
            problem("must be a text");
            return Optional.empty();
        }
        return Optional.of(node.stringValue());
    }

    /** What a parser takes; its exception's message says what would be right. */
    <T> Optional<T> parsed(Function<String, T> parser) {
        return tried(text(), parser);
    }

    /** What a parser takes of a field, else the default. */
    <T> T parsed(String name, Function<String, T> parser, T otherwise) {
        return at(name).flatMap(at -> at.parsed(parser)).orElse(otherwise);
    }

    /** As {@link #parsed}, of a text with the blanks around it. */
    <T> T parsedRaw(String name, Function<String, T> parser, T otherwise) {
        return at(name).flatMap(at -> at.tried(at.rawText(), parser)).orElse(otherwise);
    }

    private <F, T> Optional<T> tried(Optional<F> from, Function<F, T> parser) {
        try {
            return from.map(parser);
        } catch (IllegalArgumentException wrong) {
            problem(String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    /** Fields that have no meaning here are problems. */
    void allowOnly(List<String> names, List<String> more) {
        List<String> known = Stream.concat(names.stream(), more.stream()).toList();
        fields().forEach((name, field) -> {
            if (!known.contains(name)) {
                field.problem("has no meaning; what may stand here: " + String.join(", ", known));
            }
        });
    }
}
