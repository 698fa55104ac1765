package dev.yardstick.query.wording;

import dev.yardstick.events.Decimals;
import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;

/**
 * Numbers as people type them, in the language of the page: {@code 150.000} is one hundred and
 * fifty thousand on a Dutch page. What the other notation reads otherwise is not guessed: on an
 * English page {@code 150.000} has two readings. Only digits and separators are numbers; nothing is
 * ever expanded.
 */
public final class TypedNumber {

    /** Of more characters none is read. */
    private static final int LONGEST = 40;

    /** What is never a part of the number, but copied along: spaces that are seen and unseen. */
    private static final String SPACE = "[\\s\\u00a0\\u2007\\u2009\\u200b\\u202f\\ufeff]";

    private static final Pattern AROUND = Pattern.compile("^" + SPACE + "+|" + SPACE + "+$");
    private static final Pattern PERCENT = Pattern.compile(SPACE + "*%$");
    private static final String GROUPS = "[ \\u00a0\\u2009\\u202f'’%s]";

    /**
     * With the other notation's separator one or two decimals are what it means; more are asked.
     */
    private static final int CLEAR_DECIMALS = 2;

    private static final Pattern PARTS = Pattern.compile("\\s*;\\s*|\\s*,\\s+|\\s+");

    /** What command-service takes for no number, for what cannot be read. */
    public static final String UNREAD = "?";

    private TypedNumber() {}

    /** What it may mean: one number; none, if it is no number; two, if it has to be asked. */
    static List<BigDecimal> readings(String typed) {
        String text = AROUND.matcher(typed).replaceAll("");
        boolean negative = text.startsWith("-") || text.startsWith("−");
        String digits = negative ? text.substring(1) : text;
        if (digits.isEmpty() || digits.length() > LONGEST) {
            return List.of();
        }
        char point = point();
        char other = point == '.' ? ',' : '.';
        BigDecimal ours = number(digits, other, point);
        BigDecimal theirs = number(digits, point, other);
        List<BigDecimal> readings = new ArrayList<>();
        if (ours != null && (theirs == null || digits.indexOf(point) < 0)) {
            readings.add(ours);
        } else if (ours == null && theirs != null && isClear(digits, other)) {
            readings.add(theirs);
        } else {
            add(readings, ours);
            add(readings, theirs);
            if (ours == null && theirs != null) {
                add(readings, Decimals.of(digits.replaceAll("[^0-9]", "")));
            }
        }
        return negative ? readings.stream().map(BigDecimal::negate).toList() : readings;
    }

    private static void add(List<BigDecimal> readings, @Nullable BigDecimal reading) {
        if (reading != null && readings.stream().noneMatch(r -> r.compareTo(reading) == 0)) {
            readings.add(reading);
        }
    }

    /** Digits in groups of three, or not, and decimals; null: it is not written so. */
    private static @Nullable BigDecimal number(String digits, char group, char point) {
        Matcher whole =
                Pattern.compile(
                                "(?<whole>[1-9]\\d{0,2}(?<by>%s)\\d{3}(?:\\k<by>\\d{3})*|\\d*)(?:%s(?<decimals>\\d+))?"
                                        .formatted(
                                                GROUPS.formatted(group),
                                                Pattern.quote(String.valueOf(point))))
                        .matcher(digits);
        if (!whole.matches()) {
            return null;
        }
        String decimals = whole.group("decimals");
        String integer = whole.group("whole").replaceAll("[^0-9]", "");
        return Decimals.of(
                (integer.isEmpty() ? "0" : integer) + (decimals == null ? "" : "." + decimals));
    }

    /** Whether a number in the other notation can be no slip of one in ours. */
    private static boolean isClear(String digits, char point) {
        int at = digits.indexOf(point);
        return at < 0
                || digits.length() - at - 1 <= CLEAR_DECIMALS
                || digits.substring(0, at).matches("0?");
    }

    /** The one number that it means; null: none, or it has to be asked. */
    public static @Nullable BigDecimal read(String typed) {
        List<BigDecimal> readings = readings(typed);
        return readings.size() == 1 ? readings.getFirst() : null;
    }

    /** A number as JSON takes it; {@link #UNREAD} where there is no one reading. */
    public static String canonical(String typed) {
        BigDecimal number = read(typed);
        return number == null ? UNREAD : number.toPlainString();
    }

    /** A number as it is typed, so that it is read as the same. */
    public static String written(BigDecimal number) {
        String text = number.toPlainString().replace('.', point());
        return readings(text).size() > 1 ? text + "0" : text;
    }

    /** A percentage without its sign. */
    public static String withoutPercent(String typed) {
        return PERCENT.matcher(AROUND.matcher(typed).replaceAll("")).replaceAll("");
    }

    /**
     * Several numbers with semicolons or spaces between them, or commas: where the comma begins the
     * decimals it needs a space behind it to part two numbers.
     */
    public static List<String> parts(String typed) {
        String text = AROUND.matcher(typed).replaceAll("");
        String parted = point() == ',' ? text : text.replaceAll(",(?=\\S)", ", ");
        return text.isEmpty() ? List.of() : Arrays.asList(PARTS.split(parted));
    }

    /** What is wrong with a number; null: nothing. */
    public static @Nullable String fault(String typed, Wording words) {
        List<BigDecimal> readings = readings(typed);
        return switch (readings.size()) {
            case 0 -> words.message("words.number.wrong", written(Decimals.of("1250.50")));
            case 1 -> null;
            default ->
                    words.message(
                            "words.number.either",
                            readable(readings.getFirst(), words),
                            readable(readings.getLast(), words));
        };
    }

    /** A number as it is best typed: in groups where it is whole. */
    static String readable(BigDecimal number, Wording words) {
        BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        return plain.scale() > 0 ? written(plain) : words.exact(plain.setScale(0));
    }

    private static char point() {
        return DecimalFormatSymbols.getInstance(LocaleContextHolder.getLocale())
                .getDecimalSeparator();
    }
}
