package dev.yardstick.query.access;

import dev.yardstick.query.timeline.RepStory;

import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Objects;

/**
 * Whom a caller may read about: a manager bound to a person her reps of today, a rep herself;
 * managers without a person, auditors and admins everybody.
 */
@Component
public class Rights {

    private final Clock clock;

    Rights(Clock clock) {
        this.clock = clock;
    }

    /**
     * Lets the caller read about a rep.
     *
     * @throws AccessDeniedException when the caller may not
     */
    public void requireRead(RepStory rep) {
        if (!mayRead(rep)) {
            throw new AccessDeniedException("not for this caller");
        }
    }

    /** Whether the caller may read about a rep. */
    public boolean mayRead(RepStory rep) {
        String person = claim("person");
        return switch (Objects.requireNonNullElse(claim("role"), "")) {
            case "admin", "auditor" -> true;
            case "manager" ->
                    person == null || person.equals(rep.place(LocalDate.now(clock)).manager());
            case "rep" -> rep.id().equals(person);
            default -> false;
        };
    }

    /**
     * Lets the caller read about a manager: herself, or anybody who may read about everybody.
     *
     * @throws AccessDeniedException when the caller may not
     */
    public void requireManager(String manager) {
        String person = claim("person");
        boolean may =
                switch (Objects.requireNonNullElse(claim("role"), "")) {
                    case "admin", "auditor" -> true;
                    case "manager" -> person == null || person.equals(manager);
                    default -> false;
                };
        if (!may) {
            throw new AccessDeniedException("not for this caller");
        }
    }

    private static @Nullable String claim(String name) {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return caller instanceof JwtAuthenticationToken token
                ? token.getToken().getClaimAsString(name)
                : null;
    }
}
