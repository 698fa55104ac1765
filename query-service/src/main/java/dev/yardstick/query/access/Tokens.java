package dev.yardstick.query.access;

import dev.yardstick.runtime.access.TokenSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;

/** Signs the tokens that this service needs: its own for command-service, and those of sessions. */
@Component
public record Tokens(JwtEncoder encoder, JwtDecoder decoder, Clock clock) {

    /** A token of a role that is valid for a while. */
    public String sign(String role, Duration validity) {
        Instant now = clock.instant();
        JwtClaimsSet claims =
                JwtClaimsSet.builder()
                        .issuer(TokenSettings.ISSUER)
                        .subject(role)
                        .claim("role", role)
                        .issuedAt(now)
                        .expiresAt(now.plus(validity))
                        .build();
        JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).build();
        return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
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
