package dev.yardstick.query.pages.connection;

import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.TypedJson;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;

/**
 * A connection's definition as a form: the few things that have a field of their own, and the
 * mapping from the CRM's words to ours as JSON.
 */
final class Definition {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> FIELDS = List.of("source", "url", "api");

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
        body.put("kind", form.value("kind"));
        for (String field : FIELDS) {
            if (!form.value(field).isEmpty()) {
                body.put(field, form.value(field));
            }
        }
        return body;
    }

    /** Tells each fault at its field; those of the mapping with where in it. */
    static void refused(Form form, CommandServiceClient.Refused refused) {
        StringBuilder mapping = new StringBuilder();
        for (CommandServiceClient.Fault fault : refused.faults()) {
            if (FIELDS.contains(fault.path()) || fault.path().equals("connection")) {
                form.wrong(fault.path(), fault.message());
            } else {
                mapping.append(mapping.isEmpty() ? "" : "; ")
                        .append(fault.path())
                        .append(' ')
                        .append(fault.message());
            }
        }
        if (!mapping.isEmpty()) {
            form.wrong("mapping", mapping.toString());
        }
        if (refused.faults().isEmpty()) {
            form.refused(refused);
        }
    }
}
