package dev.yardstick.query.access;

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
class Denials implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

    private final JsonMapper json;
    private final ObjectProvider<RequestMappingHandlerMapping> mappings;

    Denials(
            JsonMapper json,
            @Qualifier("requestMappingHandlerMapping")
                    ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.json = json;
        this.mappings = mappings;
    }

    @Override
    public void commence(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (e instanceof Persons.UnknownException) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            if (isApi(request)) {
                problem(response, HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
            } else {
                response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
            }
        } else if (isApi(request)) {
            response.setHeader("WWW-Authenticate", "Bearer");
            problem(response, HttpStatus.UNAUTHORIZED, "a valid bearer token is needed");
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
            problem(response, HttpStatus.FORBIDDEN, "the token may not make this call");
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
        problem(
                response,
                HttpStatus.BAD_REQUEST,
                "the address must have no ';', '%', '/' or control characters within its parts");
    }

    private static boolean isApi(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/api/") || path.startsWith("/v3/") || path.startsWith("/actuator");
    }

    private void problem(HttpServletResponse response, HttpStatus status, String detail)
            throws IOException {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("errors", List.of());
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), problem);
    }
}
