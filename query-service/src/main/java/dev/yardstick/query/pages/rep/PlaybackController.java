package dev.yardstick.query.pages.rep;

import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.view.TimelineAssembler.Around;
import dev.yardstick.query.wording.Wording;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A rep's year, step by step as it became known. */
@Controller
record PlaybackController(ReplayReading replays, Wording words) {

    private static final List<Integer> STRIDES = List.of(1, 10, 50);

    @GetMapping("/reps/{rep}/replay")
    String replay(
            @PathVariable String rep,
            @Nullable Long position,
            @Nullable Integer by,
            @Nullable String on,
            Locale locale,
            Model model) {
        int stride = by == null || by < 1 ? STRIDES.getFirst() : by;
        ReplayReading.Replayed replayed = replays.at(rep, position, stride, on, locale);
        model.addAttribute("r", replayed);
        model.addAttribute(
                "year",
                RepYear.of(
                        replayed.timeline(),
                        Around.NOTHING,
                        String.valueOf(replayed.position()),
                        words));
        model.addAttribute("by", stride);
        model.addAttribute("strides", STRIDES);
        return "replay";
    }

    /** Where the slider was let go. */
    @GetMapping(path = "/reps/{rep}/replay", params = "step")
    String slide(
            @PathVariable String rep,
            @RequestParam int step,
            @Nullable Integer by,
            @Nullable String on,
            RedirectAttributes to) {
        to.addAttribute("position", replays.position(rep, step))
                .addAttribute("by", by)
                .addAttribute("on", on);
        return Redirects.to("/reps/{rep}/replay", rep);
    }
}
