package dev.yardstick.events;

import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/**
 * The one reader of decimals that come from outside. Eleven characters such as {@code 1e999999999}
 * are a billion digits once they are written out, and a text of a million digits takes seconds to
 * read; so digits and exponent are looked at before anything is made of them.
 */
public final class Decimals {

    /** The most digits of a number, written out, on each side of its point. */
    public static final int MOST_DIGITS = 100;

    /** A sign, a point and an exponent come on top. */
    private static final int MOST_CHARACTERS = 2 * MOST_DIGITS + 20;

    private Decimals() {}

    /** A text or a value that is no number, or one of too many digits. */
    public static final class WrongNumberException extends NumberFormatException {

        private final transient Refusal refusal;

        private WrongNumberException(Refusal refusal) {
            super(refusal.english());
            this.refusal = refusal;
        }

        /** What would be right. */
        public Refusal refusal() {
            return refusal;
        }
    }

    /**
     * A number that is written as text.
     *
     * @throws WrongNumberException when it is none, or has too many digits
     */
    public static BigDecimal of(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new WrongNumberException(Reason.NUMBER_TOO_LONG.of(text.length()));
        }
        try {
            return bounded(new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw new WrongNumberException(Reason.AMOUNT);
        }
    }

    /**
     * A number in JSON, given as a number or a text.
     *
     * @throws WrongNumberException when it is none, or has too many digits
     */
    public static BigDecimal of(JsonNode value) {
        if (value.isString()) {
            return of(value.stringValue());
        }
        if (!value.isNumber()) {
            throw new WrongNumberException(Reason.AMOUNT);
        }
        // The JSON reader takes no number of more than 1,000 characters, and expands none.
        return bounded(value.decimalValue());
    }

    private static BigDecimal bounded(BigDecimal number) {
        long before = (long) number.precision() - number.scale();
        if (number.precision() > 2 * MOST_DIGITS
                || before > MOST_DIGITS
                || number.scale() > MOST_DIGITS) {
            throw new WrongNumberException(Reason.NUMBER_OF_FEWER_DIGITS);
        }
        return number;
    }
}
