package dev.yardstick.query.pages.today;

import dev.yardstick.query.view.Due;
import dev.yardstick.query.view.RepDay;
import dev.yardstick.query.view.Week;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A team among others: how much is to be done there.
 *
 * @param worse how many clauses stand worse than last week
 * @param better how many stand better
 */
public record TeamDay(
        String team,
        int reps,
        int due,
        int silent,
        int untold,
        int disputed,
        int warned,
        int worse,
        int better) {

    /** Those of some reps, the one with most to be done first. */
    static List<TeamDay> of(List<RepDay> reps) {
        List<TeamDay> teams = new ArrayList<>();
        reps.stream()
                .collect(
                        Collectors.groupingBy(
                                rep -> rep.rep().team(), TreeMap::new, Collectors.toList()))
                .forEach((team, days) -> teams.add(of(team, days)));
        teams.sort(Comparator.comparing(TeamDay::due).reversed());
        return teams;
    }

    private static TeamDay of(String team, List<RepDay> reps) {
        List<Due.Matter> due = reps.stream().flatMap(r -> r.due().matters().stream()).toList();
        List<Week.Moved> moved = reps.stream().flatMap(r -> r.week().moved().stream()).toList();
        int better = (int) moved.stream().filter(Week.Moved::isBetter).count();
        return new TeamDay(
                team,
                reps.size(),
                due.size(),
                count(due, Due.Kind.SILENCE),
                count(due, Due.Kind.UNSPOKEN),
                count(due, Due.Kind.DISPUTE),
                count(due, Due.Kind.WARNING),
                moved.size() - better,
                better);
    }

    private static int count(List<Due.Matter> due, Due.Kind kind) {
        return (int) due.stream().filter(matter -> matter.kind() == kind).count();
    }
}
