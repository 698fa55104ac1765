package dev.yardstick.command.intake.dialect;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a delivery, or the CRM's API, says of one thing.
 *
 * @param topic says what the content is, where it does not say so itself; empty otherwise
 * @param heard when it was said, by our clock
 */
public record ChangeNotice(String topic, JsonNode content, Instant heard) {

    /** Ours, beside the CRM's own fields. */
    private static final String SEEN_AT = "yardstickSeenAt";

    /** One that says itself what it is. */
    public static ChangeNotice of(JsonNode content, Instant heard) {
        return new ChangeNotice("", content, heard);
    }

    /** A record that was fetched; as of when it was seen is kept with it. */
    static ChangeNotice fetched(Instruction.Fetch record, JsonNode answer, Instant now) {
        Instant seen = record.seen();
        JsonNode content = answer;
        if (seen != null && answer instanceof ObjectNode object) {
            content = object.deepCopy().put(SEEN_AT, seen.toString());
        }
        return new ChangeNotice(record.object() + "/" + record.id(), content, now);
    }

    /** Whether it is a record that was fetched, and no delivery: its topic names the record. */
    public boolean isFetched() {
        return topic.indexOf('/') > 0;
    }

    /** As of when the CRM is known to have what was fetched, by its clock; null: nobody knows. */
    public @Nullable Instant seen() {
        return Json.time(content.get(SEEN_AT));
    }

    /**
     * The version of the record that the notice shows.
     *
     * @param modified the record's own time of modification; null: it does not say
     */
    public Instant version(@Nullable Instant modified) {
        return modified == null ? heard : modified;
    }

    /** Whether a version is the CRM's; else there is none but when we heard of it. */
    public boolean isClocked(Instant version) {
        return !version.equals(heard);
    }

    /** A text in the content; null when it is absent. */
    public @Nullable String text(String field) {
        return Json.text(content.get(field));
    }
}
