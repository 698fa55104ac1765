package dev.yardstick.standalone.csv;

import dev.yardstick.command.intake.message.CrmEventReader;
import dev.yardstick.events.Decimals;
import dev.yardstick.events.language.FactField;
import dev.yardstick.events.language.FactField.Type;
import dev.yardstick.events.refusal.Characters;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;
import dev.yardstick.standalone.client.JsonFields;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a spreadsheet writes values, and what they are in a canonical event. What cannot be read is
 * an {@link IllegalArgumentException} whose message says what would be right.
 *
 * @param decimal the mark before the decimals, a point or a comma
 */
record Notation(char decimal, WrittenDates dates) {

    /** As canonical events write them. */
    static final Notation CANONICAL = new Notation('.', WrittenDates.ISO);

    /** As spreadsheets show a number that is longer than the column is wide. */
    private static final Pattern SHORTENED = Pattern.compile("-?\\d+([.,]\\d+)?[eE]\\+\\d{1,3}");

    private static final Pattern POINT = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern COMMA = Pattern.compile("-?\\d+(,\\d+)?");

    /**
     * The value of a cell that is not blank, as the server takes it.
     *
     * @param text without blanks around it
     */
    Object read(FactField field, String text) {
        return read(field, text, Notation::whole);
    }

    /**
     * The same, where names of reps who share credit stand for others.
     *
     * @param rep what such a name stands for
     */
    Object read(FactField field, String text, UnaryOperator<String> rep) {
        Object written =
                switch (field.type()) {
                    case ID, WORD, NAME -> whole(text);
                    case WORDS -> List.of(whole(text));
                    case TIME -> dates.occurredAt(text);
                    case QUANTITY, NUMBER, MONEY -> number(field, text);
                    case CURRENCY -> text;
                    case CREDITS -> credits(text, rep);
                };
        try {
            return CrmEventReader.read(field, written) instanceof BigDecimal number
                    ? number.toPlainString()
                    : written;
        } catch (InvalidException wrong) {
            throw wrong(field, text, wrong.faults().getFirst().refusal());
        }
    }

    /** What is told of a cell that the server refuses, as who wrote it would put it right. */
    IllegalArgumentException wrong(FactField field, String text, Refusal refusal) {
        return new IllegalArgumentException(
                switch (field.type()) {
                    case ID, WORD, NAME, WORDS -> wrongText(refusal, text);
                    case TIME -> refusal.english() + ", not \"" + text + '"';
                    case CURRENCY -> Reason.CURRENCY.english() + ", not \"" + text + '"';
                    case QUANTITY, NUMBER, MONEY ->
                            "must be a number such as 1294%c25 (%sno thousands marks, at most 4 decimals), not \"%s\""
                                    .formatted(
                                            decimal,
                                            field.type() == Type.QUANTITY ? "not negative, " : "",
                                            text);
                    case CREDITS ->
                            "must be different reps, each with a share above 0, such as anna:0%c6;ben:0%c4, which add up to 1, not \"%s\""
                                    .formatted(decimal, decimal, text);
                });
    }

    /** The same of an id, a code or a name. */
    static String wrongText(Refusal refusal, String text) {
        return refusal.reason() == Reason.CONTROL
                ? "must be on one line, without control characters"
                : refusal.english() + ", not " + text.length();
    }

    /** Several texts in one cell. */
    static List<String> texts(String cell, String separator) {
        return Arrays.stream(cell.split(Pattern.quote(separator), -1))
                .map(Characters::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** An id, a code or a name, unless a spreadsheet shortened it. */
    static String whole(String text) {
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

    /** Who shares a deal's credit, as in {@code anna:0.6;ben:40%}. */
    private List<Map<String, Object>> credits(String text, UnaryOperator<String> rep) {
        return texts(text, ";").stream()
                .map(one -> {
                    int colon = one.lastIndexOf(':');
                    String share =
                            colon < 0 ? "" : share(Characters.strip(one.substring(colon + 1)));
                    if (share.isEmpty()) {
                        throw wrong(FactField.CREDITS, text, Reason.SHARE);
                    }
                    return JsonFields.of(
                            "rep",
                            rep.apply(Characters.strip(one.substring(0, colon))),
                            "share",
                            share);
                })
                .toList();
    }

    /** Nothing where it is none. */
    private String share(String text) {
        boolean percent = text.endsWith("%");
        String number = percent ? Characters.strip(text.substring(0, text.length() - 1)) : text;
        if (!isNumber(number)) {
            return "";
        }
        BigDecimal share = Decimals.of(number.replace(decimal, '.'));
        return (percent ? share.movePointLeft(2) : share).stripTrailingZeros().toPlainString();
    }

    private String number(FactField field, String text) {
        if (!isNumber(text)) {
            throw wrong(field, text, field.type().right());
        }
        return text.replace(decimal, '.');
    }

    private boolean isNumber(String text) {
        return (decimal == ',' ? COMMA : POINT).matcher(text).matches();
    }
}
