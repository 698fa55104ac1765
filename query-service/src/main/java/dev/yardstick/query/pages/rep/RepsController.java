package dev.yardstick.query.pages.rep;

import dev.yardstick.query.application.Answers;
import dev.yardstick.query.application.RepList;
import dev.yardstick.query.application.TimelineQuery;
import dev.yardstick.query.measure.Standing;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.pages.kit.Frame;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.wording.Wording;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of reps, and a rep's year. */
@Controller
record RepsController(
        Answers answers, Wording words, Frame frame, PeriodPicker.FiscalYear year, Clock clock) {

    private static final int PAGE = 50;
    private static final int CSV_PAGE = 200;

    @GetMapping("/reps")
    String reps(@Nullable String team, @Nullable String cursor, Model model) {
        model.addAttribute("list", answers.reps(team, cursor, PAGE));
        return "reps";
    }

    @GetMapping(path = "/reps", params = "format=csv")
    ResponseEntity<byte[]> repsAsCsv(@Nullable String team) {
        return new Csv<Line>()
                .column("rep", line -> line.rep().id())
                .column("name", line -> line.rep().name())
                .column("team", line -> line.rep().team())
                .part(
                        Line::cell,
                        of ->
                                of.column("expectation", RepList.Cell::expectation)
                                        .column("clause", RepList.Cell::id)
                                        .column("title", RepList.Cell::title)
                                        .column("standing", cell -> cell.standing().code())
                                        .column("attainment", RepList.Cell::attainment)
                                        .column("unspoken", RepList.Cell::unspoken))
                .download(
                        "reps",
                        Csv.ALL,
                        cursor -> answers.reps(team, cursor, CSV_PAGE),
                        list -> list.items().stream().flatMap(RepsController::lines).toList(),
                        RepList::next);
    }

    /** A rep's standing on a clause; none: nothing is expected of her. */
    private record Line(RepList.Item rep, RepList.@Nullable Cell cell) {}

    private static Stream<Line> lines(RepList.Item rep) {
        return rep.clauses().isEmpty()
                ? Stream.of(new Line(rep, null))
                : rep.clauses().stream().map(cell -> new Line(rep, cell));
    }

    @GetMapping("/reps/{rep}")
    String year(
            @PathVariable String rep,
            TimelineQuery asked,
            @Nullable String against,
            Locale locale,
            Model model) {
        Answers.Year shown = answers.year(rep, asked, locale);
        Timeline timeline = shown.timeline();
        Timeline before = "before".equals(against) ? before(timeline, asked.grain()) : null;
        String moment = Objects.requireNonNullElse(asked.knownAt(), "");
        model.addAttribute("year", RepYear.of(timeline, shown.around(), moment, before, words));
        model.addAttribute("story", shown.story());
        model.addAttribute(
                "periods",
                PeriodPicker.of(
                        asked, timeline, before != null, LocalDate.now(clock), year, frame));
        model.addAttribute("grain", Objects.requireNonNullElse(asked.grain(), "week"));
        return "rep";
    }

    /** The period before that of a timeline, as it is known at the same moment. */
    private Timeline before(Timeline timeline, @Nullable String grain) {
        Days days = new Days(timeline.from(), timeline.to()).before();
        return answers.timeline(
                timeline.rep().id(),
                new TimelineQuery(
                        days.first().toString(),
                        days.last().toString(),
                        null,
                        Long.toString(timeline.knownAt().position()),
                        grain));
    }

    @GetMapping(path = "/reps/{rep}", params = "format=csv")
    ResponseEntity<byte[]> yearAsCsv(
            @PathVariable String rep,
            TimelineQuery asked,
            @RequestParam(defaultValue = "clauses") String table,
            Locale locale) {
        Timeline timeline = answers.year(rep, asked, locale).timeline();
        return table.equals("activity") ? activity(timeline) : series(timeline);
    }

    private static ResponseEntity<byte[]> series(Timeline timeline) {
        return new Csv<Shown>()
                .column("expectation", shown -> shown.clause().expectation())
                .column("clause", shown -> shown.clause().id())
                .column("title", shown -> shown.clause().title())
                .column("unit", shown -> shown.clause().unit())
                .column("date", shown -> shown.point().date())
                .column("target", shown -> shown.point().target())
                .column("expected", shown -> shown.point().expected())
                .column("delivered", shown -> shown.point().delivered())
                .part(
                        shown -> shown.point().standing(),
                        of -> of.column("standing", Standing::code))
                .download(
                        "year-" + timeline.rep().id(),
                        timeline.clauses().stream()
                                .flatMap(clause ->
                                        clause.series().stream()
                                                .map(point -> new Shown(clause, point)))
                                .toList());
    }

    /** A point of a clause's course. */
    private record Shown(Timeline.Clause clause, Timeline.Point point) {}

    private static ResponseEntity<byte[]> activity(Timeline timeline) {
        List<Quantity> quantities = new ArrayList<>();
        for (Timeline.Activity activity : timeline.activity()) {
            LocalDate date = activity.date();
            activity.done()
                    .forEach((kind, n) -> quantities.add(new Quantity(date, kind, n.toString())));
            activity.won()
                    .forEach((unit, sum) -> quantities.add(new Quantity(date, "won " + unit, sum)));
        }
        return Csv.of(Quantity.class).download("activity-" + timeline.rep().id(), quantities);
    }

    /** How much of something was done. */
    public record Quantity(LocalDate date, String what, String quantity) {}
}
