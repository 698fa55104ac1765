package dev.yardstick.query.access;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import dev.yardstick.events.codec.Signature;
import dev.yardstick.runtime.SecurityLog;
import dev.yardstick.runtime.SecurityNotes;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.WebUtils;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which role may make which call. What she may read is decided in {@link Rights}. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    static final String ISSUER = "yardstick";

    private static final Map<String, SecurityLog.Kind> NOTED =
            Map.of(
                    "POST /api/v1/parked/{topic}/{partition}/{offset}/dismiss",
                    SecurityLog.Kind.PARKED_DISMISSED);

    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self';"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    /** Where a session that has ended must not be in the way. */
    private static final Set<String> SESSIONLESS = Set.of("/sign-in", "/sign-out", "/preferences");

    /** What a page is made of: it is nobody's, and so is not asked whose session it is. */
    private static final RequestMatcher[] PARTS =
            read("/webjars/**", "/*.css", "/*.js", "/*.svg", "/favicon.ico");

    private static final String[] READERS = {"manager", "rep", "auditor", "admin"};

    /** Reps answer what is expected of them, and do not write it; nor what holds for everybody. */
    private static final String[] WRITING = {
        "/expectations/new",
        "/expectations/*/revise",
        "/settings/rates",
        "/settings/calendars",
        "/settings/templates/new",
        "/settings/templates/*/change"
    };

    /** Auditors see how things are, and no form to change them. */
    private static final String[] OPERATING = {
        "/operations/rebuilds/new", "/connections/new", "/connections/*/change"
    };

    @Bean
    SecurityFilterChain calls(
            HttpSecurity http,
            Denials denials,
            SecurityLog log,
            @Qualifier("requestMappingHandlerMapping")
                    ObjectProvider<RequestMappingHandlerMapping> mapping)
            throws Exception {
        return http.authorizeHttpRequests(
                        calls -> {
                            calls.requestMatchers(read(WRITING)).hasAnyRole("manager", "admin");
                            calls.requestMatchers(post(WRITING)).hasAnyRole("manager", "admin");
                            calls.requestMatchers(read("/settings/templates/*"))
                                    .hasAnyRole("manager", "auditor", "admin");
                            calls.requestMatchers(read(OPERATING)).hasAnyRole("operator", "admin");
                            for (Section place : Section.values()) {
                                calls.requestMatchers(read(place.paths()))
                                        .hasAnyRole(place.readers());
                                if (place.writers().length > 0) {
                                    calls.requestMatchers(post(place.paths()))
                                            .hasAnyRole(place.writers());
                                }
                            }
                            calls.dispatcherTypeMatchers(DispatcherType.ERROR)
                                    .permitAll()
                                    .requestMatchers(
                                            read("/actuator/health", "/actuator/health/**"))
                                    .permitAll()
                                    .requestMatchers(PARTS)
                                    .permitAll()
                                    .requestMatchers(read("/sign-in"))
                                    .permitAll()
                                    .requestMatchers(ours("/sign-in", "/sign-out", "/preferences"))
                                    .permitAll()
                                    .requestMatchers(read("/", "/live"))
                                    .hasAnyRole("manager", "rep", "auditor", "operator", "admin")
                                    .requestMatchers(
                                            read(
                                                    "/api/v1/projections/**",
                                                    "/api/v1/parked",
                                                    "/api/v1/parked/**"))
                                    .hasAnyRole("operator", "auditor", "admin")
                                    .requestMatchers(
                                            POST,
                                            "/api/v1/projections/rebuilds",
                                            "/api/v1/parked/*/*/*/retry",
                                            "/api/v1/parked/*/*/*/dismiss")
                                    .hasAnyRole("operator", "admin")
                                    .requestMatchers(DELETE, "/api/v1/projections/rebuilds/*")
                                    .hasAnyRole("operator", "admin")
                                    .requestMatchers(
                                            read("/api/v1/audit/access", "/api/v1/audit/figures"))
                                    .hasAnyRole("auditor", "admin")
                                    .requestMatchers(read("/api/v1/reps/*/personal-data"))
                                    .hasAnyRole("rep", "auditor", "admin")
                                    .requestMatchers(read("/api/v1/feeds"))
                                    .hasAnyRole("operator", "manager", "auditor", "admin")
                                    .requestMatchers(
                                            read(
                                                    "/api/v1/reps",
                                                    "/api/v1/reps/*",
                                                    "/api/v1/reps/*/timeline",
                                                    "/api/v1/reps/*/timeline/compare",
                                                    "/api/v1/reps/*/history",
                                                    "/api/v1/reps/*/clauses/*/evidence",
                                                    "/api/v1/reps/*/replay",
                                                    "/api/v1/expectations/*",
                                                    "/api/v1/accounts",
                                                    "/api/v1/teams",
                                                    "/api/v1/teams/*/scorecard",
                                                    "/api/v1/questions",
                                                    "/api/v1/warnings",
                                                    "/api/v1/managers/*/accountability"))
                                    .hasAnyRole(READERS)
                                    .requestMatchers(
                                            read("/api/v1/notices", "/api/v1/notices/wishes"))
                                    .hasAnyRole("manager", "rep", "admin")
                                    .requestMatchers(PUT, "/api/v1/notices/wishes")
                                    .hasAnyRole("manager", "rep", "admin")
                                    .requestMatchers(read("/v3/api-docs", "/v3/api-docs/**"))
                                    .authenticated()
                                    .requestMatchers(read("/actuator/**"))
                                    .hasAnyRole("operator", "admin")
                                    .anyRequest()
                                    .denyAll();
                        })
                .oauth2ResourceServer(server ->
                        server.jwt(Customizer.withDefaults())
                                .bearerTokenResolver(headerOrCookie())
                                .authenticationEntryPoint(denials)
                                .accessDeniedHandler(denials))
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint(denials).accessDeniedHandler(denials))
                .headers(headers ->
                        headers.contentSecurityPolicy(p -> p.policyDirectives(POLICY))
                                .referrerPolicy(p -> p.policy(ReferrerPolicy.SAME_ORIGIN)))
                .addFilterAfter(
                        new SecurityNotes(log, NOTED, mapping::getObject, Caller::signedIn),
                        SecurityContextHolderFilter.class)
                // A session's cookie comes along with links from elsewhere, and opens writing
                // calls only where the browser says that the form is a page of ours: see the
                // cookie below. Browsers would hide where a form is from if the referrer policy
                // were stricter.
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

    private static RequestMatcher[] post(String... paths) {
        PathPatternRequestMatcher.Builder matchers = PathPatternRequestMatcher.withDefaults();
        return Arrays.stream(paths)
                .map(path -> matchers.matcher(POST, path))
                .toArray(RequestMatcher[]::new);
    }

    /** Forms that need no session, but not of another site's page. */
    private static RequestMatcher ours(String... paths) {
        return new AndRequestMatcher(
                new OrRequestMatcher(post(paths)), request -> !SameOrigin.isForeign(request));
    }

    private static BearerTokenResolver headerOrCookie() {
        DefaultBearerTokenResolver header = new DefaultBearerTokenResolver();
        return request -> {
            String token = header.resolve(request);
            return token == null ? cookie(request) : token;
        };
    }

    private static @Nullable String cookie(HttpServletRequest request) {
        boolean reads = GET.matches(request.getMethod()) || HEAD.matches(request.getMethod());
        boolean writes = POST.matches(request.getMethod()) && SameOrigin.isProven(request);
        if (!(reads || writes)
                || SESSIONLESS.contains(request.getServletPath())
                || Arrays.stream(PARTS).anyMatch(part -> part.matches(request))) {
            return null;
        }
        Cookie cookie = WebUtils.getCookie(request, SignIn.COOKIE);
        return cookie == null ? null : cookie.getValue();
    }

    @Bean
    JwtDecoder tokenDecoder(TokenSettings settings, Persons persons) {
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
    JwtEncoder tokenEncoder(TokenSettings settings) {
        return NimbusJwtEncoder.withSecretKey(settings.secret()).build();
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

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
