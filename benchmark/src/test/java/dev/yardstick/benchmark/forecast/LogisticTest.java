package dev.yardstick.benchmark.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.yardstick.benchmark.forecast.Logistic.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogisticTest {

    private static final Logistic PRIOR = new Logistic(0, 1);

    @Test
    void withoutAPastItIsThePrior() {
        assertThat(Logistic.fit(List.of(), PRIOR, 2)).isEqualTo(PRIOR);
    }

    @Test
    void aLongPastIsFoundAgain() {
        Random random = new Random(3);
        Logistic truth = new Logistic(-1.5, 0.7);
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            double x = random.nextGaussian() * 3;
            outcomes.add(new Outcome(x, random.nextDouble() < truth.probability(x)));
        }
        Logistic found = Logistic.fit(outcomes, PRIOR, 2);
        assertThat(found.alpha()).isCloseTo(truth.alpha(), within(0.03));
        assertThat(found.beta()).isCloseTo(truth.beta(), within(0.03));
    }

    @Test
    void aPastThatAllWentOneWayDoesNotRunAway() {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            outcomes.add(new Outcome(i % 2 == 0 ? 6.9 : -6.9, false));
        }
        Logistic found = Logistic.fit(outcomes, PRIOR, 2);
        assertThat(found.probability(6.9)).isBetween(0.0, 0.1);
        assertThat(found.alpha()).isBetween(-10.0, 0.0);
    }
}
