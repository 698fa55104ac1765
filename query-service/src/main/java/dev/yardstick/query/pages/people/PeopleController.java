package dev.yardstick.query.pages.people;

import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.Caller;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.CommandServiceClient.Accepted;
import dev.yardstick.query.pages.kit.CommandServiceClient.Sent;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Frame;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.pages.kit.Rows;
import dev.yardstick.query.wording.Wording;
import dev.yardstick.runtime.access.DeniedException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who works here: hire, amend, transfer, absence, departure, erasure. */
@Controller
record PeopleController(
        PeopleReading reading,
        Rights rights,
        CommandServiceClient commands,
        Frame frame,
        Wording words) {

    private static final int PAGE = 50;
    private static final String REP = "/api/v1/reps/{rep}";
    private static final String PERSON = "/people/{rep}";
    private static final String[] DETAILS = {"name", "email", "timeZone", "calendar", "hiredOn"};
    private static final List<String> GROUNDS =
            List.of(
                    "requested",
                    "no-longer-needed",
                    "consent-withdrawn",
                    "objected",
                    "unlawful",
                    "obliged");

    @GetMapping("/people")
    String people(@Nullable String q, @Nullable String cursor, Model model) {
        Rows<PeopleReading.Person> people = Rows.of(reading.people(q), cursor, PAGE);
        rights.shown(people.items().stream().map(PeopleReading.Person::id));
        model.addAttribute("people", people);
        return "people";
    }

    @GetMapping(path = "/people", params = "format=csv")
    ResponseEntity<byte[]> peopleAsCsv(@Nullable String q) {
        List<PeopleReading.Person> people = reading.people(q);
        rights.shown(people.stream().map(PeopleReading.Person::id));
        return new Csv<PeopleReading.Person>()
                .column("rep", PeopleReading.Person::id)
                .column("name", PeopleReading.Person::name)
                .column("team", PeopleReading.Person::team)
                .column("manager", PeopleReading.Person::manager)
                .column("hired on", PeopleReading.Person::hiredOn)
                .column("left on", PeopleReading.Person::leftOn)
                .column("time zone", PeopleReading.Person::timeZone)
                .column("calendar", PeopleReading.Person::calendar)
                .download("people", people);
    }

    @GetMapping("/people/new")
    String ask(Form form) {
        if (!frame.mayChange("people")) {
            throw new DeniedException(Reason.ONLY_MANAGERS_HIRE);
        }
        form.put("timeZone", "Europe/Amsterdam").put("manager", Caller.current().person());
        return "hire";
    }

    @PostMapping("/people/new")
    String hire(Form form) {
        String id = form.value("id");
        if (id.isEmpty()) {
            form.wrong("id", words.message("people.id.missing"));
            return "hire";
        }
        Map<String, Object> body = form.body(DETAILS);
        body.putAll(form.body("team", "manager"));
        Form.put(body, "on", form.value("hiredOn"));
        Accepted hired =
                form.taken(
                        commands.put(REP, body, id), field -> field.equals("rep") ? "id" : field);
        return hired == null ? "hire" : Redirects.shown(PERSON, hired, "hired", id);
    }

    @GetMapping(PERSON)
    String person(@PathVariable String rep, Form form, Model model) {
        return show(reading.person(rep), form, model);
    }

    @PostMapping(PERSON)
    String amend(@PathVariable String rep, Form form, Model model) {
        PeopleReading.Person person = reading.person(rep);
        Map<String, Object> body = filled(form, person).body(DETAILS);
        Form.put(body, "team", person.team());
        Form.put(body, "manager", person.manager());
        Form.put(body, "on", form.value("on"));
        return after(commands.put(REP, body, rep), "amended", person, form, "on", model);
    }

    @PostMapping(PERSON + "/transfer")
    String transfer(@PathVariable String rep, Form form, Model model) {
        PeopleReading.Person person = reading.person(rep);
        Map<String, Object> body = filled(new Form(), person).body(DETAILS);
        body.putAll(form.body("team", "manager"));
        Form.put(body, "on", form.value("transferOn"));
        Sent sent = commands.put(REP, body, rep);
        return after(sent, "transferred", person, form, "transferOn", model);
    }

    @PostMapping(PERSON + "/absences")
    String absent(@PathVariable String rep, Form form, Model model) {
        PeopleReading.Person person = reading.person(rep);
        Sent sent = commands.post(REP + "/absences", form.body("from", "to"), rep);
        return after(sent, "absence-reported", person, form, "on", model);
    }

    @PostMapping(PERSON + "/absences/cancellation")
    String cancel(@PathVariable String rep, @RequestParam String absence, Form form, Model model) {
        PeopleReading.Person person = reading.person(rep);
        Sent sent = commands.post(REP + "/absences/{id}/cancellation", Map.of(), rep, absence);
        return after(sent, "absence-cancelled", person, form, "on", model);
    }

    @GetMapping(PERSON + "/departure")
    String askDeparture(@PathVariable String rep, Form form, Model model) {
        if (!frame.mayChange("people")) {
            throw new DeniedException(Reason.CALLER);
        }
        PeopleReading.Person person = reading.person(rep);
        form.put("leftOn", person.leftOn() == null ? person.today() : person.leftOn());
        return showDeparture(person, null, model);
    }

    /** Asks once more, and says what it means, before anything is reported. */
    @PostMapping(PERSON + "/departure")
    String leave(@PathVariable String rep, Form form, Model model) {
        PeopleReading.Person person = reading.person(rep);
        LocalDate day = day(form.value("leftOn"));
        if (day != null && !form.is("sure")) {
            return showDeparture(person, day, model);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        Form.put(body, "on", form.value("leftOn"));
        Accepted left =
                form.taken(
                        commands.post(REP + "/departure", body, rep),
                        path -> path.equals("on") ? "leftOn" : path);
        return left == null
                ? showDeparture(person, null, model)
                : Redirects.shown(PERSON, left, "left", rep);
    }

    /** A day that was typed; null: it is none, which command-service says. */
    private static @Nullable LocalDate day(String typed) {
        try {
            return LocalDate.parse(typed);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /**
     * What is asked.
     *
     * @param day whether that is her last one; null: which one is
     */
    private static String showDeparture(
            PeopleReading.Person person, @Nullable LocalDate day, Model model) {
        model.addAttribute("person", person);
        model.addAttribute("day", day);
        return "departure";
    }

    /** The page has a form for each act: in one of them the day of an act has another name. */
    private String after(
            Sent sent,
            String done,
            PeopleReading.Person person,
            Form form,
            String day,
            Model model) {
        Accepted accepted = form.taken(sent, path -> path.equals("on") ? day : path);
        return accepted == null
                ? show(person, form, model)
                : Redirects.shown(PERSON, accepted, done, person.id());
    }

    private static String show(PeopleReading.Person person, Form form, Model model) {
        filled(form, person);
        model.addAttribute("person", person);
        model.addAttribute("mayErase", mayErase());
        return "person";
    }

    /** What was not typed in one form stands as it is. */
    private static Form filled(Form form, PeopleReading.Person person) {
        return form.putIfEmpty("name", person.name())
                .putIfEmpty("email", person.email())
                .putIfEmpty("timeZone", person.timeZone())
                .putIfEmpty("calendar", person.calendar())
                .putIfEmpty("hiredOn", person.hiredOn())
                .putIfEmpty("on", person.today())
                .putIfEmpty("team", person.team())
                .putIfEmpty("manager", person.manager());
    }

    @GetMapping(PERSON + "/erasure")
    String askErasure(@PathVariable String rep, Model model, Form form) {
        requireMayErase();
        return showErasure(reading.person(rep), model);
    }

    private static boolean mayErase() {
        return Caller.current().role().equals("admin");
    }

    private static void requireMayErase() {
        if (!mayErase()) {
            throw new DeniedException(Reason.ONLY_ADMINS_ERASE);
        }
    }

    @PostMapping(PERSON + "/erasure")
    String erase(@PathVariable String rep, Form form, Model model) {
        requireMayErase();
        PeopleReading.Person person = reading.person(rep);
        String confirmed = form.value("confirm");
        if (!confirmed.equals(rep) && !confirmed.equalsIgnoreCase(person.name())) {
            form.wrong("confirm", words.message("people.erase.confirm.wrong", person.name()));
            return showErasure(person, model);
        }
        Map<String, Object> body = Map.of("reason", form.value("reason"));
        Accepted erased = form.taken(commands.post(REP + "/erasure", body, rep));
        return erased == null
                ? showErasure(person, model)
                : Redirects.shown(PERSON, erased, "erased", rep);
    }

    private String showErasure(PeopleReading.Person person, Model model) {
        model.addAttribute("person", person);
        model.addAttribute("grounds", words.choices("people.erase.", GROUNDS));
        return "erasure";
    }
}
