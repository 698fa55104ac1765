package dev.yardstick.runtime.problem;

import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.InvalidException.Fault;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.NotYetException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.ReasonedException;
import dev.yardstick.events.refusal.Refusal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Which exception an API answers how, as RFC 9457 says. */
public abstract class ErrorAnswers extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    private final Reason wrong;
    private final Reason noNumber;
    private final Reason unavailable;

    /**
     * Answers of a service.
     *
     * @param wrong says that something in the call is
     * @param noNumber what would be right where one belongs
     * @param unavailable says that the database is
     */
    protected ErrorAnswers(Reason wrong, Reason noNumber, Reason unavailable) {
        this.wrong = wrong;
        this.noNumber = noNumber;
        this.unavailable = unavailable;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(InvalidException e, Locale language) {
        ProblemDetail problem =
                Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, wrong, e.faults(), language);
        if (e.count() > e.faults().size()) {
            problem.setProperty("errorCount", e.count());
        }
        return answer(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(ReasonedException e, Locale language) {
        return answer(status(e), e.refusal(), language);
    }

    /** A rule refuses it, unless its class says something else. */
    protected HttpStatus status(ReasonedException e) {
        return switch (e) {
            case NotFoundException none -> HttpStatus.NOT_FOUND;
            case NotYetException none -> HttpStatus.SERVICE_UNAVAILABLE;
            default -> HttpStatus.CONFLICT;
        };
    }

    /** Whatever nobody thought of; who lacks a right, or is nobody, the security filter answers. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(Exception e, Locale language) throws Exception {
        if (e instanceof AccessDeniedException || e instanceof AuthenticationException) {
            throw e;
        }
        LOG.error("answered 500", e);
        return answer(HttpStatus.INTERNAL_SERVER_ERROR, Reason.FAILED, language);
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    protected ResponseEntity<ProblemDetail> unavailable(Exception e, Locale language) {
        LOG.warn("answered 503: {}", e.toString());
        return answer(HttpStatus.SERVICE_UNAVAILABLE, unavailable, language);
    }

    /** The database is there and refuses what it was given: to repeat the call is of no use. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(DataIntegrityViolationException e, Locale language) {
        LOG.warn("answered 422: {}", e.toString());
        return answer(HttpStatus.UNPROCESSABLE_CONTENT, Reason.INPUT_NOT_HELD, language);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        HttpStatus unprocessable = HttpStatus.UNPROCESSABLE_CONTENT;
        List<Fault> faults = List.of(new Fault(String.valueOf(e.getPropertyName()), noNumber));
        Locale language = LocaleContextHolder.getLocale();
        return createResponseEntity(
                Problems.of(unprocessable, wrong, faults, language),
                headers,
                unprocessable,
                request);
    }

    /** The framework's own refusals in the same form. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem
                && (problem.getProperties() == null
                        || !problem.getProperties().containsKey("errors"))) {
            problem.setProperty("code", code(status));
            problem.setProperty("errors", List.of());
        }
        return super.createResponseEntity(body, headers, status, request);
    }

    /** Of what only the framework refuses, the status says why. */
    private static String code(HttpStatusCode status) {
        return HttpStatus.valueOf(status.value()).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A problem without faults of fields. */
    protected static ResponseEntity<ProblemDetail> answer(
            HttpStatus status, Refusal why, Locale language) {
        return answer(Problems.of(status, why, List.of(), language));
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(problem.getStatus())
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        return problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()
                ? answer.header(HttpHeaders.RETRY_AFTER, Problems.RETRY_AFTER_SECONDS).body(problem)
                : answer.body(problem);
    }
}
