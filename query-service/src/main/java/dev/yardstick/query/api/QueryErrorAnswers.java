package dev.yardstick.query.api;

import dev.yardstick.events.refusal.Reason;
import dev.yardstick.runtime.problem.ErrorAnswers;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Which exception the API answers how; a page has answers of its own. */
@RestControllerAdvice(annotations = RestController.class)
class QueryErrorAnswers extends ErrorAnswers {

    QueryErrorAnswers() {
        super(Reason.PARAMETER_WRONG, Reason.NUMBER, Reason.READ_MODEL_UNAVAILABLE);
    }
}
