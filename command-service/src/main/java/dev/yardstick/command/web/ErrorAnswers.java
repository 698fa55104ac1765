package dev.yardstick.command.web;

import dev.yardstick.command.log.ChangedMeanwhileException;

import org.springframework.context.i18n.LocaleContextHolder;

import dev.yardstick.command.refusal.NotFoundException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;
import java.util.Locale;

import dev.yardstick.command.refusal.PreconditionRequiredException;
import dev.yardstick.command.refusal.Problems;

import dev.yardstick.command.refusal.InvalidException;
import dev.yardstick.command.refusal.NotFoundException;
import dev.yardstick.command.refusal.RefusedException;
import dev.yardstick.command.input.StrictJson.UnreadableException;
import dev.yardstick.command.expectation.VersionMovedException;
import dev.yardstick.command.ledger.LedgerBehindException;
import dev.yardstick.command.log.LogUnavailableException;

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
    ResponseEntity<ProblemDetail> answer(InvalidException e, Locale language) {
        HttpStatus wrong = HttpStatus.UNPROCESSABLE_CONTENT;
        ProblemDetail problem = Problems.of(wrong, Reason.INPUT_WRONG, e.faults(), language);
        if (e.count() > e.faults().size()) {
            problem.setProperty("errorCount", e.count());
        }
        return answer(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(UnreadableException e, Locale language) {
        return answer(HttpStatus.BAD_REQUEST, e.refusal(), language);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(RefusedException e, Locale language) {
        return answer(HttpStatus.CONFLICT, e.refusal(), language);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(ChangedMeanwhileException e, Locale language) {
        return answer(HttpStatus.CONFLICT, e.refusal(), language);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(VersionMovedException e, Locale language) {
        return answer(HttpStatus.PRECONDITION_FAILED, e.refusal(), language);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(PreconditionRequiredException e, Locale language) {
        return answer(HttpStatus.PRECONDITION_REQUIRED, e.refusal(), language);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(NotFoundException e, Locale language) {
        return answer(HttpStatus.NOT_FOUND, e.refusal(), language);
    }

    /** A body that stops midway is the client's doing, and nobody is there to read the answer. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(IOException e, Locale language) {
        LOG.debug("a request broke off", e);
        return answer(HttpStatus.BAD_REQUEST, Reason.BROKE_OFF, language);
    }

    /** Whatever nobody thought of; who lacks a right is answered by the security filter. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(Exception e, Locale language) throws Exception {
        if (e instanceof AccessDeniedException) {
            throw e;
        }
        LOG.error("answered 500", e);
        return answer(HttpStatus.INTERNAL_SERVER_ERROR, Reason.FAILED, language);
    }

    @ExceptionHandler({LogUnavailableException.class, DataAccessException.class})
    ResponseEntity<ProblemDetail> unavailable(Exception e, Locale language) {
        LOG.warn("answered 503: {}", e.toString());
        return later(Reason.LOG_UNAVAILABLE, language);
    }

    /** The database is there and refuses what it was given: to repeat the call is of no use. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(DataIntegrityViolationException e, Locale language) {
        LOG.warn("answered 422: {}", e.toString());
        return answer(HttpStatus.UNPROCESSABLE_CONTENT, Reason.INPUT_NOT_HELD, language);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(LedgerBehindException e, Locale language) {
        return later(e.refusal(), language);
    }

    private static ResponseEntity<ProblemDetail> later(Refusal why, Locale language) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, Problems.RETRY_AFTER_SECONDS)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.of(HttpStatus.SERVICE_UNAVAILABLE, why, List.of(), language));
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
                        Reason.INPUT_WRONG,
                        List.of(new InvalidException.Fault(name, Reason.WHOLE_NUMBER)),
                        LocaleContextHolder.getLocale());
        return createResponseEntity(problem, headers, wrong, request);
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

    private static ResponseEntity<ProblemDetail> answer(
            HttpStatus status, Refusal why, Locale language) {
        return answer(Problems.of(status, why, List.of(), language));
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
