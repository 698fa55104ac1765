package dev.yardstick.query.web.pages;

import dev.yardstick.query.web.InvalidException;
import dev.yardstick.query.web.NotFoundException;
import dev.yardstick.query.web.Snapshots.NotYetException;

import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.TransactionException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Which exception a page answers how; what nobody thought of has the page of a fault. */
@ControllerAdvice(basePackages = {"dev.yardstick.query.web.pages", "dev.yardstick.query.access"})
class PageErrors {

    private static final Logger LOG = LoggerFactory.getLogger(PageErrors.class);

    @ExceptionHandler
    String answer(NotFoundException e, Model model, HttpServletResponse response) {
        return explained(HttpStatus.NOT_FOUND, String.valueOf(e.getMessage()), model, response);
    }

    @ExceptionHandler
    String answer(InvalidException e, Model model, HttpServletResponse response) {
        return explained(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "“" + e.path() + "” " + e.getMessage(),
                model,
                response);
    }

    /** What was just written takes its time to arrive: the page is asked for again. */
    @ExceptionHandler
    String answer(NotYetException e, Model model, HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        response.setHeader("Refresh", "2");
        return explained(
                HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()), model, response);
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

    private static String explained(
            HttpStatus status, String message, Model model, HttpServletResponse response) {
        response.setStatus(status.value());
        model.addAttribute("status", status.value());
        model.addAttribute("message", message);
        return "error";
    }
}
