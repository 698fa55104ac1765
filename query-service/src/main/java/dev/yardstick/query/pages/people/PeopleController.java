package dev.yardstick.query.pages.people;

import static dev.yardstick.query.pages.kit.Form.orNull;

import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.Caller;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Frame;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.pages.kit.Rows;
import dev.yardstick.query.wording.Wording;
import dev.yardstick.runtime.access.DeniedException;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    private static final List<String> GROUNDS =
            List.of(
                    "requested",
                    "no-longer-needed",
                    "consent-withdrawn",
                    "objected",
                    "unlawful",
                    "obliged");

    @GetMapping("/people")
    String people(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        Rows<PeopleReading.Person> people =
                Rows.of(reading.people(orNull(q)), orNull(cursor), PAGE);
        rights.shown(people.items().stream().map(PeopleReading.Person::id));
        model.addAttribute("people", people);
        model.addAttribute("q", orNull(q));
        model.addAttribute("cursor", orNull(cursor));
        return "people";
    }

    @GetMapping(path = "/people", params = "format=csv")
    ResponseEntity<byte[]> peopleAsCsv(@RequestParam(required = false) @Nullable String q) {
        List<PeopleReading.Person> people = reading.people(orNull(q));
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
    String ask(Model model) {
        requireMayChange();
        String person = Caller.current().person();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("timeZone", "Europe/Amsterdam");
        if (person != null) {
            values.put("manager", person);
        }
        model.addAttribute("form", Form.filled(values));
        return "hire";
    }

    @PostMapping("/people/new")
    String hire(@RequestParam MultiValueMap<String, String> typed, Model model) {
        Form form = Form.of(typed);
        model.addAttribute("form", form);
        String id = form.value("id");
        if (id.isEmpty()) {
            form.wrong("id", words.message("people.id.missing"));
            return "hire";
        }
        Map<String, Object> body = details(form);
        Form.put(body, "team", form.value("team"));
        Form.put(body, "manager", form.value("manager"));
        Form.put(body, "on", form.value("hiredOn"));
        return switch (commands.put(REP, body, id)) {
            case CommandServiceClient.Accepted accepted ->
                    Redirects.shown(PERSON, accepted, "hired", id);
            case CommandServiceClient.Refused refused -> {
                form.refused(refused, field -> field.equals("rep") ? "id" : field);
                yield "hire";
            }
        };
    }

    @GetMapping("/people/{rep}")
    String person(@PathVariable String rep, Model model) {
        PeopleReading.Person person = reading.person(rep);
        return show(person, Form.filled(values(person)), model);
    }

    @PostMapping("/people/{rep}")
    String amend(
            @PathVariable String rep,
            @RequestParam MultiValueMap<String, String> typed,
            Model model) {
        PeopleReading.Person person = reading.person(rep);
        Form form = typed(person, typed);
        Map<String, Object> body = details(form);
        Form.put(body, "team", person.team());
        Form.put(body, "manager", person.manager());
        Form.put(body, "on", form.value("on"));
        CommandServiceClient.Sent sent = commands.put(REP, body, rep);
        return after(sent, "amended", person, form, Map.of(), model);
    }

    @PostMapping("/people/{rep}/transfer")
    String transfer(
            @PathVariable String rep,
            @RequestParam MultiValueMap<String, String> typed,
            Model model) {
        PeopleReading.Person person = reading.person(rep);
        Form form = typed(person, typed);
        Map<String, Object> body = details(Form.filled(values(person)));
        Form.put(body, "team", form.value("team"));
        Form.put(body, "manager", form.value("manager"));
        Form.put(body, "on", form.value("transferOn"));
        CommandServiceClient.Sent sent = commands.put(REP, body, rep);
        return after(sent, "transferred", person, form, Map.of("on", "transferOn"), model);
    }

    @PostMapping("/people/{rep}/absences")
    String absent(
            @PathVariable String rep,
            @RequestParam MultiValueMap<String, String> typed,
            Model model) {
        PeopleReading.Person person = reading.person(rep);
        Form form = typed(person, typed);
        Map<String, Object> body = new LinkedHashMap<>();
        Form.put(body, "from", form.value("from"));
        Form.put(body, "to", form.value("to"));
        CommandServiceClient.Sent sent = commands.post(REP + "/absences", body, rep);
        return after(sent, "absence-reported", person, form, Map.of(), model);
    }

    @PostMapping("/people/{rep}/absences/cancellation")
    String cancel(@PathVariable String rep, @RequestParam String absence, Model model) {
        PeopleReading.Person person = reading.person(rep);
        CommandServiceClient.Sent sent =
                commands.post(REP + "/absences/{id}/cancellation", Map.of(), rep, absence);
        Form form = Form.filled(values(person));
        return after(sent, "absence-cancelled", person, form, Map.of(), model);
    }

    @PostMapping("/people/{rep}/departure")
    String leave(
            @PathVariable String rep,
            @RequestParam MultiValueMap<String, String> typed,
            Model model) {
        PeopleReading.Person person = reading.person(rep);
        Form form = typed(person, typed);
        Map<String, Object> body = new LinkedHashMap<>();
        Form.put(body, "on", form.value("leftOn"));
        CommandServiceClient.Sent sent = commands.post(REP + "/departure", body, rep);
        return after(sent, "left", person, form, Map.of("on", "leftOn"), model);
    }

    @GetMapping("/people/{rep}/erasure")
    String askErasure(@PathVariable String rep, Model model) {
        requireMayErase();
        return showErasure(reading.person(rep), Form.filled(Map.of()), model);
    }

    private static boolean mayErase() {
        return Caller.current().role().equals("admin");
    }

    private static void requireMayErase() {
        if (!mayErase()) {
            throw new DeniedException(Reason.ONLY_ADMINS_ERASE);
        }
    }

    @PostMapping("/people/{rep}/erasure")
    String erase(
            @PathVariable String rep,
            @RequestParam MultiValueMap<String, String> typed,
            Model model) {
        requireMayErase();
        PeopleReading.Person person = reading.person(rep);
        Form form = Form.of(typed);
        if (!form.value("confirm").equals(rep)) {
            form.wrong("confirm", words.message("people.erase.confirm.wrong", rep));
            return showErasure(person, form, model);
        }
        Map<String, Object> body = Map.of("reason", form.value("reason"));
        return switch (commands.post(REP + "/erasure", body, rep)) {
            case CommandServiceClient.Accepted accepted ->
                    Redirects.shown(PERSON, accepted, "erased", rep);
            case CommandServiceClient.Refused refused ->
                    showErasure(person, form.refused(refused), model);
        };
    }

    private String showErasure(PeopleReading.Person person, Form form, Model model) {
        Map<String, String> grounds = new LinkedHashMap<>();
        GROUNDS.forEach(code -> grounds.put(code, words.message("people.erase." + code)));
        model.addAttribute("person", person);
        model.addAttribute("form", form);
        model.addAttribute("grounds", grounds);
        return "erasure";
    }

    private String after(
            CommandServiceClient.Sent sent,
            String done,
            PeopleReading.Person person,
            Form form,
            Map<String, String> fields,
            Model model) {
        return switch (sent) {
            case CommandServiceClient.Accepted accepted ->
                    Redirects.shown(PERSON, accepted, done, person.id());
            case CommandServiceClient.Refused refused ->
                    show(
                            person,
                            form.refused(refused, path -> fields.getOrDefault(path, path)),
                            model);
        };
    }

    private String show(PeopleReading.Person person, Form form, Model model) {
        model.addAttribute("person", person);
        model.addAttribute("form", form);
        model.addAttribute("mayErase", mayErase());
        return "person";
    }

    /** The page has a form for each act: what was not typed in one stands as it is. */
    private static Form typed(PeopleReading.Person person, MultiValueMap<String, String> typed) {
        Map<String, Object> values = values(person);
        values.putAll(typed.toSingleValueMap());
        return Form.filled(values);
    }

    private static Map<String, Object> values(PeopleReading.Person person) {
        Map<String, Object> values = new LinkedHashMap<>();
        Form.put(values, "name", person.name());
        Form.put(values, "email", person.email());
        Form.put(values, "timeZone", person.timeZone());
        Form.put(values, "calendar", person.calendar());
        Form.put(values, "hiredOn", person.hiredOn().toString());
        Form.put(values, "on", person.today().toString());
        Form.put(values, "team", person.team());
        Form.put(values, "manager", person.manager());
        return values;
    }

    private static Map<String, Object> details(Form form) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (String field : List.of("name", "email", "timeZone", "calendar", "hiredOn")) {
            Form.put(body, field, form.value(field));
        }
        return body;
    }

    private void requireMayChange() {
        if (!frame.mayChange("people")) {
            throw new DeniedException(Reason.ONLY_MANAGERS_HIRE);
        }
    }
}
