package dev.yardstick.query.pages.kit;

import dev.yardstick.events.Decimals;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.wording.Wording;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An SVG over the days of a timeline. All pictures of a page have the same axis, so that a day
 * stands below itself. They need no script and print; colours come from the style sheet.
 */
public final class Canvas {

    public static final int WIDTH = 760;
    public static final int LEFT = 8;
    public static final int RIGHT = 96;

    private final LocalDate from;
    private final LocalDate to;
    private final int height;
    private final StringBuilder svg = new StringBuilder(8_192);

    public Canvas(Timeline timeline, int height) {
        this.from = timeline.from();
        this.to = timeline.to();
        this.height = height;
        add("<svg class=\"chart\" viewBox=\"0 0 %d %d\">", WIDTH, height);
    }

    private void add(String markup, Object... values) {
        svg.append(String.format(Locale.ROOT, markup, values));
    }

    /** Begins what is one picture to who hears it: a title and a description. */
    public void picture(String id, String title, String description) {
        add(
                """
                <g role="img" aria-labelledby="c-%1$x-t c-%1$x-d"><title id="c-%1$x-t">%2$s</title>\
                <desc id="c-%1$x-d">%3$s</desc>\
                """,
                id.hashCode(), escaped(title), escaped(description));
    }

    /** Ends the picture; what follows is only seen. */
    public void links() {
        svg.append("</g><g class=\"points\" aria-hidden=\"true\">");
    }

    public String end() {
        return svg.append("</g></svg>").toString();
    }

    public boolean shows(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    /** Where a day begins. */
    public double x(LocalDate day) {
        double days = (double) to.toEpochDay() - from.toEpochDay() + 1;
        double passed = (double) day.toEpochDay() - from.toEpochDay();
        return LEFT + (WIDTH - LEFT - RIGHT) * passed / days;
    }

    /** The months along a line. */
    public void months(double y, Wording words) {
        line("axis", LEFT, y, (double) WIDTH - RIGHT, y);
        for (LocalDate month = from.withDayOfMonth(1);
                !month.isAfter(to);
                month = month.plusMonths(1)) {
            if (shows(month)) {
                line("tick", x(month), y, x(month), y + 4);
                text("month", x(month) + 3, height - 5.0, words.month(month));
            }
        }
    }

    /** What is shown of an absence: to its last day, or to the nearest end. */
    public void absence(RepStory.Absence absence, double y, double height, double leastWidth) {
        double first = x(within(absence.from()));
        double last = x(within(absence.to() == null ? to : absence.to()).plusDays(1));
        rect("absent", first, y, Math.max(leastWidth, last - first), height);
    }

    private LocalDate within(LocalDate day) {
        return day.isBefore(from) ? from : day.isAfter(to) ? to : day;
    }

    /** A rule at a day, where it is shown. */
    public void rule(LocalDate day, double y1, double y2) {
        if (shows(day)) {
            line("on", x(day), y1, x(day), y2);
        }
    }

    public void line(String style, double x1, double y1, double x2, double y2) {
        add(
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                style, x1, y1, x2, y2);
    }

    public void rect(String style, double x, double y, double width, double height) {
        add(
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                style, x, y, width, height);
    }

    /** A polyline or polygon through points such as {@link #point}. */
    public void shape(String element, String style, List<String> points) {
        add("<%s class=\"%s\" points=\"%s\"/>", element, style, String.join(" ", points));
    }

    public void text(String style, double x, double y, String text) {
        text(style, x, y, text, "");
    }

    /** A text, and what it says to a pointer that rests on it. */
    public void text(String style, double x, double y, String text, String hint) {
        String title = hint.isEmpty() ? "" : "<title>" + escaped(hint) + "</title>";
        add(
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s%s</text>",
                style, x, y, escaped(text), title);
    }

    /** A place that opens an address, for a pointer; the table has the same for everybody. */
    public void link(String address, String hint, double x, double y, double width, double height) {
        add("<a href=\"%s\" tabindex=\"-1\">", escaped(address));
        add("<title>%s</title>", escaped(hint));
        rect("hit", x, y, width, height);
        svg.append("</a>");
    }

    public static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
    }

    /** A figure as so many pixels, which need no exactness; 0 where there is none. */
    public static double number(@Nullable String figure) {
        return figure == null ? 0 : Decimals.of(figure).doubleValue();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
