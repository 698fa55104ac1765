package dev.yardstick.query.pages.rep;

import dev.yardstick.events.Decimals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The values that stand at a picture's height. */
final class Axis {

    private static final List<BigDecimal> STEPS =
            Stream.of("1", "2", "2.5", "5").map(Decimals::of).toList();

    /** Values above nothing; more would be a table. */
    private static final int MOST = 3;

    private Axis() {}

    /**
     * Round values in equal steps from nothing up to the highest that is shown, two to four of
     * them.
     *
     * @param highest more than 0; at least 1 where only whole numbers are wanted
     * @param whole whether there is nothing between 1 and 2
     */
    static List<BigDecimal> values(double highest, boolean whole) {
        BigDecimal step = step(highest, whole);
        List<BigDecimal> values = new ArrayList<>();
        for (BigDecimal value = BigDecimal.ZERO;
                value.doubleValue() <= highest;
                value = value.add(step)) {
            values.add(value);
        }
        return values;
    }

    private static BigDecimal step(double highest, boolean whole) {
        int power = (int) Math.floor(Math.log10(highest)) - 1;
        while (true) {
            for (BigDecimal round : STEPS) {
                BigDecimal step = round.scaleByPowerOfTen(power);
                if (highest / step.doubleValue() < MOST + 1
                        && !(whole && step.stripTrailingZeros().scale() > 0)) {
                    return step;
                }
            }
            power++;
        }
    }
}
