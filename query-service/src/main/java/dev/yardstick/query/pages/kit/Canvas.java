package dev.yardstick.query.pages.kit;

import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.wording.Wording;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

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
        svg.append("<svg class=\"chart\" viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(height)
                .append("\">");
    }

    /** Begins what is one picture to who hears it: a title and a description. */
    public void picture(String id, String title, String description) {
        String own = "c-" + Integer.toHexString(id.hashCode());
        svg.append("<g role=\"img\" aria-labelledby=\"")
                .append(own)
                .append("-t ")
                .append(own)
                .append("-d\"><title id=\"")
                .append(own)
                .append("-t\">")
                .append(escaped(title))
                .append("</title><desc id=\"")
                .append(own)
                .append("-d\">")
                .append(escaped(description))
                .append("</desc>");
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

    /** The part of a stretch of days that is shown: a day within, or the nearest end. */
    public LocalDate within(LocalDate day) {
        return day.isBefore(from) ? from : day.isAfter(to) ? to : day;
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

    public void line(String style, double x1, double y1, double x2, double y2) {
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

    public void rect(String style, double x, double y, double width, double height) {
        svg.append("<rect class=\"")
                .append(style)
                .append("\" x=\"")
                .append(px(x))
                .append("\" y=\"")
                .append(px(y))
                .append("\" width=\"")
                .append(px(width))
                .append("\" height=\"")
                .append(px(height))
                .append("\"/>");
    }

    /** A polyline or polygon through points such as {@link #point}. */
    public void shape(String element, String style, List<String> points) {
        svg.append('<')
                .append(element)
                .append(" class=\"")
                .append(style)
                .append("\" points=\"")
                .append(String.join(" ", points))
                .append("\"/>");
    }

    public void text(String style, double x, double y, String text) {
        text(style, x, y, text, "");
    }

    /** A text, and what it says to a pointer that rests on it. */
    public void text(String style, double x, double y, String text, String hint) {
        svg.append("<text class=\"")
                .append(style)
                .append("\" x=\"")
                .append(px(x))
                .append("\" y=\"")
                .append(px(y))
                .append("\">")
                .append(escaped(text))
                .append(hint.isEmpty() ? "" : "<title>" + escaped(hint) + "</title>")
                .append("</text>");
    }

    /** A place that opens an address, for a pointer; the table has the same for everybody. */
    public void link(String address, String hint, double x, double y, double width, double height) {
        svg.append("<a href=\"").append(escaped(address)).append("\" tabindex=\"-1\">");
        svg.append("<title>").append(escaped(hint)).append("</title>");
        rect("hit", x, y, width, height);
        svg.append("</a>");
    }

    public static String point(double x, double y) {
        return px(x) + "," + px(y);
    }

    private static String px(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
