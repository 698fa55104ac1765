package dev.yardstick.acceptance.description;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a service says of itself. */
record Described(String service, JsonNode document) {

    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    /** All calls, by path. */
    List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        document.required("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .properties()
                                .forEach(call ->
                                        calls.add(
                                                new Call(
                                                        this,
                                                        call.getKey().toUpperCase(),
                                                        path.getKey(),
                                                        call.getValue()))));
        return calls;
    }

    /** What is wrong with a value by a schema; empty: nothing. */
    List<String> faults(JsonNode schema, JsonNode value) {
        ObjectNode root = ((ObjectNode) schema).deepCopy();
        root.set("components", document.required("components"));
        Schema compiled = SCHEMAS.getSchema(root);
        return compiled.validate(value).stream().map(Object::toString).toList();
    }

    /** A schema without references at its top. */
    JsonNode resolved(JsonNode schema) {
        JsonNode resolved = schema;
        while (resolved.has("$ref")) {
            resolved = document.at(resolved.get("$ref").stringValue().substring(1));
        }
        return resolved;
    }

    /** A call, as it is described. */
    record Call(Described of, String method, String path, JsonNode told) {

        String id() {
            return told.path("operationId").stringValue("");
        }

        List<JsonNode> parameters() {
            return List.copyOf(told.path("parameters").values());
        }

        /** What may be sent, by its type. */
        Map<String, JsonNode> bodies() {
            return byName(told.path("requestBody").path("content"));
        }

        /** What is answered with a status, by its type. */
        Map<String, JsonNode> answers(int status) {
            return byName(told.path("responses").path(String.valueOf(status)).path("content"));
        }

        /** The statuses that it can have. */
        List<Integer> statuses() {
            return told.path("responses").propertyNames().stream().map(Integer::valueOf).toList();
        }

        /** What to send: an example a row; one without a body where there is none. */
        List<Example> examples() {
            List<Example> examples = new ArrayList<>();
            bodies().forEach((type, body) ->
                    byName(body.path("examples"))
                            .values()
                            .forEach(example ->
                                    examples.add(new Example(this, type, example.get("value")))));
            return bodies().isEmpty() ? List.of(new Example(this, "", null)) : examples;
        }

        private static Map<String, JsonNode> byName(JsonNode object) {
            Map<String, JsonNode> byName = new LinkedHashMap<>();
            object.properties().forEach(p -> byName.put(p.getKey(), p.getValue()));
            return byName;
        }

        @Override
        public String toString() {
            return method + " " + path + " (" + id() + ")";
        }
    }

    /** Something to send. */
    record Example(Call call, String type, @org.jspecify.annotations.Nullable JsonNode body) {

        Example with(JsonNode other) {
            return new Example(call, type, other);
        }

        JsonNode schema() {
            return call.of()
                    .resolved(Objects.requireNonNull(call.bodies().get(type)).get("schema"));
        }

        String text() {
            return body == null ? "" : body.isString() ? body.stringValue() : body.toString();
        }

        @Override
        public String toString() {
            return call + " " + type + " " + text();
        }
    }
}
