package dev.yardstick.benchmark.forecast;

import dev.yardstick.events.Clause;
import dev.yardstick.events.Clause.Direction;
import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.Clause.Target;
import dev.yardstick.events.ExpectationEvent.ExpectationSet;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Measure.Quantity;
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
import dev.yardstick.query.forecast.Outlook;
import dev.yardstick.query.view.TimelineAssembler;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A clause whose outcome is known by now, asked about as if it were not.
 *
 * @param hiredOn of the rep
 * @param isCount whether deals are counted; otherwise their amounts add up
 * @param facts the rep's won deals, whatever their date
 */
record ClosedClause(
        String rep,
        LocalDate hiredOn,
        LocalDate from,
        LocalDate to,
        boolean isCount,
        BigDecimal target,
        List<Fact> facts) {

    private static final Personal TEXT = new Personal.Open("rep", "…");

    String kind() {
        return isCount ? "count" : "sum";
    }

    /** The day on which a share of the period is over. */
    LocalDate at(double share) {
        long days = ChronoUnit.DAYS.between(from, to) + 1;
        return from.plusDays(Math.round(days * share) - 1);
    }

    /** What was delivered by a day as a share of the target. */
    double attainment(LocalDate day) {
        double sum = 0;
        for (Fact fact : facts) {
            if (!fact.date().isBefore(from) && !fact.date().isAfter(day)) {
                BigDecimal amount = fact.amount();
                sum += isCount ? 1 : amount == null ? 0 : amount.doubleValue();
            }
        }
        return sum / target.doubleValue();
    }

    boolean isReached() {
        return attainment(to) >= 1;
    }

    /** What the product makes of it on a day, before it is calibrated; null: reached already. */
    @Nullable Outlook outlook(LocalDate day) {
        Known known =
                new Known(
                        new KnownAt(1, null),
                        new RepStory(List.of(new Recorded<>(1, hired()))),
                        List.of(new Profile(List.of(new Recorded<>(2, expectation())))),
                        facts,
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        new Company(List.of()));
        return new TimelineAssembler(known, personal -> null).forecast("e", "c", day).outlook(day);
    }

    private RepHired hired() {
        return new RepHired(rep, hiredOn, TEXT, null, "team", null, hiredOn, "UTC", null);
    }

    private ExpectationSet expectation() {
        Clause clause =
                new Clause(
                        "c",
                        Topic.QUOTA,
                        null,
                        null,
                        isCount
                                ? new Measure.Count(FactKind.DEAL_WON, Map.of())
                                : new Measure.Sum(FactKind.DEAL_WON, Quantity.AMOUNT, Map.of()),
                        new Target(Direction.AT_LEAST, target),
                        Pace.EVEN,
                        BigDecimal.ONE,
                        OwedBy.REP);
        return new ExpectationSet("e", rep, TEXT, from, to, "USD", List.of(clause));
    }
}
