package dev.yardstick.query.naive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.query.view.Evidence;
import dev.yardstick.query.view.EvidenceAssembler;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What is behind a figure adds up to the figure, exactly, in any world. */
class EvidenceTest {

    private static final int CASES = 300;

    @SuppressWarnings("unused") // the parameters below
    private static final List<String> KINDS = RandomWorld.KINDS;

    @AfterEach
    void returnHome() {
        RandomWorld.returnHome();
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void whatIsCountedAndOwedAddsUpToTheFigures(String kind) {
        int counting = 0;
        for (long seed = 0; seed < CASES; seed++) {
            RandomWorld.travel(seed);
            World world = new RandomWorld(kind, seed).make();
            if (!RandomWorld.lives(world)) {
                continue;
            }
            EvidenceAssembler drawing =
                    new EvidenceAssembler(
                            AgreementTest.known(world), personal -> null, positions -> Map.of());
            int days = (int) (world.to().toEpochDay() - world.from().toEpochDay());
            LocalDate on = world.from().plusDays(new Random(seed).nextInt(days + 12));
            if (on.isBefore(drawing.firstDay("e", "c"))) {
                continue;
            }
            Evidence evidence = drawing.draw("e", "c", on);
            String named = kind + " " + seed + " on " + on;
            BigFraction counted = sum(counted(evidence));
            assertThat(counted).as(named).isEqualTo(fraction(evidence.standing().delivered()));
            assertThat(sum(evidence.expected().stream().map(Evidence.Owed::owed)))
                    .as(named)
                    .isEqualTo(fraction(evidence.standing().expected()));
            assertThat(evidence.standing().standing())
                    .as(named)
                    .isEqualTo(evidence.clause().standing());
            assertThat(evidence.facts())
                    .as(named)
                    .allSatisfy(fact ->
                            assertThat(fact.why() == null)
                                    .isEqualTo(fraction(fact.counted()).signum() != 0));
            counting += counted.signum() == 0 ? 0 : 1;
        }
        assertThat(counting).as(kind + " delivers something").isGreaterThan(20);
    }

    private static Stream<@Nullable String> counted(Evidence evidence) {
        Stream<@Nullable String> facts = evidence.facts().stream().map(Evidence.Taken::counted);
        Stream<@Nullable String> accounts =
                evidence.accounts() == null
                        ? Stream.of()
                        : evidence.accounts().stream().map(Evidence.Held::counted);
        Evidence.Acknowledgement agreed = evidence.acknowledgement();
        return Stream.concat(
                Stream.concat(facts, accounts),
                agreed == null ? Stream.of() : Stream.of(agreed.counted()));
    }

    private static BigFraction sum(Stream<? extends @Nullable String> texts) {
        return texts.map(EvidenceTest::fraction).reduce(BigFraction.ZERO, BigFraction::add);
    }

    /** Nothing to tell it by counts as nothing. */
    private static BigFraction fraction(@Nullable String text) {
        if (text == null) {
            return BigFraction.ZERO;
        }
        String[] parts = text.split("/", 2);
        if (parts.length == 2) {
            return BigFraction.of(new BigInteger(parts[0]), new BigInteger(parts[1]));
        }
        BigDecimal value = new BigDecimal(text);
        return value.scale() <= 0
                ? BigFraction.of(value.toBigIntegerExact())
                : BigFraction.of(value.unscaledValue(), BigInteger.TEN.pow(value.scale()));
    }
}
