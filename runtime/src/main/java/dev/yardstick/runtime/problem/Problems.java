package dev.yardstick.runtime.problem;

import dev.yardstick.events.refusal.InvalidException.Fault;
import dev.yardstick.events.refusal.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** Errors as RFC 9457 says, each with the fields that are wrong and what would be right. */
public record Problems(JsonMapper json) {

    static final String RETRY_AFTER_SECONDS = "1";

    /**
     * What is wrong with one field, as it is answered.
     *
     * @param code the reason's stable name
     * @param message what would be right, in the caller's language
     */
    record Told(String path, String code, String message) {

        static Told of(Fault fault, Locale language) {
            return new Told(fault.path(), fault.refusal().code(), fault.in(language));
        }
    }

    /** The answer, in the language that the caller asks for. */
    static ProblemDetail of(
            HttpStatusCode status, Refusal why, List<Fault> errors, Locale language) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, why.in(language));
        problem.setProperty("code", why.code());
        problem.setProperty(
                "errors", errors.stream().map(fault -> Told.of(fault, language)).toList());
        return problem;
    }

    /** Writes a problem where no controller can. */
    public void write(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpStatus status,
            Refusal why)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        if (status == HttpStatus.UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        } else if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        Locale language =
                request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) == null
                        ? Locale.ENGLISH
                        : request.getLocale();
        json.writeValue(response.getOutputStream(), of(status, why, List.of(), language));
    }
}
