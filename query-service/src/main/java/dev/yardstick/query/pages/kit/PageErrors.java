package dev.yardstick.query.pages.kit;

import org.springframework.context.i18n.LocaleContextHolder;

import dev.yardstick.events.refusal.Refusal;

import dev.yardstick.events.refusal.Reason;

import dev.yardstick.query.wording.Wording;

import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.runtime.BodyRefusedException;
import dev.yardstick.events.refusal.NotYetException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.TransactionException;
import org.springframework.ui.Model;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Which exception a page answers how; what nobody thought of has the page of a fault. */
@ControllerAdvice(basePackages = {"dev.yardstick.query.pages", "dev.yardstick.query.access"})
record PageErrors(Wording words) {

    private static final Logger LOG = LoggerFactory.getLogger(PageErrors.class);

    /** What of an address nobody typed. */
    private static final Set<String> NOT_ASKED = Set.of("after", "done", "lang");

    @ExceptionHandler
    String answer(NotFoundException e, Model model, HttpServletResponse response) {
        return explained(HttpStatus.NOT_FOUND, told(e.refusal()), model, response);
    }

    @ExceptionHandler
    String answer(
            InvalidException e,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        return wrong(e.first().path(), e.first().refusal(), request, model, response);
    }

    @ExceptionHandler
    String answer(
            MethodArgumentTypeMismatchException e,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        return wrong(e.getName(), Reason.NUMBER, request, model, response);
    }

    @ExceptionHandler
    String answer(
            MissingServletRequestParameterException e,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        return wrong(e.getParameterName(), Reason.GIVEN, request, model, response);
    }

    /** What was asked for comes back as it was typed, with what is wrong in it at its field. */
    private String wrong(
            String name,
            Refusal refusal,
            HttpServletRequest request,
            Model model,
            HttpServletResponse response) {
        String fault = told(refusal);
        Map<String, String> asked = new LinkedHashMap<>();
        request.getParameterMap().forEach((key, values) -> asked.put(key, values[0]));
        asked.keySet().removeAll(NOT_ASKED);
        boolean isRead = HttpMethod.GET.matches(request.getMethod());
        if (isRead && asked.containsKey(name)) {
            model.addAttribute("asked", asked);
            model.addAttribute("wrong", name);
            model.addAttribute("fault", fault);
        }
        return explained(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "“" + words.asked(name) + "” " + fault,
                model,
                response);
    }

    /** A form that is too large, or cannot be read. */
    @ExceptionHandler
    String answer(BodyRefusedException e, Model model, HttpServletResponse response) {
        e.getHeaders().forEach((name, values) -> response.setHeader(name, values.getFirst()));
        return explained(
                HttpStatus.valueOf(e.getStatusCode().value()), told(e.refusal()), model, response);
    }

    /** What was just written takes its time to arrive: the page is asked for again. */
    @ExceptionHandler
    String answer(NotYetException e, Model model, HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        response.setHeader("Refresh", "2");
        return explained(HttpStatus.SERVICE_UNAVAILABLE, told(e.refusal()), model, response);
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    String unavailable(Exception e, Model model, HttpServletResponse response) {
        LOG.warn("answered 503: {}", e.toString());
        response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        return explained(HttpStatus.SERVICE_UNAVAILABLE, "", model, response);
    }

    /** The database is there and refuses what it was given: to repeat the call is of no use. */
    @ExceptionHandler
    String answer(DataIntegrityViolationException e, Model model, HttpServletResponse response) {
        LOG.warn("answered 422: {}", e.toString());
        return explained(HttpStatus.UNPROCESSABLE_CONTENT, "", model, response);
    }

    private static String told(Refusal refusal) {
        return refusal.in(LocaleContextHolder.getLocale());
    }

    private static String explained(
            HttpStatus status, String message, Model model, HttpServletResponse response) {
        response.setStatus(status.value());
        model.addAttribute("status", status.value());
        model.addAttribute("message", message);
        return "error";
    }
}
