package dev.yardstick.runtime;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** A body, or a part of one, is larger than allowed, or there is no room for it at the moment. */
public final class BodyRefusedException extends ResponseStatusException {

    private static final String RETRY_AFTER_SECONDS = "1";

    private BodyRefusedException(HttpStatus status, String message) {
        super(status, message);
    }

    /** 413: says what is too large and what would be right. */
    public static BodyRefusedException tooLarge(String message) {
        return new BodyRefusedException(HttpStatus.CONTENT_TOO_LARGE, message);
    }

    static BodyRefusedException noRoom() {
        return new BodyRefusedException(
                HttpStatus.SERVICE_UNAVAILABLE, "too much was sent at once; try again");
    }

    static BodyRefusedException encoded(@Nullable String encoding) {
        return new BodyRefusedException(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "the Content-Encoding must be gzip or absent, not " + encoding);
    }

    static BodyRefusedException parameters() {
        return new BodyRefusedException(
                HttpStatus.BAD_REQUEST,
                "the parameters must be UTF-8, and at most " + BodyBudget.MAX_PARAMETERS);
    }

    static BodyRefusedException lengthless() {
        return new BodyRefusedException(
                HttpStatus.LENGTH_REQUIRED, "the form's Content-Length must be given");
    }

    @Override
    public HttpHeaders getHeaders() {
        HttpHeaders headers = new HttpHeaders();
        if (getStatusCode().isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE)) {
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return headers;
    }
}
