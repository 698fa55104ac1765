package dev.yardstick.query.pages.rep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.query.measure.Standing;
import dev.yardstick.query.view.ClauseShown;
import dev.yardstick.query.view.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a rep's year says before its charts. */
class YearSummaryTest {

    private static final LocalDate BEGINS = LocalDate.parse("2026-01-01");
    private static final LocalDate ON = LocalDate.parse("2026-07-02");

    private static Timeline.Clause clause(String id, Standing standing, @Nullable String share) {
        return ClauseShown.of(id, standing, share, "at-least", List.of());
    }

    @Test
    void theWorstComesFirstAndOfAllowancesTheMostUsed() {
        assertThat(
                        Stream.of(
                                        clause("met", Standing.MET, "2.00"),
                                        clause("fine", Standing.ON_PACE, "1.01"),
                                        clause("open", Standing.NOT_STARTED, null),
                                        clause("far", Standing.BEHIND, "0.30"),
                                        clause("near", Standing.BEHIND, "0.80"),
                                        clause("untold", Standing.BEHIND, null),
                                        ClauseShown.of(
                                                "over",
                                                Standing.BEHIND,
                                                "1.40",
                                                "at-most",
                                                List.of()),
                                        clause("slips", Standing.SLIPPING, "0.10"),
                                        clause("gone", Standing.MISSED, "0.90"))
                                .sorted(YearSummary.BY_NEED)
                                .map(Timeline.Clause::id))
                .containsExactly(
                        "gone", "over", "far", "near", "untold", "slips", "open", "fine", "met");
    }

    /** Ten expected a week; so many delivered in each of the former weeks and of the latter. */
    private static @Nullable Trend trend(int former, int latter, LocalDate begins) {
        List<Timeline.Point> series = new ArrayList<>();
        int delivered = 0;
        for (int week = 0; week <= 26; week++) {
            series.add(
                    new Timeline.Point(
                            ON.minusWeeks(26 - week),
                            "100",
                            Integer.toString(10 * week),
                            Integer.toString(delivered),
                            Standing.ON_PACE));
            delivered += week < 13 ? former : latter;
        }
        return Trend.of(
                ClauseShown.of("calls", Standing.ON_PACE, "1", "at-least", series), begins, ON);
    }

    @Test
    void aRepIsComparedWithHerself() {
        assertThat(trend(6, 9, BEGINS))
                .isEqualTo(new Trend(new BigDecimal("0.9000"), new BigDecimal("0.6000")));
        assertThat(trend(6, 9, BEGINS)).extracting(Trend::direction).isEqualTo(1);
        assertThat(trend(9, 6, BEGINS)).extracting(Trend::direction).isEqualTo(-1);
        assertThat(trend(6, 6, BEGINS)).extracting(Trend::direction).isEqualTo(0);
        assertThat(trend(6, 9, BEGINS.plusMonths(1))).isNull();
    }
}
