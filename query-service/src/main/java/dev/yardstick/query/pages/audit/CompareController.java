package dev.yardstick.query.pages.audit;

import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.query.api.HistoryController;
import dev.yardstick.query.api.HistoryController.Asked;
import dev.yardstick.query.application.Answers;
import dev.yardstick.query.application.Evenings;
import dev.yardstick.query.application.Overviews;
import dev.yardstick.query.application.Parameters;
import dev.yardstick.query.compare.Comparison;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.history.Histories;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.wording.Wording;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What was recorded about a rep, and why a figure is not what it was. */
@Controller
record CompareController(
        Answers answers, HistoryController histories, TurningPoints turns, Wording words) {

    private static final int PAGE = 50;
    private static final int CSV_PAGE = 200;

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    /** A clause that is compared, its figures drawn. */
    public record Compared(Comparison.Clause clause, Waterfall delivered, Waterfall expected) {

        /** Whether anything about it is another than it was. */
        public boolean isMoved() {
            Comparison.Figures then = clause.then();
            Comparison.Figures now = clause.now();
            boolean judged =
                    then == null || now == null
                            ? then != now
                            : then.standing() != now.standing()
                                    || then.disputed() != now.disputed()
                                    || then.unspoken() != now.unspoken();
            return judged || delivered.isMoved() || expected.isMoved();
        }
    }

    @GetMapping("/reps/{rep}/compare")
    String compare(
            @PathVariable String rep,
            @Nullable String knownAt,
            @Nullable String and,
            @Nullable String on,
            Locale locale,
            Model model) {
        Asks asks = Asks.of(knownAt, and);
        Comparison comparison = knownAt == null ? null : compared(rep, knownAt, and, on);
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
        model.addAttribute("turns", turns.of(rep));
        model.addAttribute("days", asks);
        return "compare";
    }

    /** Null: at one of the moments nothing was known about her. */
    private @Nullable Comparison compared(
            String rep, String then, @Nullable String now, @Nullable String on) {
        try {
            return answers.compare(rep, then, now, on, CompareController::moment);
        } catch (NotFoundException unknownThen) {
            return null;
        }
    }

    @GetMapping(path = "/reps/{rep}/compare", params = "format=csv")
    ResponseEntity<byte[]> compareAsCsv(
            @PathVariable String rep,
            @Nullable String knownAt,
            @Nullable String and,
            @Nullable String on) {
        Asks.of(knownAt, and);
        return new Csv<Caused>()
                .column("expectation", caused -> caused.clause().expectation())
                .column("clause", caused -> caused.clause().id())
                .column("title", caused -> caused.clause().title())
                .column("unit", caused -> caused.clause().unit())
                .column("figure", Caused::figure)
                .column("then", caused -> caused.of().then())
                .column("now", caused -> caused.of().now())
                .part(Caused::cause, of -> of.column("cause", cause -> cause.cause().code()))
                .column("difference", Caused::difference)
                .part(Caused::cause, of -> of.column("positions", CompareController::positions))
                .download(
                        "compare-" + rep,
                        answers
                                .compare(rep, knownAt, and, on, CompareController::moment)
                                .clauses()
                                .stream()
                                .flatMap(clause ->
                                        Stream.concat(
                                                causes(clause, "delivered", clause.delivered()),
                                                causes(clause, "expected", clause.expected())))
                                .toList());
    }

    /** What one cause did to a figure of a clause; none: there is no difference. */
    private record Caused(
            Comparison.Clause clause,
            String figure,
            Comparison.Difference of,
            Comparison.@Nullable CauseOfDifference cause) {

        String difference() {
            return cause == null ? of.difference() : cause.difference();
        }
    }

    private static Stream<Caused> causes(
            Comparison.Clause clause, String figure, Comparison.Difference of) {
        return of.causes().isEmpty()
                ? Stream.of(new Caused(clause, figure, of, null))
                : of.causes().stream().map(cause -> new Caused(clause, figure, of, cause));
    }

    private static List<Long> positions(Comparison.CauseOfDifference cause) {
        return cause.events().stream().map(Comparison.Event::position).toList();
    }

    /** A day stands for all that was known when it ended in the rep's time zone. */
    private static String moment(RepStory rep, String asked) {
        LocalDate day = Asks.day("knownAt", asked);
        return day == null ? asked : Evenings.endOf(day, rep.timeZone()).toString();
    }

    /**
     * The moments that are asked for.
     *
     * @param then null: it is no day
     * @param now alike
     * @param exact whether one of them is no day
     */
    public record Asks(@Nullable LocalDate then, @Nullable LocalDate now, boolean exact) {

        static Asks of(@Nullable String knownAt, @Nullable String and) {
            LocalDate then = day("knownAt", knownAt);
            LocalDate now = day("and", and);
            boolean exact = knownAt != null && then == null || and != null && now == null;
            return new Asks(then, now, exact);
        }

        private static @Nullable LocalDate day(String name, @Nullable String asked) {
            return asked != null && DAY.matcher(asked).matches()
                    ? Parameters.date(name, asked)
                    : null;
        }
    }

    @GetMapping("/reps/{rep}/history")
    String history(@PathVariable String rep, Asked asked, Locale locale, Model model) {
        model.addAttribute("told", histories.tell(rep, asked, PAGE, locale));
        model.addAttribute("asked", asked);
        model.addAttribute("types", LogController.types(words));
        return "history";
    }

    @GetMapping(path = "/reps/{rep}/history", params = "format=csv")
    ResponseEntity<byte[]> historyAsCsv(@PathVariable String rep, Asked asked, Locale locale) {
        return LogController.csv(UnaryOperator.<Histories.Item>identity())
                .column("expectation", Histories.Item::expectation)
                .download(
                        "history-" + rep,
                        Csv.MOST,
                        cursor ->
                                histories.tell(rep, asked.behind(cursor), CSV_PAGE, locale).page(),
                        Overviews.Page::items,
                        Overviews.Page::next);
    }
}
