package dev.yardstick.query.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.history.Evening.Move;
import dev.yardstick.query.history.Evening.Stand;
import dev.yardstick.query.history.Evening.What;
import dev.yardstick.query.measure.Standing;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EveningTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    private static Evening evening(Map<String, Integer> versions, Stand... clauses) {
        return new Evening(DAY, new KnownAt(1, null), new TreeMap<>(versions), List.of(clauses));
    }

    private static Stand stand(String clause, Standing standing) {
        return new Stand("e", clause, clause, "count", "1", "1", standing, false);
    }

    @Test
    void whatGotWorseAndWhatGotBetterIsToldOfClausesThatWereThereBefore() {
        Evening before =
                evening(
                        Map.of("e", 1),
                        stand("calls", Standing.ON_PACE),
                        stand("visits", Standing.BEHIND),
                        stand("travel", Standing.SLIPPING));
        Evening after =
                evening(
                        Map.of("e", 1),
                        stand("calls", Standing.SLIPPING),
                        stand("visits", Standing.SLIPPING),
                        stand("travel", Standing.SLIPPING),
                        stand("new", Standing.BEHIND));
        assertThat(after.since(before))
                .containsExactly(
                        new Move(
                                What.WORSE, 0, stand("calls", Standing.SLIPPING), Standing.ON_PACE),
                        new Move(
                                What.BETTER,
                                0,
                                stand("visits", Standing.SLIPPING),
                                Standing.BEHIND));
        assertThat(after.since(after)).isEmpty();
    }

    @Test
    void expectationsBeginAreRevisedAndEnd() {
        Evening before = evening(Map.of("a", 1, "b", 1, "c", 3));
        Evening after = evening(Map.of("a", 2, "b", 1, "d", 1));
        assertThat(after.since(before))
                .extracting(Move::what, Move::version)
                .containsExactly(
                        tuple(What.REVISED, 2), tuple(What.BEGUN, 1), tuple(What.ENDED, 3));
    }
}
