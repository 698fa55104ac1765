package dev.yardstick.query.pages.expectation;

import static dev.yardstick.query.pages.expectation.DraftPreview.LOOK;
import static dev.yardstick.query.pages.expectation.DraftPreview.SEND;

import dev.yardstick.events.CompanyEvent.TemplateSet;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.pages.expectation.DraftPreview.OfColleague;
import dev.yardstick.query.pages.expectation.ExpectationReading.View;
import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.CommandServiceClient.Accepted;
import dev.yardstick.query.pages.kit.CommandServiceClient.Refused;
import dev.yardstick.query.pages.kit.CommandServiceClient.Sent;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.pages.people.PeopleReading;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.wording.Wording;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

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
        Clock clock) {

    private static final String REP = "{rep}";

    /**
     * A new expectation.
     *
     * @param q whom the writer looks for, while she has not chosen
     * @param like the expectation of hers or of a colleague that it begins with
     * @param template what it begins with otherwise
     * @param role the one whose usual sentences it begins with, where there is neither
     */
    @GetMapping("/expectations/new")
    String write(
            @Nullable String rep,
            @Nullable String q,
            @Nullable String like,
            @Nullable String template,
            @Nullable String role,
            Model model) {
        if (rep == null) {
            model.addAttribute("choice", people.choice(q, false));
            return "expectation-for";
        }
        Timeline.Rep who = drafting.rep(rep);
        List<Profile> earlier = drafting.earlier(rep);
        List<Timeline.Rep> colleagues = drafting.colleagues(who);
        List<OfColleague> others = drafting.ofColleagues(colleagues);
        Draft draft =
                Stream.concat(earlier.stream(), others.stream().map(OfColleague::profile))
                        .filter(profile -> profile.id().equals(like))
                        .findFirst()
                        .map(drafting::draft)
                        .orElseGet(() -> begun(template));
        Proposal proposal =
                Proposal.of(
                        rep,
                        drafting.hiredOn(rep),
                        earlier,
                        others.stream().map(OfColleague::profile),
                        LocalDate.now(clock));
        if (draft.clauses().isEmpty()) {
            draft.clauses().addAll(ReadySentences.of(role, words));
            if (proposal.isNew()) {
                draft.rampUp(Draft.RAMP);
            }
        }
        draft.form()
                .put("rep", rep)
                .put("id", proposal.id())
                .put("from", proposal.from())
                .put("to", proposal.to())
                .put("currency", proposal.currency());
        return form(draft, who, earlier, colleagues, others, model);
    }

    private Draft begun(@Nullable String template) {
        TemplateSet found = template == null ? null : drafting.templates().get(template);
        return found == null ? Draft.of(new Form()) : drafting.draft(found);
    }

    @PostMapping("/expectations/new")
    String set(
            Form form, @RequestParam(name = "do", defaultValue = LOOK) String button, Model model) {
        Timeline.Rep who = drafting.rep(form.value("rep"));
        Draft draft = drafting.typed(form, who.id(), button, isAsked(button), model);
        Map<String, Object> body = draft.body("rep", "statement", "from", "to", "currency");
        if (button.equals(SEND) && form.value("id").isEmpty()) {
            form.wrong("id", words.message("expectation.id.missing"));
        } else if (button.equals(SEND)) {
            boolean one = form.values("reps").isEmpty();
            Accepted done =
                    form.taken(one ? setOne(form, body) : setMany(form, body), Draft::field);
            if (done != null && done.body().path("refused").isEmpty()) {
                return one
                        ? Redirects.shown("/expectations/{id}", done, "set", form.value("id"))
                        : Redirects.shown("/expectations", done, "set-many");
            }
            if (done != null) {
                someRefused(done, form, model);
            }
        }
        look(button, body, draft, model);
        return form(draft, who, model);
    }

    private static boolean isAsked(String button) {
        return button.equals(SEND) || button.equals(LOOK);
    }

    private Sent setOne(Form form, Map<String, Object> body) {
        return commands.put("/api/v1/expectations/{id}", body, form.value("id"));
    }

    /** The same for others too: the id holds whose it is. */
    private Sent setMany(Form form, Map<String, Object> body) {
        Map<String, Object> many = new LinkedHashMap<>(body);
        String rep = form.value("rep");
        String id = form.value("id");
        many.remove("rep");
        many.put(
                "id",
                id.contains(REP) ? id : id.contains(rep) ? id.replace(rep, REP) : id + "-" + REP);
        List<String> reps = new ArrayList<>(List.of(rep));
        form.values("reps").stream().filter(other -> !other.equals(rep)).forEach(reps::add);
        many.put("reps", reps);
        return commands.post("/api/v1/expectations", many);
    }

    /** Some have theirs; for the others the form stands as it was. */
    private void someRefused(Accepted some, Form form, Model model) {
        model.addAttribute(
                "already",
                some.body().path("set").valueStream().map(id -> id.stringValue("")).toList());
        for (JsonNode refused : some.body().path("refused")) {
            String rep = refused.path("rep").stringValue("");
            form.wrong("for." + rep, rep + ": " + refused.path("message").stringValue(""));
        }
    }

    @GetMapping("/expectations/{id}/revise")
    String write(@PathVariable String id, @Nullable Integer accepts, Model model) {
        View view = expectations.find(id);
        Draft draft = drafting.draft(view.profile());
        view.disputed().stream()
                .filter(version -> Objects.equals(accepts, version.version().version()))
                .forEach(version ->
                        draft.form()
                                .put("accepts", accepts)
                                .put(
                                        "reason",
                                        words.message(
                                                "expectation.accepts", version.objections())));
        draft.form()
                .put("effectiveFrom", view.today())
                .put("version", view.latest().version().version());
        return form(draft, view, model);
    }

    /** Says that it was revised as the rep saw it; where that is refused, it was revised. */
    private Accepted accepted(Form form, View view, Accepted revised) {
        Map<String, Object> answer =
                Map.of(
                        "on",
                        view.today().toString(),
                        "reply",
                        "accepted",
                        "text",
                        form.value("reason"));
        Sent sent =
                commands.post(
                        "/api/v1/expectations/{id}/disputes/{version}/answers",
                        answer,
                        view.expectation().id(),
                        form.value("accepts"));
        return sent instanceof Accepted said ? said : revised;
    }

    @PostMapping("/expectations/{id}/revise")
    String revise(
            @PathVariable String id,
            Form form,
            @RequestParam(name = "do", defaultValue = LOOK) String button,
            Model model) {
        View view = expectations.find(id);
        Draft draft = drafting.typed(form, view.rep().id(), button, isAsked(button), model);
        if (button.equals(SEND)) {
            Map<String, Object> body = draft.body("effectiveFrom", "reason");
            if (!draft.words().statement().equals(view.latest().words().statement())) {
                body.put("statement", draft.words().statement());
            }
            if (form.is("restates")) {
                body.put("restates", true);
            }
            Sent sent =
                    commands.postIfMatch(
                            form.value("version"), "/api/v1/expectations/{id}/revisions", body, id);
            if (sent instanceof Refused refused
                    && refused.status() == HttpStatus.PRECONDITION_FAILED.value()) {
                moved(form, view, model);
            } else {
                Accepted done = form.taken(sent, Draft::field);
                if (done != null && !form.value("accepts").isEmpty()) {
                    return Redirects.shown(
                            "/expectations/{id}", accepted(form, view, done), "accepted", id);
                }
                if (done != null) {
                    return Redirects.shown("/expectations/{id}", done, "revised", id);
                }
            }
        }
        Map<String, Object> whole = draft.body();
        whole.put("rep", view.rep().id());
        whole.put("statement", form.value("statement"));
        whole.put("from", view.expectation().from().toString());
        whole.put("to", view.expectation().to().toString());
        whole.put("currency", view.expectation().currency());
        look(button, whole, draft, model);
        return form(draft, view, model);
    }

    /** Somebody else revised it meanwhile: both are shown, and the next try is about the newer. */
    private void moved(Form form, View view, Model model) {
        String seen = form.value("version");
        int latest = view.latest().version().version();
        model.addAttribute(
                "moved",
                view.versions().stream()
                        .filter(version -> String.valueOf(version.version().version()).equals(seen))
                        .findFirst()
                        .map(version ->
                                expectations
                                        .changes(view.expectation().currency())
                                        .between(version.words(), view.latest().words()))
                        .orElse(List.of()));
        form.put("version", latest)
                .wrong("effectiveFrom", words.message("expectation.moved", latest, seen));
    }

    /** What would have been a year before, when that is asked for and nothing is wrong. */
    private void look(String button, Map<String, Object> body, Draft draft, Model model) {
        if (!button.equals(LOOK) || draft.clauses().isEmpty()) {
            return;
        }
        Accepted checked =
                draft.form()
                        .taken(commands.post("/api/v1/expectations/checks", body), Draft::field);
        if (checked != null) {
            model.addAttribute(
                    "preview",
                    drafting.yearBefore(
                            checked.body().toString().getBytes(StandardCharsets.UTF_8),
                            draft.titles()));
        }
    }

    private String form(Draft draft, View revised, Model model) {
        String currency = revised.expectation().currency();
        drafting.show(draft, revised.rep().id(), currency, model);
        model.addAttribute("revised", revised);
        model.addAttribute("rep", revised.rep());
        model.addAttribute(
                "changes",
                expectations.changes(currency).between(revised.latest().words(), draft.words()));
        return "expectation-form";
    }

    private String form(Draft draft, Timeline.Rep rep, Model model) {
        List<Timeline.Rep> colleagues = drafting.colleagues(rep);
        return form(
                draft,
                rep,
                drafting.earlier(rep.id()),
                colleagues,
                drafting.ofColleagues(colleagues),
                model);
    }

    private String form(
            Draft draft,
            Timeline.Rep rep,
            List<Profile> earlier,
            List<Timeline.Rep> colleagues,
            List<OfColleague> others,
            Model model) {
        drafting.show(draft, rep.id(), draft.form().value("currency"), model);
        model.addAttribute("rep", rep);
        model.addAttribute("chosen", draft.form().values("reps"));
        model.addAttribute("earlier", earlier);
        model.addAttribute("templates", drafting.templates().keySet());
        model.addAttribute("colleagues", colleagues);
        model.addAttribute("others", others);
        model.addAttribute("roles", ReadySentences.roles());
        return "expectation-form";
    }
}
