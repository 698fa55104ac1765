package dev.yardstick.query.web.pages;

import dev.yardstick.query.timeline.Timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A rep's year as the page shows it.
 *
 * @param kinds the kinds of fact in the activity, in order
 * @param currencies the currencies in it, in order
 */
public record RepYear(
        Timeline timeline, List<Agreed> agreed, List<String> kinds, List<String> currencies) {

    /** An expectation with its clauses drawn. */
    public record Agreed(Timeline.Expectation expectation, List<Drawn> clauses) {}

    /** A clause and its chart, SVG. */
    public record Drawn(Timeline.Clause clause, String chart) {}

    static RepYear of(Timeline timeline, Wording words) {
        List<Agreed> agreed = new ArrayList<>();
        for (Timeline.Expectation expectation : timeline.expectations()) {
            agreed.add(
                    new Agreed(
                            expectation,
                            timeline.clauses().stream()
                                    .filter(c -> c.expectation().equals(expectation.id()))
                                    .map(c ->
                                            new Drawn(
                                                    c,
                                                    new ClauseChart(timeline, expectation, c, words)
                                                            .draw()))
                                    .toList()));
        }
        TreeSet<String> kinds = new TreeSet<>();
        TreeSet<String> currencies = new TreeSet<>();
        timeline.activity()
                .forEach(a -> {
                    kinds.addAll(a.done().keySet());
                    currencies.addAll(a.won().keySet());
                });
        return new RepYear(timeline, agreed, List.copyOf(kinds), List.copyOf(currencies));
    }
}
