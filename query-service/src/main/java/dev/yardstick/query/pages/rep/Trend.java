package dev.yardstick.query.pages.rep;

import dev.yardstick.events.Decimals;
import dev.yardstick.query.view.Timeline;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rep against herself: what was delivered of what was expected in the latest thirteen weeks, and
 * in those before.
 *
 * @param latest as a share, such as 0.84
 * @param before alike
 */
public record Trend(BigDecimal latest, BigDecimal before) {

    private static final int WEEKS = 13;

    /** A smaller difference is none. */
    private static final BigDecimal MUCH = Decimals.of("0.05");

    /**
     * That of a clause.
     *
     * @param begins the first day of what is expected
     * @return null where it did not grow for as long, or nothing was expected
     */
    static @Nullable Trend of(Timeline.Clause clause, LocalDate begins, LocalDate on) {
        LocalDate middle = on.minusWeeks(WEEKS);
        LocalDate first = middle.minusWeeks(WEEKS);
        if (ClauseChart.STATES.contains(clause.kind()) || begins.isAfter(first.plusDays(1))) {
            return null;
        }
        Optional<BigDecimal> latest = pace(clause.series(), middle, on);
        Optional<BigDecimal> before = pace(clause.series(), first, middle);
        return latest.isEmpty() || before.isEmpty() ? null : new Trend(latest.get(), before.get());
    }

    private static Optional<BigDecimal> pace(
            List<Timeline.Point> series, LocalDate from, LocalDate to) {
        Optional<Timeline.Point> first = by(series, from);
        Optional<Timeline.Point> last = by(series, to);
        if (first.isEmpty() || last.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal expected =
                figure(last.get().expected()).subtract(figure(first.get().expected()));
        BigDecimal delivered =
                figure(last.get().delivered()).subtract(figure(first.get().delivered()));
        return expected.signum() <= 0
                ? Optional.empty()
                : Optional.of(delivered.divide(expected, 4, RoundingMode.HALF_EVEN));
    }

    private static Optional<Timeline.Point> by(List<Timeline.Point> series, LocalDate day) {
        return series.stream()
                .filter(p -> p.delivered() != null && !p.date().isAfter(day))
                .max(Comparator.comparing(Timeline.Point::date));
    }

    private static BigDecimal figure(@Nullable String figure) {
        return figure == null ? BigDecimal.ZERO : Decimals.of(figure);
    }

    /** 1: clearly more of it than before; −1: less; 0: about as much. */
    public int direction() {
        BigDecimal more = latest.subtract(before);
        return more.abs().compareTo(MUCH) < 0 ? 0 : more.signum();
    }
}
