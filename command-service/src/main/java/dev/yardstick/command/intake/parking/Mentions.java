package dev.yardstick.command.intake.parking;

import dev.yardstick.command.input.StrictJson;
import dev.yardstick.command.input.StrictJson.UnreadableException;
import dev.yardstick.events.IntakeEvent.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whom a body may be about that nobody could read so far as to tell.
 *
 * @param isJson whether it is at all
 * @param whom the values where it says whose it is; of what is no JSON every word with a letter
 * @param text all of it
 */
public record Mentions(boolean isJson, Set<String> whom, String text) {

    private static final int MOST = 20_000;
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}._@+-]+");
    private static final Pattern LETTER = Pattern.compile("\\p{L}");

    /** What fields are called that say whose a record is, ours and those of CRMs. */
    private static final Pattern WHOSE = Pattern.compile("(?i)^rep|owner|user|assign|member");

    public static Mentions of(byte[] body) {
        Set<String> whom = new HashSet<>();
        StringBuilder text = new StringBuilder();
        try {
            collect(StrictJson.read(body), false, whom, text);
            return new Mentions(true, whom, text.toString());
        } catch (UnreadableException e) {
            text.append(new String(body, StandardCharsets.UTF_8));
            NO_WORD.splitAsStream(text).filter(Mentions::hasLetter).limit(MOST).forEach(whom::add);
            return new Mentions(false, whom, text.toString());
        }
    }

    private static void collect(
            JsonNode node, boolean saysWhose, Set<String> whom, StringBuilder text) {
        if (node.isValueNode()) {
            String value = node.asString("");
            text.append(value).append('\n');
            if (saysWhose && whom.size() < MOST) {
                whom.add(value);
            }
        } else if (node.isArray()) {
            node.forEach(one -> collect(one, saysWhose, whom, text));
        } else {
            node.properties()
                    .forEach(field ->
                            collect(
                                    field.getValue(),
                                    saysWhose || WHOSE.matcher(field.getKey()).find(),
                                    whom,
                                    text));
        }
    }

    /**
     * Every person whom it may be about.
     *
     * @param mapping of the connection that it came by; null: by none
     */
    Set<String> persons(@Nullable Mapping mapping) {
        Set<String> persons = new HashSet<>(whom);
        if (mapping != null) {
            mapping.owners()
                    .forEach((owner, rep) -> {
                        if (rep != null && whom.contains(owner)) {
                            persons.add(rep);
                        }
                    });
        }
        return persons;
    }

    /**
     * Whether it may be about a person: a number that she is called by may be any number, and
     * counts only where it says whose the body is.
     *
     * @param called what she is called besides her id
     */
    public boolean names(String person, Collection<String> called, @Nullable Mapping mapping) {
        return persons(mapping).contains(person)
                || hasLetter(person) && contains(person)
                || called.stream().anyMatch(this::contains)
                || !isJson && mapping != null && containsOwner(person, mapping);
    }

    private boolean containsOwner(String person, Mapping mapping) {
        return mapping.owners().entrySet().stream()
                .anyMatch(owner -> person.equals(owner.getValue()) && contains(owner.getKey()));
    }

    private static boolean hasLetter(String text) {
        return LETTER.matcher(text).find();
    }

    private boolean contains(String name) {
        return Pattern.compile(
                        "(?<![\\p{L}\\p{N}_-])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}_-])",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(text)
                .find();
    }
}
