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

    /** Two marks closer than so many pixels would lie upon each other. */
    private static final double APART = 15;

    /** The picture's narrowest width in pixels. */
    private static final double NARROW = 250;

    private static final Map<String, String> SHAPES =
            Map.ofEntries(
                    Map.entry("expectation-set", "⚑"),
                    Map.entry("expectation-revised", "⚑"),
                    Map.entry("expectation-communicated", "▸"),
                    Map.entry("communication-withdrawn", "◂"),
                    Map.entry("expectation-acknowledged", "✓"),
                    Map.entry("expectation-disputed", "≠"),
                    Map.entry("dispute-answered", "↩"),
                    Map.entry("expectation-closed", "◼"),
                    Map.entry("rep-hired", "↦"),
                    Map.entry("rep-transferred", "⇄"),
                    Map.entry("rep-left", "⇥"),
                    Map.entry("training", "▪"),
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
        this.canvas = new Canvas(timeline, "lanes", HEIGHT, HEIGHT);
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
        String[] lanes = {"rep.strip.said", "rep.strip.there", "rep.strip.support"};
        for (int lane = 0; lane < lanes.length; lane++) {
            canvas.text("note", Canvas.WIDTH, base(lane), 6, 0, words.message(lanes[lane]), "");
        }
        Map<Boolean, List<Timeline.Mark>> marks = marks();
        put(0, marks.getOrDefault(false, List.of()));
        put(1, marks.getOrDefault(true, List.of()));
        around.absences().forEach(absence -> canvas.absence(absence, base(1) - 9, 9, 3));
        around.support()
                .forEach(s ->
                        canvas.dot(
                                "support " + s.kind(),
                                canvas.x(s.date()),
                                base(2) - 5,
                                hint(s.kind(), s.date())));
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

    /** Each mark at its day, or as many pixels right of it as leave all of them to be seen. */
    private void put(int lane, List<Timeline.Mark> marks) {
        int count = marks.size();
        double apart = Math.min(APART, NARROW / Math.max(1, count));
        double[] own = marks.stream().mapToDouble(m -> narrow(m.date())).toArray();
        double[] x = own.clone();
        for (int i = 1; i < count; i++) {
            x[i] = Math.max(own[i], x[i - 1] + apart);
        }
        for (int i = count - 1; i >= 0; i--) {
            x[i] = Math.min(x[i], i == count - 1 ? NARROW : x[i + 1] - apart);
            Timeline.Mark mark = marks.get(i);
            canvas.text(
                    "mark " + mark.kind(),
                    canvas.x(mark.date()),
                    base(lane),
                    x[i] - own[i],
                    0,
                    shape(mark.kind()),
                    hint(mark.kind(), mark.date()));
        }
    }

    private double narrow(LocalDate day) {
        return canvas.x(day) / Canvas.WIDTH * NARROW;
    }

    private String hint(String kind, LocalDate date) {
        return words.message("rep.mark." + kind) + ", " + words.day(date);
    }

    private static double base(int lane) {
        return lane * LANE + 15.0;
    }
}
