package dev.yardstick.query.web.pages;

import dev.yardstick.query.timeline.Profile;
import dev.yardstick.query.timeline.Timeline;
import dev.yardstick.query.web.Answers;
import dev.yardstick.query.web.QuestionController;
import dev.yardstick.query.web.RepList;
import dev.yardstick.query.web.pages.CommandGateway.Accepted;
import dev.yardstick.query.web.pages.CommandGateway.Refused;
import dev.yardstick.query.web.pages.CommandGateway.Sent;
import dev.yardstick.query.web.pages.ExpectationReading.Previewed;
import dev.yardstick.query.web.pages.ExpectationReading.View;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * The exercise as a form: an expectation is written, looked at against the year before, and set or
 * revised. Each button comes back with all that was typed; only the last one records.
 */
@Controller
class ExpectationFormController {

    private static final int REPS = 200;
    private static final String SEND = "send";
    private static final String LOOK = "look";

    private final ExpectationReading expectations;
    private final CommandGateway commands;
    private final Answers answers;
    private final QuestionController questions;
    private final Frame frame;
    private final ClauseSentence sentence;

    ExpectationFormController(
            ExpectationReading expectations,
            CommandGateway commands,
            Answers answers,
            QuestionController questions,
            Frame frame,
            ClauseSentence sentence) {
        this.expectations = expectations;
        this.commands = commands;
        this.answers = answers;
        this.questions = questions;
        this.frame = frame;
        this.sentence = sentence;
    }

    @ModelAttribute("sentence")
    ClauseSentence sentence() {
        return sentence;
    }

    /**
     * A new expectation.
     *
     * @param like the expectation whose clauses it begins with
     */
    @GetMapping("/expectations/new")
    String write(
            @RequestParam(defaultValue = "") String rep,
            @RequestParam(required = false) @Nullable String like,
            Model model) {
        if (rep.isBlank()) {
            RepList reps = answers.reps(null, null, REPS);
            model.addAttribute("reps", reps.items());
            return "expectation-for";
        }
        Timeline.Rep who = expectations.rep(rep);
        List<Profile> earlier = expectations.earlier(rep);
        Draft draft =
                earlier.stream()
                        .filter(profile -> profile.id().equals(like))
                        .findFirst()
                        .map(expectations::draft)
                        .orElseGet(() -> Draft.of(List.of(), text -> null));
        int year = LocalDate.now().getYear();
        draft.put("rep", rep)
                .put("id", rep + "-" + year)
                .put("from", LocalDate.of(year, 1, 1))
                .put("to", LocalDate.of(year, 12, 31))
                .put("currency", earlier.isEmpty() ? "EUR" : earlier.getFirst().currency());
        model.addAttribute("earlier", earlier.stream().map(Profile::id).toList());
        return form(draft, draft.form(), who, null, List.of(), model);
    }

    @PostMapping("/expectations/new")
    String set(
            @RequestParam MultiValueMap<String, String> typed,
            @RequestParam(name = "do", defaultValue = LOOK) String button,
            Model model,
            HttpServletResponse response) {
        Draft draft = Draft.of(typed);
        Timeline.Rep who = expectations.rep(draft.value("rep"));
        int edited = draft.edit(button);
        draft.nameClauses();
        Form form = draft.form();
        model.addAttribute("edited", edited);
        Map<String, Object> body = draft.body("rep", "statement", "from", "to", "currency");
        if (button.equals(SEND)) {
            if (draft.value("id").isEmpty()) {
                form.wrong("id", "must be there");
                return form(draft, form, who, null, List.of(), model);
            }
            switch (commands.put("/api/v1/expectations/{id}", body, draft.value("id"))) {
                case Accepted done -> {
                    return Redirects.shown("/expectations/{id}", done, "set", draft.value("id"));
                }
                case Refused refused -> {
                    response.setStatus(ExpectationController.status(refused));
                    form.refused(refused, Draft::field);
                }
            }
        }
        return form(draft, form, who, null, preview(button, body, form), model);
    }

    @GetMapping("/expectations/{id}/revise")
    String write(@PathVariable String id, Model model) {
        View view = expectations.find(id);
        Draft draft =
                expectations
                        .draft(view.profile())
                        .put("effectiveFrom", view.today())
                        .put("version", view.latest().version().version());
        return form(draft, draft.form(), view.rep(), view, List.of(), model);
    }

    @PostMapping("/expectations/{id}/revise")
    String revise(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed,
            @RequestParam(name = "do", defaultValue = LOOK) String button,
            Model model,
            HttpServletResponse response) {
        View view = expectations.find(id);
        Draft draft = Draft.of(typed);
        model.addAttribute("edited", draft.edit(button));
        draft.nameClauses();
        Form form = draft.form();
        if (button.equals(SEND)) {
            Map<String, Object> body = draft.body("effectiveFrom", "reason");
            if (draft.value("restates").equals("true")) {
                body.put("restates", true);
            }
            switch (commands.postIfMatch(
                    draft.value("version"), "/api/v1/expectations/{id}/revisions", body, id)) {
                case Accepted done -> {
                    return Redirects.shown("/expectations/{id}", done, "revised", id);
                }
                case Refused refused -> {
                    response.setStatus(ExpectationController.status(refused));
                    form.refused(refused, Draft::field);
                }
            }
        }
        Map<String, Object> whole = draft.body();
        whole.put("rep", view.rep().id());
        whole.put("statement", view.expectation().statement());
        whole.put("from", view.expectation().from().toString());
        whole.put("to", view.expectation().to().toString());
        whole.put("currency", view.expectation().currency());
        return form(draft, form, view.rep(), view, preview(button, whole, form), model);
    }

    /** What would have been a year before, when that is asked for and nothing is wrong. */
    private List<Previewed> preview(String button, Map<String, Object> body, Form form) {
        if (!button.equals(LOOK)) {
            return List.of();
        }
        Sent checked = commands.post("/api/v1/expectations/checks", body);
        return switch (checked) {
            case Accepted done ->
                    expectations.yearBefore(
                            done.body().toString().getBytes(StandardCharsets.UTF_8));
            case Refused refused -> {
                form.refused(refused, Draft::field);
                yield List.of();
            }
        };
    }

    private String form(
            Draft draft,
            Form form,
            Timeline.Rep rep,
            @Nullable View revised,
            List<Previewed> preview,
            Model model) {
        model.addAttribute("clauses", draft.clauses());
        model.addAttribute("form", form);
        model.addAttribute("rep", rep);
        model.addAttribute("revised", revised);
        model.addAttribute("preview", preview);
        model.addAttribute("topics", ExpectationReading.topics(draft));
        model.addAttribute("questions", questions.questions(frame.language()).items());
        model.addAttribute("kinds", ClauseFields.KINDS);
        return "expectation-form";
    }
}
