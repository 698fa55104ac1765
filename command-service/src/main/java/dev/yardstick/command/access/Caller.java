package dev.yardstick.command.access;

import dev.yardstick.runtime.Correlation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Who is calling.
 *
 * @param role crm, manager, rep, auditor, operator, admin or service
 * @param person the rep or manager to whom the token is bound
 * @param sources the only ones that it may write; null: it is bound to none
 */
public record Caller(String role, @Nullable String person, @Nullable Set<String> sources) {

    private static final ScopedValue<String> ON_BEHALF = ScopedValue.newInstance();
    private static final ScopedValue<Caller> REPAIRER = ScopedValue.newInstance();

    /** The caller of the request at hand; without one, the service itself. */
    public static Caller current() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication instanceof JwtAuthenticationToken token) {
            List<String> sources = token.getToken().getClaimAsStringList("sources");
            return new Caller(
                    Optional.ofNullable(token.getToken().getClaimAsString("role")).orElse("none"),
                    token.getToken().getClaimAsString("person"),
                    sources == null ? null : Set.copyOf(sources));
        }
        return new Caller("service", null, null);
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

    /** Puts something else in place of what somebody sent: the log names both. */
    public static void repairing(Runnable action) {
        ScopedValue.where(REPAIRER, current()).run(action);
    }

    /** As the log names the caller: {@code manager:kim}, {@code operator:kim for crm}. */
    public String actor() {
        if (ON_BEHALF.isBound()) {
            return (REPAIRER.isBound() ? REPAIRER.get().name() + " for " : "") + ON_BEHALF.get();
        }
        return name();
    }

    private String name() {
        return person == null ? role : role + ":" + person;
    }

    /** Whether it is a CRM's token that may write a source because it is bound to it. */
    public boolean isBoundTo(String source) {
        return role.equals("crm") && sources != null && sources.contains(source);
    }

    /** Whether the token is bound to this person. */
    public boolean is(String id) {
        return id.equals(person);
    }

    /** The id of the request at hand. */
    public static String correlation() {
        return Correlation.current().orElseGet(() -> UUID.randomUUID().toString());
    }
}
