package dev.yardstick.query.view;

import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Feeds;
import dev.yardstick.query.forecast.Likely;
import dev.yardstick.query.forecast.Warnings;
import dev.yardstick.query.measure.Gauge;
import dev.yardstick.query.view.TimelineAssembler.Drawn;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What was drawn of a rep for the same days, while all that is known of her was the same but for
 * some facts: a clause that none of them is about is told as it was.
 *
 * @param likely of each clause, by expectation and clause, where that was drawn
 * @param changed the facts that came since, and those that went
 */
public record DrawnBefore(
        List<Timeline.Clause> clauses,
        Map<String, Map<String, List<Likely>>> likely,
        List<Fact> changed) {

    public DrawnBefore(Drawn drawn, List<Fact> changed) {
        this(drawn.timeline().clauses(), drawn.around().likely(), changed);
    }

    /** Clauses alone. */
    public DrawnBefore(List<Timeline.Clause> clauses, List<Fact> changed) {
        this(clauses, Map.of(), changed);
    }

    /**
     * Those of the rep's clauses that have to be drawn anew. A training stands in the proof of any
     * warning, and so does what the manager owes; a source that told nothing of her for weeks may
     * have her feeds called silent no longer, or anew.
     *
     * @param facts all that are known now
     */
    List<Gauge> moved(List<Gauge> gauges, List<Fact> facts, LocalDate on) {
        List<Gauge> moved = gauges.stream().filter(this::isMoved).toList();
        return changed.stream().anyMatch(fact -> Warnings.SUPPORT.contains(fact.kind()))
                        || moved.stream()
                                .anyMatch(g -> g.clause().last().owedBy() == OwedBy.MANAGER)
                        || !Feeds.areHeardAlike(changed, facts, on)
                ? gauges
                : moved;
    }

    private boolean isMoved(Gauge gauge) {
        return clause(gauge).isEmpty() || changed.stream().anyMatch(gauge::isAbout);
    }

    Optional<Timeline.Clause> clause(Gauge gauge) {
        return clauses.stream().filter(is(gauge)).findFirst();
    }

    private static Predicate<Timeline.Clause> is(Gauge gauge) {
        String expectation = gauge.clause().profile().id();
        String id = gauge.clause().last().id();
        return clause -> clause.id().equals(id) && clause.expectation().equals(expectation);
    }

    /** What is likely of it. */
    List<Likely> likely(Gauge gauge) {
        return likely.getOrDefault(gauge.clause().profile().id(), Map.of())
                .getOrDefault(gauge.clause().last().id(), List.of());
    }
}
