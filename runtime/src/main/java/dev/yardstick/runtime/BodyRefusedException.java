package dev.yardstick.runtime;

import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** A body, or a part of one, is larger than allowed, or there is no room for it at the moment. */
public final class BodyRefusedException extends ResponseStatusException {

    private static final String RETRY_AFTER_SECONDS = "1";

    private final transient Refusal refusal;

    private BodyRefusedException(HttpStatus status, Refusal refusal) {
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

    static BodyRefusedException noRoom() {
        return new BodyRefusedException(HttpStatus.SERVICE_UNAVAILABLE, Reason.TOO_MUCH_AT_ONCE);
    }

    static BodyRefusedException encoded(@Nullable String encoding) {
        return new BodyRefusedException(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE, Reason.CONTENT_ENCODING.of(encoding));
    }

    static BodyRefusedException parameters() {
        return new BodyRefusedException(
                HttpStatus.BAD_REQUEST, Reason.PARAMETERS.of(BodyBudget.MAX_PARAMETERS));
    }

    static BodyRefusedException lengthless() {
        return new BodyRefusedException(HttpStatus.LENGTH_REQUIRED, Reason.FORM_LENGTH);
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
