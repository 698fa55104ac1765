package dev.yardstick.query.access;

import dev.yardstick.events.Personal;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.known.RepStories;
import dev.yardstick.runtime.access.Departures;
import dev.yardstick.runtime.access.Revocations;
import dev.yardstick.runtime.access.TokenUses;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;

/** Whether the person to whom a token is bound is somebody still. */
@Component
public record Persons(RepStories stories, Revocations revocations, Clock clock)
        implements Departures {

    /**
     * Lets the caller go on who had to wait for something: it may be what tells that she left, or
     * that her token was revoked.
     *
     * @throws AuthenticationException when she is nobody any more
     */
    public void requireSomebody() {
        if (SecurityContextHolder.getContext().getAuthentication()
                        instanceof JwtAuthenticationToken caller
                && TokenUses.id(caller.getToken()) instanceof UUID token
                && revocations.isRevoked(token)) {
            throw new InvalidBearerTokenException(Revocations.REVOKED);
        }
        String person = Caller.current().person();
        if (person != null && isGone(person)) {
            throw new InvalidBearerTokenException(GONE);
        }
    }

    @Override
    public boolean isGone(String person) {
        return stories.rep(person, Long.MAX_VALUE).filter(this::isGone).isPresent();
    }

    /** Whether a person is a rep whom the log knows. */
    public boolean isRep(String person) {
        return stories.rep(person, Long.MAX_VALUE).isPresent();
    }

    /** What a person is called today; empty where she is no rep, or has no name any more. */
    public Optional<Personal> name(String person) {
        return stories.rep(person, Long.MAX_VALUE)
                .map(rep -> rep.name(LocalDate.now(clock.withZone(rep.timeZone()))));
    }

    private boolean isGone(RepStory rep) {
        return rep.isErased() || rep.isGone(LocalDate.now(clock.withZone(rep.timeZone())));
    }
}
