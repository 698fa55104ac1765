package dev.yardstick.command.web;

import dev.yardstick.command.expectation.VersionMovedException;
import dev.yardstick.command.input.StrictJson.UnreadableException;
import dev.yardstick.command.log.ChangedMeanwhileException;
import dev.yardstick.command.log.LogUnavailableException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.ReasonedException;
import dev.yardstick.runtime.problem.ErrorAnswers;
import java.io.IOException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Which exceptions only commands meet, and how they are answered. */
@RestControllerAdvice
class CommandErrorAnswers extends ErrorAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(CommandErrorAnswers.class);

    CommandErrorAnswers() {
        super(Reason.INPUT_WRONG, Reason.WHOLE_NUMBER, Reason.LOG_UNAVAILABLE);
    }

    @Override
    protected HttpStatus status(ReasonedException e) {
        return switch (e) {
            case UnreadableException none -> HttpStatus.BAD_REQUEST;
            case VersionMovedException none -> HttpStatus.PRECONDITION_FAILED;
            case PreconditionRequiredException none -> HttpStatus.PRECONDITION_REQUIRED;
            default -> super.status(e);
        };
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(ChangedMeanwhileException e, Locale language) {
        return answer(HttpStatus.CONFLICT, e.refusal(), language);
    }

    /** A body that stops midway is the client's doing, and nobody is there to read the answer. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(IOException e, Locale language) {
        LOG.debug("a request broke off", e);
        return answer(HttpStatus.BAD_REQUEST, Reason.BROKE_OFF, language);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(LogUnavailableException e, Locale language) {
        return unavailable(e, language);
    }
}
