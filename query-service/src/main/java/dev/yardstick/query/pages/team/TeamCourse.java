package dev.yardstick.query.pages.team;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.yardstick.query.measure.Standing;
import dev.yardstick.query.view.Member;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.wording.Wording;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a team's clauses stood at the ends of weeks, of those that are in force.
 *
 * @param weeks the earlier first, the last of them the day judged
 */
public record TeamCourse(List<Week> weeks) {

    /** A day, its stack from top to bottom in hundredths of all, and the same in words. */
    public record Week(LocalDate day, List<Part> parts, String said) {}

    /** A part of a stack. */
    public record Part(String standing, double y, double height) {}

    /** That of a team on a day; without weeks where there is nothing to compare. */
    static TeamCourse of(List<Member> members, LocalDate on, Wording words) {
        Map<LocalDate, Map<Standing, Long>> stood =
                members.stream()
                        .flatMap(member -> member.clauses().stream())
                        .map(Timeline.Clause::series)
                        .flatMap(List::stream)
                        .filter(point -> point.standing() != null && isEnd(point.date(), on))
                        .collect(
                                groupingBy(
                                        Timeline.Point::date,
                                        TreeMap::new,
                                        groupingBy(TeamCourse::standing, counting())));
        List<Week> weeks = new ArrayList<>();
        stood.forEach((day, counts) -> weeks.add(week(day, counts, words)));
        return new TeamCourse(weeks.size() < 2 ? List.of() : weeks);
    }

    private static Standing standing(Timeline.Point point) {
        Standing standing = point.standing();
        return standing == null ? Standing.NOT_STARTED : standing;
    }

    private static boolean isEnd(LocalDate day, LocalDate on) {
        return day.equals(on) || day.getDayOfWeek() == DayOfWeek.SUNDAY && day.isBefore(on);
    }

    private static Week week(LocalDate day, Map<Standing, Long> counts, Wording words) {
        long all = counts.values().stream().mapToLong(n -> n).sum();
        List<Part> parts = new ArrayList<>();
        List<String> said = new ArrayList<>();
        double y = 0;
        for (Standing standing : Standing.WORST_FIRST) {
            long count = counts.getOrDefault(standing, 0L);
            if (count > 0) {
                double height = 100.0 * count / all;
                parts.add(new Part(standing.code(), y, height));
                said.add(count + " " + words.word(standing));
                y += height;
            }
        }
        return new Week(
                day,
                parts,
                words.message("team.course.said", words.day(day), String.join(", ", said)));
    }
}
