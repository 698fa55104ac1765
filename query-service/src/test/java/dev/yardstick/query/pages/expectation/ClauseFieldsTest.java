package dev.yardstick.query.pages.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.events.Clause;
import dev.yardstick.events.Clause.Direction;
import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.Clause.Target;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Pace;
import dev.yardstick.events.Topic;
import dev.yardstick.events.language.MeasureKind;
import java.math.BigDecimal;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;

/** What stands in the fields of a clause is what was stated, and becomes the same JSON again. */
class ClauseFieldsTest {

    @BeforeEach
    void speakEnglish() {
        LocaleContextHolder.setLocale(Locale.ENGLISH);
    }

    @AfterEach
    void speakAsBefore() {
        LocaleContextHolder.resetLocaleContext();
    }

    private static Clause clause(Measure measure, @Nullable Target target, Pace pace) {
        return new Clause(
                "c", Topic.QUOTA, null, null, measure, target, pace, BigDecimal.ONE, OwedBy.REP);
    }

    private static Map<String, String> fields(Clause clause) {
        return ClauseFields.of(clause, personal -> null);
    }

    private static Map<?, ?> measure(Clause clause) {
        return (Map<?, ?>) ClauseFields.json(fields(clause)).getOrDefault("measure", Map.of());
    }

    private static Clause calls(Map<String, List<String>> where, Pace pace) {
        return clause(
                new Measure.Count(FactKind.CALL, where),
                new Target(Direction.AT_LEAST, new BigDecimal("600")),
                pace);
    }

    private static Clause firstDeal(Period within, String from) {
        return clause(
                new Measure.Milestone(FactKind.DEAL_WON, Map.of(), within, from, null),
                null,
                Pace.EVEN);
    }

    @Test
    void aShareIsTypedAsAPercentage() {
        Clause travel =
                clause(
                        new Measure.Share(
                                FactKind.TRAVEL,
                                Measure.Quantity.DAYS,
                                Map.of(),
                                new Measure.Over(null, null)),
                        new Target(Direction.AT_MOST, new BigDecimal("0.125")),
                        Pace.EVEN);

        assertThat(fields(travel)).containsEntry("target", "12.5");
        assertThat(ClauseFields.json(fields(travel)))
                .containsEntry("target", Map.of("atMost", "0.125"));
    }

    @Test
    void valuesWithCommasAndQuotesStayWhole() {
        List<String> people = List.of("Doe, Jane", "a \"real\" one", "team");

        Map<?, ?> where =
                (Map<?, ?>) measure(calls(Map.of("with", people), Pace.EVEN)).get("where");

        assertThat(where).isEqualTo(Map.of("with", people));
    }

    @Test
    void aSpanIsANumberOfDaysWeeksOrMonths() {
        assertThat(fields(firstDeal(Period.ofDays(90), "hire")))
                .containsEntry("measure.within", "90")
                .containsEntry("measure.unit", "days");
        assertThat(measure(firstDeal(Period.ofDays(90), "hire")).get("within")).isEqualTo("P90D");
        assertThat(measure(firstDeal(Period.ofWeeks(6), "hire")).get("within")).isEqualTo("P6W");
        assertThat(measure(firstDeal(Period.ofMonths(3), "hire")).get("within")).isEqualTo("P3M");
        assertThat(measure(firstDeal(Period.of(0, 1, 15), "hire")).get("within"))
                .isEqualTo("P1M15D");
    }

    @Test
    void aTrainingIsNamedByItsCourse() {
        Clause clause = firstDeal(Period.ofDays(30), "training:onboarding");

        assertThat(fields(clause))
                .containsEntry("measure.from", "training")
                .containsEntry("measure.course", "onboarding");
        assertThat(measure(clause).get("from")).isEqualTo("training:onboarding");
    }

    @Test
    void eachMonthOfAPaceHasAFieldAndARampHasOne() {
        List<BigDecimal> year = new ArrayList<>(Collections.nCopies(10, BigDecimal.TEN));
        year.addAll(List.of(BigDecimal.ZERO, BigDecimal.ZERO));
        Clause clause =
                calls(Map.of(), new Pace.Monthly(year, List.of(BigDecimal.ZERO, BigDecimal.TEN)));

        assertThat(fields(clause))
                .containsEntry("pace.percent.1", "10")
                .containsEntry("pace.percent.12", "0")
                .containsEntry("pace.ramp", "0; 10");
        assertThat(ClauseFields.json(fields(clause)))
                .containsEntry(
                        "pace",
                        Map.of(
                                "kind",
                                "monthly",
                                "percent",
                                year.stream().map(BigDecimal::toPlainString).toList(),
                                "ramp",
                                List.of("0", "10")));
    }

    @Test
    void whatCannotBeReadIsNothingThatCouldBeTaken() {
        for (String typed : List.of("a fifth", "1e5", "150.000")) {
            Map<String, String> fields = ClauseFields.fresh(MeasureKind.COUNT);
            fields.put("target", typed);
            fields.put("weight", typed);

            assertThat(ClauseFields.json(fields))
                    .containsEntry("target", Map.of("atLeast", "?"))
                    .containsEntry("weight", "?");
        }
    }

    @Test
    void aDutchPageShowsAndReadsDutchNumbersAndHandsOnTheSameJson() {
        Clause clause =
                clause(
                        new Measure.Share(
                                FactKind.TRAVEL,
                                Measure.Quantity.DAYS,
                                Map.of(),
                                new Measure.Over(null, null)),
                        new Target(Direction.AT_MOST, new BigDecimal("0.125")),
                        new Pace.Even(List.of(new BigDecimal("12.5"), new BigDecimal("50"))));
        LocaleContextHolder.setLocale(Locale.of("nl"));
        Map<String, String> fields = fields(clause);
        assertThat(fields).containsEntry("target", "12,5").containsEntry("pace.ramp", "12,5; 50");
        assertThat(ClauseFields.json(fields))
                .containsEntry("target", Map.of("atMost", "0.125"))
                .containsEntry("pace", Map.of("kind", "even", "ramp", List.of("12.5", "50")));
        fields.put("target", "60,5 %");
        assertThat(ClauseFields.json(fields)).containsEntry("target", Map.of("atMost", "0.605"));
    }
}
