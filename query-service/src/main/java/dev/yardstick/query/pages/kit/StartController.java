package dev.yardstick.query.pages.kit;

import dev.yardstick.query.access.Caller;
import dev.yardstick.query.application.Overviews;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Where each begins: a manager with her team, a rep with her year, an auditor with the audit. */
@Controller
record StartController(Overviews overviews) {

    @GetMapping("/")
    String start() {
        Caller caller = Caller.current();
        return switch (caller.role()) {
            case "rep" ->
                    caller.person() == null
                            ? "redirect:/reps"
                            : Redirects.to("/reps/{rep}", caller.person());
            case "auditor" -> "redirect:/audit";
            case "operator" -> "redirect:/operations";
            case "manager" -> ofManager();
            default -> "redirect:/teams";
        };
    }

    private String ofManager() {
        List<Overviews.Team> teams = overviews.teams(null, null).items();
        return teams.size() == 1
                ? Redirects.to("/teams/{team}", teams.getFirst().id())
                : "redirect:/teams";
    }
}
