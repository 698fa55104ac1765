package dev.yardstick.query.web.pages;

import dev.yardstick.query.timeline.RepStory;
import dev.yardstick.query.timeline.Timeline;
import dev.yardstick.query.timeline.TimelineDrawing.Around;

import java.time.LocalDate;
import java.util.Map;

/**
 * What happened around the clauses, above them on the same axis: what was set, said and answered;
 * hire, transfer and absence; training and coaching.
 */
final class StoryStrip {

    private static final int LANE = 20;
    private static final int AXIS = 3 * LANE + 4;
    private static final int HEIGHT = AXIS + 18;

    private static final Map<String, String> SHAPES =
            Map.ofEntries(
                    Map.entry("expectation-set", "⚑"),
                    Map.entry("expectation-revised", "⚑"),
                    Map.entry("expectation-communicated", "▸"),
                    Map.entry("communication-withdrawn", "◂"),
                    Map.entry("expectation-acknowledged", "✓"),
                    Map.entry("expectation-disputed", "≠"),
                    Map.entry("expectation-closed", "◼"),
                    Map.entry("rep-hired", "↦"),
                    Map.entry("rep-transferred", "⇄"),
                    Map.entry("rep-left", "⇥"),
                    Map.entry("training", "▴"),
                    Map.entry("coaching", "●"));

    private final Timeline timeline;
    private final Around around;
    private final Wording words;
    private final Canvas canvas;

    StoryStrip(Timeline timeline, Around around, Wording words) {
        this.timeline = timeline;
        this.around = around;
        this.words = words;
        this.canvas = new Canvas(timeline, HEIGHT);
    }

    /** The sign of a mark by its kind; empty where it has none. */
    static String shape(String kind) {
        return SHAPES.getOrDefault(kind, "");
    }

    String draw() {
        canvas.picture(
                "strip/" + timeline.rep().id(),
                words.message("rep.strip"),
                words.message("rep.strip.about"));
        canvas.months(AXIS, words);
        double margin = Canvas.WIDTH - Canvas.RIGHT + 6.0;
        canvas.text("note", margin, base(0), words.message("rep.strip.said"));
        canvas.text("note", margin, base(1), words.message("rep.strip.there"));
        canvas.text("note", margin, base(2), words.message("rep.strip.support"));
        for (Timeline.Mark mark : timeline.marks()) {
            String shape = shape(mark.kind());
            if (!shape.isEmpty()) {
                put(mark.kind().startsWith("rep-") ? 1 : 0, mark.kind(), shape, mark.date());
            }
        }
        for (RepStory.Absence absence : around.absences()) {
            double first = canvas.x(canvas.within(absence.from()));
            LocalDate last =
                    canvas.within(absence.to() == null ? timeline.to() : absence.to()).plusDays(1);
            canvas.rect("absent", first, base(1) - 9, Math.max(3, canvas.x(last) - first), 9);
        }
        around.support().forEach(s -> put(2, s.kind(), shape(s.kind()), s.date()));
        if (canvas.shows(timeline.on())) {
            canvas.line("on", canvas.x(timeline.on()), 0, canvas.x(timeline.on()), AXIS);
        }
        return canvas.end();
    }

    private void put(int lane, String kind, String shape, LocalDate date) {
        canvas.text(
                "mark " + kind,
                canvas.x(date),
                base(lane),
                shape,
                words.message("rep.mark." + kind) + ", " + words.day(date));
    }

    private static double base(int lane) {
        return lane * LANE + 15.0;
    }
}
