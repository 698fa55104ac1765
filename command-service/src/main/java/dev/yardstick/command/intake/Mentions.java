package dev.yardstick.command.intake;

import dev.yardstick.command.StrictJson;
import dev.yardstick.command.StrictJson.UnreadableException;
import dev.yardstick.events.IntakeEvent.Mapping;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whom a body may be about that nobody could read so far as to tell.
 *
 * @param values every value of the JSON, or every word of what is none
 * @param owners those of the values that stand where CRMs put who a record belongs to
 * @param text all of it
 */
record Mentions(Set<String> values, Set<String> owners, String text) {

    private static final int MOST = 20_000;
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}._@+-]+");
    private static final Pattern OWNER = Pattern.compile("(?i)owner|user|assign|member");

    static Mentions of(byte[] body) {
        Set<String> values = new HashSet<>();
        Set<String> owners = new HashSet<>();
        StringBuilder text = new StringBuilder();
        try {
            collect(StrictJson.read(body), false, values, owners, text);
        } catch (UnreadableException e) {
            text.append(new String(body, StandardCharsets.UTF_8));
            NO_WORD.splitAsStream(text).limit(MOST).forEach(values::add);
            owners.addAll(values);
        }
        return new Mentions(values, owners, text.toString());
    }

    private static void collect(
            JsonNode node,
            boolean isOwner,
            Set<String> values,
            Set<String> owners,
            StringBuilder text) {
        if (node.isValueNode()) {
            String value = node.asString("");
            text.append(value).append('\n');
            if (values.size() < MOST) {
                values.add(value);
            }
            if (isOwner) {
                owners.add(value);
            }
        }
        node.values()
                .forEach(one -> {
                    if (node.isArray()) {
                        collect(one, isOwner, values, owners, text);
                    }
                });
        node.properties()
                .forEach(field ->
                        collect(
                                field.getValue(),
                                isOwner || OWNER.matcher(field.getKey()).find(),
                                values,
                                owners,
                                text));
    }

    /**
     * Every person whom it may be about.
     *
     * @param mapping of the connection that it came by; null: by none
     */
    Set<String> persons(@Nullable Mapping mapping) {
        Set<String> persons = new HashSet<>(values);
        if (mapping != null) {
            for (Map.Entry<String, @Nullable String> owner : mapping.owners().entrySet()) {
                if (owner.getValue() != null && owners.contains(owner.getKey())) {
                    persons.add(owner.getValue());
                }
            }
        }
        return persons;
    }

    /**
     * Whether it may be about a person.
     *
     * @param called what she is called besides her id
     */
    boolean names(String person, Collection<String> called, @Nullable Mapping mapping) {
        return persons(mapping).contains(person)
                || contains(person)
                || called.stream().anyMatch(this::contains);
    }

    private boolean contains(String name) {
        return Pattern.compile(
                        "(?<![\\p{L}\\p{N}_-])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}_-])",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(text)
                .find();
    }
}
