package dev.yardstick.runtime;

import dev.yardstick.events.refusal.Refusal;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** A body, or a part of one, is larger than allowed, or there is no room for it at the moment. */
public final class BodyRefusedException extends ResponseStatusException {

    private static final String RETRY_AFTER_SECONDS = "1";

    private final transient Refusal refusal;

    BodyRefusedException(HttpStatus status, Refusal refusal) {
        super(status, refusal.english());
        this.refusal = refusal;
    }

    /** What is too much, and what would be right. */
    public Refusal refusal() {
        return refusal;
    }

    /** 413: says what is too large and what would be right. */
    public static BodyRefusedException tooLarge(Refusal refusal) {
        return new BodyRefusedException(HttpStatus.CONTENT_TOO_LARGE, refusal);
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
