package dev.yardstick.standalone.importing;

import dev.yardstick.events.Decimals;
import dev.yardstick.standalone.importing.CrmField.Kind;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a spreadsheet writes values, and what they are in a canonical event. What cannot be read is
 * an {@link IllegalArgumentException} whose message says what would be right.
 *
 * @param decimal the mark before the decimals, a point or a comma
 */
record Notation(char decimal, WrittenDates dates) {

    /** As canonical events write them. */
    static final Notation CANONICAL = new Notation('.', WrittenDates.ISO);

    /** The longest id, code or name that the server takes, in characters. */
    private static final int MOST_CHARACTERS = 300;

    private static final int MOST_DECIMALS = 4;

    private static final Pattern POINT = Pattern.compile("-?\\d{1,14}(\\.\\d{1,20})?");
    private static final Pattern COMMA = Pattern.compile("-?\\d{1,14}(,\\d{1,20})?");

    /**
     * The value of a cell that is not blank.
     *
     * @param text without blanks around it
     */
    Object read(CrmField field, String text) {
        return switch (field.kind()) {
            case TEXT -> text(text);
            case TEXTS -> List.of(text(text));
            case DATE -> dates.occurredAt(text);
            case QUANTITY, NUMBER -> number(text, field.kind() == Kind.QUANTITY);
            case CURRENCY -> currency(text);
        };
    }

    /** Several texts in one cell. */
    static List<String> texts(String cell, String separator) {
        return Arrays.stream(cell.split(Pattern.quote(separator), -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** An id, a code or a name as the server takes it. */
    static String text(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "must have at most " + MOST_CHARACTERS + " characters, not " + text.length());
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("must be on one line, without control characters");
        }
        return text;
    }

    /** Without zeros at its end, so that a number is the same however many it is shown with. */
    private String number(String text, boolean quantity) {
        if ((decimal == ',' ? COMMA : POINT).matcher(text).matches()) {
            BigDecimal number = Decimals.of(text.replace(decimal, '.')).stripTrailingZeros();
            if (number.scale() <= MOST_DECIMALS && !(quantity && number.signum() < 0)) {
                return number.toPlainString();
            }
        }
        throw new IllegalArgumentException(
                "must be a number such as 1294%c25 (%sno thousands marks, at most 4 decimals), not \"%s\""
                        .formatted(decimal, quantity ? "not negative, " : "", text));
    }

    private static String currency(String text) {
        try {
            return Currency.getInstance(text).getCurrencyCode();
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "must be a currency of ISO 4217 such as EUR, not \"" + text + "\"", unknown);
        }
    }
}
