package dev.yardstick.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class AskedTest {

    @Test
    void tellsWhatWasAnsweredLastAndNothingWhereNobodyAnswers() {
        Iterator<Integer> answers = List.of(3, -1, 5).iterator();
        Asked asked =
                new Asked(
                        "some.lag",
                        "events",
                        "how far it is behind",
                        () -> {
                            int answer = answers.next();
                            if (answer < 0) {
                                throw new IOException("away");
                            }
                            return answer;
                        });
        MeterRegistry meters = new SimpleMeterRegistry();
        asked.bindTo(meters);
        assertThat(value(meters)).isNaN();
        asked.ask();
        assertThat(value(meters)).isEqualTo(3);
        asked.ask();
        assertThat(value(meters)).isNaN();
        asked.ask();
        assertThat(value(meters)).isEqualTo(5);
        assertThat(meters.get("some.lag").meter().getId().getBaseUnit()).isEqualTo("events");
    }

    private static double value(MeterRegistry meters) {
        return meters.get("some.lag").gauge().value();
    }
}
