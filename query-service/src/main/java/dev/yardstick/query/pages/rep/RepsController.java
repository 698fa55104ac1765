package dev.yardstick.query.pages.rep;

import dev.yardstick.query.pages.kit.AsOf;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.wording.Wording;

import static dev.yardstick.query.pages.kit.Form.orNull;

import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.application.Answers;
import dev.yardstick.query.application.TimelineQuery;
import dev.yardstick.query.application.RepList;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

import java.util.Locale;

/** The list of reps, and a rep's year. */
@Controller
record RepsController(Answers answers, Wording words) {

    private static final int PAGE = 50;
    private static final int CSV_PAGE = 200;

    @GetMapping("/reps")
    String reps(
            @RequestParam(required = false) @Nullable String team,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        model.addAttribute("list", answers.reps(orNull(team), orNull(cursor), PAGE));
        model.addAttribute("team", orNull(team));
        model.addAttribute("first", orNull(cursor) == null);
        return "reps";
    }

    @GetMapping(path = "/reps", params = "format=csv")
    ResponseEntity<byte[]> repsAsCsv(@RequestParam(required = false) @Nullable String team) {
        Csv csv =
                Csv.of(
                        "rep",
                        "name",
                        "team",
                        "expectation",
                        "clause",
                        "title",
                        "standing",
                        "attainment",
                        "unspoken");
        String next = null;
        do {
            RepList list = answers.reps(orNull(team), next, CSV_PAGE);
            for (RepList.Item rep : list.items()) {
                if (rep.clauses().isEmpty()) {
                    csv.row(rep.id(), rep.name(), rep.team(), null, null, null, null, null, null);
                }
                for (RepList.Cell cell : rep.clauses()) {
                    csv.row(
                            rep.id(),
                            rep.name(),
                            rep.team(),
                            cell.expectation(),
                            cell.id(),
                            cell.title(),
                            cell.standing().code(),
                            cell.attainment(),
                            cell.unspoken());
                }
            }
            next = list.next();
        } while (next != null);
        return csv.download("reps");
    }

    @GetMapping("/reps/{rep}")
    String year(
            @PathVariable String rep,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String grain,
            Locale locale,
            Model model) {
        Answers.Year year = answers.year(rep, asked(from, to, on, knownAt, grain), locale);
        Timeline timeline = year.timeline();
        String moment = knownAt == null ? "" : knownAt.strip();
        model.addAttribute("year", RepYear.of(timeline, year.around(), moment, words));
        model.addAttribute("story", year.story());
        model.addAttribute(
                "asOf", AsOf.of(orNull(on), timeline.on(), orNull(knownAt), timeline.knownAt()));
        model.addAttribute("grain", orNull(grain) == null ? "week" : grain);
        model.addAttribute("knownAt", orNull(knownAt));
        return "rep";
    }

    @GetMapping(path = "/reps/{rep}", params = "format=csv")
    ResponseEntity<byte[]> yearAsCsv(
            @PathVariable String rep,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String grain,
            @RequestParam(defaultValue = "clauses") String table,
            Locale locale) {
        Timeline timeline =
                answers.year(rep, asked(from, to, on, knownAt, grain), locale).timeline();
        return table.equals("activity") ? activity(timeline) : series(timeline);
    }

    private static ResponseEntity<byte[]> series(Timeline timeline) {
        Csv csv =
                Csv.of(
                        "expectation",
                        "clause",
                        "title",
                        "unit",
                        "date",
                        "target",
                        "expected",
                        "delivered",
                        "standing");
        for (Timeline.Clause clause : timeline.clauses()) {
            for (Timeline.Point point : clause.series()) {
                csv.row(
                        clause.expectation(),
                        clause.id(),
                        clause.title(),
                        clause.unit(),
                        point.date(),
                        point.target(),
                        point.expected(),
                        point.delivered(),
                        point.standing() == null ? null : point.standing().code());
            }
        }
        return csv.download("year-" + timeline.rep().id());
    }

    private static ResponseEntity<byte[]> activity(Timeline timeline) {
        Csv csv = Csv.of("date", "what", "quantity");
        for (Timeline.Activity activity : timeline.activity()) {
            activity.done().forEach((kind, count) -> csv.row(activity.date(), kind, count));
            activity.won().forEach((unit, sum) -> csv.row(activity.date(), "won " + unit, sum));
        }
        return csv.download("activity-" + timeline.rep().id());
    }

    private static TimelineQuery asked(
            @Nullable String from,
            @Nullable String to,
            @Nullable String on,
            @Nullable String knownAt,
            @Nullable String grain) {
        return new TimelineQuery(
                orNull(from), orNull(to), orNull(on), orNull(knownAt), orNull(grain));
    }
}
