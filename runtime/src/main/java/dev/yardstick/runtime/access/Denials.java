package dev.yardstick.runtime.access;

import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;
import dev.yardstick.runtime.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** Answers who may not with a problem. */
public class Denials
        implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

    private final Problems problems;
    private final Reason unavailable;
    private final Function<AccessDeniedException, Refusal> denied;

    /**
     * Denials of a service.
     *
     * @param unavailable why it cannot say at the moment who is calling
     * @param denied why a caller may not
     */
    public Denials(
            Problems problems,
            Reason unavailable,
            Function<AccessDeniedException, Refusal> denied) {
        this.problems = problems;
        this.unavailable = unavailable;
        this.denied = denied;
    }

    @Override
    public void commence(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (e instanceof Departures.UnknownException unknown) {
            Reason why = Objects.requireNonNullElse(unknown.reason(), unavailable);
            problems.write(request, response, HttpStatus.SERVICE_UNAVAILABLE, why);
        } else {
            problems.write(request, response, HttpStatus.UNAUTHORIZED, Reason.TOKEN_NEEDED);
        }
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        problems.write(request, response, HttpStatus.FORBIDDEN, denied.apply(e));
    }

    /** A path that could mean two things is refused before anybody asks who is calling. */
    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, RequestRejectedException e)
            throws IOException {
        problems.write(request, response, HttpStatus.BAD_REQUEST, Reason.AMBIGUOUS_PATH);
    }
}
