package dev.yardstick.query.access;

import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.known.RepStories;
import dev.yardstick.runtime.access.Departures;
import java.time.Clock;
import java.time.LocalDate;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.stereotype.Component;

/** Whether the person to whom a token is bound is somebody still. */
@Component
public record Persons(RepStories stories, Clock clock) implements Departures {

    /**
     * Lets the caller go on who had to wait for something: it may be what tells that she left.
     *
     * @throws AuthenticationException when she is nobody any more
     */
    public void requireSomebody() {
        String person = Caller.current().person();
        if (person != null && isGone(person)) {
            throw new InvalidBearerTokenException(GONE);
        }
    }

    @Override
    public boolean isGone(String person) {
        return stories.rep(person, Long.MAX_VALUE).filter(this::isGone).isPresent();
    }

    private boolean isGone(RepStory rep) {
        return rep.isErased() || rep.isGone(LocalDate.now(clock.withZone(rep.timeZone())));
    }
}
