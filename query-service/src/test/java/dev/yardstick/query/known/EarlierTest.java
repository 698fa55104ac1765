package dev.yardstick.query.known;

import static dev.yardstick.query.known.RecordChanges.STILL_KNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.events.FactKind;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.known.KnownStore.Earlier;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class EarlierTest {

    private static final Fact ONE = opened(1);
    private static final Fact OTHER = opened(2);
    private static final Earlier EARLIER = new Earlier(List.of(ONE, OTHER), 5);

    private static Fact opened(long position) {
        return new Fact(
                position,
                "/crm",
                FactKind.DEAL_OPENED,
                LocalDate.of(2026, 2, 2),
                null,
                BigDecimal.ONE,
                false,
                true,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** As where a record was deleted and restored between two looks. */
    @Test
    void aFactThatWentAndCameAgainIsThereOnceInWhicheverOrderItIsRead() {
        Validity<Fact> gone = new Validity<>(ONE, 1, 7);
        Validity<Fact> back = new Validity<>(ONE, 8, STILL_KNOWN);
        assertThat(known(gone, back)).containsExactlyInAnyOrder(ONE, OTHER);
        assertThat(known(back, gone)).containsExactlyInAnyOrder(ONE, OTHER);
        assertThat(known(gone)).containsExactly(OTHER);
        assertThat(known(gone, new Validity<>(ONE, 8, 9))).containsExactly(OTHER);
    }

    @SafeVarargs
    private static List<Fact> known(Validity<Fact>... news) {
        return EARLIER.with(List.of(news), 10).stream().map(Validity::value).toList();
    }
}
