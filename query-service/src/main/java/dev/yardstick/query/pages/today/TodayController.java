package dev.yardstick.query.pages.today;

import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.Caller;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.CommandServiceClient.Accepted;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Frame;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.view.Due;
import dev.yardstick.query.view.RepDay;
import dev.yardstick.query.wording.Wording;
import dev.yardstick.runtime.access.DeniedException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Where each begins: a manager with what is to be done, a rep with what waits for her. */
@Controller
record TodayController(
        TodayReading reading,
        Rights rights,
        CommandServiceClient commands,
        Frame frame,
        Wording words) {

    private static final int DAYS = 7;

    @GetMapping("/")
    String start() {
        return switch (Caller.current().role()) {
            case "auditor" -> "redirect:/audit";
            case "operator" -> "redirect:/operations";
            default -> "redirect:/today";
        };
    }

    @GetMapping("/today")
    String today(
            @Nullable String team,
            @Nullable String on,
            @Nullable String knownAt,
            @Nullable String due,
            Model model) {
        Caller caller = Caller.current();
        if (caller.role().equals("rep")) {
            if (caller.person() == null) {
                return "redirect:/reps";
            }
            RepDay own = reading.own(caller.person());
            model.addAttribute("day", own);
            model.addAttribute("slipping", Today.slipping(own));
            return "today-rep";
        }
        TodayReading.Read read = reading.read(team, on, knownAt);
        model.addAttribute("read", read);
        model.addAttribute("begun", frame.mayChange("people") ? reading.begun() : null);
        if (!read.teams().isEmpty()) {
            return "today-teams";
        }
        Today today = Today.of(read, "all".equals(due));
        rights.shown(today.named());
        model.addAttribute("today", today);
        return "today";
    }

    /**
     * What the bell of each page says.
     *
     * @param count how much is to be done; null: too much to count
     * @param said the same in words
     */
    record Bell(@Nullable Integer count, String said) {}

    @GetMapping("/today/bell")
    ResponseEntity<Bell> bell() {
        Integer count = reading.waiting();
        return ResponseEntity.ok(
                new Bell(
                        count,
                        count == null
                                ? words.message("layout.bell")
                                : words.message("layout.bell.count", count)));
    }

    /** Asks until when, and why, something is put off. */
    @GetMapping("/today/later")
    String later(@Nullable String rep, @Nullable String matter, Form form, Model model) {
        if (!frame.mayChange("today")) {
            throw new DeniedException(Reason.ONLY_MANAGERS);
        }
        TodayReading.Put put = find(rep, matter);
        if (put == null) {
            return "redirect:/today";
        }
        form.put("rep", rep).put("matter", matter).put("until", put.today().plusDays(DAYS));
        return shown(put, model);
    }

    /** Puts it off, or brings it back: until today. */
    @PostMapping("/today/later")
    String put(Form form, Model model) {
        TodayReading.Put put = find(form.value("rep"), form.value("matter"));
        if (put == null) {
            return "redirect:/today";
        }
        Due.Matter matter = put.matter();
        boolean back = form.is("back");
        Map<String, Object> body = back ? new HashMap<>() : form.body("until", "reason");
        if (back) {
            body.put("until", put.today().toString());
            body.put("reason", matter.waits() == null ? "" : matter.waits());
        }
        Form.put(body, "expectation", matter.expectation());
        Form.put(body, "clause", matter.clause() == null ? null : matter.clause().id());
        if (matter.ofVersion() != null) {
            body.put("version", matter.ofVersion());
        }
        Accepted done =
                form.taken(commands.post("/api/v1/reps/{rep}/snoozes", body, put.due().rep()));
        return done == null
                ? shown(put, model)
                : Redirects.shown("/today", done, back ? "back" : "later");
    }

    private TodayReading.@Nullable Put find(@Nullable String rep, @Nullable String matter) {
        return reading.matter(
                Objects.requireNonNullElse(rep, ""), Objects.requireNonNullElse(matter, ""));
    }

    private static String shown(TodayReading.Put put, Model model) {
        model.addAttribute("put", put);
        return "today-later";
    }
}
