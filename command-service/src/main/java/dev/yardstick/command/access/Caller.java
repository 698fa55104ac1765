package dev.yardstick.command.access;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

import java.util.Optional;
import java.util.UUID;

/**
 * Who is calling.
 *
 * @param role crm, manager, rep, auditor, operator, admin or service
 * @param person the rep or manager to whom the token is bound
 */
public record Caller(String role, @Nullable String person) {

    private static final String CORRELATION = "correlation";
    private static final ScopedValue<String> ON_BEHALF = ScopedValue.newInstance();

    /** The caller of the request at hand; without one, the service itself. */
    public static Caller current() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication instanceof JwtAuthenticationToken token) {
            return new Caller(
                    Optional.ofNullable(token.getToken().getClaimAsString("role")).orElse("none"),
                    token.getToken().getClaimAsString("person"));
        }
        return new Caller("service", null);
    }

    /** Who is signed in, as the log names her; null: nobody. */
    static @Nullable String signedIn() {
        return SecurityContextHolder.getContext().getAuthentication()
                        instanceof JwtAuthenticationToken
                ? current().actor()
                : null;
    }

    /** Acts for somebody whose request was parked. */
    public static void onBehalfOf(String actor, Runnable action) {
        ScopedValue.where(ON_BEHALF, actor).run(action);
    }

    /** As the log names the caller: {@code manager:kim}. */
    public String actor() {
        if (ON_BEHALF.isBound()) {
            return ON_BEHALF.get();
        }
        return person == null ? role : role + ":" + person;
    }

    /** Whether the token is bound to this person. */
    public boolean is(String id) {
        return id.equals(person);
    }

    /** The id of the request at hand. */
    public static String correlation() {
        return Optional.ofNullable(MDC.get(CORRELATION))
                .orElseGet(() -> UUID.randomUUID().toString());
    }
}
