package dev.yardstick.command.web;

import dev.yardstick.command.refusal.PreconditionRequiredException;
import dev.yardstick.command.refusal.Problems;

import dev.yardstick.command.refusal.InvalidException;
import dev.yardstick.command.refusal.NotFoundException;
import dev.yardstick.command.refusal.RefusedException;
import dev.yardstick.command.input.StrictJson.UnreadableException;
import dev.yardstick.command.expectation.VersionMovedException;
import dev.yardstick.command.ledger.LedgerBehindException;
import dev.yardstick.command.log.LogUnavailableException;

import org.axonframework.modelling.command.ConcurrencyException;
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
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

import java.io.IOException;
import java.util.List;

/** Which exception is answered how. */
@RestControllerAdvice
class ErrorAnswers extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(InvalidException e) {
        HttpStatus wrong = HttpStatus.UNPROCESSABLE_CONTENT;
        ProblemDetail problem = Problems.of(wrong, null, "the input is wrong", e.faults());
        if (e.count() > e.faults().size()) {
            problem.setProperty("errorCount", e.count());
        }
        return ResponseEntity.status(wrong)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(UnreadableException e) {
        return answer(HttpStatus.BAD_REQUEST, e.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(RefusedException e) {
        return answer(HttpStatus.CONFLICT, e.code(), String.valueOf(e.getMessage()), List.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(ConcurrencyException e) {
        return answer(
                HttpStatus.CONFLICT,
                "concurrent-change",
                String.valueOf(e.getMessage()),
                List.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(VersionMovedException e) {
        return answer(HttpStatus.PRECONDITION_FAILED, e.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(PreconditionRequiredException e) {
        return answer(HttpStatus.PRECONDITION_REQUIRED, e.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(NotFoundException e) {
        return answer(HttpStatus.NOT_FOUND, e.getMessage());
    }

    /** A body that stops midway is the client's doing, and nobody is there to read the answer. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(IOException e) {
        LOG.debug("a request broke off", e);
        return answer(HttpStatus.BAD_REQUEST, "the request's body broke off");
    }

    /** Whatever nobody thought of; who lacks a right is answered by the security filter. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(Exception e) throws Exception {
        if (e instanceof AccessDeniedException) {
            throw e;
        }
        LOG.error("answered 500", e);
        return answer(HttpStatus.INTERNAL_SERVER_ERROR, "the service failed, and logged why");
    }

    @ExceptionHandler({LogUnavailableException.class, DataAccessException.class})
    ResponseEntity<ProblemDetail> unavailable(Exception e) {
        LOG.warn("answered 503: {}", e.toString());
        return later("the log is not available at the moment; the same call is safe to repeat");
    }

    /** The database is there and refuses what it was given: to repeat the call is of no use. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(DataIntegrityViolationException e) {
        LOG.warn("answered 422: {}", e.toString());
        return answer(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "the input holds something that the database cannot hold");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(LedgerBehindException e) {
        return later(String.valueOf(e.getMessage()));
    }

    private static ResponseEntity<ProblemDetail> later(String detail) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, Problems.RETRY_AFTER_SECONDS)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.of(HttpStatus.SERVICE_UNAVAILABLE, null, detail, List.of()));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        HttpStatus wrong = HttpStatus.UNPROCESSABLE_CONTENT;
        String name = String.valueOf(e.getPropertyName());
        ProblemDetail problem =
                Problems.of(
                        wrong,
                        null,
                        "the input is wrong",
                        List.of(new InvalidException.Fault(name, "must be a whole number")));
        return createResponseEntity(problem, headers, wrong, request);
    }

    /** The framework's own refusals in the same form. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem
                && (problem.getProperties() == null
                        || !problem.getProperties().containsKey("errors"))) {
            problem.setProperty("errors", List.of());
        }
        return super.createResponseEntity(body, headers, status, request);
    }

    private static ResponseEntity<ProblemDetail> answer(
            HttpStatus status, @Nullable String message) {
        return answer(status, null, String.valueOf(message), List.of());
    }

    private static ResponseEntity<ProblemDetail> answer(
            HttpStatus status,
            @Nullable String code,
            String detail,
            List<InvalidException.Fault> errors) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.of(status, code, detail, errors));
    }
}
