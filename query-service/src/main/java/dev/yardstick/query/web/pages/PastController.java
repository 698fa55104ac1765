package dev.yardstick.query.web.pages;

import static dev.yardstick.query.web.pages.PageController.orNull;

import dev.yardstick.events.EventTypes;
import dev.yardstick.query.history.Histories;
import dev.yardstick.query.timeline.Comparison;
import dev.yardstick.query.web.Answers;
import dev.yardstick.query.web.HistoryController;
import dev.yardstick.query.web.Overviews;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What was recorded about a rep, and why a figure is not what it was. */
@Controller
class PastController {

    private static final int PAGE = 50;
    private static final int CSV_PAGE = 200;
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private final Answers answers;
    private final HistoryController histories;

    PastController(Answers answers, HistoryController histories) {
        this.answers = answers;
        this.histories = histories;
    }

    /** A clause that is compared, its figures drawn. */
    public record Compared(Comparison.Clause clause, Waterfall delivered, Waterfall expected) {

        /** Whether either figure is another one. */
        public boolean isMoved() {
            return !delivered.steps().isEmpty() || !expected.steps().isEmpty();
        }
    }

    @GetMapping("/reps/{rep}/compare")
    String compare(
            @PathVariable String rep,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String and,
            @RequestParam(required = false) @Nullable String on,
            Model model) {
        String then = moment(orNull(knownAt));
        if (then != null) {
            Comparison comparison = answers.compare(rep, then, moment(orNull(and)), orNull(on));
            model.addAttribute("comparison", comparison);
            model.addAttribute(
                    "clauses",
                    comparison.clauses().stream()
                            .map(c ->
                                    new Compared(
                                            c,
                                            Waterfall.of(c.delivered()),
                                            Waterfall.of(c.expected())))
                            .toList());
        }
        model.addAttribute("rep", rep);
        model.addAttribute("knownAt", orNull(knownAt));
        model.addAttribute("and", orNull(and));
        model.addAttribute("on", orNull(on));
        return "compare";
    }

    @GetMapping(path = "/reps/{rep}/compare", params = "format=csv")
    ResponseEntity<byte[]> compareAsCsv(
            @PathVariable String rep,
            @RequestParam String knownAt,
            @RequestParam(required = false) @Nullable String and,
            @RequestParam(required = false) @Nullable String on) {
        Csv csv =
                Csv.of(
                        "expectation", "clause", "title", "unit", "figure", "then", "now", "cause",
                        "difference", "positions");
        for (Comparison.Clause clause :
                answers.compare(rep, moment(orNull(knownAt)), moment(orNull(and)), orNull(on))
                        .clauses()) {
            rows(csv, clause, "delivered", clause.delivered());
            rows(csv, clause, "expected", clause.expected());
        }
        return csv.download("compare-" + rep);
    }

    private static void rows(
            Csv csv, Comparison.Clause clause, String figure, Comparison.Difference difference) {
        for (Comparison.CauseOfDifference cause : difference.causes()) {
            csv.row(
                    clause.expectation(),
                    clause.id(),
                    clause.title(),
                    clause.unit(),
                    figure,
                    difference.then(),
                    difference.now(),
                    cause.cause().code(),
                    cause.difference(),
                    String.join(
                            " ",
                            cause.events().stream()
                                    .map(e -> String.valueOf(e.position()))
                                    .toList()));
        }
    }

    /** A day stands for all that was known when it ended, in UTC. */
    private static @Nullable String moment(@Nullable String asked) {
        return asked != null && DAY.matcher(asked).matches()
                ? asked + "T23:59:59.999999Z"
                : asked;
    }

    @GetMapping("/reps/{rep}/history")
    String history(
            @PathVariable String rep,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String knownAt,
            Locale locale,
            Model model) {
        model.addAttribute(
                "list",
                histories.history(
                        rep,
                        orNull(from),
                        orNull(to),
                        orNull(type),
                        orNull(actor),
                        orNull(cursor),
                        PAGE,
                        orNull(knownAt),
                        null,
                        locale));
        model.addAttribute("rep", rep);
        model.addAttribute("from", orNull(from));
        model.addAttribute("to", orNull(to));
        model.addAttribute("type", orNull(type));
        model.addAttribute("actor", orNull(actor));
        model.addAttribute("cursor", orNull(cursor));
        model.addAttribute("knownAt", orNull(knownAt));
        model.addAttribute("types", types());
        return "history";
    }

    private static List<String> types() {
        return EventTypes.ALL.stream().map(type -> type.name()).distinct().sorted().toList();
    }

    @GetMapping(path = "/reps/{rep}/history", params = "format=csv")
    ResponseEntity<byte[]> historyAsCsv(
            @PathVariable String rep,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String knownAt,
            Locale locale) {
        Csv csv =
                Csv.of(
                        "position", "recorded at", "date", "type", "text", "actor", "source",
                        "reason", "stream");
        String next = null;
        do {
            Overviews.Page<Histories.Item> page =
                    histories.history(
                            rep,
                            orNull(from),
                            orNull(to),
                            orNull(type),
                            orNull(actor),
                            next,
                            CSV_PAGE,
                            orNull(knownAt),
                            null,
                            locale);
            for (Histories.Item item : page.items()) {
                csv.row(
                        item.position(),
                        item.recordedAt(),
                        item.date(),
                        item.type(),
                        item.text(),
                        item.actor(),
                        item.source(),
                        item.reason(),
                        item.stream());
            }
            next = page.next();
        } while (next != null);
        return csv.download("history-" + rep);
    }
}
