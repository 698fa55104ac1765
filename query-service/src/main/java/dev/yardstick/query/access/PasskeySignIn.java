package dev.yardstick.query.access;

import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.query.access.Sessions.Way;
import dev.yardstick.query.credential.Credentials;
import dev.yardstick.query.credential.Credentials.Credential;
import dev.yardstick.query.credential.PasskeyCeremonies;
import dev.yardstick.query.credential.PasskeyCeremonies.Asked;
import dev.yardstick.query.credential.SignInLinks;
import dev.yardstick.runtime.SecurityLog;
import dev.yardstick.runtime.SecurityLog.Kind;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.WebUtils;

/**
 * Opens sessions by passkeys. A page's script asks for the options, hands them to the browser, and
 * sends what it answers with the page's form.
 */
@Controller
public final class PasskeySignIn {

    static final String PATH = "/sign-in/passkey";

    private static final String COOKIE = "yardstick_passkey";
    private static final Duration KEPT = Duration.ofMinutes(5);

    private final PasskeyCeremonies ceremonies;
    private final SignInLinks links;
    private final Credentials credentials;
    private final Persons persons;
    private final SignIn signIn;
    private final SecurityLog log;

    PasskeySignIn(
            PasskeyCeremonies ceremonies,
            SignInLinks links,
            Credentials credentials,
            Persons persons,
            SignIn signIn,
            SecurityLog log) {
        this.ceremonies = ceremonies;
        this.links = links;
        this.credentials = credentials;
        this.persons = persons;
        this.signIn = signIn;
        this.log = log;
    }

    /** What the browser is asked for, which keeps beside it what the answer has to be for. */
    public static ResponseEntity<String> ask(
            Asked asked, HttpServletRequest request, HttpServletResponse response) {
        SignIn.keep(COOKIE, "/", request, response, asked.kept(), KEPT);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(asked.options());
    }

    /** What the browser kept, and keeps no more; null: nothing. */
    public static @Nullable String kept(HttpServletRequest request, HttpServletResponse response) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        SignIn.keep(COOKIE, "/", request, response, "", Duration.ZERO);
        return cookie == null ? null : cookie.getValue();
    }

    /**
     * Options of a proof; to whom an invitation invites, of a new passkey.
     *
     * @param code of the invitation
     */
    @PostMapping(PATH + "/options")
    ResponseEntity<String> options(
            @RequestParam(required = false) @Nullable String code,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (code == null) {
            return ask(ceremonies.prove(), request, response);
        }
        return links.find(code)
                .map(invitation -> ask(ceremonies.make(invitation.person()), request, response))
                .orElse(ResponseEntity.notFound().build());
    }

    @PostMapping(PATH)
    String enter(
            @RequestParam String passkey,
            @RequestParam(required = false) @Nullable String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        Credential known;
        try {
            known = ceremonies.proven(passkey, kept(request, response));
        } catch (InvalidException e) {
            return refuse(e.first().refusal().code(), next);
        }
        if (persons.isGone(known.person())) {
            return refuse("gone", next);
        }
        credentials.signedIn(known.person());
        signIn.enter(known, Way.PASSKEY, request, response);
        return SignIn.leadTo(next);
    }

    private String refuse(String why, @Nullable String next) {
        log.note(Kind.SIGN_IN_FAILED, null, Map.of("by", "passkey", "why", why));
        return SignIn.refused(why, next);
    }
}
