package dev.yardstick.query.access;

import dev.yardstick.events.Codes;
import dev.yardstick.query.access.Sessions.Entry;
import dev.yardstick.query.access.Sessions.Session;
import dev.yardstick.query.access.Sessions.Way;
import dev.yardstick.query.credential.Addresses;
import dev.yardstick.query.credential.Attempts;
import dev.yardstick.query.credential.Credentials;
import dev.yardstick.query.credential.Credentials.Credential;
import dev.yardstick.query.credential.PasskeyCeremonies;
import dev.yardstick.query.credential.Passkeys;
import dev.yardstick.query.credential.Passwords;
import dev.yardstick.query.credential.Seal;
import dev.yardstick.query.credential.SignInLinks;
import dev.yardstick.runtime.SecurityLog;
import dev.yardstick.runtime.SecurityLog.Kind;
import dev.yardstick.runtime.access.Grants;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriUtils;
import org.springframework.web.util.WebUtils;

/**
 * Opens sessions for the pages: by a link that is valid once, by a person and her password, or with
 * a token.
 */
@Controller
public class SignIn {

    static final String COOKIE = "yardstick_session";

    /** What is sealed in a session's row. */
    static final String HINT = "the provider's ID token";

    private static final String PATH = "/sign-in";

    /** Why signing in elsewhere failed: {@code layout.signIn.CODE}. */
    private static final Set<String> WHY =
            Set.of(
                    "away",
                    "provider",
                    "no-role",
                    "no-person",
                    "gone",
                    "invitation",
                    "passkey",
                    "passkey-counter");

    private static final Duration CODE_VALIDITY = Duration.ofHours(1);

    /** So long one is believed to be whoever signed in, where what she signs in by is changed. */
    private static final Duration FRESH = Duration.ofMinutes(15);

    private final SignInLinks links;
    private final Credentials credentials;
    private final Passkeys passkeys;
    private final PasskeyCeremonies ceremonies;
    private final Passwords passwords;
    private final Attempts attempts;
    private final Persons persons;
    private final Sessions sessions;
    private final Tokens tokens;
    private final Optional<RelyingParty> provider;
    private final Seal seal;
    private final SecurityLog log;
    private final Clock clock;

    SignIn(
            SignInLinks links,
            Credentials credentials,
            Passkeys passkeys,
            PasskeyCeremonies ceremonies,
            Passwords passwords,
            Attempts attempts,
            Persons persons,
            Sessions sessions,
            Tokens tokens,
            Optional<RelyingParty> provider,
            Seal seal,
            SecurityLog log,
            Clock clock) {
        this.links = links;
        this.credentials = credentials;
        this.passkeys = passkeys;
        this.ceremonies = ceremonies;
        this.passwords = passwords;
        this.attempts = attempts;
        this.persons = persons;
        this.sessions = sessions;
        this.provider = provider;
        this.seal = seal;
        this.tokens = tokens;
        this.log = log;
        this.clock = clock;
    }

    /** A code that opens one session of a role, within an hour, at any instance. */
    public String issue(String role) {
        String code = links.toSession(role, CODE_VALIDITY);
        log.note(Kind.SIGN_IN_LINK_MADE, null, Map.of("role", role));
        return code;
    }

    /** Where it says why signing in by the provider failed. */
    static String refused(String why, @Nullable String next) {
        String page = leadingTo(OwnPath.of(next));
        return "redirect:" + page + (page.contains("?") ? "&" : "?") + "refused=" + why;
    }

    /** Its address, from where one comes to a page of ours; null: to the start page. */
    static String leadingTo(@Nullable String next) {
        return next == null || next.equals("/")
                ? PATH
                : PATH + "?next=" + UriUtils.encode(next, StandardCharsets.UTF_8);
    }

