package dev.yardstick.query.pages.audit;

import dev.yardstick.query.pages.kit.AsOf;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.wording.Wording;

import static dev.yardstick.query.pages.kit.Form.orNull;

import dev.yardstick.query.history.Histories;
import dev.yardstick.query.compare.Comparison;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.application.Answers;
import dev.yardstick.query.api.HistoryController;
import dev.yardstick.query.api.HistoryController.Asked;
import dev.yardstick.events.refusal.NotFoundException;

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
record CompareController(
        Answers answers, HistoryController histories, TurningPoints turns, Wording words) {

    private static final int PAGE = 50;
    private static final int CSV_PAGE = 200;

    /** What a spreadsheet is good for; the rest is asked for day by day. */
    private static final int MOST = 10_000;

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    /** A clause that is compared, its figures drawn. */
    public record Compared(Comparison.Clause clause, Waterfall delivered, Waterfall expected) {

        /** Whether anything about it is another than it was. */
        public boolean isMoved() {
            return delivered.isMoved() || expected.isMoved() || standing() || told();
        }

        private boolean standing() {
            Comparison.Figures then = clause.then();
            Comparison.Figures now = clause.now();
            return then == null || now == null
                    ? then != now
                    : then.standing() != now.standing() || then.disputed() != now.disputed();
        }

        private boolean told() {
            Comparison.Figures then = clause.then();
            Comparison.Figures now = clause.now();
            return then != null && now != null && then.unspoken() != now.unspoken();
        }
    }

    @GetMapping("/reps/{rep}/compare")
    String compare(
            @PathVariable String rep,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String and,
            @RequestParam(required = false) @Nullable String on,
            Locale locale,
            Model model) {
        String then = moment(orNull(knownAt));
        Comparison comparison =
                then == null ? null : compared(rep, then, moment(orNull(and)), orNull(on));
        Timeline.Rep who;
        if (comparison == null) {
            who = histories.tell(rep, Asked.NOTHING, 1, locale).rep();
        } else {
            who = comparison.rep();
            List<Compared> clauses =
                    comparison.clauses().stream()
                            .map(c ->
                                    new Compared(
                                            c,
                                            Waterfall.of(c.delivered(), c.unit(), words),
                                            Waterfall.of(c.expected(), c.unit(), words)))
                            .toList();
            model.addAttribute("moved", clauses.stream().filter(Compared::isMoved).toList());
            model.addAttribute("same", clauses.stream().filter(c -> !c.isMoved()).toList());
        }
        model.addAttribute("who", who);
        model.addAttribute("comparison", comparison);
        model.addAttribute("rep", rep);
        model.addAttribute("knownAt", orNull(knownAt));
        model.addAttribute("and", orNull(and));
        model.addAttribute("on", orNull(on));
        model.addAttribute("turns", turns.of(rep));
        return "compare";
    }

    /** Null: at one of the moments nothing was known about her. */
    private @Nullable Comparison compared(
            String rep, String then, @Nullable String now, @Nullable String on) {
        try {
            return answers.compare(rep, then, now, on);
        } catch (NotFoundException unknownThen) {
            return null;
        }
    }

    @GetMapping(path = "/reps/{rep}/compare", params = "format=csv")
    ResponseEntity<byte[]> compareAsCsv(
            @PathVariable String rep,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String and,
            @RequestParam(required = false) @Nullable String on) {
        Csv csv =
                Csv.of(
                        "expectation",
                        "clause",
                        "title",
                        "unit",
                        "figure",
                        "then",
                        "now",
                        "cause",
                        "difference",
                        "positions");
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
        if (difference.causes().isEmpty()) {
            csv.row(
                    clause.expectation(),
                    clause.id(),
                    clause.title(),
                    clause.unit(),
                    figure,
                    difference.then(),
                    difference.now(),
                    null,
                    difference.difference(),
                    null);
        }
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

    /** A day stands for all that was known when it ended, in UTC as elsewhere in the API. */
    private static @Nullable String moment(@Nullable String asked) {
        return asked != null && DAY.matcher(asked).matches() ? asked + "T23:59:59.999999Z" : asked;
    }

    @GetMapping("/reps/{rep}/history")
    String history(@PathVariable String rep, Asked typed, Locale locale, Model model) {
        Asked asked = typed.withoutBlanks();
        HistoryController.Told told = histories.tell(rep, asked, PAGE, locale);
        model.addAttribute("told", told);
        model.addAttribute("asked", asked);
        model.addAttribute(
                "asOf", asked.knownAt() == null ? AsOf.NOW : new AsOf(null, told.knownAt()));
        model.addAttribute("types", LogController.types(words));
        return "history";
    }

    @GetMapping(path = "/reps/{rep}/history", params = "format=csv")
    ResponseEntity<byte[]> historyAsCsv(@PathVariable String rep, Asked typed, Locale locale) {
        Asked asked = typed.withoutBlanks().behind(null);
        Csv csv = LogController.csv("expectation");
        int rows = 0;
        String next;
        do {
            var page = histories.tell(rep, asked, CSV_PAGE, locale).page();
            for (Histories.Item item : page.items()) {
                LogController.row(csv, item, item.expectation() == null ? "" : item.expectation());
            }
            rows += page.items().size();
            next = page.next();
            asked = asked.behind(next);
        } while (next != null && rows < MOST);
        return csv.more(next).download("history-" + rep);
    }
}
