package dev.yardstick.query.api;

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

    /** What is wrong with a parameter, and what would be right. */
    record Fault(String path, String message) {}

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(InvalidException e) {
        return answer(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "a parameter is wrong",
                List.of(new Fault(e.path(), String.valueOf(e.getMessage()))));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(NotFoundException e) {
        return answer(HttpStatus.NOT_FOUND, e.getMessage(), List.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(ConflictException e) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
        problem.setProperty("code", e.code());
        problem.setProperty("errors", List.of());
        return ResponseEntity.status(HttpStatus.CONFLICT)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(Snapshots.NotYetException e) {
        return unavailable(String.valueOf(e.getMessage()));
    }

    /** Whatever nobody thought of; who lacks a right, or is nobody, the security filter answers. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(Exception e) throws Exception {
        if (e instanceof AccessDeniedException || e instanceof AuthenticationException) {
            throw e;
        }
        LOG.error("answered 500", e);
        return answer(
                HttpStatus.INTERNAL_SERVER_ERROR, "the service failed, and logged why", List.of());
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> unavailable(Exception e) {
        LOG.warn("answered 503: {}", e.toString());
        return unavailable("the read model is not available at the moment");
    }

    /** The database is there and refuses what it was given: to repeat the call is of no use. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(DataIntegrityViolationException e) {
        LOG.warn("answered 422: {}", e.toString());
        return answer(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "the input holds something that the database cannot hold",
                List.of());
    }

    private static ResponseEntity<ProblemDetail> unavailable(String detail) {
        ResponseEntity<ProblemDetail> answer =
                answer(HttpStatus.SERVICE_UNAVAILABLE, detail, List.of());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .headers(answer.getHeaders())
                .header(HttpHeaders.RETRY_AFTER, "1")
                .body(answer.getBody());
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.UNPROCESSABLE_CONTENT, "a parameter is wrong");
        String name = String.valueOf(e.getPropertyName());
        problem.setProperty("errors", List.of(new Fault(name, "must be a number")));
        return createResponseEntity(problem, headers, HttpStatus.UNPROCESSABLE_CONTENT, request);
    }

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
            HttpStatus status, @Nullable String detail, List<Fault> errors) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, String.valueOf(detail));
        problem.setProperty("errors", errors);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
