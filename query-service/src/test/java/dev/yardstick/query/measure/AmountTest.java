package dev.yardstick.query.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.Test;

/** Rough values decide only where they can. */
class AmountTest {

    private static final BigFraction THIRD = BigFraction.of(1, 3);
    private static final BigFraction BARELY_MORE =
            THIRD.add(BigFraction.of(BigInteger.ONE, BigInteger.TEN.pow(30)));

    @Test
    void whatADoubleCannotTellApartIsToldExactly() {
        assertThat(THIRD.doubleValue()).isEqualTo(BARELY_MORE.doubleValue());
        assertThat(Amount.of(THIRD).compareTo(Amount.of(BARELY_MORE))).isNegative();
        assertThat(Amount.of(BARELY_MORE).compareTo(Amount.of(THIRD))).isPositive();
        assertThat(Amount.of(BARELY_MORE).compareTo(Amount.of(BARELY_MORE))).isZero();
    }

    @Test
    void aRoughValueThatIsOffByItsLastPlacesDoesNotMatter() {
        Amount off = new Amount(Math.nextUp(Math.nextUp(1.0 / 3)), () -> THIRD);
        assertThat(off.compareTo(Amount.of(THIRD))).isZero();
        assertThat(off.compareTo(Amount.of(BARELY_MORE))).isNegative();
    }

    @Test
    void whatIsFarApartIsNotWorkedOut() {
        Amount half =
                new Amount(
                        0.5,
                        () -> {
                            throw new AssertionError("nobody has to know");
                        });
        assertThat(half.compareTo(Amount.of(THIRD))).isPositive();
        assertThat(half.times(Amount.of(BigFraction.of(4, 5))).compareTo(Amount.of(THIRD)))
                .isPositive();
        assertThat(half.per(Amount.of(BARELY_MORE)).compareTo(Amount.of(THIRD))).isPositive();
    }

    @Test
    void negativeAmountsAndNothingAreOrderedToo() {
        Amount owing = Amount.of(BigFraction.of(-1, 3));
        assertThat(owing.compareTo(Amount.ZERO)).isNegative();
        assertThat(owing.signum()).isNegative();
        assertThat(Amount.ZERO.signum()).isZero();
        assertThat(Amount.of(BARELY_MORE.negate()).compareTo(owing)).isNegative();
    }
}
