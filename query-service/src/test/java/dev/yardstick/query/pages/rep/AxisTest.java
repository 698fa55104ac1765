package dev.yardstick.query.pages.rep;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AxisTest {

    private static List<String> values(double highest, boolean whole) {
        return Axis.values(highest, whole).stream()
                .map(value -> value.stripTrailingZeros().toPlainString())
                .toList();
    }

    @Test
    void anAxisHasRoundValuesUpToTheHighestThatIsShown() {
        assertThat(values(1_378_000, false)).containsExactly("0", "500000", "1000000");
        assertThat(values(848_000, false)).containsExactly("0", "250000", "500000", "750000");
        assertThat(values(636, true)).containsExactly("0", "200", "400", "600");
        assertThat(values(1.06, false)).containsExactly("0", "0.5", "1");
        assertThat(values(0.2, false)).containsExactly("0", "0.1", "0.2");
        assertThat(values(4, true)).containsExactly("0", "2", "4");
    }

    @Test
    void whatIsCountedHasNoHalves() {
        assertThat(values(1.06, true)).containsExactly("0", "1");
        assertThat(values(9, true)).containsExactly("0", "5");
        assertThat(values(9, false)).containsExactly("0", "2.5", "5", "7.5");
    }

    @Test
    void anAxisHasTwoToFourValuesInEqualStepsAndTheNextWouldBeAboveAll() {
        Random random = new Random(23);
        for (int i = 0; i < 10_000; i++) {
            boolean whole = random.nextBoolean();
            double highest = Math.exp(random.nextDouble() * 30 - (whole ? 0 : 12));
            List<BigDecimal> values = Axis.values(highest, whole);
            assertThat(values).as("up to %s", highest).hasSizeBetween(2, 4);
            BigDecimal step = values.get(1);
            for (int k = 0; k < values.size(); k++) {
                assertThat(values.get(k))
                        .isEqualByComparingTo(step.multiply(BigDecimal.valueOf(k)));
            }
            assertThat(values.getLast().doubleValue()).isLessThanOrEqualTo(highest);
            assertThat(values.getLast().add(step).doubleValue()).isGreaterThan(highest);
            assertThat(step.stripTrailingZeros().unscaledValue().intValueExact()).isIn(1, 2, 25, 5);
            assertThat(whole && step.stripTrailingZeros().scale() > 0).isFalse();
        }
    }
}
