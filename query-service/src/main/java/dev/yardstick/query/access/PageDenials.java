package dev.yardstick.query.access;

import dev.yardstick.events.refusal.Reason;
import dev.yardstick.runtime.Routes;
import dev.yardstick.runtime.SecurityNotes;
import dev.yardstick.runtime.access.Denials;
import dev.yardstick.runtime.access.Departures;
import dev.yardstick.runtime.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;

/** Answers who may not: the API with a problem, a page with the way to sign in. */
@Component
class PageDenials extends Denials {

    private final Routes routes;

    PageDenials(Problems problems, Routes routes) {
        super(problems, Reason.READ_MODEL_UNAVAILABLE, e -> Reason.TOKEN);
        this.routes = routes;
    }

    @Override
    public void commence(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (isApi(request)) {
            super.commence(request, response, e);
        } else if (e instanceof Departures.UnknownException) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
        } else {
            SecurityNotes.refused(request, HttpStatus.UNAUTHORIZED.value());
            response.sendRedirect(SignIn.leadingTo(OwnPath.askedFor(request)));
        }
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        if (isApi(request)) {
            super.handle(request, response, e);
        } else {
            // A page that there is not is nothing to sign in for as somebody else.
            boolean isServed = routes.pattern(request).isPresent();
            HttpStatus status = isServed ? HttpStatus.FORBIDDEN : HttpStatus.NOT_FOUND;
            response.sendError(status.value());
        }
    }

    private static boolean isApi(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/api/") || path.startsWith("/v3/") || path.startsWith("/actuator");
    }
}
