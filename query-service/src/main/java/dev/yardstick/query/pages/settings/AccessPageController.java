package dev.yardstick.query.pages.settings;

import dev.yardstick.events.Codes;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.query.access.Caller;
import dev.yardstick.query.access.Invitations;
import dev.yardstick.query.access.Sessions;
import dev.yardstick.query.access.Sessions.Session;
import dev.yardstick.query.access.SignIn;
import dev.yardstick.query.credential.Credentials;
import dev.yardstick.query.credential.Credentials.Credential;
import dev.yardstick.query.credential.SignInLinks;
import dev.yardstick.query.credential.SignInLinks.Invitation;
import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.CommandServiceClient.Accepted;
import dev.yardstick.query.pages.kit.CommandServiceClient.Refused;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.settings.TokensController.Token;
import dev.yardstick.query.wording.Wording;
import dev.yardstick.runtime.SecurityLog;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** Who has access, by what, and since when; for an admin, who invites people and ends it. */
@Controller
record AccessPageController(
        Credentials credentials,
        SignInLinks links,
        Sessions sessions,
        Invitations invitations,
        SignIn signIn,
        CommandServiceClient commands,
        SecurityLog log,
        Wording words,
        JsonMapper json,
        Clock clock) {

    private static final String PATH = "/settings/access";
    private static final int SHOWN = 50;
    private static final int NOBODYS = 200;

    /**
     * A person with access.
     *
     * @param roles as which: how she signs in by herself, was invited, is signed in or has a token
     * @param ways by what she can come in, or came: a code of a {@link Sessions.Way}
     * @param passkeys how many she has
     * @param signedIn when she last did, as far as is kept; null: not that it is known
     * @param invitation which she has not used; null: none
     */
    public record Person(
            String id,
            Set<String> roles,
            Set<String> ways,
            int passkeys,
            @Nullable Instant signedIn,
            @Nullable Invitation invitation,
            List<Session> sessions,
            List<Token> tokens) {}

    /**
     * The list.
     *
     * @param cursor the id, or the beginning of one, at which to begin
     */
    @GetMapping(PATH)
    String list(
            @RequestParam(required = false) @Nullable String cursor,
            Model model,
            HttpServletRequest request) {
        List<String> found = from(cursor, SHOWN + 1);
        List<String> shown = found.subList(0, Math.min(SHOWN, found.size()));
        List<Token> tokens = tokens(shown);
        model.addAttribute("persons", persons(shown, tokens == null ? List.of() : tokens));
        model.addAttribute("tokensKnown", tokens != null);
        model.addAttribute("next", found.size() > SHOWN ? found.getLast() : null);
        model.addAttribute("nobodys", cursor == null ? sessions.ofNobody(NOBODYS) : List.of());
        model.addAttribute("current", signIn.current(request).map(Session::number).orElse(0L));
        return "access";
    }

    private List<String> from(@Nullable String cursor, int limit) {
        return credentials.persons(cursor == null ? "" : cursor.strip(), limit);
    }

    private List<Person> persons(List<String> ids, List<Token> tokens) {
        Map<String, List<Credential>> known = by(credentials.of(ids).stream(), Credential::person);
        Map<String, List<Invitation>> invited = by(links.of(ids).stream(), Invitation::person);
        Map<String, List<Session>> signedIn =
                by(sessions.of(ids).stream(), session -> session.caller().person());
        Map<String, List<Token>> bound = by(tokens.stream(), Token::person);
        return ids.stream()
                .map(id ->
                        person(
                                id,
                                known.getOrDefault(id, List.of()),
                                invited.getOrDefault(id, List.of()),
                                signedIn.getOrDefault(id, List.of()),
                                bound.getOrDefault(id, List.of())))
                .toList();
    }

    private static <T> Map<String, List<T>> by(
            Stream<T> rows, Function<T, @Nullable String> person) {
        return rows.collect(Collectors.groupingBy(row -> String.valueOf(person.apply(row))));
    }

    private static Person person(
            String id,
            List<Credential> known,
            List<Invitation> invited,
            List<Session> sessions,
            List<Token> tokens) {
        Set<String> roles = new LinkedHashSet<>();
        known.forEach(credential -> roles.add(credential.role()));
        invited.forEach(invitation -> roles.add(invitation.role()));
        sessions.forEach(session -> roles.add(session.caller().role()));
        tokens.forEach(token -> roles.add(token.role()));
        Set<String> ways = new LinkedHashSet<>();
        known.forEach(credential -> ways.addAll(credential.ways()));
        sessions.forEach(session -> ways.add(Codes.of(session.way())));
        if (!tokens.isEmpty()) {
            ways.add("token");
        }
        Instant signedIn =
                Stream.concat(
                                known.stream().map(Credential::signedIn),
                                sessions.stream().map(Session::begun))
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null);
        return new Person(
                id,
                roles,
                ways,
                known.stream().mapToInt(Credential::passkeys).sum(),
                signedIn,
                invited.isEmpty() ? null : invited.getLast(),
                sessions,
                tokens);
    }

    /** Those of these persons that hold; null where command-service does not say. */
    private @Nullable List<Token> tokens(List<String> persons) {
        if (persons.isEmpty()) {
            return List.of();
        }
        UriComponentsBuilder call = UriComponentsBuilder.fromPath("/api/v1/tokens");
        persons.forEach(person -> call.queryParam("person", "{person}"));
        return switch (commands.get(call.build().toUriString(), persons.toArray())) {
            case Accepted answer ->
                    json.treeToValue(answer.body(), TokensController.Page.class).items().stream()
                            .filter(token -> token.revokedAt() == null)
                            .filter(token -> token.expiresAt().isAfter(clock.instant()))
                            .toList();
            case Refused refused -> null;
        };
    }

    @GetMapping(path = PATH, params = "format=csv")
    ResponseEntity<byte[]> asCsv(@RequestParam(required = false) @Nullable String cursor) {
        List<String> ids = from(cursor, Csv.MOST);
        List<Token> tokens = new ArrayList<>();
        for (int i = 0; i < ids.size(); i += SHOWN) {
            List<Token> some = tokens(ids.subList(i, Math.min(i + SHOWN, ids.size())));
            tokens.addAll(some == null ? List.of() : some);
        }
        return new Csv<Person>()
                .column("person", Person::id)
                .column("roles", Person::roles)
                .column("ways", Person::ways)
                .column("signedIn", Person::signedIn)
                .part(
                        Person::invitation,
                        invitation -> invitation.column("invitedUntil", Invitation::until))
                .column("sessions", person -> person.sessions().size())
                .column("tokens", person -> person.tokens().size())
                .column("passkeys", Person::passkeys)
                .download("access", persons(ids, tokens));
    }

    @GetMapping(PATH + "/new")
    String ask(@RequestParam(required = false) @Nullable String person, Form form, Model model) {
        form.put("person", person);
        return show(form, model);
    }

    private String show(Form form, Model model) {
        form.putIfEmpty("role", "rep");
        model.addAttribute("roles", words.choices("tokens.role.", Invitations.ROLES));
        return "invitation-form";
    }

    @PostMapping(PATH + "/new")
    String invite(Form form, Model model) {
        try {
            // Shown this once, and nowhere kept: no page is, as Spring Security tells the browser.
            model.addAttribute(
                    "made", invitations.invite(form.value("role"), form.value("person")));
            return "invitation-made";
        } catch (InvalidException e) {
            form.wrong(e.first().path(), e.first().in(LocaleContextHolder.getLocale()));
            return show(form, model);
        }
    }

    /** Ends a person's access, with her tokens. */
    @PostMapping(PATH + "/end")
    String end(@RequestParam String person) {
        List<Token> tokens = tokens(List.of(person));
        invitations.end(person);
        boolean all = tokens != null;
        for (Token token : tokens == null ? List.<Token>of() : tokens) {
            all &=
                    commands.post(
                                    "/api/v1/tokens/{id}/revocation",
                                    Map.of("reason", "her access was ended"),
                                    token.id())
                            instanceof Accepted;
        }
        return "redirect:" + PATH + "?done=" + (all ? "access-ended" : "access-ended-but-tokens");
    }

    /** Ends a session alone. */
    @PostMapping(PATH + "/sessions/{session}/end")
    String endSession(@PathVariable long session) {
        Session ended = sessions.end(session).orElse(null);
        if (ended == null) {
            return "redirect:" + PATH;
        }
        log.note(
                SecurityLog.Kind.SESSIONS_ENDED,
                Caller.current().actor(),
                Map.of("of", ended.caller().actor(), "count", 1));
        return "redirect:" + PATH + "?done=session-ended";
    }
}
