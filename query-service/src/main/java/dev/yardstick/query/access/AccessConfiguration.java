package dev.yardstick.query.access;

import dev.yardstick.events.codec.Signature;
import dev.yardstick.runtime.Routes;
import dev.yardstick.runtime.SecurityLog;
import dev.yardstick.runtime.SecurityNotes;
import dev.yardstick.runtime.access.Grants;
import dev.yardstick.runtime.access.TokenSettings;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Which role may make which call. What she may read is decided in {@link Rights}. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    private static final Map<String, SecurityLog.Kind> NOTED =
            Map.of(
                    "POST /api/v1/parked/{topic}/{partition}/{offset}/dismiss",
                    SecurityLog.Kind.PARKED_DISMISSED);

    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self';"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    /** Where a session that has ended must not be in the way. */
    private static final Set<String> SESSIONLESS =
            Set.of(
                    "/sign-in",
                    "/sign-in/provider",
                    RelyingParty.ANSWER,
                    Invitations.PAGE,
                    PasskeySignIn.PATH,
                    PasskeySignIn.PATH + "/options",
                    "/sign-out",
                    "/sign-out/provider",
                    "/preferences");

    /** What a page is made of: it is nobody's, and so is not asked whose session it is. */
    private static final String[] PARTS = {
        "/webjars/**", "/*.css", "/*.js", "/*.svg", "/favicon.ico"
    };

    /**
     * Of the pages' {@link Section}s what not all may who may open or change the rest: reps answer
     * what is expected of them, and do not write it; nor what holds for everybody. Auditors see how
     * things are, and no form to change them.
     */
    private static final String EXCEPTIONS =
            """
            GET  manager,admin         /expectations/new /expectations/new/many /expectations/*/revise
            POST manager,admin         /expectations/new /expectations/new/many /expectations/*/revise
            POST manager,admin         /expectations/*/reply
            POST manager,rep,admin     /conversations/agreements
            GET  manager,admin         /settings/rates /settings/calendars
            POST manager,admin         /settings/rates /settings/calendars
            GET  manager,admin         /settings/templates/new /settings/templates/*/change
            POST manager,admin         /settings/templates/new /settings/templates/*/change
            POST admin                 /settings/calibrations/*/refusal
            GET  auditor,admin         /settings/tokens
            GET  admin                 /settings/tokens/new
            POST admin                 /settings/tokens/new /settings/tokens/*/revocation
            GET  admin                 /settings/access /settings/access/new
            POST admin                 /settings/access/new /settings/access/end
            POST admin                 /settings/access/sessions/*/end
            GET  manager,rep,auditor,operator,admin  /settings/sign-in
            POST manager,rep,auditor,operator,admin  /settings/sign-in /settings/sign-in/**
            GET  manager,auditor,admin /settings/templates/*
            POST manager,auditor,operator,admin  /views /views/removal
            GET  operator,admin        /operations/rebuilds/new
            GET  operator,admin        /connections/new /connections/*/change
            """;

    private static final String GRANTS =
            """
            GET    anybody                             /actuator/health /actuator/health/**
            GET    anybody                             /sign-in /sign-in/provider /sign-in/answer /sign-in/invited
            GET    manager,rep,auditor,operator,admin  / /live /glossary
            GET    manager,rep,auditor,admin           /find
            GET    operator,auditor,admin              /api/v1/projections/**
            GET    operator,auditor,admin              /api/v1/parked /api/v1/parked/**
            POST   operator,admin                      /api/v1/projections/rebuilds
            POST   operator,admin                      /api/v1/parked/*/*/*/retry
            POST   operator,admin                      /api/v1/parked/*/*/*/dismiss
            DELETE operator,admin                      /api/v1/projections/rebuilds/*
            GET    auditor,admin                       /api/v1/audit/access /api/v1/audit/figures
            POST   admin                               /api/v1/invitations /api/v1/access/*/end
            GET    rep,auditor,admin                   /api/v1/reps/*/personal-data
            GET    operator,manager,auditor,admin      /api/v1/feeds
            GET    manager,rep,auditor,admin           /api/v1/reps /api/v1/reps/*
            GET    manager,rep,auditor,admin           /api/v1/reps/*/timeline
            GET    manager,rep,auditor,admin           /api/v1/reps/*/timeline/compare
            GET    manager,rep,auditor,admin           /api/v1/reps/*/history
            GET    manager,rep,auditor,admin           /api/v1/reps/*/clauses/*/evidence
            GET    manager,rep,auditor,admin           /api/v1/reps/*/replay
            GET    manager,rep,auditor,admin           /api/v1/expectations/* /api/v1/accounts
            GET    manager,rep,auditor,admin           /api/v1/teams /api/v1/teams/*/scorecard
            GET    manager,rep,auditor,admin           /api/v1/questions /api/v1/warnings
            GET    manager,rep,auditor,admin           /api/v1/managers/*/accountability
            GET    manager,auditor,admin               /api/v1/oversights
            GET    manager,rep,admin                   /api/v1/notices /api/v1/notices/wishes
            PUT    manager,rep,admin                   /api/v1/notices/wishes
            GET    signed-in                           /v3/api-docs /v3/api-docs/**
            GET    operator,admin                      /actuator/**
            """;

    @Bean
    SecurityFilterChain calls(
            HttpSecurity http,
            PageDenials denials,
            Sessions sessions,
            Persons persons,
            SecurityLog log,
            Routes routes)
            throws Exception {
        // A session's cookie comes along with links from elsewhere, and opens writing calls only
        // where the browser says that the form is a page of ours. Browsers would hide where a form
        // is from if the referrer policy were stricter.
        http.addFilterBefore(
                        new SessionFilter(sessions, persons, denials, nobodys()),
                        BearerTokenAuthenticationFilter.class)
                .authorizeHttpRequests(calls -> calls.requestMatchers(ours()).permitAll())
                .headers(headers ->
                        headers.contentSecurityPolicy(p -> p.policyDirectives(POLICY))
                                .referrerPolicy(p -> p.policy(ReferrerPolicy.SAME_ORIGIN)));
        Stream<String> pages =
                Stream.concat(
                        EXCEPTIONS.lines(),
                        Arrays.stream(Section.values()).flatMap(Section::grants));
        Stream<String> others =
                Stream.concat(Stream.of("GET anybody " + String.join(" ", PARTS)), GRANTS.lines());
        SecurityNotes notes = new SecurityNotes(log, NOTED, routes, Caller::signedIn);
        return Grants.apply(http, Stream.concat(pages, others), denials, notes).build();
    }

    /** Forms that need no session, but not of another site's page. */
    private static RequestMatcher ours() {
        RequestMatcher forms = any("POST", SESSIONLESS.toArray(String[]::new));
        return request -> forms.matches(request) && !SameOrigin.isForeign(request);
    }

    private static RequestMatcher any(String method, String... paths) {
        return new OrRequestMatcher(
                Arrays.stream(paths).flatMap(path -> Grants.matchers(method, path)).toList());
    }

    /** What is asked for in the same way by everybody, and where sessions begin and end. */
    private static RequestMatcher nobodys() {
        RequestMatcher parts = any("GET", PARTS);
        return request -> parts.matches(request) || SESSIONLESS.contains(request.getServletPath());
    }

    @Bean
    Signature recordSignature(TokenSettings settings) {
        return new Signature(settings.secrets());
    }
}