    @GetMapping(PATH)
    String open(
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String next,
            @RequestParam(required = false) @Nullable String refused,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (code == null) {
            model.addAttribute(
                    "refused", refused != null && WHY.contains(refused) ? refused : null);
            return asked(model, next);
        }
        // Who looks through mails follows links, and another site may send a browser here with a
        // code of its own: then a person has to say so.
        if (HttpMethod.HEAD.matches(request.getMethod()) || SameOrigin.isLedHere(request)) {
            model.addAttribute("code", code);
            return asked(model, next);
        }
        return enterBy(code, next, request, response, model);
    }

    private String enterBy(
            String code,
            @Nullable String next,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        String role = links.use(code).orElse(null);
        if (role == null) {
            return refuse(response, model, "used", next);
        }
        Caller caller = new Caller(role, null);
        begin(request, response, new Entry(caller, Way.LINK, null, null, null), Instant.MAX);
        return leadTo(next);
    }

    @PostMapping(PATH)
    String enter(
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String token,
            @RequestParam(required = false) @Nullable String person,
            @RequestParam(required = false) @Nullable String password,
            @RequestParam(required = false) @Nullable String next,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws MissingServletRequestParameterException {
        if (code != null) {
            return enterBy(code, next, request, response, model);
        }
        if (person != null && password != null) {
            model.addAttribute("person", person.strip());
            return enterAs(person.strip(), password, next, request, response, model);
        }
        if (token == null) {
            throw new MissingServletRequestParameterException("token", "String");
        }
        Jwt opened = tokens.opened(token.strip());
        Instant until = opened == null ? null : opened.getExpiresAt();
        if (opened == null || until == null || !Section.isOpenToAny(Caller.of(opened).role())) {
            return refuse(response, model, "invalid", next);
        }
        Entry entry = new Entry(Caller.of(opened), Way.TOKEN, opened.getId(), null, null);
        begin(request, response, entry, until);
        return leadTo(next);
    }

    /** What is answered tells nobody whether there is such a person, nor how long it takes. */
    private String enterAs(
            String person,
            String password,
            @Nullable String next,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        String address = Addresses.of(request);
        Instant wait = attempts.begin(person, address);
        if (wait != null) {
            long seconds = Math.max(1, Duration.between(clock.instant(), wait).toSeconds() + 1);
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
            model.addAttribute("wait", seconds);
            return refuse(response, model, "wait", next);
        }
        Credential known = credentials.find(person).orElse(null);
        boolean gone = persons.isGone(person);
        String hash = known == null || gone ? null : known.password();
        if (!passwords.fits(password, hash) || known == null || hash == null) {
            return refuse(response, model, "wrong", next);
        }
        attempts.succeeded(person, address);
        credentials.signedIn(person);
        if (passwords.isOld(hash)) {
            credentials.renew(person, hash, passwords.hashed(password));
        }
        enter(known, Way.PASSWORD, request, response);
        return leadTo(next);
    }

    /**
     * Whether a password is that of who is signed in; too many tries are answered as wrong ones.
     */
    public boolean isHers(Credential known, String password, HttpServletRequest request) {
        String address = Addresses.of(request);
        if (attempts.begin(known.person(), address) != null
                || !passwords.fits(password, known.password())) {
            return false;
        }
        attempts.succeeded(known.person(), address);
        return true;
    }

    /** Begins a session of who signs in by herself. */
    public void enter(
            Credential known, Way way, HttpServletRequest request, HttpServletResponse response) {
        Caller caller = new Caller(known.role(), known.person());
        begin(request, response, new Entry(caller, way, null, null, null), Instant.MAX);
    }

    static String leadTo(@Nullable String next) {
        return "redirect:" + Objects.requireNonNullElse(OwnPath.of(next), "/");
    }

    /**
     * Ends the session of this browser; a token by which it was begun stays valid.
     *
     * @param everywhere with all other sessions of the same person
     */
    @PostMapping("/sign-out")
    String leave(
            @RequestParam(defaultValue = "false") boolean everywhere,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Session ended = end(request);
        keep(COOKIE, "/", request, response, "", Duration.ZERO);
        if (ended == null) {
            return "redirect:" + PATH;
        }
        String actor = ended.caller().actor();
        log.note(Kind.SIGNED_OUT, actor, Map.of());
        if (everywhere) {
            int others = sessions.endAll(ended.caller()).size();
            log.note(Kind.SESSIONS_ENDED, actor, Map.of("of", actor, "count", others));
        }
        return leaveProvider(ended, response, model);
    }

    /** By a page that leads on: browsers let a form of ours lead to no other site. */
    private String leaveProvider(Session ended, HttpServletResponse response, Model model) {
        URI to =
                ended.way() == Way.PROVIDER && provider.isPresent()
                        ? provider.get().leaving(hint(ended))
                        : null;
        if (to == null) {
            return "redirect:" + PATH;
        }
        response.setHeader("Refresh", "0;url=" + to);
        model.addAttribute("to", to);
        return asked(model, "signed-out", null);
    }

    private @Nullable String hint(Session session) {
        return session.hint() == null ? null : seal.open(HINT, session.hint());
    }

    private @Nullable Session end(HttpServletRequest request) {
        Cookie session = WebUtils.getCookie(request, COOKIE);
        return session == null ? null : sessions.end(session.getValue()).orElse(null);
    }

    /** This browser's session. */
    public Optional<Session> current(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, COOKIE))
                .flatMap(session -> sessions.find(session.getValue(), false));
    }

    /** Whether a session began just now, by what the person signs in by herself. */
    public boolean isFresh(Session session) {
        return Set.of(Way.PASSWORD, Way.PASSKEY).contains(session.way())
                && session.begun().plus(FRESH).isAfter(clock.instant());
    }

    /** Begins a session in a browser, in place of one that it may have. */
    void begin(
            HttpServletRequest request, HttpServletResponse response, Entry entry, Instant atMost) {
        end(request);
        String id = sessions.open(entry, atMost);
        keep(COOKIE, "/", request, response, id, sessions.settings().longest());
        log.note(Kind.SIGNED_IN, entry.caller().actor(), Map.of("by", Codes.of(entry.way())));
    }

    /**
     * Keeps something of signing in, such as a session, in a cookie. It comes along with a link
     * from elsewhere, as in a mail, and with nothing else from elsewhere; what it opens then is
     * reading alone: see {@link SessionFilter}.
     */
    static void keep(
            String name,
            String path,
            HttpServletRequest request,
            HttpServletResponse response,
            String value,
            Duration validity) {
        ResponseCookie cookie =
                ResponseCookie.from(name, value)
                        .httpOnly(true)
                        .secure(Grants.isOverTls(request))
                        .sameSite("Lax")
                        .path(path)
                        .maxAge(validity)
                        .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    private String refuse(
            HttpServletResponse response, Model model, String why, @Nullable String next) {
        log.note(Kind.SIGN_IN_FAILED, null, Map.of("by", by(why), "why", why));
        response.setStatus(
                (why.equals("wait") ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.UNAUTHORIZED)
                        .value());
        model.addAttribute("refused", why);
        return asked(model, next);
    }

    private static String by(String why) {
        return switch (why) {
            case "used" -> "link";
            case "invalid" -> "token";
            default -> "password";
        };
    }

    private String asked(Model model, @Nullable String next) {
        return asked(model, "sign-in", next);
    }

    private String asked(Model model, String page, @Nullable String next) {
        model.addAttribute("next", OwnPath.of(next));
        model.addAttribute("provider", provider.map(RelyingParty::name).orElse(null));
        // Where nobody has chosen a password, who comes has a link or a token.
        model.addAttribute("byPassword", credentials.isAnyChosen());
        model.addAttribute("passkeysAt", passkeys.isAnyMade() ? ceremonies.origin() : null);
        return page;
    }
}
