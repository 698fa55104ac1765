package dev.yardstick.query.pages.rep;

import dev.yardstick.events.Decimals;
import dev.yardstick.query.forecast.Warning;
import dev.yardstick.query.measure.Standing;
import dev.yardstick.query.pages.rep.RepYear.Drawn;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.view.TimelineAssembler.Around;
import dev.yardstick.query.wording.Wording;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What a rep's year comes to, before its charts.
 *
 * @param sentences how many are behind, how it develops, when somebody last spoke, what comes next
 * @param clauses the rep's own, the worst first
 */
public record YearSummary(List<String> sentences, List<Drawn> clauses) {

    /** The worst first: by standing, then by how far from the pace. */
    static final Comparator<Timeline.Clause> BY_NEED =
            Comparator.comparing((Timeline.Clause clause) ->
                            Standing.WORST_FIRST.indexOf(clause.standing()))
                    .thenComparing(
                            YearSummary::distance, Comparator.nullsLast(Comparator.naturalOrder()));

    /** How much of the pace was kept; of what may be done at most the more the worse. */
    private static BigDecimal distance(Timeline.Clause clause) {
        if (clause.attainment() == null) {
            return BigDecimal.valueOf(Integer.MAX_VALUE);
        }
        BigDecimal attainment = Decimals.of(clause.attainment());
        return clause.direction().equals("at-most") ? attainment.negate() : attainment;
    }

    static YearSummary of(
            Timeline timeline, List<RepYear.Agreed> agreed, Around around, Wording words) {
        List<Drawn> clauses =
                agreed.stream()
                        .flatMap(of -> of.clauses().stream())
                        .sorted(Comparator.comparing(Drawn::clause, BY_NEED))
                        .toList();
        List<String> sentences = new ArrayList<>();
        if (!clauses.isEmpty()) {
            sentences.add(behind(clauses, words));
            developed(clauses, words, sentences);
            sentences.add(spoken(around, words, timeline.on()));
            next(timeline, clauses, words, sentences);
        }
        return new YearSummary(sentences, clauses);
    }

    private static String behind(List<Drawn> clauses, Wording words) {
        long behind = clauses.stream().filter(d -> d.clause().standing().isShort()).count();
        return clauses.size() == 1
                ? words.message("rep.summary.behind.single", behind)
                : words.message("rep.summary.behind", behind, clauses.size());
    }

    private static void developed(List<Drawn> clauses, Wording words, List<String> sentences) {
        long better = count(clauses, 1);
        long worse = count(clauses, -1);
        if (better + worse > 0) {
            sentences.add(words.message("rep.summary.developed", better, worse));
        }
    }

    private static long count(List<Drawn> clauses, int direction) {
        return clauses.stream()
                .map(Drawn::trend)
                .filter(Objects::nonNull)
                .filter(trend -> trend.direction() == direction)
                .count();
    }

    private static String spoken(Around around, Wording words, LocalDate on) {
        return around.support().stream()
                .filter(support -> support.kind().equals("coaching"))
                .map(Warning.Support::date)
                .max(Comparator.naturalOrder())
                .map(day -> words.message("rep.summary.spoken", words.dayBy(day, on)))
                .orElseGet(() -> words.message("rep.summary.notSpoken"));
    }

    /** What comes first from now on: a milestone, or the end of what is expected. */
    private static void next(
            Timeline timeline, List<Drawn> clauses, Wording words, List<String> sentences) {
        LocalDate on = timeline.on();
        record Next(LocalDate day, String key, String title) {}
        List<Next> ahead = new ArrayList<>();
        for (Drawn drawn : clauses) {
            LocalDate due = drawn.clause().due();
            if (due != null && drawn.clause().standing() != Standing.MET) {
                ahead.add(new Next(due, "rep.summary.due", drawn.clause().title()));
            }
        }
        timeline.expectations().forEach(e -> ahead.add(new Next(e.to(), "rep.summary.ends", "")));
        ahead.stream()
                .filter(next -> !next.day().isBefore(on))
                .min(Comparator.comparing(Next::day))
                .ifPresent(next ->
                        sentences.add(
                                words.message(
                                        next.key(), words.dayBy(next.day(), on), next.title())));
    }
}
