package dev.yardstick.runtime;

import dev.yardstick.runtime.SecurityLog.Kind;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Notes in the security log, once a request is answered, that it was refused, or that it was one of
 * the acts that are noted. It stands where it is known who calls: behind the filter that forgets
 * it.
 */
public final class SecurityNotes extends OncePerRequestFilter {

    /** What a path's variable names, so that what was done to whom is noted; all are ids. */
    private static final String OF = "of";

    private static final String REFUSED = SecurityNotes.class.getName() + ".refused";

    /** Set where somebody is signed in. */
    static final String SIGNED = SecurityNotes.class.getName() + ".signed";

    private final SecurityLog log;
    private final Map<String, Kind> acts;
    private final Routes routes;
    private final Supplier<@Nullable String> actor;

    /**
     * A filter.
     *
     * @param acts what is noted when it was done, by method and route: {@code PUT /reps/{rep}}
     * @param actor who is signed in; null: nobody
     */
    public SecurityNotes(
            SecurityLog log,
            Map<String, Kind> acts,
            Routes routes,
            Supplier<@Nullable String> actor) {
        this.log = log;
        this.acts = acts;
        this.routes = routes;
        this.actor = actor;
    }

    /** Tells of a request that is refused though its answer has another status than 401 or 403. */
    public static void refused(HttpServletRequest request, int status) {
        request.setAttribute(REFUSED, status);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
            note(request, response.getStatus(), actor.get());
        } finally {
            if (actor.get() != null) {
                request.setAttribute(SIGNED, true);
            }
        }
    }

    private void note(HttpServletRequest request, int answered, @Nullable String caller) {
        int status = request.getAttribute(REFUSED) instanceof Integer told ? told : answered;
        Map<String, Object> fields = new LinkedHashMap<>();
        if (status == HttpServletResponse.SC_UNAUTHORIZED
                || status == HttpServletResponse.SC_FORBIDDEN) {
            fields.put("status", status);
            fields.put("route", method(request) + " " + routes.pattern(request).orElse("other"));
            log.note(Kind.ACCESS_REFUSED, caller, fields);
            return;
        }
        Kind act = acts.get(request.getMethod() + " " + pattern(request));
        if (act != null && status < HttpServletResponse.SC_MULTIPLE_CHOICES) {
            if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                    instanceof Map<?, ?> ids) {
                fields.put(OF, ids);
            }
            log.note(act, caller, fields);
        }
    }

    /** Of a method that nobody knows, the text is the caller's. */
    private static String method(HttpServletRequest request) {
        return switch (request.getMethod()) {
            case "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS" -> request.getMethod();
            default -> "other";
        };
    }

    private static String pattern(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
    }
}
