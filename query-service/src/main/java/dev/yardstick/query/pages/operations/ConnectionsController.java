package dev.yardstick.query.pages.operations;

import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.CommandServiceClient.Accepted;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.pages.kit.TypedJson;
import dev.yardstick.query.view.Feed;
import dev.yardstick.query.wording.Wording;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.crypto.keygen.BytesKeyGenerator;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.JsonNode;

/** CRM connections: how each fares, its secrets, and a delivery to try its mapping on. */
@Controller
record ConnectionsController(
        CrmStatus crm, OperationsView operating, CommandServiceClient commands, Wording words) {

    private static final BytesKeyGenerator SECRETS = KeyGenerators.secureRandom(24);
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
                .column("missingSecrets", CrmStatus.Connection::missing)
                .download("connections", crm.connections());
    }

    @GetMapping("/connections/{connection}")
    String connection(@PathVariable String connection, boolean propose, Form form, Model model) {
        CrmStatus.Connection found = crm.connection(connection);
        boolean proposed = found.kind().hasOwnSecret() && (propose || !found.missing().isEmpty());
        form.put("delivery", found.kind().delivery());
        if (found.kind().hasTopics()) {
            form.put("topic", "Call.create");
        }
        if (proposed) {
            List<String> names = found.kind().secrets();
            names.forEach(name -> form.put("secret." + name, "yardstick"));
            String secret =
                    Base64.getUrlEncoder().withoutPadding().encodeToString(SECRETS.generateKey());
            form.put("secret." + names.getLast(), secret);
        }
        return show(found, proposed, model);
    }

    @GetMapping(path = "/connections/{connection}", params = "format=csv")
    ResponseEntity<byte[]> fetchesAsCsv(@PathVariable String connection) {
        return Csv.of(CrmStatus.Fetch.class)
                .download("fetches-" + connection, crm.fetches(connection));
    }

    @PostMapping("/connections/{connection}/secrets")
    String secrets(@PathVariable String connection, Form form, Model model) {
        CrmStatus.Connection known = crm.connection(connection);
        List<String> names = known.kind().secrets();
        Map<String, Object> secrets = form.bodyOf("secret.", names.toArray(String[]::new));
        for (String line : form.value("secret.more").lines().filter(l -> !l.isBlank()).toList()) {
            String[] parts = line.strip().split("\\s+", 2);
            if (parts.length == 2) {
                secrets.put(parts[0], parts[1]);
            } else {
                form.wrong("secret.more", words.message("connections.secrets.line", parts[0]));
            }
        }
        if (secrets.isEmpty()) {
            form.wrong("secret." + names.getFirst(), words.message("connections.secrets.missing"));
        }
        if (!form.isWrong()
                && form.taken(
                                commands.put(PATH + "/secrets", secrets, connection),
                                path -> "secret." + (names.contains(path) ? path : "more"))
                        != null) {
            return Redirects.to("/connections/{connection}?done=secrets-kept", connection);
        }
        return show(known, known.kind().hasOwnSecret(), model);
    }

    @PostMapping("/connections/{connection}/trial")
    String trial(@PathVariable String connection, Form form, Model model) {
        CrmStatus.Connection known = crm.connection(connection);
        JsonNode delivery = TypedJson.read(form, "delivery", words);
        if (delivery != null) {
            Map<String, Object> body = form.body("topic");
            body.put("body", delivery);
            Accepted tried =
                    form.taken(
                            commands.post(PATH + "/trials", body, connection),
                            path -> path.equals("body") ? "delivery" : path);
            model.addAttribute("tried", tried == null ? null : crm.tried(tried.body()));
        }
        return show(known, false, model);
    }

    private String show(CrmStatus.Connection connection, boolean proposed, Model model) {
        model.addAttribute("connection", connection);
        model.addAttribute("proposed", proposed);
        model.addAttribute("fetches", crm.fetches(connection.connection()));
        model.addAttribute("feed", feed(connection));
        model.addAttribute("mapping", connection.mapping());
        return "connection";
    }

    private @Nullable Feed feed(CrmStatus.Connection connection) {
        return operating.feeds().stream()
                .filter(feed -> feed.source().equals(connection.stated("source")))
                .findFirst()
                .orElse(null);
    }
}
