package dev.yardstick.query.access;

import dev.yardstick.query.access.Sessions.Entry;
import dev.yardstick.query.access.Sessions.Session;
import dev.yardstick.query.access.Sessions.Way;
import dev.yardstick.query.credential.Seal;
import dev.yardstick.runtime.SecurityLog;
import dev.yardstick.runtime.SecurityLog.Kind;
import dev.yardstick.runtime.identity.IdentityProvider.AwayException;
import dev.yardstick.runtime.identity.IdentitySettings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.WebUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs people in by the identity provider, and out when it says so. What was asked for waits in
 * the browser, sealed, so that any instance of this service can take the answer.
 */
@Controller
@ConditionalOnProperty("yardstick.identity.client.id")
final class ProviderController {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderController.class);

    private static final String COOKIE = "yardstick_sign_in";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /**
     * A sign-in that has begun in a browser.
     *
     * @param nonce which the ID token has to be for
     * @param verifier which the challenge was made of
     * @param next where it leads
     * @param until when it is too late, in seconds since 1970
     */
    record Begun(String state, String nonce, String verifier, @Nullable String next, long until) {}

    private final RelyingParty party;
    private final IdentitySettings identities;
    private final SignIn signIn;
    private final Sessions sessions;
    private final Persons persons;
    private final Seal seal;
    private final SecurityLog log;
    private final Clock clock;

    ProviderController(
            RelyingParty party,
            IdentitySettings identities,
            SignIn signIn,
            Sessions sessions,
            Persons persons,
            Seal seal,
            SecurityLog log,
            Clock clock) {
        this.party = party;
        this.identities = identities;
        this.signIn = signIn;
        this.sessions = sessions;
        this.persons = persons;
        this.seal = seal;
        this.log = log;
        this.clock = clock;
    }

    /** Sends a browser to the provider. */
    @GetMapping("/sign-in/provider")
    String begin(
            @RequestParam(required = false) @Nullable String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        OAuth2AuthorizationRequest asked;
        try {
            asked = party.ask(request);
        } catch (AwayException away) {
            return refuse("away", next);
        }
        Begun begun =
                new Begun(
                        Objects.requireNonNull(asked.getState()),
                        attribute(asked, OidcParameterNames.NONCE),
                        attribute(asked, PkceParameterNames.CODE_VERIFIER),
                        OwnPath.of(next),
                        clock.instant().plus(PATIENCE).getEpochSecond());
        String kept = seal.close(COOKIE, JsonMapper.shared().writeValueAsString(begun));
        keep(request, response, kept, PATIENCE);
        return "redirect:" + asked.getAuthorizationRequestUri();
    }

    private static String attribute(OAuth2AuthorizationRequest asked, String name) {
        return Objects.requireNonNull(asked.getAttribute(name), name);
    }

    private static void keep(
            HttpServletRequest request,
            HttpServletResponse response,
            String value,
            Duration validity) {
        SignIn.keep(COOKIE, "/sign-in", request, response, value, validity);
    }

    private @Nullable Begun begun(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        String kept = cookie == null ? null : seal.open(COOKIE, cookie.getValue());
        Begun begun = kept == null ? null : JsonMapper.shared().readValue(kept, Begun.class);
        return begun == null || begun.until() < clock.instant().getEpochSecond() ? null : begun;
    }

    /** Takes a browser that comes back from the provider. */
    @GetMapping(RelyingParty.ANSWER)
    String answer(
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String error,
            HttpServletRequest request,
            HttpServletResponse response) {
        Begun begun = begun(request);
        keep(request, response, "", Duration.ZERO);
        if (begun == null || state == null || (code == null) == (error == null)) {
            return refuse("provider", null);
        }
        OidcIdToken token;
        try {
            token = proven(begun, answer(code, error).state(state));
        } catch (AwayException away) {
            return refuse("away", begun.next());
        } catch (OAuth2AuthenticationException e) {
            LOG.warn("nobody was signed in by the provider: {}", code(e));
            return refuse("provider", begun.next());
        }
        String role = identities.role(token.getClaims());
        String person = identities.person(token.getClaims());
        if (role == null || person == null) {
            return refuse(role == null ? "no-role" : "no-person", begun.next());
        }
        if (persons.isGone(person)) {
            return refuse("gone", begun.next());
        }
        Entry entry =
                new Entry(
                        new Caller(role, person),
                        Way.PROVIDER,
                        token.getSubject(),
                        token.getClaimAsString("sid"),
                        seal.close(SignIn.HINT, token.getTokenValue()));
        signIn.begin(request, response, entry, Instant.MAX);
        return SignIn.leadTo(begun.next());
    }

    private static OAuth2AuthorizationResponse.Builder answer(
            @Nullable String code, @Nullable String error) {
        return code != null
                ? OAuth2AuthorizationResponse.success(code)
                : OAuth2AuthorizationResponse.error(Objects.requireNonNull(error));
    }

    private OidcIdToken proven(Begun begun, OAuth2AuthorizationResponse.Builder answer) {
        OAuth2AuthorizationRequest asked =
                party.askedBefore(
                        begun.state(),
                        Map.of(
                                OidcParameterNames.NONCE, begun.nonce(),
                                PkceParameterNames.CODE_VERIFIER, begun.verifier()));
        return party.answered(asked, answer);
    }

    /** A code may be what somebody typed into an address. */
    private static String code(OAuth2AuthenticationException e) {
        String code = e.getError().getErrorCode();
        return code.matches("[a-z_]{1,40}") ? code : "an odd answer";
    }

    private String refuse(String why, @Nullable String next) {
        log.note(Kind.SIGN_IN_FAILED, null, Map.of("by", "provider", "why", why));
        return SignIn.refused(why, next);
    }

    /** Ends what the provider says has ended there (OpenID Connect Back-Channel Logout). */
    @PostMapping("/sign-out/provider")
    ResponseEntity<Map<String, String>> ended(@RequestParam("logout_token") String token) {
        Jwt ended;
        try {
            ended = party.ended(token);
        } catch (BadJwtException e) {
            return answer(HttpStatus.BAD_REQUEST, Map.of("error", "invalid_request"));
        } catch (JwtException | AwayException e) {
            return answer(HttpStatus.SERVICE_UNAVAILABLE, Map.of("error", "server_error"));
        }
        List<Session> over =
                sessions.endAtProvider(ended.getSubject(), ended.getClaimAsString("sid"));
        over.forEach(session ->
                log.note(
                        Kind.SESSIONS_ENDED,
                        null,
                        Map.of("by", "provider", "of", session.caller().actor(), "count", 1)));
        return answer(HttpStatus.OK, Map.of());
    }

    private static ResponseEntity<Map<String, String>> answer(
            HttpStatus status, Map<String, String> body) {
        return ResponseEntity.status(status).cacheControl(CacheControl.noStore()).body(body);
    }
}
