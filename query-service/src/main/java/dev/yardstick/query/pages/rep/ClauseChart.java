package dev.yardstick.query.pages.rep;

import static dev.yardstick.query.pages.kit.Canvas.number;

import dev.yardstick.query.forecast.Likely;
import dev.yardstick.query.forecast.Warning;
import dev.yardstick.query.pages.kit.Canvas;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.view.TimelineAssembler.Around;
import dev.yardstick.query.wording.Wording;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One clause over the days shown: what is expected as a line, what was delivered as a filled line,
 * where it will likely go as a band, revisions as flags, stretches in which nobody was told shaded,
 * absences hatched, training and coaching under the axis, and a rule at the day judged. Each point
 * opens the evidence of its day.
 */
public final class ClauseChart {

    private static final int HEIGHT = 190;
    private static final int TOP = 24;
    private static final int BOTTOM = 32;

    /** Two labels closer than this would touch. */
    private static final int LINE = 18;

    /** More links than a pointer can tell apart only make the page heavy. */
    private static final int MOST_LINKS = 60;

    /** What is told by its state on a day, and does not grow from nothing. */
    private static final Set<String> STATES = Set.of("share", "rating", "accounts", "agreement");

    private final Timeline timeline;
    private final Timeline.Expectation expectation;
    private final Timeline.Clause clause;
    private final Wording words;
    private final Around around;
    private final List<Likely> likely;
    private final double highest;
    private final List<Timeline.Point> told;
    private final Canvas canvas;

    public ClauseChart(
            Timeline timeline,
            Timeline.Expectation expectation,
            Timeline.Clause clause,
            Wording words,
            Around around) {
        this.timeline = timeline;
        this.expectation = expectation;
        this.clause = clause;
        this.words = words;
        this.around = around;
        this.likely =
                around.likely()
                        .getOrDefault(expectation.id(), Map.of())
                        .getOrDefault(clause.id(), List.of());
        this.canvas = new Canvas(timeline, HEIGHT);
        this.told = clause.series().stream().filter(p -> p.delivered() != null).toList();
        double lines = 1e-9;
        for (Timeline.Point point : clause.series()) {
            lines = Math.max(lines, number(point.expected()));
            lines = Math.max(lines, number(point.delivered()));
        }
        // A band that reaches far beyond both lines is cut off rather than flattening them.
        double band = likely.stream().mapToDouble(Likely::high).max().orElse(0);
        this.highest = Math.max(lines, Math.min(band, lines * 1.5)) * 1.06;
    }

    /**
     * Draws it.
     *
     * @param evidence the address of the clause's evidence, to which each point leads with its day;
     *     null: the lines only
     */
    public String draw(@Nullable String evidence) {
        canvas.picture(expectation.id() + "/" + clause.id(), clause.title(), description());
        around.absences().forEach(absence -> canvas.absence(absence, TOP, y(0) - TOP, 0));
        unspoken();
        canvas.months(y(0), words);
        band();
        delivered();
        expected();
        revisions();
        canvas.rule(timeline.on(), TOP - 12.0, y(0));
        labels();
        support();
        if (evidence != null) {
            links(evidence);
        }
        return canvas.end();
    }

    private void links(String evidence) {
        canvas.links();
        List<Timeline.Point> points =
                clause.series().stream().filter(p -> !p.date().isAfter(timeline.on())).toList();
        int step = 1 + points.size() / MOST_LINKS;
        double left = canvas.x(start());
        for (int i = (points.size() - 1) % step; i < points.size(); i += step) {
            Timeline.Point point = points.get(i);
            double right = canvas.x(point.date());
            if (right > left) {
                String hint =
                        words.message(
                                "rep.chart.point",
                                words.day(point.date()),
                                words.figure(point.delivered(), clause.unit()),
                                words.figure(point.expected(), clause.unit()));
                canvas.link(
                        evidence + "&on=" + point.date(),
                        hint,
                        left,
                        TOP,
                        right - left,
                        y(0) - TOP);
                left = right;
            }
        }
    }

    private String description() {
        return words.message(
                "rep.chart",
                words.day(timeline.on()),
                words.figure(clause.delivered(), clause.unit()),
                words.figure(clause.expected(), clause.unit()),
                words.figure(clause.fullTarget(), clause.unit()),
                words.word(clause.standing()));
    }

    /** Shaded from the day a version should have been told to the day it was. */
    private void unspoken() {
        List<Timeline.Version> versions = expectation.versions();
        for (int i = 0; i < versions.size(); i++) {
            Timeline.Version version = versions.get(i);
            LocalDate end =
                    i + 1 < versions.size()
                            ? versions.get(i + 1).effectiveFrom()
                            : expectation.to();
            end = earlier(end, timeline.on());
            LocalDate told = version.communicatedOn();
            LocalDate first = later(version.effectiveFrom(), timeline.from());
            LocalDate last = earlier(told == null ? end : earlier(told, end), timeline.to());
            if (first.isBefore(last)) {
                double x = canvas.x(first);
                double width = canvas.x(last) - x;
                canvas.rect("unspoken", x, TOP, width, y(0) - TOP);
                if (width > 70) {
                    canvas.text("note", x + 4, TOP + 12.0, words.message("rep.chart.untold"));
                }
            }
        }
    }

