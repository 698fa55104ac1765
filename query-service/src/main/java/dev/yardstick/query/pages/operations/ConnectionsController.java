package dev.yardstick.query.pages.operations;

import dev.yardstick.query.access.CommandService;
import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.CommandServiceClient.Accepted;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.pages.kit.TypedJson;
import dev.yardstick.query.pages.people.PeopleReading;
import dev.yardstick.query.view.Feed;
import dev.yardstick.query.wording.Wording;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.security.crypto.keygen.BytesKeyGenerator;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;

/** CRM connections: how each fares, its secrets, and a delivery to try its mapping on. */
@Controller
record ConnectionsController(
        CrmStatus crm,
        OperationsView operating,
        CommandServiceClient commands,
        CommandService.Settings commandService,
        @Value("${yardstick.notices.base-url:#{null}}") @Nullable String pages,
        PeopleReading people,
        Wording words) {

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
            boolean whole = crm.connection(connection).missing().isEmpty();
            return Redirects.to(
                    "/connections/{connection}?done={done}",
                    connection,
                    whole ? "secrets-kept" : "secrets-kept-partly");
        }
        return show(known, known.kind().hasOwnSecret(), model);
    }

    @PostMapping("/connections/{connection}/trial")
    String trial(@PathVariable String connection, Form form, Model model) {
        CrmStatus.Connection known = crm.connection(connection);
        boolean sample = form.is("sample");
        JsonNode delivery = sample ? null : TypedJson.read(form, "delivery", words);
        if (sample || delivery != null) {
            Map<String, Object> body = sample ? Map.of("sample", true) : form.body("topic");
            if (delivery != null) {
                body.put("body", delivery);
                body.put("fetch", true);
            }
            Accepted tried =
                    form.taken(
                            commands.post(PATH + "/trials", body, connection),
                            path -> path.equals("body") ? "delivery" : path);
            if (tried != null) {
                List<CrmStatus.Trial> trials = crm.tried(tried.body());
                model.addAttribute("tried", trials);
                model.addAttribute("verdict", verdict(known.kind(), delivery, trials));
            }
        }
        form.putIfEmpty("delivery", known.kind().delivery());
        return show(known, false, model);
    }

    /**
     * What a trial proves: {@code mapped}: a record of the CRM's was; {@code unmapped}: none was;
     * {@code unfetched}: there was none; {@code example}: it was no record of the CRM's.
     */
    private static String verdict(
            CrmKind kind, @Nullable JsonNode delivery, List<CrmStatus.Trial> trials) {
        List<CrmStatus.Trial> reached =
                trials.stream().filter(trial -> !trial.outcome().equals("fetching")).toList();
        if (reached.isEmpty()) {
            return "unfetched";
        }
        if (reached.stream().noneMatch(CrmStatus.Trial::isMapped)) {
            return "unmapped";
        }
        return TypedJson.read(kind.delivery()).equals(delivery)
                        && reached.stream().allMatch(trial -> trial.record() == null)
                ? "example"
                : "mapped";
    }

    private String show(CrmStatus.Connection connection, boolean proposed, Model model) {
        CrmKind kind = connection.kind();
        model.addAttribute("connection", connection);
        model.addAttribute("proposed", proposed);
        model.addAttribute("fetches", crm.fetches(connection.connection()));
        model.addAttribute("feed", feed(connection));
        model.addAttribute("mapping", connection.mapping());
        model.addAttribute("names", people.names());
        model.addAttribute("owners", connection.mapped().path("owners").propertyStream().toList());
        model.addAttribute("unmapped", crm.missing(connection.connection()));
        model.addAttribute("address", address(connection));
        model.addAttribute("missing", secretsSaid(kind, connection.missing()));
        model.addAttribute("kept", secretsSaid(kind, connection.secrets()));
        return "connection";
    }

    /** Secrets in words, as the CRM calls them. */
    private String secretsSaid(CrmKind kind, Collection<String> names) {
        return names.stream()
                .map(name ->
                        kind.secrets().contains(name)
                                ? words.message("connections.secret." + kind.code() + "." + name)
                                : name)
                .collect(Collectors.joining(", "));
    }

    /**
     * Where the CRM finds command-service: as the connection says, else at the host where people
     * find the pages, by the setting or as the caller came here; at its own port where these have
     * one. A proxy before both has none.
     */
    private String address(CrmStatus.Connection connection) {
        String stated = connection.stated("url");
        UriComponents here =
                (pages == null
                                ? ServletUriComponentsBuilder.fromCurrentContextPath()
                                : UriComponentsBuilder.fromUriString(pages))
                        .build();
        int port = here.getPort() < 0 ? -1 : commandService.url().getPort();
        return stated.isEmpty()
                ? UriComponentsBuilder.newInstance()
                        .scheme(here.getScheme())
                        .host(here.getHost())
                        .port(port)
                        .build()
                        .toUriString()
                : stated;
    }

    private @Nullable Feed feed(CrmStatus.Connection connection) {
        return operating.feeds().stream()
                .filter(feed -> feed.source().equals(connection.stated("source")))
                .findFirst()
                .orElse(null);
    }
}
