package dev.yardstick.query.measure;

import java.util.function.Supplier;
import org.apache.commons.numbers.fraction.BigFraction;

/**
 * A number that is known roughly at once, and worked out exactly only where that decides: most
 * comparisons of a day's verdict are far from a tie.
 *
 * @param roughly within a few units in the last place of what it is exactly
 */
public record Amount(double roughly, Supplier<BigFraction> exact) implements Comparable<Amount> {

    /** Far more than what a rough value can be off by. */
    private static final double CLOSE = 1e-9;

    static final Amount ZERO = of(BigFraction.ZERO);

    static Amount of(BigFraction exact) {
        return new Amount(exact.doubleValue(), () -> exact);
    }

    int signum() {
        return (int) Math.signum(roughly);
    }

    Amount times(Amount factor) {
        return new Amount(roughly * factor.roughly, () -> exact.get().multiply(factor.exact.get()));
    }

    /**
     * @param divisor not zero
     */
    Amount per(Amount divisor) {
        return new Amount(roughly / divisor.roughly, () -> exact.get().divide(divisor.exact.get()));
    }

    @Override
    public int compareTo(Amount other) {
        double apart = roughly - other.roughly;
        return Math.abs(apart) > CLOSE * Math.max(Math.abs(roughly), Math.abs(other.roughly))
                ? (int) Math.signum(apart)
                : exact.get().compareTo(other.exact.get());
    }
}
