package dev.yardstick.query.pages.kit;

import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.NotYetException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;
import dev.yardstick.query.wording.Wording;
import dev.yardstick.runtime.BodyRefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** Which exception a page answers how; what nobody thought of has the page of a fault. */
@ControllerAdvice(basePackages = {"dev.yardstick.query.pages", "dev.yardstick.query.access"})
record PageErrors(Wording words) {

    private static final Logger LOG = LoggerFactory.getLogger(PageErrors.class);

    /** What of an address nobody typed. */
    private static final Set<String> NOT_ASKED = Set.of("after", "done", "lang");

    @ExceptionHandler
    ModelAndView answer(NotFoundException e) {
        return explained(HttpStatus.NOT_FOUND, told(e.refusal()));
    }

    @ExceptionHandler
    ModelAndView answer(InvalidException e, HttpServletRequest request) {
        return wrong(e.first().path(), e.first().refusal(), request);
    }

    @ExceptionHandler
    ModelAndView answer(MethodArgumentTypeMismatchException e, HttpServletRequest request) {
        return wrong(e.getName(), Reason.NUMBER, request);
    }

    @ExceptionHandler
    ModelAndView answer(MissingServletRequestParameterException e, HttpServletRequest request) {
        return wrong(e.getParameterName(), Reason.GIVEN, request);
    }

    /** What was asked for comes back as it was typed, with what is wrong in it at its field. */
    private ModelAndView wrong(String name, Refusal refusal, HttpServletRequest request) {
        String fault = told(refusal);
        Map<String, String> asked = new LinkedHashMap<>();
        request.getParameterMap().forEach((key, values) -> asked.put(key, values[0]));
        asked.keySet().removeAll(NOT_ASKED);
        ModelAndView page =
                explained(HttpStatus.UNPROCESSABLE_CONTENT, "“" + words.asked(name) + "” " + fault);
        boolean isRead = HttpMethod.GET.matches(request.getMethod());
        return isRead && asked.containsKey(name)
                ? page.addObject("asked", asked).addObject("wrong", name).addObject("fault", fault)
                : page;
    }

    /** A form that is too large, or cannot be read. */
    @ExceptionHandler
    ModelAndView answer(BodyRefusedException e, HttpServletResponse response) {
        e.getHeaders().forEach((name, values) -> response.setHeader(name, values.getFirst()));
        return explained(HttpStatus.valueOf(e.getStatusCode().value()), told(e.refusal()));
    }

    /** What was just written takes its time to arrive: the page is asked for again. */
    @ExceptionHandler
    ModelAndView answer(NotYetException e, HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        response.setHeader("Refresh", "2");
        return explained(HttpStatus.SERVICE_UNAVAILABLE, told(e.refusal()));
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ModelAndView unavailable(Exception e, HttpServletResponse response) {
        LOG.warn("answered 503: {}", e.toString());
        response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        return explained(HttpStatus.SERVICE_UNAVAILABLE, "");
    }

    /** The database is there and refuses what it was given: to repeat the call is of no use. */
    @ExceptionHandler
    ModelAndView answer(DataIntegrityViolationException e) {
        LOG.warn("answered 422: {}", e.toString());
        return explained(HttpStatus.UNPROCESSABLE_CONTENT, "");
    }

    private static String told(Refusal refusal) {
        return refusal.in(LocaleContextHolder.getLocale());
    }

    private static ModelAndView explained(HttpStatus status, String message) {
        return new ModelAndView(
                "error", Map.of("status", status.value(), "message", message), status);
    }
}
