package dev.yardstick.query.pages.settings;

import dev.yardstick.events.Codes;
import dev.yardstick.query.access.Caller;
import dev.yardstick.query.access.Sessions;
import dev.yardstick.query.access.Sessions.Session;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.runtime.SecurityLog;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who is signed in with a browser, for an admin, who may end each session. */
@Controller
record SessionsController(Sessions sessions, SecurityLog log) {

    private static final int SHOWN = 200;

    @GetMapping("/settings/sessions")
    String list(Model model) {
        List<Session> found = sessions.list(SHOWN + 1);
        model.addAttribute("sessions", found.subList(0, Math.min(SHOWN, found.size())));
        model.addAttribute("more", found.size() > SHOWN);
        return "sessions";
    }

    @GetMapping(path = "/settings/sessions", params = "format=csv")
    ResponseEntity<byte[]> asCsv() {
        return new Csv<Session>()
                .part(
                        Session::caller,
                        caller ->
                                caller.column("role", Caller::role)
                                        .column("person", Caller::person))
                .column("way", session -> Codes.of(session.way()))
                .column("begun", Session::begun)
                .column("seen", Session::seen)
                .download("sessions", sessions.list(Csv.MOST));
    }

    /**
     * Ends a session.
     *
     * @param everywhere with all others of its person
     */
    @PostMapping("/settings/sessions/{session}/end")
    String end(
            @PathVariable long session, @RequestParam(defaultValue = "false") boolean everywhere) {
        Session ended = sessions.end(session).orElse(null);
        if (ended == null) {
            return "redirect:/settings/sessions";
        }
        int others = everywhere ? sessions.endAll(ended.caller()).size() : 0;
        log.note(
                SecurityLog.Kind.SESSIONS_ENDED,
                Caller.current().actor(),
                Map.of("of", ended.caller().actor(), "count", 1 + others));
        return "redirect:/settings/sessions?done=session-ended";
    }
}
