package dev.yardstick.query.pages.rep;

import dev.yardstick.query.measure.Standing;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.view.TimelineAssembler.Around;
import dev.yardstick.query.wording.Wording;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
        YearSummary summary,
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
    public record Agreed(Timeline.Expectation expectation, List<Drawn> clauses, List<Drawn> owed) {

        /** The rep's own that are not met yet, the worst first; all where all are met. */
        public List<Drawn> open() {
            List<Drawn> open = byNeed(clause -> clause.standing() != Standing.MET);
            return open.isEmpty() ? clauses : open;
        }

        /** The rep's own that are met, beside others that are not. */
        public List<Drawn> met() {
            List<Drawn> met = byNeed(clause -> clause.standing() == Standing.MET);
            return met.size() == clauses.size() ? List.of() : met;
        }

        private List<Drawn> byNeed(Predicate<Timeline.Clause> which) {
            return clauses.stream()
                    .filter(drawn -> which.test(drawn.clause()))
                    .sorted(Comparator.comparing(Drawn::clause, YearSummary.BY_NEED))
                    .toList();
        }
    }

    /**
     * A clause and its chart, SVG.
     *
     * @param rows its figures, HTML
     * @param evidence the address of what is behind its figures
     * @param before what would have been delivered as in the period before; null: it is not shown
     * @param trend null where none can be told
     */
    public record Drawn(
            Timeline.Clause clause,
            String chart,
            String rows,
            String evidence,
            @Nullable String before,
            @Nullable Trend trend) {

        /** The address of what is behind its figures of a day. */
        public String evidence(LocalDate day) {
            return evidence + "&on=" + day;
        }
    }

    /**
     * Draws it.
     *
     * @param moment the parameter {@code knownAt} that links carry on; empty for what is known now
     * @param before the period before, to be compared with; null: it is not
     */
    static RepYear of(
            Timeline timeline,
            Around around,
            String moment,
            @Nullable Timeline before,
            Wording words) {
        List<Agreed> agreed = new ArrayList<>();
        for (Timeline.Expectation expectation : timeline.expectations()) {
            List<Drawn> own = new ArrayList<>();
            List<Drawn> owed = new ArrayList<>();
            for (Timeline.Clause clause : timeline.clauses()) {
                if (clause.expectation().equals(expectation.id())) {
                    String evidence = evidence(timeline, clause, moment);
                    ClauseChart chart =
                            new ClauseChart(timeline, expectation, clause, words, around, before);
                    (clause.owedBy().equals("manager") ? owed : own)
                            .add(
                                    new Drawn(
                                            clause,
                                            chart.draw(evidence),
                                            ClauseTable.rows(clause, evidence, words),
                                            evidence,
                                            chart.before(timeline.on()),
                                            Trend.of(clause, expectation.from(), timeline.on())));
                }
            }
            agreed.add(new Agreed(expectation, own, owed));
        }
        StoryStrip strip = new StoryStrip(timeline, around, words);
        return new RepYear(
                timeline,
                YearSummary.of(timeline, agreed, around, words),
                strip.draw(),
                strip.key(),
                agreed,
                sorted(timeline, activity -> activity.done().keySet()),
                sorted(timeline, activity -> activity.won().keySet()));
    }

    /** Whether anything of it can be compared with the period before. */
    public boolean compared() {
        return agreed.stream()
                .flatMap(of -> Stream.concat(of.clauses().stream(), of.owed().stream()))
                .anyMatch(drawn -> drawn.before() != null);
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
