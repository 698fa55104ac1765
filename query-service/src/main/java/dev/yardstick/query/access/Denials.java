package dev.yardstick.query.access;

import java.util.Locale;

import dev.yardstick.events.refusal.Reason;

import dev.yardstick.runtime.Routes;
import dev.yardstick.runtime.SecurityNotes;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.List;

/** Answers who may not: the API with a problem, a page with the way to sign in. */
@Component
record Denials(
        JsonMapper json,
        @Qualifier("requestMappingHandlerMapping")
                ObjectProvider<RequestMappingHandlerMapping> mappings)
        implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

    @Override
    public void commence(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (e instanceof Persons.UnknownException) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            if (isApi(request)) {
                problem(
                        request,
                        response,
                        HttpStatus.SERVICE_UNAVAILABLE,
                        Reason.READ_MODEL_UNAVAILABLE);
            } else {
                response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
            }
        } else if (isApi(request)) {
            response.setHeader("WWW-Authenticate", "Bearer");
            problem(request, response, HttpStatus.UNAUTHORIZED, Reason.TOKEN_NEEDED);
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
            problem(request, response, HttpStatus.FORBIDDEN, Reason.TOKEN);
        } else {
            // A page that there is not is nothing to sign in for as somebody else.
            boolean isServed = Routes.pattern(mappings.getObject(), request).isPresent();
            HttpStatus status = isServed ? HttpStatus.FORBIDDEN : HttpStatus.NOT_FOUND;
            response.sendError(status.value());
        }
    }

    /** A path that could mean two things is refused before anybody asks who is calling. */
    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, RequestRejectedException e)
            throws IOException {
        problem(request, response, HttpStatus.BAD_REQUEST, Reason.AMBIGUOUS_PATH);
    }

    private static boolean isApi(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/api/") || path.startsWith("/v3/") || path.startsWith("/actuator");
    }

    private void problem(
            HttpServletRequest request, HttpServletResponse response, HttpStatus status, Reason why)
            throws IOException {
        boolean asks = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) != null;
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(
                        status, why.in(asks ? request.getLocale() : Locale.ENGLISH));
        problem.setProperty("code", why.code());
        problem.setProperty("errors", List.of());
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), problem);
    }
}
