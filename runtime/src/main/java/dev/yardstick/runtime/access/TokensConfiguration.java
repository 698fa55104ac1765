package dev.yardstick.runtime.access;

import dev.yardstick.runtime.problem.Problems;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import tools.jackson.databind.json.JsonMapper;

/** For a service to import: how its callers' tokens are read. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenSettings.class)
public class TokensConfiguration {

    @Bean
    Problems problems(JsonMapper json) {
        return new Problems(json);
    }

    @Bean
    JwtDecoder tokenDecoder(TokenSettings settings, Departures departures) {
        NimbusJwtDecoder decoder =
                NimbusJwtDecoder.withSecretKey(settings.secret())
                        .macAlgorithm(MacAlgorithm.HS256)
                        .build();
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        JwtValidators.createDefaultWithIssuer(TokenSettings.ISSUER),
                        token -> validated(token, departures)));
        return decoder;
    }

    /** A request is timed as a whole; nobody reads how long each of its filters took. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    private static OAuth2TokenValidatorResult validated(Jwt token, Departures departures) {
        String person = token.getClaimAsString("person");
        try {
            return person != null && departures.isGone(person)
                    ? OAuth2TokenValidatorResult.failure(
                            new OAuth2Error("invalid_token", Departures.GONE, null))
                    : OAuth2TokenValidatorResult.success();
        } catch (DataAccessException away) {
            throw new Departures.UnknownException(away);
        }
    }

    @Bean
    JwtAuthenticationConverter roles() {
        JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(token -> {
            String role = token.getClaimAsString("role");
            return role == null ? List.of() : List.of(new SimpleGrantedAuthority("ROLE_" + role));
        });
        return converter;
    }
}
