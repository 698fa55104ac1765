package dev.yardstick.query.pages.settings;

import dev.yardstick.events.refusal.NotYetException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.Caller;
import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.CommandServiceClient.Accepted;
import dev.yardstick.query.pages.kit.CommandServiceClient.Refused;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.wording.Wording;
import dev.yardstick.runtime.access.TokenSettings;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/** Bearer tokens, as command-service lists them; one that is made is shown once. */
@Controller
record TokensController(
        CommandServiceClient commands, Wording words, JsonMapper json, Clock clock) {

    private static final String PATH = "/settings/tokens";
    private static final String API = "/api/v1/tokens";

    /** A token, without what it is. */
    public record Token(
            UUID id,
            @Nullable String name,
            String role,
            @Nullable String person,
            @Nullable List<String> sources,
            Instant madeAt,
            @Nullable String madeBy,
            Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt,
            @Nullable String revokedBy,
            @Nullable String reason) {}

    /** A part of them. */
    public record Page(List<Token> items, @Nullable String next) {}

    @GetMapping(PATH)
    String tokens(@RequestParam(required = false) @Nullable UUID cursor, Model model) {
        Page page =
                switch (cursor == null
                        ? commands.get(API)
                        : commands.get(API + "?cursor={cursor}", cursor)) {
                    case Accepted answer -> json.treeToValue(answer.body(), Page.class);
                    case Refused refused -> throw new NotYetException(Reason.NO_ANSWER);
                };
        model.addAttribute("page", page);
        model.addAttribute("now", clock.instant());
        model.addAttribute("mayChange", Caller.current().role().equals("admin"));
        return "tokens";
    }

    @GetMapping(PATH + "/new")
    String ask(Form form, Model model) {
        return show(form, model);
    }

    private String show(Form form, Model model) {
        form.putIfEmpty("role", "crm");
        model.addAttribute("roles", words.choices("tokens.role.", TokenSettings.ROLES));
        return "token-form";
    }

    @PostMapping(PATH + "/new")
    String make(Form form, Model model) {
        Map<String, Object> body = form.body("name", "role", "person", "until");
        List<String> sources =
                Stream.of(form.value("sources").split("[\\s,]+"))
                        .filter(source -> !source.isEmpty())
                        .toList();
        if (!sources.isEmpty()) {
            body.put("sources", sources);
        }
        Accepted made =
                form.taken(
                        commands.post(API, body),
                        path -> path.startsWith("sources") ? "sources" : path);
        if (made == null) {
            return show(form, model);
        }
        // Shown this once, and nowhere kept: no page is, as Spring Security tells the browser.
        model.addAttribute("name", form.value("name"));
        model.addAttribute("token", made.body().required("token").stringValue());
        model.addAttribute(
                "expiresAt", Instant.parse(made.body().required("expiresAt").stringValue()));
        return "token-made";
    }

    @PostMapping(PATH + "/{id}/revocation")
    String revoke(@PathVariable UUID id, Form form, Model model, HttpServletResponse response) {
        return switch (commands.post(API + "/{id}/revocation", form.body("reason"), id)) {
            case Accepted revoked ->
                    Redirects.to(
                            revoked.body().required("told").booleanValue()
                                    ? PATH + "?done=token-revoked"
                                    : PATH + "?done=token-revoked-here");
            case Refused refused -> {
                response.setStatus(refused.formStatus().value());
                model.addAttribute("refusal", refused.reason());
                yield tokens(null, model);
            }
        };
    }
}
