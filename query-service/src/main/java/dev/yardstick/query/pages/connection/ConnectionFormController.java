package dev.yardstick.query.pages.connection;

import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.pages.kit.TypedJson;
import dev.yardstick.query.pages.operations.CrmKind;
import dev.yardstick.query.pages.operations.CrmStatus;
import dev.yardstick.query.wording.Wording;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Defines a connection, or defines it anew. */
@Controller
record ConnectionFormController(CrmStatus crm, CommandServiceClient commands, Wording words) {

    private static final String PATH = "/api/v1/crm/connections/{connection}";
    private static final List<String> OTHER_WAYS = List.of("http", "kafka", "spreadsheet");

    @GetMapping("/connections/new")
    String ask(@RequestParam(defaultValue = "") String kind, Model model) {
        if (!CrmKind.isKnown(kind)) {
            model.addAttribute("kinds", CrmKind.values());
            model.addAttribute("others", OTHER_WAYS);
            return "connection-kind";
        }
        CrmKind of = CrmKind.of(kind);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("kind", kind);
        values.put("connection", kind);
        values.put("mapping", of.mapping());
        return show(of, Form.filled(values), null, model);
    }

    @PostMapping("/connections/new")
    String define(
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            HttpServletResponse response) {
        Form form = Form.of(typed);
        if (!CrmKind.isKnown(form.value("kind"))) {
            return Redirects.to("/connections/new");
        }
        String name = form.value("connection");
        if (name.isEmpty()) {
            form.wrong("connection", words.message("connections.name.missing"));
        } else if (crm.connections().stream().anyMatch(one -> one.connection().equals(name))) {
            form.wrong("connection", words.message("connections.name.taken", name));
        }
        return put(name, form, null, model, response);
    }

    @GetMapping("/connections/{connection}/change")
    String change(@PathVariable String connection, Model model) {
        CrmStatus.Connection found = crm.connection(connection);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("kind", found.kind().code());
        values.put("position", String.valueOf(found.position()));
        values.put("source", found.stated("source"));
        values.put("url", found.stated("url"));
        values.put("api", found.stated("api"));
        values.put("mapping", Definition.mapping(found.definition()));
        return show(found.kind(), Form.filled(values), connection, model);
    }

    @PostMapping("/connections/{connection}/change")
    String changed(
            @PathVariable String connection,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            HttpServletResponse response) {
        CrmStatus.Connection known = crm.connection(connection);
        MultiValueMap<String, String> stated = new LinkedMultiValueMap<>(typed);
        String position = String.valueOf(known.position());
        boolean moved = !position.equals(typed.getFirst("position"));
        stated.set("kind", known.kind().code());
        stated.set("position", position);
        Form form = Form.of(stated);
        if (moved) {
            form.wrong("mapping", words.message("connections.moved"));
            model.addAttribute("moved", Definition.mapping(known.definition()));
        }
        return put(connection, form, connection, model, response);
    }

    private String put(
            String name,
            Form form,
            @Nullable String changes,
            Model model,
            HttpServletResponse response) {
        JsonNode mapping = TypedJson.read(form, "mapping", words);
        if (mapping != null && !(mapping instanceof ObjectNode)) {
            form.wrong("mapping", words.message("connections.mapping.object"));
        }
        if (!form.isWrong() && mapping instanceof ObjectNode object) {
            switch (commands.put(PATH, Definition.body(form, object), name)) {
                case CommandServiceClient.Accepted accepted -> {
                    boolean moved = !accepted.body().path("droppedSecrets").isEmpty();
                    return Redirects.shown(
                            "/connections/{connection}",
                            accepted,
                            moved ? "connection-moved" : "connection-defined",
                            name);
                }
                case CommandServiceClient.Refused refused -> Definition.refused(form, refused);
            }
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return show(CrmKind.of(form.value("kind")), form, changes, model);
    }

    private static String show(CrmKind kind, Form form, @Nullable String changes, Model model) {
        model.addAttribute("kind", kind);
        model.addAttribute("form", form);
        model.addAttribute("changes", changes);
        return "connection-form";
    }
}
