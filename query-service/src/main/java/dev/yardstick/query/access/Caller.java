package dev.yardstick.query.access;

import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/**
 * Who is calling.
 *
 * @param role manager, rep, auditor, operator, admin or none
 * @param person the rep or manager to whom the token or session is bound
 */
public record Caller(String role, @Nullable String person) {

    /** The caller of the request at hand. */
    public static Caller current() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return switch (authentication) {
            case JwtAuthenticationToken token -> of(token.getToken());
            case PreAuthenticatedAuthenticationToken session -> (Caller) session.getPrincipal();
            case null, default -> new Caller("none", null);
        };
    }

    /** Whose a token is. */
    static Caller of(Jwt token) {
        return new Caller(
                Objects.requireNonNullElse(token.getClaimAsString("role"), "none"),
                token.getClaimAsString("person"));
    }

    /** Whether anybody is signed in. */
    public static boolean isSignedIn() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication instanceof JwtAuthenticationToken
                || authentication instanceof PreAuthenticatedAuthenticationToken;
    }

    /** Who is signed in, as the log names her; null: nobody. */
    static @Nullable String signedIn() {
        return isSignedIn() ? current().actor() : null;
    }

    /** As the log names the caller: {@code manager:kim}. */
    public String actor() {
        return person == null ? role : role + ":" + person;
    }

    /** On what ground she reads about reps: {@code own}, {@code team} or {@code all}. */
    String basis(Collection<String> reps) {
        if (person != null && Set.of(person).containsAll(reps)) {
            return "own";
        }
        return person == null || Set.of("admin", "auditor").contains(role) ? "all" : "team";
    }
}
