package dev.yardstick.query.pages.kit;

import dev.yardstick.query.wording.Wording;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON in a field of a form: read as it was typed, digit by digit, and laid out to be read. */
public final class TypedJson {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private TypedJson() {}

    /** What was typed; null, with the field's fault noted, where it is no JSON. */
    public static @Nullable JsonNode read(Form form, String field, Wording words) {
        try {
            JsonNode tree = JSON.readTree(form.value(field));
            if (!tree.isMissingNode()) {
                return tree;
            }
            form.wrong(field, words.message("connections.json.missing"));
        } catch (JacksonException e) {
            form.wrong(
                    field,
                    e.getLocation() == null
                            ? words.message("connections.json.wrong")
                            : words.message(
                                    "connections.json.wrong.at",
                                    e.getLocation().getLineNr(),
                                    e.getLocation().getColumnNr()));
        } catch (NumberFormatException nothingCanHoldIt) {
            form.wrong(field, words.message("connections.json.wrong"));
        }
        return null;
    }

    /** JSON of our own. */
    public static JsonNode read(String json) {
        return JSON.readTree(json);
    }

    /** JSON over several lines. */
    public static String pretty(JsonNode tree) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
    }
}
