package dev.yardstick.query.pages.kit;

import dev.yardstick.query.pages.kit.CommandServiceClient.Accepted;
import dev.yardstick.query.pages.kit.CommandServiceClient.Refused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A form as it was typed, with what is wrong in it, field by field: it is shown again until
 * command-service has taken it, and nothing typed is lost. A method that handles a request has it
 * as a parameter, empty where nothing was posted; templates know it by {@code form}, and draw its
 * fields with {@code forms :: input}, {@code :: textarea} and {@code :: select}.
 */
public final class Form {

    private final Map<String, List<String>> typed = new LinkedHashMap<>();
    private final Map<String, String> errors = new LinkedHashMap<>();
    private @Nullable String refusal;
    private HttpStatus status = HttpStatus.UNPROCESSABLE_CONTENT;

    /** An empty field is one that is left out. */
    public static void put(Map<String, Object> body, String field, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            body.put(field, value.strip());
        }
    }

    /** Fills in a field; null or empty: nothing. */
    public Form put(String field, @Nullable Object value) {
        return value == null || value.toString().isBlank()
                ? this
                : chosen(field, List.of(value.toString()));
    }

    /** The same where nothing was typed into it. */
    public Form putIfEmpty(String field, @Nullable Object value) {
        return typed.containsKey(field) ? this : put(field, value);
    }

    /** Fills in a field that may be given more than once. */
    public Form chosen(String field, List<String> values) {
        typed.put(field, List.copyOf(values));
        return this;
    }

    /** What was typed, by field. */
    public Map<String, List<String>> typed() {
        return typed;
    }

    /** What was typed into a field, without space around it; empty where nothing was. */
    public String value(String field) {
        return raw(field).strip();
    }

    /** The same; null where nothing was typed. */
    public @Nullable String valueOrNull(String field) {
        String value = value(field);
        return value.isEmpty() ? null : value;
    }

    /** What was typed into a field, with the space around it. */
    public String raw(String field) {
        List<String> values = values(field);
        return values.isEmpty() ? "" : values.getFirst();
    }

    /** Whether a field was ticked. */
    public boolean is(String field) {
        return value(field).equals("true");
    }

    /** All values of a field that may be given more than once. */
    public List<String> values(String field) {
        return typed.getOrDefault(field, List.of());
    }

    /** A body of these fields; one that is empty is left out. */
    public Map<String, Object> body(String... fields) {
        return bodyOf("", fields);
    }

    /** The same of fields whose names begin with a word of the form. */
    public Map<String, Object> bodyOf(String prefix, String... fields) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (String field : fields) {
            put(body, field, value(prefix + field));
        }
        return body;
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
     * The answer to what was sent; null where it was refused, and then what is wrong is taken over.
     *
     * @param fields the field of a path such as {@code clauses[0].target}; a path that has none is
     *     told above the form
     */
    public @Nullable Accepted taken(CommandServiceClient.Sent sent, UnaryOperator<String> fields) {
        return switch (sent) {
            case Accepted accepted -> accepted;
            case Refused refused -> {
                refused.faults()
                        .forEach(fault -> wrong(fields.apply(fault.path()), fault.message()));
                refusal = refused.faults().isEmpty() ? refused.detail() : null;
                status = refused.formStatus();
                yield null;
            }
        };
    }

    /** The same where fields are named as command-service names them. */
    public @Nullable Accepted taken(CommandServiceClient.Sent sent) {
        return taken(sent, UnaryOperator.identity());
    }

    /** Whether anything is wrong. */
    public boolean isWrong() {
        return refusal != null || !errors.isEmpty();
    }

    /** Of a page that shows it again with what is wrong. */
    HttpStatus status() {
        return status;
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
