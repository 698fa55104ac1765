package dev.yardstick.query.pages.find;

import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What the words of the pages mean. */
@Controller
record GlossaryController() {

    /** Each leads to the next; the texts of WORD are {@code glossary.WORD} and {@code .is}. */
    private static final List<String> WORDS =
            List.of(
                    "expectation",
                    "clause",
                    "version",
                    "told",
                    "unspoken",
                    "disputed",
                    "pace",
                    "ramp",
                    "weight",
                    "standing",
                    "likely",
                    "warning",
                    "silent",
                    "known");

    @GetMapping("/glossary")
    String glossary(Model model) {
        model.addAttribute("glossary", WORDS);
        return "glossary";
    }
}
