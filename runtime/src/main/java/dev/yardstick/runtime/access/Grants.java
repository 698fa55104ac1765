package dev.yardstick.runtime.access;

import dev.yardstick.runtime.SecurityNotes;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Which role may make which call. A line is a method, roles with commas between them, and paths;
 * the first that fits decides, and what fits none is denied. GET is HEAD too: who may get something
 * may also ask for its headers. ANY is every method, {@code anybody} who has no token too, and
 * {@code signed-in} whoever has one.
 */
public final class Grants {

    private Grants() {}

    /**
     * Guards a service: by its grants, by bearer tokens, with every denial answered and noted.
     *
     * @param grants what is granted beside what {@code http} has already
     */
    public static HttpSecurity apply(
            HttpSecurity http, Stream<String> grants, Denials denials, SecurityNotes notes)
            throws Exception {
        return http.authorizeHttpRequests(
                        calls -> {
                            calls.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
                            grants.forEach(
                                    line -> grant(calls, List.of(line.strip().split("\\s+"))));
                            calls.anyRequest().denyAll();
                        })
                .oauth2ResourceServer(server ->
                        server.jwt(Customizer.withDefaults())
                                .authenticationEntryPoint(denials)
                                .accessDeniedHandler(denials))
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint(denials).accessDeniedHandler(denials))
                .headers(headers ->
                        headers.httpStrictTransportSecurity(
                                strict -> strict.requestMatcher(Grants::isOverTls)))
                .addFilterAfter(notes, SecurityContextHolderFilter.class)
                .csrf(csrf -> csrf.disable())
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }

    /**
     * Whether the browser came by TLS, also where a proxy in front ends it: who claims it falsely
     * concerns her own browser only.
     */
    public static boolean isOverTls(HttpServletRequest request) {
        return request.isSecure() || "https".equals(request.getHeader("X-Forwarded-Proto"));
    }

    private static void grant(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
                    calls,
            List<String> line) {
        var matched =
                calls.requestMatchers(
                        line.stream()
                                .skip(2)
                                .flatMap(path -> matchers(line.getFirst(), path))
                                .toArray(RequestMatcher[]::new));
        switch (line.get(1)) {
            case "anybody" -> matched.permitAll();
            case "signed-in" -> matched.authenticated();
            default -> matched.hasAnyRole(line.get(1).split(",", -1));
        }
    }

    /** What matches calls of a path; of reading them both methods. */
    public static Stream<RequestMatcher> matchers(String method, String path) {
        PathPatternRequestMatcher.Builder matchers = PathPatternRequestMatcher.withDefaults();
        return switch (method) {
            case "ANY" -> Stream.of(matchers.matcher(path));
            case "GET" ->
                    Stream.of(
                            matchers.matcher(HttpMethod.GET, path),
                            matchers.matcher(HttpMethod.HEAD, path));
            default -> Stream.of(matchers.matcher(HttpMethod.valueOf(method), path));
        };
    }
}
