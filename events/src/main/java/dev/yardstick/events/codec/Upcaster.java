package dev.yardstick.events.codec;

import tools.jackson.databind.node.ObjectNode;

import java.util.function.UnaryOperator;

/**
 * Turns the JSON of one revision of an event into that of the next.
 *
 * @param type the event's stable name
 * @param fromRevision the revision it reads; it writes the one after
 */
record Upcaster(String type, int fromRevision, UnaryOperator<ObjectNode> change) {}
