package dev.yardstick.query.pages.people;

import dev.yardstick.events.Codes;
import dev.yardstick.events.OversightEvent.Kind;
import dev.yardstick.events.OversightEvent.OversightGiven;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.api.OversightController;
import dev.yardstick.query.credential.Credentials;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.CommandServiceClient.Accepted;
import dev.yardstick.query.pages.kit.CommandServiceClient.Sent;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Frame;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.wording.Wording;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Who answers for reps beside their manager: a deputy, somebody further up, a director. */
@Controller
record OversightPages(
        OversightController oversights,
        PeopleReading people,
        Credentials credentials,
        Rights rights,
        CommandServiceClient commands,
        Frame frame,
        Wording words,
        Clock clock) {

    private static final String PATH = "/people/oversight";
    private static final String CALL = "/api/v1/oversights/{kind}";

    @GetMapping(PATH)
    String list(Form form, Model model) {
        String manager = rights.boundManager();
        LocalDate today = LocalDate.now(clock);
        form.putIfEmpty("kind", Codes.of(Kind.DEPUTY))
                .putIfEmpty("of", manager)
                .putIfEmpty("from", today);
        List<OversightGiven> given = oversights.find();
        Names names = people.names();
        model.addAttribute("given", given);
        model.addAttribute("names", names);
        model.addAttribute(
                "units",
                given.stream()
                        .filter(one -> one.kind() == Kind.UNIT)
                        .map(OversightGiven::by)
                        .distinct()
                        .toList());
        model.addAttribute("today", today);
        model.addAttribute("bound", manager);
        model.addAttribute("kinds", words.choices("people.oversight.", Codes.all(Kind.class)));
        return "oversight";
    }

    @GetMapping(path = PATH, params = "format=csv")
    ResponseEntity<byte[]> listAsCsv() {
        return new Csv<OversightGiven>()
                .column("kind", one -> one.kind().code())
                .column("of", OversightGiven::of)
                .column("by", OversightGiven::by)
                .column("from", OversightGiven::from)
                .column("to", OversightGiven::to)
                .download("oversight", oversights.find());
    }

    @PostMapping(PATH)
    String give(Form form, Model model) {
        Map<String, Object> body = form.body("of", "by", "from", "to");
        Names names = people.names();
        String kind = form.value("kind");
        if (kind.equals(Codes.of(Kind.UNIT))) {
            body.put("of", team(form, names));
        } else {
            body.put("by", person(form, "by", names));
            if (!kind.equals(Codes.of(Kind.DIRECTOR)) && rights.boundManager() == null) {
                body.put("of", person(form, "of", names));
            }
        }
        return form.isWrong()
                ? list(form, model)
                : after(commands.put(CALL, body, kind), "oversight-given", form, model);
    }

    /** The id of a person who is named; what was typed, which is wrong, where that is nobody. */
    private String person(Form form, String field, Names names) {
        String id = names.id(form, field, words);
        if (!id.isEmpty() && !isSomebody(id)) {
            form.wrong(field, words.message("people.oversight.nobody", id));
        }
        return id;
    }

    /**
     * Whether an id is that of a rep, whom the caller need not see, of whoever leads one or has a
     * part in what was given, or of whoever may sign in.
     */
    private boolean isSomebody(String id) {
        return credentials.persons(id, 1).contains(id)
                || people.snapshots().read(() -> people.roster().isAny(rep -> isOrLed(rep, id)))
                || oversights.find().stream().anyMatch(one -> isPart(one, id));
    }

    private static boolean isOrLed(RepStory rep, String id) {
        return rep.id().equals(id)
                || rep.moves().stream().anyMatch(day -> id.equals(rep.place(day).manager()));
    }

    private static boolean isPart(OversightGiven one, String id) {
        return switch (one.kind()) {
            case SUPERIOR, DEPUTY -> one.by().equals(id) || one.of().equals(id);
            case DIRECTOR -> one.by().equals(id);
            case UNIT -> false;
        };
    }

    private String team(Form form, Names names) {
        String typed = form.value("of");
        return names.teams().stream()
                .filter(typed::equalsIgnoreCase)
                .findFirst()
                .orElseGet(() -> {
                    if (!typed.isEmpty()) {
                        form.wrong("of", words.message("people.oversight.team.none", typed));
                    }
                    return typed;
                });
    }

    @PostMapping(PATH + "/withdrawal")
    String withdraw(Form form, Model model) {
        Map<String, Object> body = form.body("of", "by", "from");
        Sent sent = commands.post(CALL + "/withdrawal", body, form.value("kind"));
        return after(sent, "oversight-withdrawn", form, model);
    }

    private String after(Sent sent, String done, Form form, Model model) {
        Accepted accepted = form.taken(sent);
        return accepted == null ? list(form, model) : Redirects.shown(PATH, accepted, done);
    }
}
