package dev.yardstick.query.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SoughtTest {

    private static final String NAMES = Sought.plain("Zoë van den Berg\nrep-17");

    @Test
    void findsWhateverTheAccentsTheCaseAndTheOrder() {
        assertThat(Sought.plain("Zoë")).isEqualTo("zoe");
        assertThat(Sought.of("zoe").isIn(NAMES)).isTrue();
        assertThat(Sought.of("BERG, Zoë").isIn(NAMES)).isTrue();
        assertThat(Sought.of("rep-17").isIn(NAMES)).isTrue();
    }

    @Test
    void asksForEachWord() {
        assertThat(Sought.of("zoe jansen").rank(NAMES)).isEqualTo(Sought.NOT);
        assertThat(Sought.of("zoe jansen").isIn(NAMES)).isFalse();
    }

    @Test
    void ranksWhatBeginsBeforeWhatBeginsAWordBeforeWhatIsWithinOne() {
        assertThat(Sought.of("zo").rank(NAMES)).isZero();
        assertThat(Sought.of("be").rank(NAMES)).isEqualTo(1);
        assertThat(Sought.of("er").rank(NAMES)).isEqualTo(2);
        assertThat(Sought.of("zo er").rank(NAMES)).isEqualTo(2);
    }

    @Test
    void looksForTheBeginningOfAWordBeyondTheFirstPlaceItIsIn() {
        assertThat(Sought.of("an").rank(Sought.plain("Joan Anders"))).isEqualTo(1);
    }

    @Test
    void nothingTypedIsInEverything() {
        assertThat(Sought.of(null).words()).isEmpty();
        assertThat(Sought.of(" - ")).isEqualTo(new Sought(List.of()));
        assertThat(Sought.of("").isIn(NAMES)).isTrue();
        assertThat(Sought.of(" a b ").length()).isEqualTo(2);
    }
}
