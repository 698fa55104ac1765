package dev.yardstick.query.pages.team;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.query.measure.Standing;
import dev.yardstick.query.view.ClauseShown;
import dev.yardstick.query.view.Due;
import dev.yardstick.query.view.Member;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.wording.Wording;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticMessageSource;

/** Rows and columns of a team, in the order and choice that is asked for. */
class MatrixTest {

    private static final LocalDate ON = LocalDate.parse("2026-03-15");
    private static final Wording WORDS = new Wording(new StaticMessageSource());

    private static Timeline.Point point(String date, Standing standing) {
        return new Timeline.Point(LocalDate.parse(date), "1", "1", "1", standing);
    }

    private static Timeline.Clause clause(
            String id, @Nullable String attainment, Timeline.Point... series) {
        return ClauseShown.of(id, Standing.BEHIND, attainment, "at-least", List.of(series));
    }

    private static Member member(String name, Timeline.Clause... clauses) {
        return new Member(
                name,
                name,
                false,
                List.of(clauses),
                new Due(name, name, List.of(), List.of(), null, List.of()));
    }

    private static final List<Member> TEAM =
            List.of(
                    member("Ann", clause("calls", "0.90"), clause("visits", "1.60")),
                    member("Bob", clause("calls", "0.30"), clause("visits", null)),
                    member("Cid", clause("calls", "1.20"), clause("visits", "0.50")));

    private static Matrix matrix(String sort, boolean descending, Set<String> chosen) {
        return Matrix.of(TEAM, new Matrix.Wanted(null, chosen, sort, descending, null));
    }

    private static List<String> names(Matrix matrix) {
        return matrix.sorted().stream().map(row -> row.rep().name()).toList();
    }

    @Test
    void rowsAreSortedBothWaysAndWhoHasNoFigureComesLast() {
        assertThat(names(matrix("calls", false, Set.of()))).containsExactly("Bob", "Ann", "Cid");
        assertThat(names(matrix("calls", true, Set.of()))).containsExactly("Cid", "Ann", "Bob");
        assertThat(names(matrix("visits", false, Set.of()))).containsExactly("Cid", "Ann", "Bob");
        assertThat(names(matrix("visits", true, Set.of()))).containsExactly("Ann", "Cid", "Bob");
        assertThat(names(matrix("name", true, Set.of()))).containsExactly("Cid", "Bob", "Ann");
    }

    @Test
    void aColumnThatIsNotChosenIsNowhere() {
        Matrix matrix = matrix("name", false, Set.of("visits"));
        assertThat(matrix.columns()).extracting(Matrix.Column::id).containsExactly("visits");
        assertThat(matrix.offered())
                .extracting(Matrix.Column::id)
                .containsExactlyInAnyOrder("calls", "visits");
        assertThat(matrix.own()).isFalse();
    }

    @Test
    void aClauseIsSpreadFromTheLeastToTheMost() {
        Spread calls = Spread.of(matrix("name", false, Set.of("calls")), WORDS).getFirst();
        assertThat(calls.dots()).extracting(Spread.Dot::name).containsExactly("Bob", "Ann", "Cid");
        assertThat(calls.dots().get(1).x()).isLessThan(calls.pace());
        assertThat(calls.dots().get(2).x()).isGreaterThan(calls.pace());
        Spread visits = Spread.of(matrix("name", false, Set.of("visits")), WORDS).getFirst();
        assertThat(visits.dots()).hasSize(2);
        assertThat(visits.dots().getLast().x()).isEqualTo(98);
    }

    @Test
    void aTeamsCourseCountsTheEndsOfWeeksAndTheDayJudged() {
        Timeline.Point[] first = {
            point("2026-01-10", Standing.MISSED),
            point("2026-03-01", Standing.BEHIND),
            point("2026-03-08", Standing.ON_PACE),
            point("2026-03-15", Standing.MET)
        };
        Timeline.Point[] second = {
            point("2026-03-08", Standing.BEHIND), point("2026-03-15", Standing.BEHIND)
        };
        List<TeamCourse.Week> weeks =
                TeamCourse.of(
                                List.of(
                                        member("Ann", clause("calls", "1", first)),
                                        member("Bob", clause("calls", "1", second))),
                                ON,
                                WORDS)
                        .weeks();
        assertThat(weeks)
                .extracting(TeamCourse.Week::day)
                .containsExactly(LocalDate.parse("2026-03-01"), LocalDate.parse("2026-03-08"), ON);
        assertThat(weeks.get(1).parts())
                .containsExactly(
                        new TeamCourse.Part("behind", 0, 50),
                        new TeamCourse.Part("on-pace", 50, 50));
        assertThat(weeks.getLast().parts())
                .extracting(TeamCourse.Part::standing)
                .containsExactly("behind", "met");
    }
}
