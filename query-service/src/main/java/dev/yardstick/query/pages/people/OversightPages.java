package dev.yardstick.query.pages.people;

import dev.yardstick.events.Codes;
import dev.yardstick.events.OversightEvent.Kind;
import dev.yardstick.events.OversightEvent.OversightGiven;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.api.OversightController;
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
        model.addAttribute("given", oversights.find());
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
        return after(commands.put(CALL, body, form.value("kind")), "oversight-given", form, model);
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
