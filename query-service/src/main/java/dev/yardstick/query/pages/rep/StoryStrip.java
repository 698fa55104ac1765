package dev.yardstick.query.pages.rep;

import dev.yardstick.query.forecast.Warning;
import dev.yardstick.query.pages.kit.Canvas;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.view.TimelineAssembler.Around;
import dev.yardstick.query.wording.Wording;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What happened around the clauses, above them on the same axis: what was set, said and answered;
 * hire, transfer and absence; training and coaching.
 */
final class StoryStrip {

    private static final int LANE = 20;
    private static final int AXIS = 3 * LANE + 4;
    private static final int HEIGHT = AXIS + 18;

    /** Two marks closer than this would lie upon each other. */
    private static final double APART = 15;

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

    /**
     * A kind of mark that is drawn, for the key.
     *
     * @param shape empty for a stretch of absence
     */
    public record Sign(String shape, String kind) {}

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
        Map<Boolean, List<Timeline.Mark>> marks = marks();
        put(0, marks.getOrDefault(false, List.of()));
        put(1, marks.getOrDefault(true, List.of()));
        around.absences().forEach(absence -> canvas.absence(absence, base(1) - 9, 9, 3));
        around.support().forEach(s -> put(2, s.kind(), s.date(), canvas.x(s.date())));
        canvas.rule(timeline.on(), 0, AXIS);
        return canvas.end();
    }

    /** What is drawn, for the key: each kind once, in the order of its first day. */
    List<Sign> key() {
        Stream<String> said =
                marks().values().stream()
                        .flatMap(List::stream)
                        .map(Timeline.Mark::kind)
                        .map(kind -> kind.equals("expectation-revised") ? "expectation-set" : kind);
        Stream<String> away = around.absences().stream().map(absence -> "absent");
        Stream<String> support = around.support().stream().map(Warning.Support::kind);
        return Stream.of(said, away, support)
                .flatMap(kinds -> kinds)
                .distinct()
                .map(kind -> new Sign(shape(kind), kind))
                .toList();
    }

    /** What is shown by day: of the rep's own place here, and of what was said. */
    private Map<Boolean, List<Timeline.Mark>> marks() {
        return timeline.marks().stream()
                .filter(mark -> !shape(mark.kind()).isEmpty())
                .sorted(Comparator.comparing(Timeline.Mark::date))
                .collect(Collectors.partitioningBy(mark -> mark.kind().startsWith("rep-")));
    }

    /** Each mark at its day, or as near to it as leaves all of them to be seen. */
    private void put(int lane, List<Timeline.Mark> marks) {
        int count = marks.size();
        double right = (double) Canvas.WIDTH - Canvas.RIGHT;
        double apart = Math.min(APART, (right - Canvas.LEFT) / Math.max(1, count));
        double[] x = new double[count];
        for (int i = 0; i < count; i++) {
            double own = canvas.x(marks.get(i).date());
            x[i] = i == 0 ? own : Math.max(own, x[i - 1] + apart);
        }
        for (int i = count - 1; i >= 0; i--) {
            x[i] = Math.min(x[i], i == count - 1 ? right : x[i + 1] - apart);
            put(lane, marks.get(i).kind(), marks.get(i).date(), x[i]);
        }
    }

    private void put(int lane, String kind, LocalDate date, double x) {
        canvas.text(
                "mark " + kind,
                x,
                base(lane),
                shape(kind),
                words.message("rep.mark." + kind) + ", " + words.day(date));
    }

    private static double base(int lane) {
        return lane * LANE + 15.0;
    }
}
