package dev.yardstick.command.intake.reconciliation;

import com.fasterxml.jackson.annotation.JsonValue;

/** What is compared of a record besides its state: all that can count in a figure. */
enum Field {
    REP("rep"),
    ACCOUNT("account"),
    OCCURRED_AT("occurredAt"),
    OPENED_AT("openedAt"),
    METHOD("method"),
    CHANNEL("channel"),
    OUTCOME("outcome"),
    WITH("with"),
    HOURS("hours"),
    DAYS("days"),
    COURSE("course"),
    ASPECT("aspect"),
    RATING("rating"),
    AMOUNT("amount"),
    CURRENCY("currency"),
    CREDITS("credits");

    private final String code;

    Field(String code) {
        this.code = code;
    }

    @JsonValue
    String code() {
        return code;
    }
}
