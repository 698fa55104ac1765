package dev.yardstick.query.access;

import dev.yardstick.runtime.access.TokenSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jose.jws.JwsAlgorithm;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.stereotype.Component;

/** Signs the tokens that this service needs for command-service: its own, and those of sessions. */
@Component
public record Tokens(JwtEncoder encoder, JwtDecoder decoder, TokenSettings settings, Clock clock) {

    /**
     * A session is known here alone: what is handed on in its name is valid for as long as this.
     */
    private static final Duration HANDED_ON = Duration.ofMinutes(1);

    /** A token of a role that is valid for a while. */
    String sign(String role, Duration validity) {
        return sign(MacAlgorithm.HS256, new Caller(role, null), validity);
    }

    /** What proves this service to the other, by its own key where it has one. */
    String ofService(Duration validity) {
        return sign(
                settings.own() == null ? MacAlgorithm.HS256 : SignatureAlgorithm.RS256,
                new Caller("service", null),
                validity);
    }

    /**
     * A token for command-service in the name of who is calling: her own, or where she has a
     * session a new one.
     */
    public String inNameOfCaller() {
        return switch (SecurityContextHolder.getContext().getAuthentication()) {
            case JwtAuthenticationToken token -> token.getToken().getTokenValue();
            case PreAuthenticatedAuthenticationToken session ->
                    sign(MacAlgorithm.HS256, Caller.current(), HANDED_ON);
            case null, default -> throw new IllegalStateException("nobody is signed in");
        };
    }

    private String sign(JwsAlgorithm algorithm, Caller caller, Duration validity) {
        Instant now = clock.instant();
        JwtClaimsSet.Builder claims =
                JwtClaimsSet.builder()
                        .issuer(TokenSettings.ISSUER)
                        .subject(caller.role())
                        .claim("role", caller.role())
                        .issuedAt(now)
                        .expiresAt(now.plus(validity));
        if (caller.person() != null) {
            claims.claim("person", caller.person());
        }
        JwsHeader header = JwsHeader.with(algorithm).build();
        return encoder.encode(JwtEncoderParameters.from(header, claims.build())).getTokenValue();
    }

    /** What a token says; null when it is not valid. */
    @Nullable Jwt opened(String token) {
        try {
            return decoder.decode(token);
        } catch (JwtException e) {
            return null;
        }
    }
}
