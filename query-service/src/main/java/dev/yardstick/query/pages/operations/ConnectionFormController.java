package dev.yardstick.query.pages.operations;

import dev.yardstick.events.Codes;
import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.CommandServiceClient.Accepted;
import dev.yardstick.query.pages.kit.CommandServiceClient.Refused;
import dev.yardstick.query.pages.kit.CommandServiceClient.Sent;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.pages.kit.TypedJson;
import dev.yardstick.query.wording.Wording;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Defines a connection, or defines it anew. */
@Controller
record ConnectionFormController(CrmStatus crm, CommandServiceClient commands, Wording words) {

    private static final String PATH = "/api/v1/crm/connections/{connection}";

    /** What has a field of its own; the rest is the mapping. */
    private static final List<String> FIELDS = List.of("connection", "source", "url", "api");

    private static final List<String> OTHER_WAYS = List.of("http", "kafka", "spreadsheet");

    @GetMapping("/connections/new")
    String ask(@Nullable String kind, Form form, Model model) {
        if (kind == null || !CrmKind.isKnown(kind)) {
            model.addAttribute("kinds", CrmKind.values());
            model.addAttribute("others", OTHER_WAYS);
            return "connection-kind";
        }
        CrmKind of = Codes.parse(CrmKind.class, kind);
        form.put("kind", kind).put("connection", kind).put("mapping", of.mapping());
        return show(of, null, model);
    }

    @PostMapping("/connections/new")
    String define(Form form, Model model) {
        if (!CrmKind.isKnown(form.value("kind"))) {
            return Redirects.to("/connections/new");
        }
        String name = form.value("connection");
        if (name.isEmpty()) {
            form.wrong("connection", words.message("connections.name.missing"));
        } else if (crm.connections().stream().anyMatch(one -> one.connection().equals(name))) {
            form.wrong("connection", words.message("connections.name.taken", name));
        }
        return put(name, form, null, model);
    }

    @GetMapping("/connections/{connection}/change")
    String change(@PathVariable String connection, Form form, Model model) {
        CrmStatus.Connection found = crm.connection(connection);
        form.put("kind", found.kind().code())
                .put("position", found.position())
                .put("source", found.stated("source"))
                .put("url", found.stated("url"))
                .put("api", found.stated("api"))
                .put("mapping", found.mapping());
        return show(found.kind(), connection, model);
    }

    @PostMapping("/connections/{connection}/change")
    String changed(@PathVariable String connection, Form form, Model model) {
        CrmStatus.Connection known = crm.connection(connection);
        String position = String.valueOf(known.position());
        if (!form.value("position").equals(position)) {
            form.wrong("mapping", words.message("connections.moved"));
            model.addAttribute("moved", known.mapping());
        }
        form.put("kind", known.kind().code()).put("position", position);
        return put(connection, form, connection, model);
    }

    private String put(String name, Form form, @Nullable String changes, Model model) {
        JsonNode mapping = TypedJson.read(form, "mapping", words);
        if (mapping != null && !(mapping instanceof ObjectNode)) {
            form.wrong("mapping", words.message("connections.mapping.object"));
        }
        if (!form.isWrong() && mapping instanceof ObjectNode object) {
            Accepted defined = taken(form, commands.put(PATH, body(form, object), name));
            if (defined != null) {
                boolean moved = !defined.body().path("droppedSecrets").isEmpty();
                return Redirects.shown(
                        "/connections/{connection}",
                        defined,
                        moved ? "connection-moved" : "connection-defined",
                        name);
            }
        }
        return show(Codes.parse(CrmKind.class, form.value("kind")), changes, model);
    }

    /** What is sent to define a connection. */
    private static ObjectNode body(Form form, ObjectNode mapping) {
        ObjectNode body = mapping.deepCopy();
        form.body("kind", "source", "url", "api")
                .forEach((field, value) -> body.put(field, value.toString()));
        return body;
    }

    /** The answer; null: each fault is told at its field, those of the mapping with where in it. */
    private static @Nullable Accepted taken(Form form, Sent sent) {
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

    private static String show(CrmKind kind, @Nullable String changes, Model model) {
        model.addAttribute("kind", kind);
        model.addAttribute("changes", changes);
        return "connection-form";
    }
}
