package dev.yardstick.query.pages.audit;

import dev.yardstick.events.Decimals;
import dev.yardstick.query.compare.Comparison;
import dev.yardstick.query.wording.Wording;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A difference, cause by cause: each bar begins where the one before ended, from no difference at
 * all to the whole of it. The bars are drawings without words: the number stands beside each.
 *
 * @param difference the whole of it, with its sign
 */
public record Waterfall(Comparison.Difference figure, String difference, List<Step> steps) {

    private static final int WIDTH = 200;
    private static final int HEIGHT = 16;
    private static final int LEAST = 2;

    /** What one cause did. */
    public record Step(Comparison.CauseOfDifference cause, String difference, String bar) {}

    static Waterfall of(Comparison.Difference figure, String unit, Wording words) {
        BigDecimal lowest = BigDecimal.ZERO;
        BigDecimal highest = BigDecimal.ZERO;
        BigDecimal sum = BigDecimal.ZERO;
        for (Comparison.CauseOfDifference cause : figure.causes()) {
            sum = sum.add(Decimals.of(cause.difference()));
            lowest = lowest.min(sum);
            highest = highest.max(sum);
        }
        BigDecimal span = highest.subtract(lowest);
        List<Step> steps = new ArrayList<>();
        BigDecimal before = BigDecimal.ZERO;
        for (Comparison.CauseOfDifference cause : figure.causes()) {
            BigDecimal after = before.add(Decimals.of(cause.difference()));
            steps.add(
                    new Step(
                            cause,
                            signed(cause.difference(), unit, words),
                            bar(
                                    x(before.subtract(lowest), span),
                                    x(after.subtract(lowest), span),
                                    x(lowest.negate(), span))));
            before = after;
        }
        return new Waterfall(figure, signed(figure.difference(), unit, words), List.copyOf(steps));
    }

    /** Whether the figure is another one. */
    public boolean isMoved() {
        return Decimals.of(figure.difference()).signum() != 0 || !steps.isEmpty();
    }

    private static String signed(String number, String unit, Wording words) {
        BigDecimal value = Decimals.of(number);
        String amount =
                switch (unit) {
                    case "done", "agreed" -> words.number(value.abs());
                    default -> words.figure(value.abs().toPlainString(), unit);
                };
        // What a figure rounds away is a difference all the same.
        if (value.signum() != 0 && amount.chars().noneMatch(c -> c >= '1' && c <= '9')) {
            amount = words.exact(value.abs());
        }
        return switch (value.signum()) {
            case 1 -> "+\u00a0" + amount;
            case -1 -> "−\u00a0" + amount;
            default -> amount;
        };
    }

    private static double x(BigDecimal value, BigDecimal span) {
        return span.signum() == 0
                ? 0
                : value.multiply(BigDecimal.valueOf(WIDTH))
                        .divide(span, 1, RoundingMode.HALF_EVEN)
                        .doubleValue();
    }

    private static String bar(double from, double to, double zero) {
        double width = Math.max(LEAST, Math.abs(to - from));
        return String.format(
                Locale.ROOT,
                "<svg class=\"fall\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\""
                        + " aria-hidden=\"true\"><line class=\"zero\" x1=\"%.1f\" x2=\"%.1f\""
                        + " y1=\"0\" y2=\"%d\"/><rect class=\"%s\" x=\"%.1f\" y=\"2\""
                        + " width=\"%.1f\" height=\"%d\"/></svg>",
                WIDTH,
                HEIGHT,
                zero,
                zero,
                HEIGHT,
                to >= from ? "more" : "less",
                Math.min(Math.min(from, to), WIDTH - width),
                width,
                HEIGHT - 4);
    }
}
