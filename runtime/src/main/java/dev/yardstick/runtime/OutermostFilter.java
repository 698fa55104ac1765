package dev.yardstick.runtime;

import dev.yardstick.runtime.tracing.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Gives each request its {@link Correlation}. Answers what nobody within answered, so that the
 * server does not: it would write a stack trace for each. What cannot be read is 400. A fault is
 * 500, with its trace in the log where somebody is signed in, and one line where nobody is.
 */
final class OutermostFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(OutermostFilter.class);

    private final Traces traces;

    OutermostFilter(Traces traces) {
        this.traces = traces;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Span span = span(request);
        try (Scope current = span.makeCurrent();
                MDC.MDCCloseable ignored = Correlation.begin(request)) {
            answer(request, response, chain);
        } finally {
            end(span, request, response);
        }
    }

    /** In the trace that the caller names, by the header of W3C or as what it hands on. */
    private Span span(HttpServletRequest request) {
        return traces.begin(
                request.getMethod(),
                SpanKind.SERVER,
                Traces.parent(request.getHeader(Traces.HEADER))
                        .or(() -> Traces.of(request.getHeader(Correlation.HEADER))));
    }

    /** By its route, which names nobody. */
    private static void end(Span span, HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)
                instanceof String route) {
            span.updateName(request.getMethod() + " " + route);
            span.setAttribute("http.route", route);
        }
        span.setAttribute("http.request.method", request.getMethod());
        span.setAttribute("http.response.status_code", response.getStatus());
        span.end();
    }

    private static void answer(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        name(response);
        try {
            chain.doFilter(new AnyLanguages(request), response);
        } catch (ServletException | RuntimeException e) {
            int status = isUnreadable(e) ? 400 : 500;
            if (request.getAttribute(SecurityNotes.SIGNED) != null && status == 500) {
                LOG.error("answered 500", e);
            } else {
                LOG.debug("answered {}", status, e);
                if (status == 500) {
                    LOG.warn("answered 500: {}", root(e).getClass().getName());
                }
            }
            if (!response.isCommitted()) {
                response.reset();
                name(response);
                response.sendError(status);
            }
        }
    }

    private static void name(HttpServletResponse response) {
        Correlation.current().ifPresent(id -> response.setHeader(Correlation.HEADER, id));
    }

    private static boolean isUnreadable(Throwable e) {
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidParameterException) {
                return true;
            }
        }
        return false;
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root;
    }

    /** Whoever names more languages than the server reads is told in the first that it has. */
    private static final class AnyLanguages extends HttpServletRequestWrapper {

        AnyLanguages(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Locale getLocale() {
            return getLocales().nextElement();
        }

        @Override
        public Enumeration<Locale> getLocales() {
            try {
                return super.getLocales();
            } catch (IllegalArgumentException tooMany) {
                return Collections.enumeration(List.of(Locale.ENGLISH));
            }
        }
    }
}
