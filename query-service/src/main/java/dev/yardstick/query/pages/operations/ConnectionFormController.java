package dev.yardstick.query.pages.operations;

import dev.yardstick.events.Codes;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.CommandServiceClient.Accepted;
import dev.yardstick.query.pages.kit.CommandServiceClient.Refused;
import dev.yardstick.query.pages.kit.CommandServiceClient.Sent;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.pages.kit.TypedJson;
import dev.yardstick.query.pages.people.Names;
import dev.yardstick.query.pages.people.PeopleReading;
import dev.yardstick.query.wording.Wording;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Defines a connection, or defines it anew: its mapping as tables, or as JSON by who asks so. */
@Controller
record ConnectionFormController(
        CrmStatus crm,
        CommandServiceClient commands,
        PeopleReading people,
        Rights rights,
        Wording words) {

    private static final String PATH = "/api/v1/crm/connections/{connection}";

    /** What has a field of its own; the rest is the mapping. */
    private static final List<String> FIELDS = List.of("connection", "source", "url", "api");

    private static final List<String> OTHER_WAYS = List.of("http", "kafka", "spreadsheet");

    @GetMapping("/connections/new")
    String ask(@Nullable String kind, boolean json, Form form, Model model) {
        if (kind == null || !CrmKind.isKnown(kind)) {
            model.addAttribute("kinds", CrmKind.values());
            model.addAttribute("others", OTHER_WAYS);
            return "connection-kind";
        }
        CrmKind of = Codes.parse(CrmKind.class, kind);
        form.put("kind", kind).put("connection", kind).put("json", json ? "true" : null);
        form.put("mapping", of.mapping());
        MappingRows rows = rows(form);
        rows.fill(begun(of), List.of());
        return show(of, null, rows, model);
    }

    /** The example without its owners, who are nobody's. */
    private static ObjectNode begun(CrmKind kind) {
        ObjectNode example = (ObjectNode) TypedJson.read(kind.mapping());
        example.remove("owners");
        return example;
    }

    private MappingRows rows(Form form) {
        Names names = people.names();
        rights.shown(names.all().stream().map(Names.Named::id));
        return new MappingRows(form, names, words);
    }

    @PostMapping("/connections/new")
    String define(Form form, Model model) {
        if (!CrmKind.isKnown(form.value("kind"))) {
            return Redirects.to("/connections/new");
        }
        CrmKind kind = Codes.parse(CrmKind.class, form.value("kind"));
        MappingRows rows = rows(form);
        if (form.is("more")) {
            rows.addBlank();
            return show(kind, null, rows, model);
        }
        String name = form.value("connection");
        if (name.isEmpty()) {
            form.wrong("connection", words.message("connections.name.missing"));
        } else if (crm.connections().stream().anyMatch(one -> one.connection().equals(name))) {
            form.wrong("connection", words.message("connections.name.taken", name));
        }
        String done = put(name, rows, begun(kind));
        return done == null ? show(kind, null, rows, model) : done;
    }

    @GetMapping("/connections/{connection}/change")
    String change(@PathVariable String connection, boolean json, Form form, Model model) {
        CrmStatus.Connection found = crm.connection(connection);
        form.put("kind", found.kind().code())
                .put("position", found.position())
                .put("source", found.stated("source"))
                .put("url", found.stated("url"))
                .put("api", found.stated("api"))
                .put("json", json ? "true" : null)
                .put("mapping", found.mapping());
        MappingRows rows = rows(form);
        rows.fill(found.mapped(), crm.missing(connection));
        return show(found.kind(), connection, rows, model);
    }

    @PostMapping("/connections/{connection}/change")
    String changed(@PathVariable String connection, Form form, Model model) {
        CrmStatus.Connection known = crm.connection(connection);
        MappingRows rows = rows(form);
        if (form.is("more")) {
            rows.addBlank();
            return show(known.kind(), connection, rows, model);
        }
        if (form.is("look")) {
            Accepted answer = form.taken(commands.post(PATH + "/owners", Map.of(), connection));
            model.addAttribute(
                    "found", answer == null ? null : rows.addOwners(crm.owners(answer.body())));
            return show(known.kind(), connection, rows, model);
        }
        String position = String.valueOf(known.position());
        if (!form.value("position").equals(position)) {
            form.wrong("mapping", words.message("connections.moved"));
            model.addAttribute("moved", known.mapping());
        }
        form.put("kind", known.kind().code()).put("position", position);
        String done = put(connection, rows, known.mapped());
        return done == null ? show(known.kind(), connection, rows, model) : done;
    }

    /**
     * Sends what was typed.
     *
     * @param before what the mapping says where there are no rows
     * @return where to go; null: something is wrong
     */
    private @Nullable String put(String name, MappingRows rows, ObjectNode before) {
        Form form = rows.form();
        boolean json = form.is("json");
        JsonNode mapping = json ? TypedJson.read(form, "mapping", words) : rows.read(before);
        if (mapping != null && !(mapping instanceof ObjectNode)) {
            form.wrong("mapping", words.message("connections.mapping.object"));
        }
        if (form.isWrong() || !(mapping instanceof ObjectNode object)) {
            return null;
        }
        Sent sent = commands.put(PATH, body(form, object), name);
        Accepted defined = json ? taken(form, sent) : taken(rows, sent);
        if (defined == null) {
            return null;
        }
        boolean moved = !defined.body().path("droppedSecrets").isEmpty();
        return Redirects.shown(
                "/connections/{connection}",
                defined,
                moved ? "connection-moved" : "connection-defined",
                name);
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

    /** The same where each row has its fault; what no row can mend is told above. */
    private static @Nullable Accepted taken(MappingRows rows, Sent sent) {
        return rows.form()
                .taken(
                        sent,
                        path ->
                                FIELDS.contains(path)
                                        ? path
                                        : Objects.requireNonNullElse(rows.field(path), "mapping"));
    }

    private static String show(
            CrmKind kind, @Nullable String changes, MappingRows rows, Model model) {
        model.addAttribute("kind", kind);
        model.addAttribute("changes", changes);
        model.addAttribute("rows", rows.all());
        model.addAttribute("opened", rows.opened());
        model.addAttribute("names", rows.names().suggested());
        model.addAttribute("fields", MappingRows.FIELDS);
        model.addAttribute("activities", MappingRows.KINDS);
        model.addAttribute("channels", MappingRows.CHANNELS);
        model.addAttribute("ours", rows.suggested());
        model.addAttribute("closed", rows.closed());
        return "connection-form";
    }
}
