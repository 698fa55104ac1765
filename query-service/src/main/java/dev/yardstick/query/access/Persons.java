package dev.yardstick.query.access;

import dev.yardstick.query.known.KnownStore;
import dev.yardstick.query.facts.RepStory;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.LocalDate;

/**
 * Whether a token's person is somebody: a rep who has left or was erased is nobody, whatever role
 * the token is of. Of a person who is no rep nothing is known, and her token holds until it ends.
 */
@Component
public class Persons implements OAuth2TokenValidator<Jwt> {

    private static final String GONE = "the token's person has left or was erased";
    private static final OAuth2TokenValidatorResult NOBODY =
            OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", GONE, null));

    private final KnownStore library;
    private final Clock clock;

    Persons(KnownStore library, Clock clock) {
        this.library = library;
        this.clock = clock;
    }

    /** Nobody can say at the moment who is calling. */
    static final class UnknownException extends AuthenticationException {
        UnknownException(Throwable cause) {
            super("the read model is not available at the moment", cause);
        }
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        try {
            return isGone(token.getClaimAsString("person"))
                    ? NOBODY
                    : OAuth2TokenValidatorResult.success();
        } catch (DataAccessException away) {
            throw new UnknownException(away);
        }
    }

    /**
     * Lets the caller go on who had to wait for something: it may be what tells that she left.
     *
     * @throws AuthenticationException when she is nobody any more
     */
    public void requireSomebody() {
        if (isGone(Caller.current().person())) {
            throw new InvalidBearerTokenException(GONE);
        }
    }

    private boolean isGone(@Nullable String person) {
        return person != null
                && library.rep(person, Long.MAX_VALUE).filter(this::isGone).isPresent();
    }

    private boolean isGone(RepStory rep) {
        LocalDate left = rep.leftOn();
        return rep.isErased()
                || left != null && left.isBefore(LocalDate.now(clock.withZone(rep.timeZone())));
    }
}
