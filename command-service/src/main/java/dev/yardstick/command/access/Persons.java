package dev.yardstick.command.access;

import dev.yardstick.command.rep.Rep;
import dev.yardstick.command.rep.Reps;

import org.springframework.dao.DataAccessException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

import java.time.Clock;

/**
 * Whether a token's person is somebody: a rep who has left or was erased is nobody, whatever role
 * the token is of. Of a person who is no rep nothing is known, and her token holds until it ends.
 */
@Component
record Persons(Reps reps, Clock clock) implements OAuth2TokenValidator<Jwt> {

    private static final OAuth2TokenValidatorResult NOBODY =
            OAuth2TokenValidatorResult.failure(
                    new OAuth2Error(
                            "invalid_token", "the token's person has left or was erased", null));

    /** Nobody can say at the moment who is calling. */
    static final class UnknownException extends AuthenticationException {
        UnknownException(Throwable cause) {
            super("the log is not available", cause);
        }
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        String person = token.getClaimAsString("person");
        if (person == null) {
            return OAuth2TokenValidatorResult.success();
        }
        try {
            Rep rep = reps.find(person);
            return rep.isKnown() && rep.isGone(clock.instant())
                    ? NOBODY
                    : OAuth2TokenValidatorResult.success();
        } catch (DataAccessException away) {
            throw new UnknownException(away);
        }
    }
}
