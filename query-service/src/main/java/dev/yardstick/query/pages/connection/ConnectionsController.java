package dev.yardstick.query.pages.connection;

import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.pages.kit.TypedJson;
import dev.yardstick.query.pages.operations.CrmStatus;
import dev.yardstick.query.pages.operations.OperationsView;
import dev.yardstick.query.view.Feed;
import dev.yardstick.query.wording.Wording;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import tools.jackson.databind.JsonNode;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** CRM connections: how each fares, its secrets, and a delivery to try its mapping on. */
@Controller
record ConnectionsController(
        CrmStatus crm, OperationsView operating, CommandServiceClient commands, Wording words) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 24;
    private static final String PATH = "/api/v1/crm/connections/{connection}";

    @GetMapping("/connections")
    String connections(Model model) {
        model.addAttribute("connections", crm.connections());
        return "connections";
    }

    @GetMapping(path = "/connections", params = "format=csv")
    ResponseEntity<byte[]> asCsv() {
        return new Csv<CrmStatus.Connection>()
                .column("connection", CrmStatus.Connection::connection)
                .column("kind", one -> one.kind().code())
                .column("source", one -> one.stated("source"))
                .column("lastDeliveryAt", one -> one.feed().lastDeliveryAt())
                .column("accepted", one -> one.feed().accepted())
                .column("duplicates", one -> one.feed().duplicates())
                .column("parked", one -> one.feed().parked())
                .column("ignored", one -> one.feed().ignored())
                .column("unverified", one -> one.feed().unverified())
                .column("fetching", CrmStatus.Connection::fetching)
                .column("waiting", CrmStatus.Connection::parked)
                .column("missingSecrets", one -> String.join(" ", one.missing()))
                .download("connections", crm.connections());
    }

    @GetMapping("/connections/{connection}")
    String connection(
            @PathVariable String connection,
            @RequestParam(defaultValue = "false") boolean propose,
            Model model) {
        CrmStatus.Connection found = crm.connection(connection);
        boolean proposed = found.kind().hasOwnSecret() && (propose || !found.missing().isEmpty());
        model.addAttribute("proposed", proposed);
        return show(found, fresh(found, proposed), model);
    }

    private static Form fresh(CrmStatus.Connection connection, boolean proposed) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("delivery", connection.kind().delivery());
        if (connection.kind().hasTopics()) {
            values.put("topic", "Call.create");
        }
        if (proposed) {
            List<String> names = connection.kind().secrets();
            names.forEach(name -> values.put("secret." + name, "yardstick"));
            values.put("secret." + names.getLast(), random());
        }
        return Form.filled(values);
    }

    private static String random() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @GetMapping(path = "/connections/{connection}", params = "format=csv")
    ResponseEntity<byte[]> fetchesAsCsv(@PathVariable String connection) {
        return Csv.of(CrmStatus.Fetch.class)
                .download("fetches-" + connection, crm.fetches(connection));
    }

    @PostMapping("/connections/{connection}/secrets")
    String secrets(
            @PathVariable String connection,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            HttpServletResponse response) {
        CrmStatus.Connection known = crm.connection(connection);
        Form form = Form.of(typed);
        Map<String, Object> secrets = new LinkedHashMap<>();
        for (String name : known.kind().secrets()) {
            Form.put(secrets, name, form.value("secret." + name));
        }
        for (String line : form.value("secret.more").lines().filter(l -> !l.isBlank()).toList()) {
            String[] parts = line.strip().split("\\s+", 2);
            if (parts.length == 2) {
                secrets.put(parts[0], parts[1]);
            } else {
                form.wrong("secret.more", words.message("connections.secrets.line", parts[0]));
            }
        }
        if (secrets.isEmpty()) {
            form.wrong(
                    "secret." + known.kind().secrets().getFirst(),
                    words.message("connections.secrets.missing"));
        }
        if (!form.isWrong()) {
            switch (commands.put(PATH + "/secrets", secrets, connection)) {
                case CommandServiceClient.Accepted accepted -> {
                    return Redirects.to("/connections/{connection}?done=secrets-kept", connection);
                }
                case CommandServiceClient.Refused refused ->
                        form.refused(
                                refused,
                                path ->
                                        known.kind().secrets().contains(path)
                                                ? "secret." + path
                                                : "secret.more");
            }
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("proposed", known.kind().hasOwnSecret());
        return show(known, form, model);
    }

    @PostMapping("/connections/{connection}/trial")
    String trial(
            @PathVariable String connection,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            HttpServletResponse response) {
        CrmStatus.Connection known = crm.connection(connection);
        Form form = Form.of(typed);
        JsonNode delivery = TypedJson.read(form, "delivery", words);
        if (delivery != null) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("body", delivery);
            Form.put(body, "topic", form.value("topic"));
            switch (commands.post(PATH + "/trials", body, connection)) {
                case CommandServiceClient.Accepted accepted ->
                        model.addAttribute("tried", crm.tried(accepted.body()));
                case CommandServiceClient.Refused refused ->
                        form.refused(refused, path -> path.equals("body") ? "delivery" : path);
            }
        }
        model.addAttribute("proposed", false);
        if (form.isWrong()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        }
        return show(known, form, model);
    }

    private String show(CrmStatus.Connection connection, Form form, Model model) {
        model.addAttribute("connection", connection);
        model.addAttribute("form", form);
        model.addAttribute("fetches", crm.fetches(connection.connection()));
        model.addAttribute("feed", feed(connection));
        model.addAttribute("mapping", Definition.mapping(connection.definition()));
        return "connection";
    }

    private @Nullable Feed feed(CrmStatus.Connection connection) {
        return operating.feeds().stream()
                .filter(feed -> feed.source().equals(connection.stated("source")))
                .findFirst()
                .orElse(null);
    }
}
