package dev.yardstick.query.access;

import dev.yardstick.runtime.access.TokenSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
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
import org.springframework.stereotype.Component;

/** Signs the tokens that this service needs: its own for command-service, and those of sessions. */
@Component
public record Tokens(JwtEncoder encoder, JwtDecoder decoder, TokenSettings settings, Clock clock) {

    /** A token of a role that is valid for a while. */
    public String sign(String role, Duration validity) {
        return sign(MacAlgorithm.HS256, role, validity);
    }

    /** What proves this service to the other, by its own key where it has one. */
    String ofService(Duration validity) {
        return sign(
                settings.own() == null ? MacAlgorithm.HS256 : SignatureAlgorithm.RS256,
                "service",
                validity);
    }

    private String sign(JwsAlgorithm algorithm, String role, Duration validity) {
        Instant now = clock.instant();
        JwtClaimsSet claims =
                JwtClaimsSet.builder()
                        .issuer(TokenSettings.ISSUER)
                        .subject(role)
                        .claim("role", role)
                        .issuedAt(now)
                        .expiresAt(now.plus(validity))
                        .build();
        JwsHeader header = JwsHeader.with(algorithm).build();
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
