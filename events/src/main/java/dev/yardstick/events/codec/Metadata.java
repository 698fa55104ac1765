package dev.yardstick.events.codec;

/**
 * Who and what an event came from.
 *
 * @param actor the role and, where one is bound, the person: {@code manager:kim}
 * @param source the CRM's source, or {@code api}
 * @param causation the id of the command; the client's Idempotency-Key where it gave one
 * @param correlation the id of the request
 */
public record Metadata(String actor, String source, String causation, String correlation) {}
