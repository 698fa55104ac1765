package dev.yardstick.query.web.pages;

import dev.yardstick.query.web.Overviews;

import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The teams whose reps the caller may see. */
@Controller
class TeamsController {

    private final Overviews overviews;

    TeamsController(Overviews overviews) {
        this.overviews = overviews;
    }

    @GetMapping("/teams")
    String teams(Model model) {
        model.addAttribute("teams", overviews.teams().items());
        return "teams";
    }

    @GetMapping(path = "/teams", params = "format=csv")
    ResponseEntity<byte[]> teamsAsCsv() {
        Csv csv = Csv.of("team", "reps");
        overviews.teams().items().forEach(team -> csv.row(team.id(), team.reps()));
        return csv.download("teams");
    }
}
