package dev.yardstick.query.pages.expectation;

import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.pages.people.PeopleReading;
import dev.yardstick.query.wording.Wording;

import static dev.yardstick.query.pages.kit.Form.orNull;

import dev.yardstick.events.CompanyEvent.TemplateSet;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.pages.kit.CommandServiceClient.Accepted;
import dev.yardstick.query.pages.kit.CommandServiceClient.Refused;
import dev.yardstick.query.pages.kit.CommandServiceClient.Sent;
import dev.yardstick.query.pages.expectation.ExpectationReading.View;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The exercise as a form: an expectation is written, looked at against the year before, and set or
 * revised. Each button comes back with all that was typed; only the last one records.
 */
@Controller
record ExpectationFormController(
        ExpectationReading expectations,
        DraftPreview drafting,
        PeopleReading people,
        CommandServiceClient commands,
        Wording words,
        ClausesForm clausesForm,
        Clock clock) {

    private static final String SEND = "send";
    private static final String LOOK = "look";
    private static final String REP = "{rep}";

    /**
     * A new expectation.
     *
     * @param q whom the writer looks for, while she has not chosen
     * @param like the expectation of before that it begins with
     * @param template what it begins with otherwise
     */
    @GetMapping("/expectations/new")
    String write(
            @RequestParam(defaultValue = "") String rep,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String like,
            @RequestParam(defaultValue = "") String template,
            Model model) {
        if (rep.isBlank()) {
            model.addAttribute("choice", people.choice(orNull(q), false));
            model.addAttribute("template", template);
            return "expectation-for";
        }
        Timeline.Rep who = drafting.rep(rep);
        List<Profile> earlier = drafting.earlier(rep);
        Draft draft =
                earlier.stream()
                        .filter(profile -> profile.id().equals(like))
                        .findFirst()
                        .map(drafting::draft)
                        .orElseGet(() -> begun(template));
        LocalDate from =
                earlier.isEmpty()
                        ? LocalDate.now(clock).withDayOfYear(1)
                        : earlier.getFirst().lastDay().plusDays(1);
        String id = rep + "-" + from.getYear();
        boolean taken = earlier.stream().anyMatch(profile -> profile.id().equals(id));
        draft.put("rep", rep)
                .put("id", taken ? id + "-" + (earlier.size() + 1) : id)
                .put("from", from)
                .put("to", from.plusYears(1).minusDays(1))
                .put("currency", earlier.isEmpty() ? "EUR" : earlier.getFirst().currency());
        return form(draft, draft.form(), who, model);
    }

    private Draft begun(String template) {
        TemplateSet found = drafting.templates().get(template);
        return found == null ? Draft.of(List.of(), text -> null) : drafting.draft(found);
    }

    @PostMapping("/expectations/new")
    String set(
            @RequestParam MultiValueMap<String, String> typed,
            @RequestParam(name = "do", defaultValue = LOOK) String button,
            Model model) {
        Draft draft = Draft.of(typed);
        model.addAttribute("typed", true);
        Timeline.Rep who = drafting.rep(draft.value("rep"));
        draft.edit(button);
        boolean asked = button.equals(SEND) || button.equals(LOOK);
        if (asked) {
            draft.nameClauses();
        }
        Form form = asked ? draft.form(words) : draft.form();
        Map<String, Object> body = draft.body("rep", "statement", "from", "to", "currency");
        if (button.equals(SEND) && draft.value("id").isEmpty()) {
            form.wrong("id", words.message("expectation.id.missing"));
        } else if (button.equals(SEND)) {
            Sent sent = draft.values("reps").isEmpty() ? setOne(draft, body) : setMany(draft, body);
            switch (sent) {
                case Accepted done when done.body().path("refused").isEmpty() -> {
                    return draft.values("reps").isEmpty()
                            ? Redirects.shown("/expectations/{id}", done, "set", draft.value("id"))
                            : Redirects.shown("/expectations", done, "set-many");
                }
                case Accepted some -> someRefused(some, form, model);
                case Refused refused -> form.refused(refused, Draft::field);
            }
        }
        look(button, body, draft, form, model);
        return form(draft, form, who, model);
    }

    private Sent setOne(Draft draft, Map<String, Object> body) {
        return commands.put("/api/v1/expectations/{id}", body, draft.value("id"));
    }

    /** The same for others too: the id holds whose it is. */
    private Sent setMany(Draft draft, Map<String, Object> body) {
        Map<String, Object> many = new LinkedHashMap<>(body);
        String rep = draft.value("rep");
        String id = draft.value("id");
        many.remove("rep");
        many.put(
                "id",
                id.contains(REP) ? id : id.contains(rep) ? id.replace(rep, REP) : id + "-" + REP);
        List<String> reps = new ArrayList<>(List.of(rep));
        draft.values("reps").stream().filter(other -> !other.equals(rep)).forEach(reps::add);
        many.put("reps", reps);
        return commands.post("/api/v1/expectations", many);
    }

    /** Some have theirs; for the others the form stands as it was. */
    private void someRefused(Accepted some, Form form, Model model) {
        List<String> set = new ArrayList<>();
        some.body().path("set").forEach(id -> set.add(id.stringValue("")));
        model.addAttribute("already", set);
        some.body()
                .path("refused")
                .forEach(refused ->
                        form.wrong(
                                "for." + refused.path("rep").stringValue(""),
                                refused.path("rep").stringValue("")
                                        + ": "
                                        + refused.path("message").stringValue("")));
    }

    @GetMapping("/expectations/{id}/revise")
    String write(@PathVariable String id, Model model) {
        View view = expectations.find(id);
        Draft draft =
                drafting.draft(view.profile())
                        .put("effectiveFrom", view.today())
                        .put("version", view.latest().version().version());
        return form(draft, draft.form(), view, model);
    }

    @PostMapping("/expectations/{id}/revise")
    String revise(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed,
            @RequestParam(name = "do", defaultValue = LOOK) String button,
            Model model) {
        View view = expectations.find(id);
        Draft draft = Draft.of(typed);
        model.addAttribute("typed", true);
        draft.edit(button);
        boolean asked = button.equals(SEND) || button.equals(LOOK);
        if (asked) {
            draft.nameClauses();
        }
        Form form = asked ? draft.form(words) : draft.form();
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
                case Refused refused
                        when refused.status() == HttpStatus.PRECONDITION_FAILED.value() -> {
                    form = moved(draft, view, model);
                }
                case Refused refused -> form.refused(refused, Draft::field);
            }
        }
        Map<String, Object> whole = draft.body();
        whole.put("rep", view.rep().id());
        whole.put("statement", view.expectation().statement());
        whole.put("from", view.expectation().from().toString());
        whole.put("to", view.expectation().to().toString());
        whole.put("currency", view.expectation().currency());
        look(button, whole, draft, form, model);
        return form(draft, form, view, model);
    }

    /** Somebody else revised it meanwhile: both are shown, and the next try is about the newer. */
    private Form moved(Draft draft, View view, Model model) {
        String seen = draft.value("version");
        int latest = view.latest().version().version();
        draft.put("version", latest);
        model.addAttribute(
                "moved",
                view.versions().stream()
                        .filter(version -> String.valueOf(version.version().version()).equals(seen))
                        .findFirst()
                        .map(version ->
                                expectations
                                        .changes(view.expectation().currency())
                                        .between(version.fields(), view.latest().fields()))
                        .orElse(List.of()));
        return draft.form()
                .wrong("effectiveFrom", words.message("expectation.moved", latest, seen));
    }

    /** What would have been a year before, when that is asked for and nothing is wrong. */
    private void look(
            String button, Map<String, Object> body, Draft draft, Form form, Model model) {
        if (!button.equals(LOOK) || draft.clauses().isEmpty()) {
            return;
        }
        switch (commands.post("/api/v1/expectations/checks", body)) {
            case Accepted done ->
                    model.addAttribute(
                            "preview",
                            drafting.yearBefore(
                                    done.body().toString().getBytes(StandardCharsets.UTF_8),
                                    draft.titles()));
            case Refused refused -> form.refused(refused, Draft::field);
        }
    }

    private String form(Draft draft, Form form, View revised, Model model) {
        clausesForm.show(draft, form, revised.expectation().currency(), model);
        model.addAttribute("revised", revised);
        model.addAttribute(
                "changes",
                expectations
                        .changes(revised.expectation().currency())
                        .between(revised.latest().fields(), draft.clauses()));
        return around(draft, revised.rep(), model);
    }

    private String form(Draft draft, Form form, Timeline.Rep rep, Model model) {
        clausesForm.show(draft, form, draft.value("currency"), model);
        return around(draft, rep, model);
    }

    private String around(Draft draft, Timeline.Rep rep, Model model) {
        model.addAttribute("rep", rep);
        model.addAttribute("chosen", draft.values("reps"));
        if (!model.containsAttribute("revised")) {
            model.addAttribute("earlier", drafting.earlier(rep.id()));
            model.addAttribute("templates", drafting.templates().keySet());
            model.addAttribute("colleagues", drafting.colleagues(rep));
        }
        return "expectation-form";
    }
}
