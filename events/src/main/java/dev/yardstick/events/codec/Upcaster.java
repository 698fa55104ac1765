package dev.yardstick.events.codec;

import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns the JSON of one revision of an event into that of the next.
 *
 * @param type the event's stable name
 * @param fromRevision the revision it reads; it writes the one after
 */
record Upcaster(String type, int fromRevision, UnaryOperator<ObjectNode> change) {}
