package dev.yardstick.query.pages.find;

import dev.yardstick.query.pages.kit.Frame;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What is found by a word, and the keys that lead to places. */
@Controller
record FindController(Finding finding, Frame frame) {

    @GetMapping("/find")
    String find(Model model) {
        model.addAttribute("found", finding.find(frame.asked("q")));
        model.addAttribute(
                "keys", frame.places().stream().filter(place -> place.key() != null).toList());
        return "find";
    }
}
