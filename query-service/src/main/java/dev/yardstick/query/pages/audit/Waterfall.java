package dev.yardstick.query.pages.audit;

import dev.yardstick.events.Decimals;
import dev.yardstick.query.compare.Comparison;
import dev.yardstick.query.wording.Wording;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
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
    private static final int LEAST = 2;

    /** What one cause did. */
    public record Step(Comparison.CauseOfDifference cause, String difference, String bar) {}

    static Waterfall of(Comparison.Difference figure, String unit, Wording words) {
        List<BigDecimal> sums = new ArrayList<>(List.of(BigDecimal.ZERO));
        figure.causes().forEach(c -> sums.add(sums.getLast().add(Decimals.of(c.difference()))));
        BigDecimal lowest = Collections.min(sums);
        BigDecimal span = Collections.max(sums).subtract(lowest);
        List<Step> steps = new ArrayList<>();
        for (Comparison.CauseOfDifference cause : figure.causes()) {
            double from = x(sums.get(steps.size()).subtract(lowest), span);
            double to = x(sums.get(steps.size() + 1).subtract(lowest), span);
            String bar = bar(from, to, x(lowest.negate(), span));
            steps.add(new Step(cause, signed(cause.difference(), unit, words), bar));
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
        double x = Math.min(Math.min(from, to), WIDTH - width);
        String style = to >= from ? "more" : "less";
        return String.format(
                Locale.ROOT,
                """
                <svg class="fall" viewBox="0 0 %1$d 16" preserveAspectRatio="none" aria-hidden="true">\
                <line class="zero" x1="%2$.1f" x2="%2$.1f" y1="0" y2="16"/>\
                <rect class="%3$s" x="%4$.1f" y="2" width="%5$.1f" height="12"/></svg>\
                """,
                WIDTH,
                zero,
                style,
                x,
                width);
    }
}
