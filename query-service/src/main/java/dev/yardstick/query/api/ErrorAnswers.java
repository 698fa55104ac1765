package dev.yardstick.query.api;

import org.springframework.context.i18n.LocaleContextHolder;

import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;
import java.util.Locale;

import dev.yardstick.events.refusal.Reason;

import dev.yardstick.query.application.ConflictException;
import dev.yardstick.query.application.InvalidException;
import dev.yardstick.query.application.NotFoundException;
import dev.yardstick.query.application.Snapshots;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
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
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

import java.util.List;

/** Which exception the API answers how, as RFC 9457 says. */
@RestControllerAdvice(annotations = RestController.class)
class ErrorAnswers extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    /** What is wrong with a parameter, the reason's stable name, and what would be right. */
    record Fault(String path, String code, String message) {

        static Fault of(String path, Refusal refusal, Locale language) {
            return new Fault(path, refusal.code(), refusal.in(language));
        }
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(InvalidException e, Locale language) {
        return answer(
                HttpStatus.UNPROCESSABLE_CONTENT,
                Reason.PARAMETER_WRONG,
                List.of(Fault.of(e.path(), e.refusal(), language)),
                language);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(NotFoundException e, Locale language) {
        return answer(HttpStatus.NOT_FOUND, e.refusal(), List.of(), language);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(ConflictException e, Locale language) {
        return answer(HttpStatus.CONFLICT, e.refusal(), List.of(), language);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(Snapshots.NotYetException e, Locale language) {
        return unavailable(e.refusal(), language);
    }

    /** Whatever nobody thought of; who lacks a right, or is nobody, the security filter answers. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(Exception e, Locale language) throws Exception {
        if (e instanceof AccessDeniedException || e instanceof AuthenticationException) {
            throw e;
        }
        LOG.error("answered 500", e);
        return answer(HttpStatus.INTERNAL_SERVER_ERROR, Reason.FAILED, List.of(), language);
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> unavailable(Exception e, Locale language) {
        LOG.warn("answered 503: {}", e.toString());
        return unavailable(Reason.READ_MODEL_UNAVAILABLE, language);
    }

    /** The database is there and refuses what it was given: to repeat the call is of no use. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(DataIntegrityViolationException e, Locale language) {
        LOG.warn("answered 422: {}", e.toString());
        return answer(HttpStatus.UNPROCESSABLE_CONTENT, Reason.INPUT_NOT_HELD, List.of(), language);
    }

    private static ResponseEntity<ProblemDetail> unavailable(Refusal why, Locale language) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header(HttpHeaders.RETRY_AFTER, "1")
                .body(problem(HttpStatus.SERVICE_UNAVAILABLE, why, List.of(), language));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        HttpStatus wrong = HttpStatus.UNPROCESSABLE_CONTENT;
        Locale language = LocaleContextHolder.getLocale();
        String name = String.valueOf(e.getPropertyName());
        List<Fault> faults = List.of(Fault.of(name, Reason.NUMBER, language));
        return createResponseEntity(
                problem(wrong, Reason.PARAMETER_WRONG, faults, language), headers, wrong, request);
    }

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

    private static ResponseEntity<ProblemDetail> answer(
            HttpStatus status, Refusal why, List<Fault> errors, Locale language) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem(status, why, errors, language));
    }

    private static ProblemDetail problem(
            HttpStatus status, Refusal why, List<Fault> errors, Locale language) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, why.in(language));
        problem.setProperty("code", why.code());
        problem.setProperty("errors", errors);
        return problem;
    }
}
