package dev.yardstick.query.pages.today;

import dev.yardstick.events.Decimals;
import dev.yardstick.query.pages.team.DueList;
import dev.yardstick.query.view.RepDay;
import dev.yardstick.query.view.Scorecard;
import dev.yardstick.query.view.TeamAssembler;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.view.Week;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A manager's morning.
 *
 * @param week its Monday
 * @param worse what stands worse than before that day
 * @param better what stands better
 * @param done what was said and answered since, the latest first
 * @param totals what several reps' clauses come to together, those of most reps first
 */
public record Today(
        DueList due,
        LocalDate week,
        List<Moved> worse,
        List<Moved> better,
        List<Done> done,
        List<Together> totals) {

    /** A rep's clause that stands otherwise than it did. */
    public record Moved(Timeline.Rep rep, Week.Moved moved) {}

    /** What was done with a rep. */
    public record Done(Timeline.Rep rep, Week.Done done) {}

    /**
     * What several reps' clauses come to.
     *
     * @param topic what they are about, where each has a title of her own; null: they share one
     */
    public record Together(Scorecard.Total total, @Nullable String topic) {

        static Together of(Scorecard.Total total, List<RepDay> reps) {
            List<Timeline.Clause> alike =
                    reps.stream()
                            .flatMap(day -> day.clauses().stream())
                            .filter(clause -> clause.id().equals(total.id()))
                            .toList();
            boolean share = alike.stream().map(Timeline.Clause::title).distinct().count() < 2;
            return new Together(total, share ? null : alike.getFirst().topic());
        }
    }

    static Today of(TodayReading.Read read, boolean all) {
        List<Moved> moved =
                read.reps().stream()
                        .flatMap(day ->
                                day.week().moved().stream().map(m -> new Moved(day.rep(), m)))
                        .toList();
        String team = read.team() == null ? "" : read.team();
        return new Today(
                DueList.of(read.reps().stream().map(RepDay::due).toList(), read.on(), all),
                Week.monday(read.on()),
                moved.stream().filter(m -> !m.moved().isBetter()).toList(),
                moved.stream().filter(m -> m.moved().isBetter()).toList(),
                read.reps().stream()
                        .flatMap(day -> day.week().done().stream().map(d -> new Done(day.rep(), d)))
                        .sorted(Comparator.comparing((Done d) -> d.done().on()).reversed())
                        .toList(),
                new TeamAssembler(read.on())
                        .draw(team, read.knownAt(), read.reps()).clauses().stream()
                                .filter(total -> total.reps() > 1 && total.delivered() != null)
                                .sorted(Comparator.comparing(Scorecard.Total::reps).reversed())
                                .map(total -> Together.of(total, read.reps()))
                                .toList());
    }

    /** The reps whom it names, by id. */
    Stream<String> named() {
        return Stream.of(
                        due.named(),
                        worse.stream().map(moved -> moved.rep().id()),
                        better.stream().map(moved -> moved.rep().id()),
                        done.stream().map(it -> it.rep().id()))
                .flatMap(reps -> reps);
    }

    /** What a rep's clauses slip on, the worst first. */
    static List<Timeline.Clause> slipping(RepDay day) {
        return day.clauses().stream()
                .filter(clause -> clause.standing().isShort())
                .filter(clause -> !clause.unspoken() && clause.owedBy().equals("rep"))
                .sorted(
                        Comparator.comparing((Timeline.Clause c) -> c.standing())
                                .reversed()
                                .thenComparing(Today::attainment))
                .toList();
    }

    private static BigDecimal attainment(Timeline.Clause clause) {
        return clause.attainment() == null ? BigDecimal.ZERO : Decimals.of(clause.attainment());
    }
}
