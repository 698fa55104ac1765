package dev.yardstick.query.pages.rep;

import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.view.TimelineAssembler.Around;
import dev.yardstick.query.wording.Wording;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A rep's year as the page shows it.
 *
 * @param strip what happened around the clauses, SVG
 * @param key the marks in the strip
 * @param kinds the kinds of fact in the activity, in order
 * @param currencies the currencies in it, in order
 */
public record RepYear(
        Timeline timeline,
        String strip,
        List<StoryStrip.Sign> key,
        List<Agreed> agreed,
        List<String> kinds,
        List<String> currencies) {

    /**
     * An expectation with its clauses drawn.
     *
     * @param clauses the rep's own
     * @param owed what the manager owes the rep
     */
    public record Agreed(Timeline.Expectation expectation, List<Drawn> clauses, List<Drawn> owed) {}

    /**
     * A clause and its chart, SVG.
     *
     * @param evidence the address of what is behind its figures
     */
    public record Drawn(Timeline.Clause clause, String chart, String evidence) {

        /** The address of what is behind its figures of a day. */
        public String evidence(LocalDate day) {
            return evidence + "&on=" + day;
        }
    }

    /**
     * Draws it.
     *
     * @param moment the parameter {@code knownAt} that links carry on; empty for what is known now
     */
    static RepYear of(Timeline timeline, Around around, String moment, Wording words) {
        List<Agreed> agreed = new ArrayList<>();
        for (Timeline.Expectation expectation : timeline.expectations()) {
            List<Drawn> own = new ArrayList<>();
            List<Drawn> owed = new ArrayList<>();
            for (Timeline.Clause clause : timeline.clauses()) {
                if (clause.expectation().equals(expectation.id())) {
                    String evidence = evidence(timeline, clause, moment);
                    ClauseChart chart =
                            new ClauseChart(timeline, expectation, clause, words, around);
                    (clause.owedBy().equals("manager") ? owed : own)
                            .add(new Drawn(clause, chart.draw(evidence), evidence));
                }
            }
            agreed.add(new Agreed(expectation, own, owed));
        }
        StoryStrip strip = new StoryStrip(timeline, around, words);
        return new RepYear(
                timeline,
                strip.draw(),
                strip.key(),
                agreed,
                sorted(timeline, activity -> activity.done().keySet()),
                sorted(timeline, activity -> activity.won().keySet()));
    }

    private static List<String> sorted(
            Timeline timeline, Function<Timeline.Activity, Set<String>> names) {
        return timeline.activity().stream()
                .map(names)
                .flatMap(Set::stream)
                .distinct()
                .sorted()
                .toList();
    }

    private static String evidence(Timeline timeline, Timeline.Clause clause, String moment) {
        String known = moment.isEmpty() ? "" : "&knownAt={knownAt}";
        return UriComponentsBuilder.fromUriString(
                        "/reps/{rep}/clauses/{clause}?expectation={expectation}" + known)
                .encode()
                .buildAndExpand(timeline.rep().id(), clause.id(), clause.expectation(), moment)
                .toUriString();
    }
}
