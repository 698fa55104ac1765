package dev.yardstick.query.pages.team;

import dev.yardstick.query.access.Rights;
import dev.yardstick.query.application.Overviews;
import dev.yardstick.query.forecast.Warning;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.view.Due;
import dev.yardstick.query.view.Member;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.wording.Wording;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The teams whose reps the caller may see, and a team: who needs a conversation, who stands how.
 */
@Controller
record TeamsController(Overviews overviews, TeamReading teams, Rights rights, Wording words) {

    /** What rows are sorted by where nothing is asked for. */
    private static final String BY_NAME = "name";

    @GetMapping("/teams")
    String teams(Model model) {
        List<Overviews.Team> all = overviews.teams(null, null).items();
        model.addAttribute("teams", all);
        return all.size() == 1 ? Redirects.to("/teams/{team}", all.getFirst().id()) : "teams";
    }

    @GetMapping(path = "/teams", params = "format=csv")
    ResponseEntity<byte[]> teamsAsCsv() {
        return new Csv<Overviews.Team>()
                .column("team", Overviews.Team::id)
                .column("reps", Overviews.Team::reps)
                .download("teams", overviews.teams(null, null).items());
    }

    @GetMapping("/teams/{team}")
    String team(
            @PathVariable String team,
            @Nullable String on,
            @Nullable String knownAt,
            @Nullable String topic,
            @Nullable String sort,
            @Nullable String order,
            @RequestParam(defaultValue = "") Set<String> column,
            @Nullable String cursor,
            @Nullable String due,
            Model model) {
        TeamReading.Team read = teams.read(team, on, knownAt);
        DueList conversations =
                DueList.of(
                        read.members().stream().map(Member::due).toList(),
                        read.on(),
                        "all".equals(due));
        String sorted = Objects.requireNonNullElse(sort, BY_NAME);
        boolean descending = "descending".equals(order);
        Matrix matrix =
                Matrix.of(
                        read.members(),
                        new Matrix.Wanted(topic, column, sorted, descending, cursor));
        rights.shown(
                Stream.concat(
                        conversations.named(),
                        matrix.rows().items().stream().map(row -> row.rep().id())));
        model.addAttribute("team", read);
        model.addAttribute("due", conversations);
        model.addAttribute("matrix", matrix);
        model.addAttribute("sort", sorted);
        model.addAttribute("byName", BY_NAME);
        model.addAttribute("descending", descending);
        model.addAttribute("chosen", column);
        model.addAttribute("course", TeamCourse.of(read.members(), read.on(), words));
        model.addAttribute("spreads", Spread.of(matrix, words));
        return "team";
    }

    @GetMapping(path = "/teams/{team}", params = "format=csv")
    ResponseEntity<byte[]> teamAsCsv(
            @PathVariable String team,
            @Nullable String on,
            @Nullable String knownAt,
            @Nullable String topic) {
        List<Member> members = teams.read(team, on, knownAt).members();
        rights.shown(members.stream().map(Member::id));
        return new Csv<Line>()
                .column("rep", line -> line.member().id())
                .column("name", line -> line.member().name())
                .part(
                        Line::clause,
                        of ->
                                of.column("expectation", Timeline.Clause::expectation)
                                        .column("clause", Timeline.Clause::id)
                                        .column("title", Timeline.Clause::title)
                                        .column("topic", Timeline.Clause::topic)
                                        .column("unit", Timeline.Clause::unit)
                                        .column("delivered", Timeline.Clause::delivered)
                                        .column("expected", Timeline.Clause::expected)
                                        .column("full target", Timeline.Clause::fullTarget)
                                        .column("attainment", Timeline.Clause::attainment)
                                        .column("standing", clause -> clause.standing().code())
                                        .column("likelihood", Timeline.Clause::likelihood)
                                        .column("unspoken", Timeline.Clause::unspoken)
                                        .column("disputed", Timeline.Clause::disputed)
                                        .column("feed silent", Timeline.Clause::feedSilent)
                                        .part(
                                                Timeline.Clause::warning,
                                                it -> it.column("warning since", Warning::since))
                                        .column("due", Timeline.Clause::due))
                .part(
                        Line::due,
                        of ->
                                of.column("conversation due", Due.State::due)
                                        .column("follow up on", Due.State::followUpOn))
                .column("nothing expected since", Line::silentSince)
                .download(
                        "team-" + team,
                        members.stream().flatMap(member -> lines(member, topic)).toList());
    }

    /** A clause of a rep; none: that nothing is expected of her. */
    private record Line(Member member, Timeline.@Nullable Clause clause) {

        Due.@Nullable State due() {
            return clause == null ? null : member.due().of(clause);
        }

        @Nullable LocalDate silentSince() {
            return clause == null ? member.due().nothingExpectedSince() : null;
        }
    }

    private static Stream<Line> lines(Member member, @Nullable String topic) {
        return Stream.concat(
                member.clauses().stream()
                        .filter(clause -> topic == null || clause.topic().equals(topic))
                        .map(clause -> new Line(member, clause)),
                Stream.of(new Line(member, null))
                        .filter(line -> topic == null && line.silentSince() != null));
    }
}
