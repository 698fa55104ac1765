package dev.yardstick.query.facts;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import org.apache.commons.numbers.fraction.BigFraction;

/** Exact numbers as texts, rounded once, half-even. */
public final class Numbers {

    private static final int EXPECTED_DECIMALS = 2;
    private static final int DECIMALS = 4;

    private Numbers() {}

    public static BigFraction exact(BigDecimal value) {
        return value.scale() <= 0
                ? BigFraction.of(value.toBigIntegerExact())
                : BigFraction.of(value.unscaledValue(), BigInteger.TEN.pow(value.scale()));
    }

    /**
     * What is expected, with a fixed number of decimals.
     *
     * @param ratio whether it is a share or a rating, which have four
     */
    public static String expected(BigFraction value, boolean ratio) {
        return value.bigDecimalValue(ratio ? DECIMALS : EXPECTED_DECIMALS, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    /** As exact as it is: a decimal where one can say it, else a fraction such as 37/260. */
    public static String unrounded(BigFraction value) {
        BigInteger rest = value.getDenominator();
        for (BigInteger factor : List.of(BigInteger.TWO, BigInteger.valueOf(5))) {
            while (rest.mod(factor).signum() == 0) {
                rest = rest.divide(factor);
            }
        }
        return rest.equals(BigInteger.ONE)
                ? plain(
                        new BigDecimal(value.getNumerator())
                                .divide(new BigDecimal(value.getDenominator())),
                        false)
                : value.getNumerator() + "/" + value.getDenominator();
    }

    public static String likelihood(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
    }

    public static String attainment(BigFraction value) {
        return value.bigDecimalValue(DECIMALS, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** At most four decimals; money has two at least. */
    public static String delivered(BigFraction value, boolean money) {
        return plain(value.bigDecimalValue(DECIMALS, RoundingMode.HALF_EVEN), money);
    }

    /** As it was agreed; money has two decimals at least. */
    public static String plain(BigDecimal value, boolean money) {
        BigDecimal stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        int least = money ? 2 : 0;
        return (stripped.scale() < least ? stripped.setScale(least) : stripped).toPlainString();
    }
}
