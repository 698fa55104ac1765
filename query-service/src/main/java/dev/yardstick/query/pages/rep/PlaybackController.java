package dev.yardstick.query.pages.rep;

import dev.yardstick.query.application.Evenings;
import dev.yardstick.query.application.Parameters;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.view.Grain;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.view.TimelineAssembler.Around;
import dev.yardstick.query.wording.Wording;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A rep's year as it became known: day by day, or event by event. */
@Controller
record PlaybackController(ReplayReading replays, Evenings evenings, Wording words) {

    private static final List<Integer> STRIDES = List.of(1, 10, 50);

    /**
     * Day by day; nobody asks for days by a position, or for figures of another day.
     *
     * @param slid the day to which the slider was moved, counted from 1 January 1970
     */
    @GetMapping("/reps/{rep}/replay")
    String replay(
            @PathVariable String rep,
            @Nullable String day,
            @Nullable Integer slid,
            @Nullable String every,
            @Nullable Long position,
            @Nullable Integer by,
            @Nullable String on,
            Locale locale,
            Model model) {
        if (position != null || by != null || on != null) {
            return steps(rep, position, by, on, locale, model);
        }
        Grain step = Parameters.parsed("every", every, Grain::of, () -> Grain.DAY);
        Evenings.Played played =
                evenings.play(
                        rep,
                        slid == null ? Parameters.date("day", day) : LocalDate.ofEpochDay(slid),
                        shown -> DayTrack.step(step, shown, -1),
                        locale);
        long at = played.evening().at().position();
        model.addAttribute("d", DayTrack.of(rep, played, step, words));
        return shown(played.drawn().timeline(), played.drawn().around(), at, model);
    }

    private String steps(
            String rep,
            @Nullable Long position,
            @Nullable Integer by,
            @Nullable String on,
            Locale locale,
            Model model) {
        int stride = by == null || by < 1 ? STRIDES.getFirst() : by;
        ReplayReading.Replayed replayed = replays.at(rep, position, stride, on, locale);
        model.addAttribute("r", replayed);
        model.addAttribute("by", stride);
        model.addAttribute("strides", STRIDES);
        return shown(replayed.timeline(), Around.NOTHING, replayed.position(), model);
    }

    private String shown(Timeline timeline, Around around, long position, Model model) {
        String moment = String.valueOf(position);
        model.addAttribute("t", timeline);
        model.addAttribute("year", RepYear.of(timeline, around, moment, null, words));
        return "replay";
    }

    /** Where the slider was let go, event by event. */
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
