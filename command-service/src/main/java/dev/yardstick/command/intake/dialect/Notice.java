package dev.yardstick.command.intake.dialect;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.time.Instant;

/**
 * What a delivery, or the CRM's API, says of one thing.
 *
 * @param topic says what the content is, where it does not say so itself; empty otherwise
 * @param heard when it was said, by our clock
 */
public record Notice(String topic, JsonNode content, Instant heard) {

    /** One that says itself what it is. */
    public static Notice of(JsonNode content, Instant heard) {
        return new Notice("", content, heard);
    }

    /** A text in the content; null when it is absent. */
    public @Nullable String text(String field) {
        return Json.text(content.get(field));
    }
}
