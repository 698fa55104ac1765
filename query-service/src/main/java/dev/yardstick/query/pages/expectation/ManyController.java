package dev.yardstick.query.pages.expectation;

import dev.yardstick.events.CompanyEvent.TemplateSet;
import dev.yardstick.query.pages.expectation.DraftPreview.OfColleague;
import dev.yardstick.query.pages.expectation.ManyReading.Person;
import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.CommandServiceClient.Accepted;
import dev.yardstick.query.pages.kit.CommandServiceClient.Refused;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.wording.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The same for many who were ticked in a team's table: what each would get is shown, and set with
 * one press. Each stands or is refused by itself; who was refused stays, with the reason, and who
 * has hers is not sent again.
 */
@Controller
record ManyController(
        ManyReading reading,
        DraftPreview drafting,
        ClauseSentence sentence,
        CommandServiceClient commands,
        Wording words) {

    private static final String MANY = "/expectations/new/many";
    private static final String TEMPLATE = "template:";
    private static final String LIKE = "like:";
    private static final List<String> OWN = List.of("from", "to", "currency");

    /** More colleagues are not offered. */
    private static final int MOST_COLLEAGUES = 50;

    /**
     * What each would get.
     *
     * @param rep for whom
     * @param team from whose table they come
     * @param source what they begin with: {@code template:NAME} or {@code like:EXPECTATION}; null:
     *     that is chosen first
     */
    @GetMapping(MANY)
    String write(
            @RequestParam(defaultValue = "") List<String> rep,
            @Nullable String team,
            @Nullable String source,
            Form form,
            Model model) {
        List<Person> persons = reading.of(rep);
        Map<String, String> sources = sources(persons);
        form.put("team", team).put("source", source).chosen("rep", rep);
        Draft draft = begun(source, persons);
        for (Person person : persons) {
            put(form, person);
        }
        draft.form().typed().forEach(form::chosen);
        return show(new Draft(form, draft.clauses()), persons, sources, model);
    }

    private static void put(Form form, Person person) {
        String rep = person.rep().id();
        Proposal proposal = person.proposal();
        form.put("from." + rep, proposal.from())
                .put("to." + rep, proposal.to())
                .put("currency." + rep, proposal.currency())
                .put("ramp." + rep, proposal.isNew() ? Draft.RAMP : null);
    }

    private Draft begun(@Nullable String source, List<Person> persons) {
        if (source != null && source.startsWith(TEMPLATE)) {
            TemplateSet template = drafting.templates().get(source.substring(TEMPLATE.length()));
            return template == null ? Draft.of(new Form()) : drafting.draft(template);
        }
        return source == null
                ? Draft.of(new Form())
                : colleagues(persons).stream()
                        .filter(other -> source.equals(LIKE + other.profile().id()))
                        .findFirst()
                        .map(other -> drafting.draft(other.profile()))
                        .orElseGet(() -> Draft.of(new Form()));
    }

    private List<OfColleague> colleagues(List<Person> persons) {
        if (persons.isEmpty()) {
            return List.of();
        }
        List<Timeline.Rep> team = new ArrayList<>(drafting.colleagues(persons.getFirst().rep()));
        team.addFirst(persons.getFirst().rep());
        return drafting.ofColleagues(team);
    }

    /** What they may begin with, in words. */
    private Map<String, String> sources(List<Person> persons) {
        Map<String, String> sources = new LinkedHashMap<>();
        drafting.templates()
                .keySet()
                .forEach(name ->
                        sources.put(
                                TEMPLATE + name, words.message("expectation.many.template", name)));
        colleagues(persons).stream()
                .limit(MOST_COLLEAGUES)
                .forEach(other ->
                        sources.put(
                                LIKE + other.profile().id(),
                                words.message(
                                        "expectation.many.like",
                                        other.name(),
                                        words.day(other.profile().from()))));
        return sources;
    }

    /** Sets it for all who are ticked; the others stay as they are. */
    @PostMapping(MANY)
    String set(Form form, Model model) {
        List<Person> persons = reading.of(form.values("person"));
        Draft draft = Draft.of(form);
        List<Person> left = new ArrayList<>();
        List<String> names = new ArrayList<>(form.values("set"));
        Accepted last = null;
        if (form.value("statement").isEmpty()) {
            form.wrong("statement", words.message("expectation.many.statement"));
        } else if (form.values("rep").isEmpty()) {
            form.wrong("people", words.message("expectation.many.nobody"));
        }
        boolean asks = !form.isWrong();
        for (Person person : persons) {
            Accepted done =
                    asks && form.values("rep").contains(person.rep().id())
                            ? set(person, draft)
                            : null;
            if (done == null) {
                left.add(person);
            } else {
                names.add(person.rep().name());
                last = done;
            }
        }
        if (last != null && !form.isWrong()) {
            String team = form.value("team");
            return team.isEmpty()
                    ? Redirects.shown("/expectations", last, "set-many")
                    : Redirects.shown("/teams/{team}", last, "set-many", team);
        }
        form.chosen("set", names);
        return show(draft, left, Map.of(), model);
    }

    /** Null where it is refused; then the form says why, at the person. */
    private @Nullable Accepted set(Person person, Draft draft) {
        Form form = draft.form();
        String rep = person.rep().id();
        Map<String, Object> body = hers(rep, draft).body("statement");
        body.put("rep", rep);
        OWN.forEach(field -> Form.put(body, field, form.value(field + "." + rep)));
        return switch (commands.put("/api/v1/expectations/{id}", body, person.proposal().id())) {
            case Accepted accepted -> accepted;
            case Refused refused -> {
                String name = person.rep().name() + ": ";
                refused.faults()
                        .forEach(fault ->
                                form.wrong(
                                        field(fault.path()) + "." + rep, name + fault.message()));
                if (refused.faults().isEmpty()) {
                    form.wrong("for." + rep, name + refused.detail());
                }
                yield null;
            }
        };
    }

    /** What is not a person's own is told at the person. */
    private static String field(String path) {
        return OWN.contains(path) ? path : path.contains(".pace.ramp") ? "ramp" : "for";
    }

    /** The clauses with the ramp of one of them. */
    private static Draft hers(String rep, Draft draft) {
        List<Map<String, String>> clauses = new ArrayList<>();
        draft.clauses().forEach(clause -> clauses.add(new LinkedHashMap<>(clause)));
        Draft hers = new Draft(draft.form(), clauses);
        hers.rampUp(draft.form().value("ramp." + rep));
        return hers;
    }

    /** A promise in words. */
    record Promise(String title, String sentence) {}

    private String show(
            Draft draft, List<Person> persons, Map<String, String> sources, Model model) {
        Form form = draft.form();
        Map<String, List<Promise>> promises = new LinkedHashMap<>();
        for (Person person : persons) {
            String rep = person.rep().id();
            promises.put(
                    rep,
                    hers(rep, draft).clauses().stream()
                            .map(clause ->
                                    new Promise(
                                            ClauseSentence.title(clause),
                                            sentence.of(clause, form.value("currency." + rep))))
                            .toList());
        }
        model.addAttribute("form", draft.written());
        model.addAttribute("persons", persons);
        model.addAttribute("promises", promises);
        model.addAttribute("sources", sources);
        model.addAttribute(
                "hidden",
                form.typed().entrySet().stream()
                        .filter(field -> field.getKey().startsWith("clauses["))
                        .toList());
        return "expectation-many";
    }
}
