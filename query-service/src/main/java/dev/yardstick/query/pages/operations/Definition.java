package dev.yardstick.query.pages.operations;

import dev.yardstick.query.pages.kit.CommandServiceClient.Accepted;
import dev.yardstick.query.pages.kit.CommandServiceClient.Refused;
import dev.yardstick.query.pages.kit.CommandServiceClient.Sent;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.TypedJson;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A connection's definition as a form: the few things that have a field of their own, and the
 * mapping from the CRM's words to ours as JSON.
 */
final class Definition {

    private static final List<String> FIELDS = List.of("connection", "source", "url", "api");

    private Definition() {}

    /** The mapping of a definition, without what is as if it were not stated. */
    static String mapping(JsonNode definition) {
        JsonNode stated = definition.path("mapping").deepCopy();
        if (stated instanceof ObjectNode mapping) {
            mapping.removeIf(Definition::isUnstated);
            for (JsonNode type : mapping.path("activities")) {
                if (type instanceof ObjectNode activity) {
                    activity.removeIf(JsonNode::isNull);
                }
            }
        }
        return TypedJson.pretty(
                stated.isMissingNode() ? JsonNodeFactory.instance.objectNode() : stated);
    }

    private static boolean isUnstated(JsonNode value) {
        return value.isNull()
                || (value.isContainer() && value.isEmpty())
                || (value.isString() && value.stringValue().isEmpty())
                || (value.isBoolean() && !value.booleanValue());
    }

    /** What is sent to define a connection. */
    static ObjectNode body(Form form, ObjectNode mapping) {
        ObjectNode body = mapping.deepCopy();
        form.body("kind", "source", "url", "api")
                .forEach((field, value) -> body.put(field, value.toString()));
        return body;
    }

    /** The answer; null: each fault is told at its field, those of the mapping with where in it. */
    static @Nullable Accepted taken(Form form, Sent sent) {
        if (!(sent instanceof Refused refused)) {
            return form.taken(sent);
        }
        String mapping =
                refused.faults().stream()
                        .filter(fault -> !FIELDS.contains(fault.path()))
                        .map(fault -> fault.path() + " " + fault.message())
                        .collect(Collectors.joining("; "));
        form.wrongUnlessNull("mapping", mapping.isEmpty() ? null : mapping);
        return form.taken(sent, path -> FIELDS.contains(path) ? path : "mapping");
    }
}
