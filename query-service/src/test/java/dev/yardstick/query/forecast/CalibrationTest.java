package dev.yardstick.query.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.yardstick.query.forecast.Calibration.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    private static List<Outcome> outcomes(Calibration truth, int number) {
        Random random = new Random(3);
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Outlook outlook = new Outlook(random.nextGaussian() * 3, random.nextGaussian() / 2);
            outcomes.add(new Outcome(outlook, random.nextDouble() < truth.likelihood(outlook)));
        }
        return outcomes;
    }

    @Test
    void withoutAPastTheRhythmIsBelieved() {
        assertThat(Calibration.fitted(List.of())).isEqualTo(Calibration.PLAIN);
        assertThat(Calibration.PLAIN.likelihood(new Outlook(0, 2))).isEqualTo(0.5);
    }

    @Test
    void aLongPastIsFoundAgain() {
        Calibration truth = new Calibration(-1.5, 0.7, 2.5);
        Calibration found = Calibration.fitted(outcomes(truth, 200_000));
        assertThat(found.alpha()).isCloseTo(truth.alpha(), within(0.03));
        assertThat(found.beta()).isCloseTo(truth.beta(), within(0.03));
        assertThat(found.gamma()).isCloseTo(truth.gamma(), within(0.05));
    }

    @Test
    void aShortPastMovesItALittle() {
        Calibration truth = new Calibration(-1.5, 0.7, 2.5);
        Calibration found = Calibration.fitted(outcomes(truth, 6));
        assertThat(found.alpha()).isBetween(-1.5, 0.5);
        assertThat(found.beta()).isBetween(0.5, 1.5);
    }

    @Test
    void aPastThatAllWentOneWayDoesNotRunAway() {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            outcomes.add(new Outcome(new Outlook(i % 2 == 0 ? 7 : -7, 0.1), false));
        }
        Calibration found = Calibration.fitted(outcomes);
        assertThat(found.likelihood(new Outlook(7, 0.1))).isBetween(0.0, 0.1);
        assertThat(found.alpha()).isBetween(-10.0, 0.0);
    }
}
