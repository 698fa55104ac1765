package dev.yardstick.query.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.events.Clause;
import dev.yardstick.events.Clause.Direction;
import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.Clause.Target;
import dev.yardstick.events.CompanyEvent;
import dev.yardstick.events.CompanyEvent.ForecastCalibrated;
import dev.yardstick.events.ExpectationEvent.ExpectationSet;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Pace;
import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent.RepHired;
import dev.yardstick.events.Topic;
import dev.yardstick.query.facts.Company;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.Recorded;
import dev.yardstick.query.facts.RepStory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LessonsTest {

    private static final LocalDate JAN_1 = LocalDate.of(2026, 1, 1);
    private static final LocalDate APR_1 = LocalDate.of(2026, 4, 1);
    private static final LocalDate MAY_1 = LocalDate.of(2026, 5, 1);
    private static final Personal TEXT = new Personal.Open("robin", "…");

    /** A rep with twelve calls to make in a quarter, one a week of it at least. */
    private static Known rep(LocalDate from, int calls) {
        Clause clause =
                new Clause(
                        "c",
                        Topic.QUOTA,
                        null,
                        null,
                        new Measure.Count(FactKind.CALL, Map.of()),
                        new Target(Direction.AT_LEAST, BigDecimal.valueOf(12)),
                        Pace.EVEN,
                        BigDecimal.ONE,
                        OwedBy.REP);
        RepHired hired =
                new RepHired("robin", JAN_1, TEXT, null, "North", null, JAN_1, "UTC", null);
        LocalDate to = from.plusMonths(3).minusDays(1);
        ExpectationSet set =
                new ExpectationSet("e", "robin", TEXT, from, to, "EUR", List.of(clause));
        List<Fact> facts =
                IntStream.range(0, calls)
                        .mapToObj(i ->
                                Fact.of(
                                        1,
                                        "/crm",
                                        FactKind.CALL,
                                        from.plusWeeks(i),
                                        BigDecimal.ONE,
                                        false,
                                        true,
                                        Map.of()))
                        .toList();
        return new Known(
                new KnownAt(1, null),
                new RepStory(List.of(new Recorded<>(1, hired))),
                List.of(new Profile(List.of(new Recorded<>(2, set)))),
                facts,
                Map.of(),
                Map.of(),
                Map.of(),
                new Company(List.of()));
    }

    private static Lessons ofQuarter(LocalDate month) {
        Lessons lessons = new Lessons(month);
        for (int calls = 4; calls < 10; calls++) {
            lessons.add(rep(JAN_1, calls));
        }
        return lessons;
    }

    private static Company company(List<? extends CompanyEvent> events) {
        return new Company(List.copyOf(events));
    }

    @Test
    void clausesThatWereMissedLowerWhatIsSaid() {
        List<ForecastCalibrated> news =
                ofQuarter(APR_1).news(company(List.of()), APR_1.plusDays(1));
        assertThat(news)
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.kind()).isEqualTo("count");
                    assertThat(found.on()).isEqualTo(APR_1.plusDays(1));
                    assertThat(found.clauses()).isEqualTo(6);
                    assertThat(found.attainment()).isEqualTo("1");
                    assertThat(found.alpha()).isNegative().hasScaleOf(4);
                });
    }

    @Test
    void aClauseThatIsNotOverTeachesNothing() {
        Lessons lessons = new Lessons(APR_1.minusMonths(1));
        lessons.add(rep(JAN_1, 5));
        assertThat(lessons.news(company(List.of()), APR_1)).isEmpty();
    }

    @Test
    void aMonthTellsOnceAlsoAfterARefusal() {
        List<ForecastCalibrated> news =
                ofQuarter(APR_1).news(company(List.of()), APR_1.plusDays(1));
        Lessons more = ofQuarter(APR_1);
        more.add(rep(JAN_1, 11));
        assertThat(more.news(company(news), APR_1.plusDays(7))).isEmpty();
        ForecastCalibrated refused =
                new ForecastCalibrated(
                        "count",
                        news.getFirst().on(),
                        BigDecimal.ONE,
                        BigDecimal.ZERO,
                        BigDecimal.ONE);
        Company company = company(List.of(news.getFirst(), refused));
        assertThat(more.news(company, APR_1.plusDays(7))).isEmpty();
        assertThat(company.calibration("count", MAY_1)).isEqualTo(refused);
        assertThat(company.refusable()).isEmpty();
        assertThat(company(news).refusable()).isEqualTo(news);
    }

    @Test
    void anotherMonthTellsWhatClosedSince() {
        List<ForecastCalibrated> news =
                ofQuarter(APR_1).news(company(List.of()), APR_1.plusDays(1));
        Lessons same = ofQuarter(MAY_1);
        assertThat(same.news(company(news), MAY_1.plusDays(1))).isEmpty();
        Lessons more = ofQuarter(MAY_1);
        more.add(rep(JAN_1.plusMonths(1), 3));
        assertThat(more.news(company(news), MAY_1.plusDays(1)))
                .extracting(ForecastCalibrated::clauses)
                .containsExactly(7);
    }
}
