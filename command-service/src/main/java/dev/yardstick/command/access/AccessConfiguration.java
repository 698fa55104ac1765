package dev.yardstick.command.access;

import dev.yardstick.command.refusal.DeniedException;

import dev.yardstick.events.refusal.Reason;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import dev.yardstick.command.refusal.Problems;
import dev.yardstick.events.codec.Signature;

import dev.yardstick.runtime.SecurityLog;
import dev.yardstick.runtime.SecurityNotes;

import jakarta.servlet.DispatcherType;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which role may make which call. What she may change is decided in {@link Rights}. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    private static final String ISSUER = "yardstick";

    private static final Map<String, SecurityLog.Kind> NOTED =
            Map.of(
                    "PUT /api/v1/crm/connections/{connection}",
                    SecurityLog.Kind.CONNECTION_DEFINED,
                    "PUT /api/v1/crm/connections/{connection}/secrets",
                    SecurityLog.Kind.SECRETS_CHANGED,
                    "POST /api/v1/crm/parked/{id}/repair",
                    SecurityLog.Kind.PARKED_REPAIRED,
                    "POST /api/v1/crm/parked/{id}/dismiss",
                    SecurityLog.Kind.PARKED_DISMISSED,
                    "POST /api/v1/reps/{rep}/erasure",
                    SecurityLog.Kind.PERSON_ERASED);

    @Bean
    SecurityFilterChain calls(
            HttpSecurity http,
            Problems problems,
            SecurityLog log,
            @Qualifier("requestMappingHandlerMapping")
                    ObjectProvider<RequestMappingHandlerMapping> mapping)
            throws Exception {
        return http.authorizeHttpRequests(calls ->
                        calls.dispatcherTypeMatchers(DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers(read("/actuator/health", "/actuator/health/**"))
                                .permitAll()
                                .requestMatchers("/api/v1/personal-keys")
                                .hasRole("service")
                                .requestMatchers(POST, "/api/v1/crm/events")
                                .hasAnyRole("crm", "admin")
                                .requestMatchers(POST, "/api/v1/crm/webhooks/**")
                                .permitAll()
                                .requestMatchers(
                                        read("/api/v1/crm/parked/**", "/api/v1/crm/connections/**"))
                                .hasAnyRole("operator", "auditor", "admin")
                                .requestMatchers(POST, "/api/v1/crm/reconciliations")
                                .hasAnyRole("operator", "auditor", "admin")
                                .requestMatchers(POST, "/api/v1/crm/**")
                                .hasAnyRole("operator", "admin")
                                .requestMatchers(PUT, "/api/v1/crm/connections/**")
                                .hasAnyRole("operator", "admin")
                                .requestMatchers(read("/api/v1/audit/events"))
                                .hasAnyRole("auditor", "admin", "service")
                                .requestMatchers(read("/api/v1/audit/ledger"))
                                .hasAnyRole("operator", "auditor", "admin")
                                .requestMatchers(read("/api/v1/audit/**"))
                                .hasAnyRole("auditor", "admin")
                                .requestMatchers(
                                        POST,
                                        "/api/v1/expectations/*/acknowledgements",
                                        "/api/v1/expectations/*/disputes")
                                .hasAnyRole("manager", "rep", "admin")
                                .requestMatchers(
                                        PUT,
                                        "/api/v1/reps/*",
                                        "/api/v1/accounts/*",
                                        "/api/v1/expectations/*",
                                        "/api/v1/rates/*",
                                        "/api/v1/calendars/*",
                                        "/api/v1/templates/*")
                                .hasAnyRole("manager", "admin")
                                .requestMatchers(PUT, "/api/v1/calibrations/*")
                                .hasRole("admin")
                                .requestMatchers(POST, "/api/v1/reps/*/erasure")
                                .hasRole("admin")
                                .requestMatchers(
                                        POST,
                                        "/api/v1/reps/*/absences",
                                        "/api/v1/reps/*/absences/*/cancellation",
                                        "/api/v1/reps/*/conversations",
                                        "/api/v1/reps/*/conversations/*/retraction",
                                        "/api/v1/reps/*/departure")
                                .hasAnyRole("manager", "admin")
                                .requestMatchers(
                                        POST,
                                        "/api/v1/expectations",
                                        "/api/v1/expectations/checks",
                                        "/api/v1/expectations/*/*",
                                        "/api/v1/expectations/*/communications/*/withdrawal")
                                .hasAnyRole("manager", "admin")
                                .requestMatchers(read("/v3/api-docs", "/v3/api-docs/**"))
                                .authenticated()
                                .requestMatchers(read("/actuator/**"))
                                .hasAnyRole("operator", "admin")
                                .anyRequest()
                                .denyAll())
                .oauth2ResourceServer(server ->
                        server.jwt(Customizer.withDefaults())
                                .authenticationEntryPoint((request, response, e) -> {
                                    if (e instanceof Persons.UnknownException) {
                                        problems.later(
                                                request, response, Reason.PERSON_UNKNOWN_YET);
                                    } else {
                                        problems.write(
                                                request,
                                                response,
                                                HttpStatus.UNAUTHORIZED,
                                                Reason.TOKEN_NEEDED);
                                    }
                                }))
                .exceptionHandling(handling ->
                        handling.accessDeniedHandler((request, response, e) ->
                                problems.write(
                                        request,
                                        response,
                                        HttpStatus.FORBIDDEN,
                                        e instanceof DeniedException denied
                                                ? denied.refusal()
                                                : Reason.ROLE)))
                .addFilterAfter(
                        new SecurityNotes(log, NOTED, mapping::getObject, Caller::signedIn),
                        SecurityContextHolderFilter.class)
                .csrf(csrf -> csrf.disable())
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    /** Who may get something may also ask for its headers. */
    private static RequestMatcher[] read(String... paths) {
        PathPatternRequestMatcher.Builder matchers = PathPatternRequestMatcher.withDefaults();
        return Arrays.stream(paths)
                .flatMap(path ->
                        Stream.of(matchers.matcher(GET, path), matchers.matcher(HEAD, path)))
                .toArray(RequestMatcher[]::new);
    }

    /** A path that could mean two things is refused before anybody asks who is calling. */
    @Bean
    RequestRejectedHandler refusals(Problems problems) {
        return (request, response, e) ->
                problems.write(request, response, HttpStatus.BAD_REQUEST, Reason.AMBIGUOUS_PATH);
    }

    @Bean
    JwtDecoder tokens(TokenSettings settings, Persons persons) {
        NimbusJwtDecoder decoder =
                NimbusJwtDecoder.withSecretKey(settings.secret())
                        .macAlgorithm(MacAlgorithm.HS256)
                        .build();
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        JwtValidators.createDefaultWithIssuer(ISSUER), persons));
        return decoder;
    }

    @Bean
    Signature recordSignature(TokenSettings settings) {
        return new Signature(settings.secret().getEncoded());
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
