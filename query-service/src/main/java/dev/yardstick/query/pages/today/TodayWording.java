package dev.yardstick.query.pages.today;

import dev.yardstick.query.view.Scorecard;
import dev.yardstick.query.view.Week;
import dev.yardstick.query.wording.Wording;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The sentences of what came of a week. The template calls it {@code wording}. */
@Component
public record TodayWording(Wording words) {

    /** What was done. */
    public String done(Week.Done done) {
        return words.message(
                "today.done." + done.kind().name().toLowerCase(Locale.ROOT), done.version());
    }

    /** Within what a total is likely to end. */
    public String end(Scorecard.Total total) {
        Scorecard.Likely end = total.likelyEnd();
        return end == null
                ? "—"
                : words.message(
                        "today.totals.end.range",
                        words.figure(end.low(), total.unit()),
                        words.figure(end.high(), total.unit()));
    }
}
