package dev.yardstick.command.refusal;

import dev.yardstick.command.refusal.InvalidException.Fault;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.List;

/** Errors as RFC 9457 says, each with the fields that are wrong and what would be right. */
@Component
public class Problems {

    public static final String RETRY_AFTER_SECONDS = "1";

    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    public static ProblemDetail of(
            HttpStatusCode status, @Nullable String code, String detail, List<Fault> errors) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        if (code != null) {
            problem.setProperty("code", code);
        }
        problem.setProperty("errors", errors);
        return problem;
    }

    /** Writes a problem where no controller can. */
    public void write(HttpServletResponse response, HttpStatus status, String detail)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        if (status == HttpStatus.UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        json.writeValue(response.getOutputStream(), of(status, null, detail, List.of()));
    }

    /** Says that the same call may be repeated soon. */
    public void later(HttpServletResponse response, @Nullable String detail) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        write(response, HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(detail));
    }
}
