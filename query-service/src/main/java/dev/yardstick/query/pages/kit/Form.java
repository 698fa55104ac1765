package dev.yardstick.query.pages.kit;

import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A form as it was typed, with what is wrong in it, field by field: it is shown again until
 * command-service has taken it, and nothing typed is lost. Templates draw its fields with {@code
 * forms :: input}, {@code :: textarea} and {@code :: select}.
 */
public final class Form {

    private final Map<String, List<String>> typed = new LinkedHashMap<>();
    private final Map<String, String> errors = new LinkedHashMap<>();
    private @Nullable String refusal;

    private Form() {}

    /** What came with a post. */
    public static Form of(MultiValueMap<String, String> typed) {
        Form form = new Form();
        typed.forEach((name, values) -> form.typed.put(name, new ArrayList<>(values)));
        return form;
    }

    /** A form that nobody has filled in yet, with what stands in it. */
    public static Form filled(Map<String, ?> values) {
        Form form = new Form();
        values.forEach((name, value) -> form.typed.put(name, List.of(String.valueOf(value))));
        return form;
    }

    /** An empty field is one that is left out. */
    public static void put(Map<String, Object> body, String field, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            body.put(field, value.strip());
        }
    }

    /** An empty field of a form is a parameter that was not given. */
    public static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** What was typed into a field, without space around it; empty where nothing was. */
    public String value(String field) {
        List<String> values = values(field);
        return values.isEmpty() ? "" : values.getFirst().strip();
    }

    /** The same; null where nothing was typed. */
    public @Nullable String valueOrNull(String field) {
        String value = value(field);
        return value.isEmpty() ? null : value;
    }

    /** All values of a field that may be given more than once. */
    public List<String> values(String field) {
        return typed.getOrDefault(field, List.of());
    }

    /** The same form with some values of a field that may be given more than once. */
    public Form chosen(String field, List<String> values) {
        typed.put(field, List.copyOf(values));
        return this;
    }

    /** Says what is wrong with a field. */
    public Form wrong(String field, String message) {
        errors.putIfAbsent(field, message);
        return this;
    }

    /** The same where something is wrong; null: nothing. */
    public Form wrongUnlessNull(String field, @Nullable String message) {
        return message == null ? this : wrong(field, message);
    }

    /**
     * Takes over what command-service says is wrong.
     *
     * @param fields the field of a path such as {@code clauses[0].target}; a path that has none is
     *     told above the form
     */
    public Form refused(CommandServiceClient.Refused refused, UnaryOperator<String> fields) {
        refused.faults().forEach(fault -> wrong(fields.apply(fault.path()), fault.message()));
        if (refused.faults().isEmpty()) {
            refusal = refused.detail();
        }
        return this;
    }

    /** The same where fields are named as command-service names them. */
    public Form refused(CommandServiceClient.Refused refused) {
        return refused(refused, UnaryOperator.identity());
    }

    /** Whether anything is wrong. */
    public boolean isWrong() {
        return refusal != null || !errors.isEmpty();
    }

    /** What is wrong with a field; null: nothing. */
    public @Nullable String error(String field) {
        return errors.get(field);
    }

    /** All that is wrong, by field, in the order in which it was found. */
    public Map<String, String> errors() {
        return errors;
    }

    /** Why it was refused as a whole; null: it was not. */
    public @Nullable String refusal() {
        return refusal;
    }
}
