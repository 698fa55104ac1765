package dev.yardstick.runtime;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds the bodies of requests before anything is made of them: one has at most {@value
 * BodyBudget#MAX_BYTES} bytes, else 413; all that are held at a time fit into a budget, else 503
 * with Retry-After. What bounds memory is what is held: a reader that takes a stream part by part
 * says so after each, and the stream has no end then.
 *
 * <p>It comes after the security filter: who may not make the call takes no memory.
 */
public final class BodyLimit extends OncePerRequestFilter implements Ordered {

    private static final String BODY = BoundedBody.class.getName();
    private static final String STREAM = "application/x-ndjson";

    /** A part of a stream that weighs this much is taken before more is read. */
    private static final long PART = BodyBudget.weight(BodyBudget.MAX_BYTES / 2, 0);

    private final BodyBudget budget;

    BodyLimit(BodyBudget budget) {
        this.budget = budget;
    }

    /** Whether what was read of a stream is to be dealt with before more is. */
    public static boolean isPartFull(ServletRequest request) {
        return request.getAttribute(BODY) instanceof BoundedBody body && body.held() >= PART;
    }

    /** What was read so far is dealt with, and not held any more. */
    public static void dealtWith(ServletRequest request) {
        if (request.getAttribute(BODY) instanceof BoundedBody body) {
            body.release();
        }
    }

    static void handled(ServletRequest request) {
        if (request.getAttribute(BODY) instanceof BoundedBody body) {
            body.handled();
        }
    }

    static boolean isStream(@Nullable String contentType) {
        return contentType != null
                && contentType.regionMatches(true, 0, STREAM, 0, STREAM.length());
    }

    /** The page that tells of a fault asks for parameters as well. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (BoundedBody body = new BoundedBody(request, budget)) {
            request.setAttribute(BODY, body);
            chain.doFilter(body, response);
        }
    }

    @Override
    public int getOrder() {
        return 0;
    }
}
