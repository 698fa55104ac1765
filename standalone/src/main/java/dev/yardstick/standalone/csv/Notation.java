package dev.yardstick.standalone.csv;

import dev.yardstick.standalone.client.JsonFields;

import dev.yardstick.events.refusal.Characters;
import dev.yardstick.events.Decimals;
import dev.yardstick.standalone.csv.CrmField.Kind;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
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
    private static final int MOST_SHARE_DECIMALS = 8;

    /** As spreadsheets show a number that is longer than the column is wide. */
    private static final Pattern SHORTENED = Pattern.compile("-?\\d+([.,]\\d+)?[eE]\\+\\d{1,3}");

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
            case CREDITS -> credits(text, Notation::text);
        };
    }

    /** Several texts in one cell. */
    static List<String> texts(String cell, String separator) {
        return Arrays.stream(cell.split(Pattern.quote(separator), -1))
                .map(Characters::strip)
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
        String shortened = wrongWhole(text);
        if (shortened != null) {
            throw new IllegalArgumentException(shortened);
        }
        return text;
    }

    /** What is wrong with an id of which a spreadsheet kept the first digits; null when nothing. */
    static @Nullable String wrongWhole(String text) {
        return SHORTENED.matcher(text).matches()
                ? "\"%s\" is what a spreadsheet made of a long number, and its last digits are lost: format the column as text in the spreadsheet, enter the ids anew from where they come from, and export it again"
                        .formatted(text)
                : null;
    }

    /**
     * Who shares a deal's credit, as in {@code anna:0.6;ben:40%}.
     *
     * @param rep what a name stands for
     */
    Object credits(String text, UnaryOperator<String> rep) {
        Map<String, BigDecimal> shares = new LinkedHashMap<>();
        for (String one : texts(text, ";")) {
            int colon = one.lastIndexOf(':');
            BigDecimal share =
                    colon < 1 ? BigDecimal.ZERO : share(Characters.strip(one.substring(colon + 1)));
            if (share.signum() <= 0
                    || share.scale() > MOST_SHARE_DECIMALS
                    || shares.put(rep.apply(Characters.strip(one.substring(0, colon))), share)
                            != null) {
                throw wrongCredits(text);
            }
        }
        if (shares.values().stream()
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .compareTo(BigDecimal.ONE)
                != 0) {
            throw wrongCredits(text);
        }
        return shares.entrySet().stream()
                .map(e -> JsonFields.of("rep", e.getKey(), "share", e.getValue().toPlainString()))
                .toList();
    }

    private BigDecimal share(String text) {
        boolean percent = text.endsWith("%");
        String number = percent ? Characters.strip(text.substring(0, text.length() - 1)) : text;
        if (!(decimal == ',' ? COMMA : POINT).matcher(number).matches()) {
            return BigDecimal.ZERO;
        }
        BigDecimal share = Decimals.of(number.replace(decimal, '.'));
        BigDecimal stripped = (percent ? share.movePointLeft(2) : share).stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private IllegalArgumentException wrongCredits(String text) {
        return new IllegalArgumentException(
                "must be different reps, each with a share above 0, such as anna:0%c6;ben:0%c4, which add up to 1, not \"%s\""
                        .formatted(decimal, decimal, text));
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
