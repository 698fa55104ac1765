package dev.yardstick.query.pages.connection;

import dev.yardstick.query.pages.kit.CommandServiceClient.Accepted;
import dev.yardstick.query.pages.kit.CommandServiceClient.Refused;
import dev.yardstick.query.pages.kit.CommandServiceClient.Sent;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.TypedJson;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A connection's definition as a form: the few things that have a field of their own, and the
 * mapping from the CRM's words to ours as JSON.
 */
final class Definition {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> FIELDS = List.of("connection", "source", "url", "api");

    private Definition() {}

    /** The mapping of a definition, without what is as if it were not stated. */
    static String mapping(JsonNode definition) {
        ObjectNode stated = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> field : definition.path("mapping").properties()) {
            JsonNode value = field.getValue();
            boolean unstated =
                    value.isNull()
                            || (value.isContainer() && value.isEmpty())
                            || (value.isString() && value.stringValue().isEmpty())
                            || (value.isBoolean() && !value.booleanValue());
            if (!unstated) {
                stated.set(
                        field.getKey(),
                        field.getKey().equals("activities") ? activities(value) : value);
            }
        }
        return TypedJson.pretty(stated);
    }

    private static ObjectNode activities(JsonNode activities) {
        ObjectNode stated = JSON.createObjectNode();
        activities
                .properties()
                .forEach(type -> {
                    JsonNode value = type.getValue().deepCopy();
                    if (value instanceof ObjectNode activity) {
                        activity.removeIf(JsonNode::isNull);
                    }
                    stated.set(type.getKey(), value);
                });
        return stated;
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
