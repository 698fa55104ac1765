package dev.yardstick.query.web.pages;

import dev.yardstick.query.timeline.Timeline;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One clause over the days shown, as SVG: what is expected as a line, what was delivered as a
 * filled line, revisions as flags, stretches in which nobody was told shaded, and a rule at the day
 * judged. It needs no script and prints; colours come from the style sheet.
 */
final class ClauseChart {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 190;
    private static final int TOP = 24;
    private static final int BOTTOM = 22;
    private static final int LEFT = 8;
    private static final int RIGHT = 96;

    /** Two labels closer than this would touch. */
    private static final int LINE = 18;

    private final Timeline timeline;
    private final Timeline.Expectation expectation;
    private final Timeline.Clause clause;
    private final Wording words;
    private final double highest;
    private final StringBuilder svg = new StringBuilder(4_096);

    ClauseChart(
            Timeline timeline,
            Timeline.Expectation expectation,
            Timeline.Clause clause,
            Wording words) {
        this.timeline = timeline;
        this.expectation = expectation;
        this.clause = clause;
        this.words = words;
        double max = 1e-9;
        for (Timeline.Point point : clause.series()) {
            max = Math.max(max, number(point.expected()));
            max = Math.max(max, point.delivered() == null ? 0 : number(point.delivered()));
        }
        this.highest = max * 1.06;
    }

    String draw() {
        open();
        months();
        unspoken();
        delivered();
        expected();
        revisions();
        today();
        labels();
        return svg.append("</svg>").toString();
    }

