package dev.yardstick.query.pages.team;

import dev.yardstick.events.refusal.Reason;

import dev.yardstick.query.pages.kit.AsOf;
import dev.yardstick.query.pages.kit.Csv;

import static dev.yardstick.query.pages.kit.Form.orNull;

import dev.yardstick.query.access.Rights;
import dev.yardstick.query.view.Member;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.query.application.Overviews;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The teams whose reps the caller may see, and a team: who needs a conversation, who stands how.
 */
@Controller
record TeamsController(Overviews overviews, TeamReading teams, Rights rights, TeamWording wording) {

    @GetMapping("/teams")
    String teams(Model model) {
        model.addAttribute("teams", overviews.teams(null, null).items());
        return "teams";
    }

    @GetMapping(path = "/teams", params = "format=csv")
    ResponseEntity<byte[]> teamsAsCsv() {
        Csv csv = Csv.of("team", "reps");
        overviews.teams(null, null).items().forEach(team -> csv.row(team.id(), team.reps()));
        return csv.download("teams");
    }

    @GetMapping("/teams/{team}")
    String team(
            @PathVariable String team,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String topic,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String due,
            Model model) {
        TeamReading.Team read = teams.read(team, orNull(on), orNull(knownAt));
        model.addAttribute("wording", wording);
        model.addAttribute("team", read);
        model.addAttribute("asOf", AsOf.of(orNull(on), read.on(), orNull(knownAt), read.knownAt()));
        DueList conversations =
                DueList.of(
                        read.members().stream().map(Member::due).toList(),
                        read.on(),
                        "all".equals(due));
        model.addAttribute("due", conversations);
        Matrix matrix =
                Matrix.of(
                        read.members(),
                        new Matrix.Wanted(
                                orNull(topic),
                                Objects.requireNonNullElse(orNull(sort), "name"),
                                row(orNull(cursor))));
        rights.shown(
                Stream.concat(
                        conversations.named(), matrix.rows().stream().map(row -> row.rep().id())));
        model.addAttribute("matrix", matrix);
        model.addAttribute("topic", orNull(topic));
        model.addAttribute("sort", Objects.requireNonNullElse(orNull(sort), "name"));
        model.addAttribute("cursor", orNull(cursor));
        model.addAttribute("on", orNull(on));
        model.addAttribute("knownAt", orNull(knownAt));
        return "team";
    }

    private static int row(@Nullable String cursor) {
        try {
            int row = cursor == null ? 0 : Integer.parseInt(cursor);
            if (row >= 0) {
                return row;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new InvalidException("cursor", Reason.CURSOR);
    }

    @GetMapping(path = "/teams/{team}", params = "format=csv")
    ResponseEntity<byte[]> teamAsCsv(
            @PathVariable String team,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String topic) {
        Csv csv =
                Csv.of(
                        "rep",
                        "name",
                        "expectation",
                        "clause",
                        "title",
                        "topic",
                        "unit",
                        "delivered",
                        "expected",
                        "full target",
                        "attainment",
                        "standing",
                        "likelihood",
                        "unspoken",
                        "disputed",
                        "feed silent",
                        "warning since",
                        "due",
                        "conversation due",
                        "follow up on",
                        "nothing expected since");
        List<Member> members = teams.read(team, orNull(on), orNull(knownAt)).members();
        rights.shown(members.stream().map(Member::id));
        for (Member member : members) {
            for (Timeline.Clause c : member.clauses()) {
                if (orNull(topic) == null || c.topic().equals(topic)) {
                    csv.row(
                            member.id(),
                            member.name(),
                            c.expectation(),
                            c.id(),
                            c.title(),
                            c.topic(),
                            c.unit(),
                            c.delivered(),
                            c.expected(),
                            c.fullTarget(),
                            c.attainment(),
                            c.standing().code(),
                            c.likelihood(),
                            c.unspoken(),
                            c.disputed(),
                            c.feedSilent(),
                            c.warning() == null ? null : c.warning().since(),
                            c.due(),
                            member.due().of(c).due(),
                            member.due().of(c).followUpOn(),
                            null);
                }
            }
            LocalDate silent = member.due().nothingExpectedSince();
            if (silent != null && orNull(topic) == null) {
                csv.some(
                        Map.of(
                                "rep", member.id(),
                                "name", member.name(),
                                "nothing expected since", silent));
            }
        }
        return csv.download("team-" + team);
    }
}
