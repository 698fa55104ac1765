package dev.yardstick.standalone.csv;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The fields of a canonical CRM event that columns can be mapped to. */
enum CrmField {
    REP("rep", Kind.TEXT),
    ACCOUNT("account", Kind.TEXT),
    OCCURRED_AT("occurredAt", Kind.DATE),
    METHOD("method", Kind.TEXT),
    CHANNEL("channel", Kind.TEXT),
    OUTCOME("outcome", Kind.TEXT),
    WITH("with", Kind.TEXTS),
    HOURS("hours", Kind.QUANTITY),
    DAYS("days", Kind.QUANTITY),
    COURSE("course", Kind.TEXT),
    ASPECT("aspect", Kind.TEXT),
    RATING("rating", Kind.NUMBER),
    AMOUNT("amount", Kind.NUMBER),
    CURRENCY("currency", Kind.CURRENCY),
    STAGE("stage", Kind.TEXT),
    CREDITS("credits", Kind.CREDITS);

    private final String code;
    private final Kind kind;

    /** What a field holds; a quantity is a number of zero or more, credits are reps with shares. */
    enum Kind {
        TEXT,
        TEXTS,
        DATE,
        QUANTITY,
        NUMBER,
        CURRENCY,
        CREDITS
    }

    CrmField(String code, Kind kind) {
        this.code = code;
        this.kind = kind;
    }

    /** Its name in JSON. */
    String code() {
        return code;
    }

    Kind kind() {
        return kind;
    }

    static Optional<CrmField> of(String code) {
        return Arrays.stream(values()).filter(field -> field.code.equals(code)).findFirst();
    }

    /** Some of them, for messages. */
    static String either(List<CrmField> fields) {
        return fields.stream()
                .map(field -> '"' + field.code + '"')
                .collect(Collectors.joining(" or "));
    }

    /** All of them, for messages. */
    static String codes() {
        return Arrays.stream(values()).map(CrmField::code).collect(Collectors.joining(", "));
    }
}