    private void open() {
        String id = "c-" + Integer.toHexString((expectation.id() + "/" + clause.id()).hashCode());
        svg.append("<svg class=\"chart\" role=\"img\" viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(HEIGHT)
                .append("\" aria-labelledby=\"")
                .append(id)
                .append("-t ")
                .append(id)
                .append("-d\"><title id=\"")
                .append(id)
                .append("-t\">")
                .append(escaped(clause.title()))
                .append("</title><desc id=\"")
                .append(id)
                .append("-d\">")
                .append(escaped(description()))
                .append("</desc>");
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

    private void months() {
        line("axis", LEFT, y(0), (double) WIDTH - RIGHT, y(0));
        for (LocalDate month = timeline.from().withDayOfMonth(1);
                !month.isAfter(timeline.to());
                month = month.plusMonths(1)) {
            if (month.isBefore(timeline.from())) {
                continue;
            }
            line("tick", x(month), y(0), x(month), y(0) + 4);
            text("month", x(month) + 3, HEIGHT - 6.0, words.month(month));
        }
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
            end = end.isAfter(timeline.on()) ? timeline.on() : end;
            LocalDate told = version.communicatedOn();
            LocalDate until = told == null || told.isAfter(end) ? end : told;
            LocalDate first = later(version.effectiveFrom(), timeline.from());
            LocalDate last = until.isAfter(timeline.to()) ? timeline.to() : until;
            if (first.isBefore(last)) {
                svg.append("<rect class=\"unspoken\" x=\"")
                        .append(px(x(first)))
                        .append("\" y=\"")
                        .append(TOP)
                        .append("\" width=\"")
                        .append(px(x(last) - x(first)))
                        .append("\" height=\"")
                        .append(px(y(0) - TOP))
                        .append("\"/>");
                if (x(last) - x(first) > 70) {
                    text("note", x(first) + 4, TOP + 12.0, words.message("rep.chart.untold"));
                }
            }
        }
    }

    private void delivered() {
        List<String> points = new ArrayList<>();
        double last = x(start());
        points.add(point(last, 0));
        for (Timeline.Point p : clause.series()) {
            if (p.delivered() != null) {
                last = x(p.date());
                points.add(point(last, number(p.delivered())));
            }
        }
        if (points.size() > 1) {
            String line = String.join(" ", points);
            svg.append("<polygon class=\"delivered-area\" points=\"")
                    .append(line)
                    .append(' ')
                    .append(point(last, 0))
                    .append("\"/><polyline class=\"delivered\" points=\"")
                    .append(line)
                    .append("\"/>");
        }
    }

    private void expected() {
        List<String> points = new ArrayList<>();
        if (!start().isBefore(timeline.from())) {
            points.add(point(x(start()), 0));
        }
        clause.series().forEach(p -> points.add(point(x(p.date()), number(p.expected()))));
        svg.append("<polyline class=\"expected\" points=\"")
                .append(String.join(" ", points))
                .append("\"/>");
    }

    private void revisions() {
        for (Timeline.Version version : expectation.versions()) {
            boolean shown =
                    version.version() > 1
                            && !version.effectiveFrom().isBefore(timeline.from())
                            && !version.effectiveFrom().isAfter(timeline.to());
            if (shown) {
                double x = x(version.effectiveFrom());
                line("revision", x, TOP - 4.0, x, y(0));
                text(
                        "note",
                        x + 3,
                        TOP - 6.0,
                        "⚑ " + words.message("rep.version", version.version()));
            }
        }
    }

    private void today() {
        boolean shown =
                !timeline.on().isBefore(timeline.from()) && !timeline.on().isAfter(timeline.to());
        if (shown) {
            double x = x(timeline.on());
            line("on", x, TOP - 12.0, x, y(0));
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
        double margin = WIDTH - RIGHT + 6.0;
        double expectedY = y(number(clause.series().getLast().expected()));
        Timeline.@Nullable Point end =
                clause.series().reversed().stream()
                        .filter(p -> p.delivered() != null)
                        .findFirst()
                        .orElse(null);
        if (end == null) {
            text("label-expected", margin, expectedY + 4, words.message("rep.chart.expected"));
            return;
        }
        double x = x(end.date());
        double y = y(number(String.valueOf(end.delivered())));
        boolean below = y > y(number(end.expected()));
        if (x > margin - 70) {
            double apart = Math.max(0, LINE - Math.abs(y - expectedY)) / 2 * (below ? 1 : -1);
            text(
                    "label-expected",
                    margin,
                    inside(expectedY - apart),
                    words.message("rep.chart.expected"));
            text(
                    "label-delivered",
                    margin,
                    inside(y + apart),
                    words.message("rep.chart.delivered"));
            return;
        }
        text("label-expected", margin, expectedY + 4, words.message("rep.chart.expected"));
        if (below) {
            text("label-delivered", x + 6, inside(y + 10), words.message("rep.chart.delivered"));
        } else {
            text(
                    "label-delivered end",
                    x - 6,
                    inside(y - 10),
                    words.message("rep.chart.delivered"));
        }
    }

    /** A label's base line that keeps its text clear of the axis. */
    private double inside(double y) {
        return Math.min(y + 4, y(0) - 4);
    }

    /** The first day of what is drawn of the clause. */
    private LocalDate start() {
        return later(expectation.from(), timeline.from());
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }

    private double x(LocalDate day) {
        double days = (double) timeline.to().toEpochDay() - timeline.from().toEpochDay() + 1;
        double passed = (double) day.toEpochDay() - timeline.from().toEpochDay();
        return LEFT + (WIDTH - LEFT - RIGHT) * passed / days;
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / highest;
    }

    private String point(double x, double value) {
        return px(x) + "," + px(y(value));
    }

    private void line(String style, double x1, double y1, double x2, double y2) {
        svg.append("<line class=\"")
                .append(style)
                .append("\" x1=\"")
                .append(px(x1))
                .append("\" y1=\"")
                .append(px(y1))
                .append("\" x2=\"")
                .append(px(x2))
                .append("\" y2=\"")
                .append(px(y2))
                .append("\"/>");
    }

    private void text(String style, double x, double y, String text) {
        svg.append("<text class=\"")
                .append(style)
                .append("\" x=\"")
                .append(px(x))
                .append("\" y=\"")
                .append(px(y))
                .append("\">")
                .append(escaped(text))
                .append("</text>");
    }

    private static String px(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** Pixels need no exactness. */
    private static double number(String text) {
        return new BigDecimal(text).doubleValue();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