    private void band() {
        if (likely.isEmpty() || told.isEmpty()) {
            return;
        }
        List<String> points = new ArrayList<>();
        points.add(at(timeline.on(), number(told.getLast().delivered())));
        likely.forEach(l -> points.add(at(l.date(), Math.min(l.high(), highest))));
        likely.reversed().forEach(l -> points.add(at(l.date(), Math.min(l.low(), highest))));
        canvas.shape("polygon", "likely", points);
    }

    private void delivered() {
        List<String> points = begun();
        told.forEach(p -> points.add(at(p.date(), number(p.delivered()))));
        if (points.size() > 1) {
            List<String> area = new ArrayList<>(points);
            area.add(at(told.getLast().date(), 0));
            area.add(at(growsFromNothing() ? start() : told.getFirst().date(), 0));
            canvas.shape("polygon", "delivered-area", area);
            canvas.shape("polyline", "delivered", points);
        }
    }

    private void expected() {
        List<String> points = begun();
        clause.series().forEach(p -> points.add(at(p.date(), number(p.expected()))));
        canvas.shape("polyline", "expected", points);
    }

    /** A line's points: its beginning, where that is shown. */
    private List<String> begun() {
        return growsFromNothing() ? new ArrayList<>(List.of(at(start(), 0))) : new ArrayList<>();
    }

    private void revisions() {
        for (Timeline.Version version : expectation.versions()) {
            if (version.version() > 1 && canvas.shows(version.effectiveFrom())) {
                double x = canvas.x(version.effectiveFrom());
                canvas.line("revision", x, TOP - 4.0, x, y(0));
                canvas.text(
                        "note",
                        x + 3,
                        TOP - 6.0,
                        "⚑ " + words.message("rep.version", version.version()));
            }
        }
    }

    private void support() {
        for (Warning.Support support : around.support()) {
            canvas.text(
                    "support",
                    canvas.x(support.date()),
                    y(0) + 11,
                    StoryStrip.shape(support.kind()),
                    words.kind(support.kind()) + ", " + words.day(support.date()));
        }
    }

    /**
     * Both lines named where they end: in the margin, or, where the delivered line ends within the
     * picture, on that side of it on which the expected line does not run.
     */
    private void labels() {
        if (clause.series().isEmpty()) {
            return;
        }
        double margin = Canvas.WIDTH - Canvas.RIGHT + 6.0;
        double expectedY = y(number(clause.series().getLast().expected()));
        String expected = words.message("rep.chart.expected");
        String delivered = words.message("rep.chart.delivered");
        if (told.isEmpty()) {
            canvas.text("label-expected", margin, expectedY + 4, expected);
            return;
        }
        Timeline.Point end = told.getLast();
        double x = canvas.x(end.date());
        double y = y(number(end.delivered()));
        boolean below = y > y(number(end.expected()));
        if (x > margin - 70) {
            double apart = Math.max(0, LINE - Math.abs(y - expectedY)) / 2 * (below ? 1 : -1);
            canvas.text("label-expected", margin, inside(expectedY - apart), expected);
            canvas.text("label-delivered", margin, inside(y + apart), delivered);
            return;
        }
        canvas.text("label-expected", margin, expectedY + 4, expected);
        if (below) {
            canvas.text("label-delivered", x + 6, inside(y + 10), delivered);
        } else {
            canvas.text("label-delivered end", x - 6, inside(y - 10), delivered);
        }
        if (!likely.isEmpty()) {
            Likely last = likely.getLast();
            double middle = y(Math.min((last.low() + last.high()) / 2, highest));
            if (Math.abs(middle - expectedY) >= LINE) {
                canvas.text(
                        "label-likely", margin, inside(middle), words.message("rep.chart.likely"));
            }
        }
    }

    /** A label's base line that keeps its text clear of the axis. */
    private double inside(double y) {
        return Math.min(y + 4, y(0) - 4);
    }

    /** Whether its beginning is shown: a part of a period goes on from what was there by then. */
    private boolean growsFromNothing() {
        return !expectation.from().isBefore(timeline.from()) && !STATES.contains(clause.kind());
    }

    /** The first day of what is drawn of the clause. */
    private LocalDate start() {
        return later(expectation.from(), timeline.from());
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }

    private static LocalDate earlier(LocalDate a, LocalDate b) {
        return a.isBefore(b) ? a : b;
    }

    private String at(LocalDate day, double value) {
        return Canvas.point(canvas.x(day), y(value));
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / highest;
    }
}
