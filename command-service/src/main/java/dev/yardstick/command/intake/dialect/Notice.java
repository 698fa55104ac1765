package dev.yardstick.command.intake.dialect;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;

/**
 * What a delivery, or the CRM's API, says of one thing.
 *
 * @param topic says what the content is, where it does not say so itself; empty otherwise
 * @param heard when it was said, by our clock
 */
public record Notice(String topic, JsonNode content, Instant heard) {

    /** Ours, beside the CRM's own fields. */
    private static final String RESTORED_AT = "yardstickRestoredAt";

    /** One that says itself what it is. */
    public static Notice of(JsonNode content, Instant heard) {
        return new Notice("", content, heard);
    }

    /** A record that was fetched; that it was restored is kept with it. */
    static Notice fetched(Step.Fetch record, JsonNode answer, Instant now) {
        Instant restored = record.restoredAt();
        JsonNode content = answer;
        if (restored != null && answer instanceof ObjectNode object) {
            content = object.deepCopy().put(RESTORED_AT, restored.toString());
        }
        return new Notice(record.object() + "/" + record.id(), content, now);
    }

    /** Whether it is a record that was fetched, and no delivery: its topic names the record. */
    public boolean isFetched() {
        return topic.indexOf('/') > 0;
    }

    /**
     * The version of the record that the notice shows: its own time of modification, unless it was
     * restored later, which need not change that.
     *
     * @param modified the record's own; null: it does not say, so it is what we heard just now
     */
    public Instant version(@Nullable Instant modified) {
        if (modified == null) {
            return heard;
        }
        Instant restored = Json.time(content.get(RESTORED_AT));
        return restored == null ? modified : later(modified, restored);
    }

    /** The later of two times. */
    public static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    /** A text in the content; null when it is absent. */
    public @Nullable String text(String field) {
        return Json.text(content.get(field));
    }
}
