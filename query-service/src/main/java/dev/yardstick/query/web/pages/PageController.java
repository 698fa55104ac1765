package dev.yardstick.query.web.pages;

import dev.yardstick.query.timeline.Timeline;
import dev.yardstick.query.web.Answers;
import dev.yardstick.query.web.Asked;
import dev.yardstick.query.web.InvalidException;
import dev.yardstick.query.web.NotFoundException;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The list of reps, and a rep's year. */
@Controller
class PageController {

    private static final int PAGE = 50;

    private final Answers answers;
    private final Wording words = new Wording();

    PageController(Answers answers) {
        this.answers = answers;
    }

    @ModelAttribute("words")
    Wording words() {
        return words;
    }

    @GetMapping("/")
    String reps(
            @RequestParam(required = false) @Nullable String team,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        model.addAttribute("list", answers.reps(orNull(team), orNull(cursor), PAGE));
        model.addAttribute("team", orNull(team));
        model.addAttribute("first", orNull(cursor) == null);
        return "reps";
    }

    @GetMapping("/reps/{rep}")
    String year(
            @PathVariable String rep,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String grain,
            Model model) {
        Timeline timeline =
                answers.timeline(
                        rep,
                        new Asked(
                                orNull(from),
                                orNull(to),
                                orNull(on),
                                orNull(knownAt),
                                orNull(grain)));
        model.addAttribute(
                "year", RepYear.of(timeline, asOf(timeline, orNull(on), orNull(knownAt))));
        model.addAttribute("grain", orNull(grain) == null ? "week" : grain);
        model.addAttribute("knownAt", orNull(knownAt));
        return "rep";
    }

    /** In words, when a page does not show what is known now about today. */
    private String asOf(Timeline timeline, @Nullable String on, @Nullable String knownAt) {
        if (on == null && knownAt == null) {
            return "";
        }
        String day = "As of " + words.day(timeline.on());
        return knownAt == null
                ? day + "."
                : day + ", as it was known at position " + timeline.knownAt().position() + ".";
    }

    /** An empty field of a form is a parameter that was not given. */
    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.NOT_FOUND)
    String answer(NotFoundException e, Model model) {
        return explained(model, "There is no such page", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.UNPROCESSABLE_CONTENT)
    String answer(InvalidException e, Model model) {
        return explained(model, "That cannot be shown", "“" + e.path() + "” " + e.getMessage());
    }

    private static String explained(Model model, String title, String message) {
        model.addAttribute("title", title);
        model.addAttribute("message", message);
        return "error";
    }
}
