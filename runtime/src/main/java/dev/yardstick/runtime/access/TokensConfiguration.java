package dev.yardstick.runtime.access;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.runtime.Worker;
import dev.yardstick.runtime.identity.IdentityProvider;
import dev.yardstick.runtime.identity.IdentitySettings;
import dev.yardstick.runtime.problem.Problems;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
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
    JwtDecoder tokenDecoder(
            TokenSettings settings,
            IdentitySettings identities,
            ObjectProvider<IdentityProvider> providers,
            Departures departures,
            Revocations revocations,
            TokenUses uses) {
        JwtDecoder ours = ours(settings, departures, revocations, uses);
        IdentityProvider provider = providers.getIfAvailable();
        if (provider == null || identities.audience() == null) {
            return ours;
        }
        JwtDecoder theirs =
                provider.callers(identities.audience(), token -> validated(token, departures));
        return token -> provider.isIssuerOf(token) ? known(token, theirs) : ours.decode(token);
    }

    /** Whether it is valid cannot be told while the provider does not say which its keys are. */
    private static Jwt known(String token, JwtDecoder theirs) {
        try {
            return theirs.decode(token);
        } catch (BadJwtException e) {
            throw e;
        } catch (JwtException away) {
            throw new Departures.UnknownException(Reason.PROVIDER_AWAY, away);
        }
    }

    private static JwtDecoder ours(
            TokenSettings settings,
            Departures departures,
            Revocations revocations,
            TokenUses uses) {
        JWKSource<SecurityContext> keys =
                new ImmutableJWKSet<>(
                        new JWKSet(
                                Stream.concat(
                                                settings.keys().stream(),
                                                settings.services().stream())
                                        .toList()));
        NimbusJwtDecoder decoder =
                NimbusJwtDecoder.withJwkSource(keys)
                        .jwtProcessorCustomizer(reading ->
                                reading.setJWSKeySelector(
                                        new JWSVerificationKeySelector<>(
                                                Set.of(JWSAlgorithm.HS256, JWSAlgorithm.RS256),
                                                keys)))
                        .build();
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        JwtValidators.createDefaultWithIssuer(TokenSettings.ISSUER),
                        token -> validated(token, settings, departures, revocations, uses)));
        return decoder;
    }

    @Bean
    JwtEncoder tokenEncoder(TokenSettings settings) {
        return new NimbusJwtEncoder(
                new ImmutableJWKSet<>(
                        new JWKSet(
                                Stream.of(settings.current(), settings.own())
                                        .filter(Objects::nonNull)
                                        .map(JWK.class::cast)
                                        .toList())));
    }

    @Bean
    Worker tokenUsesWorker(TokenUses uses) {
        return Worker.of("token-uses", uses::tell);
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
                    ? refused(Departures.GONE)
                    : OAuth2TokenValidatorResult.success();
        } catch (DataAccessException away) {
            throw new Departures.UnknownException(away);
        }
    }

    private static OAuth2TokenValidatorResult validated(
            Jwt token,
            TokenSettings settings,
            Departures departures,
            Revocations revocations,
            TokenUses uses) {
        String person = token.getClaimAsString("person");
        UUID id = TokenUses.id(token);
        try {
            if (!isOfItsKey(token, settings)) {
                return refused("a service is proven by its own key, and nobody else is");
            }
            if (isTooOld(token.getIssuedAt(), settings.notBefore())) {
                return refused("the token was made before those that count");
            }
            if (id != null && revocations.isRevoked(id)) {
                return refused(Revocations.REVOKED);
            }
            if (person != null && departures.isGone(person)) {
                return refused(Departures.GONE);
            }
        } catch (DataAccessException away) {
            if (!asksForHealth()) {
                throw new Departures.UnknownException(away);
            }
        }
        if (id != null) {
            uses.note(id, token);
        }
        return OAuth2TokenValidatorResult.success();
    }

    /**
     * A service's own key makes no tokens of another role; where there is one, nothing else does.
     */
    private static boolean isOfItsKey(Jwt token, TokenSettings settings) {
        boolean isOfService = "service".equals(token.getClaimAsString("role"));
        boolean isOwn = JWSAlgorithm.RS256.getName().equals(token.getHeaders().get("alg"));
        return isOwn ? isOfService : !isOfService || settings.services().isEmpty();
    }

    private static boolean isTooOld(@Nullable Instant made, @Nullable Instant notBefore) {
        return notBefore != null && (made == null || made.isBefore(notBefore));
    }

    /** Health says that the database is away; so it is told to whom it would be told else. */
    private static boolean asksForHealth() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes asked
                && asked.getRequest().getServletPath().startsWith("/actuator/health");
    }

    private static OAuth2TokenValidatorResult refused(String why) {
        return OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", why, null));
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
