package dev.yardstick.query.pages.kit;

import dev.yardstick.events.Decimals;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.wording.Wording;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An SVG over the days of a timeline, as wide as there is room. Shapes are stretched to it, texts
 * are not: they stand at a share of its width and height, in letters of one size, and right of it
 * is a margin for what is named at the end of a line. All pictures of a page have the same axis, so
 * that a day stands below itself. They need no script and print; colours come from the style sheet.
 */
public final class Canvas {

    /** How wide it is in the units of its shapes. */
    public static final int WIDTH = 1000;

    private final LocalDate from;
    private final LocalDate to;
    private final int height;
    private final Labels labels;
    private final StringBuilder head = new StringBuilder();
    private final StringBuilder shapes = new StringBuilder(8_192);
    private final StringBuilder texts = new StringBuilder();
    private final StringBuilder points = new StringBuilder();

    /**
     * An empty one.
     *
     * @param style its class, which has a height for it
     * @param height in pixels, which are the units of its shapes
     * @param narrow in pixels where the window is narrow
     */
    public Canvas(Timeline timeline, String style, int height, int narrow) {
        this(timeline.from(), timeline.to(), style, height, narrow);
    }

    /** The same over other days. */
    public Canvas(LocalDate from, LocalDate to, String style, int height, int narrow) {
        this.from = from;
        this.to = to;
        this.height = height;
        this.labels = new Labels(height, narrow);
        add(head, "<svg class=\"chart %s\">", style);
    }

    private static void add(StringBuilder to, String markup, Object... values) {
        to.append(String.format(Locale.ROOT, markup, values));
    }

    /** Says what it is to who hears it: a title and a description. */
    public void picture(String id, String title, String description) {
        add(
                head,
                """
                <g role="img" aria-labelledby="c-%1$x-t c-%1$x-d"><title id="c-%1$x-t">%2$s</title>\
                <desc id="c-%1$x-d">%3$s</desc>\
                """,
                id.hashCode(),
                escaped(title),
                escaped(description));
    }

    public String end() {
        return head
                + stretched("", shapes)
                + texts
                + "</g>"
                + (points.isEmpty()
                        ? ""
                        : stretched(" class=\"points\" aria-hidden=\"true\"", points))
                + "</svg>";
    }

    private String stretched(String attributes, StringBuilder content) {
        return "<svg%s viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\">%s</svg>"
                .formatted(attributes, WIDTH, height, content);
    }

    public boolean shows(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    /** Where a day begins. */
    public double x(LocalDate day) {
        double days = (double) to.toEpochDay() - from.toEpochDay() + 1;
        double passed = (double) day.toEpochDay() - from.toEpochDay();
        return WIDTH * passed / days;
    }

    /** The months along a line: of those that have no room the quarters; January names its year. */
    public void months(double y, Wording words) {
        line("axis", 0, y, WIDTH, y);
        boolean years = from.getYear() != to.getYear();
        List<LocalDate> months = new ArrayList<>();
        for (LocalDate month = from.withDayOfMonth(1);
                !month.isAfter(to);
                month = month.plusMonths(1)) {
            if (shows(month)) {
                line("tick", x(month), y, x(month), y + 4);
                months.add(month);
            }
        }
        months.sort(Comparator.comparing(Canvas::rank));
        for (LocalDate month : months) {
            label(
                    "month",
                    List.of(new Place(x(month), height, 2, -3, false)),
                    years && rank(month) == 0
                            ? Integer.toString(month.getYear())
                            : words.month(month));
        }
    }

    /** Of which months are named first where there is no room for all: years, then quarters. */
    private static int rank(LocalDate month) {
        int before = month.getMonthValue() - 1;
        return before == 0 ? 0 : before % 3 == 0 ? 1 : 2;
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
                shapes,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                style,
                x1,
                y1,
                x2,
                y2);
    }

    /** A dot, which has the size that its style gives it, and what it says to a pointer. */
    public void dot(String style, double x, double y, String hint) {
        add(
                shapes,
                "<path class=\"%s\" d=\"M%.1f %.1fh0\"><title>%s</title></path>",
                style,
                x,
                y,
                escaped(hint));
    }

    /** A stroke that opens an address, and what it says to a pointer. */
    public void opening(String style, String address, double x, double y1, double y2, String hint) {
        add(
                points,
                "<a class=\"%1$s\" href=\"%2$s\" tabindex=\"-1\"><title>%3$s</title>"
                        + "<line class=\"hit\" x1=\"%4$.1f\" x2=\"%4$.1f\" y1=\"0\" y2=\"%7$d\"/>"
                        + "<line x1=\"%4$.1f\" x2=\"%4$.1f\" y1=\"%5$.1f\" y2=\"%6$.1f\"/></a>",
                style,
                escaped(address),
                escaped(hint),
                x,
                y1,
                y2,
                height);
    }

    public void rect(String style, double x, double y, double width, double height) {
        shapes.append(rectangle(style, x, y, width, height));
    }

    private static String rectangle(String style, double x, double y, double width, double height) {
        return "<rect class=\""
                + style
                + "\" x=\""
                + tenths(x)
                + "\" y=\""
                + tenths(y)
                + "\" width=\""
                + tenths(width)
                + "\" height=\""
                + tenths(height)
                + "\"/>";
    }

    /** A polyline or polygon through points such as {@link #point}. */
    public void shape(String element, String style, List<String> points) {
        add(shapes, "<%s class=\"%s\" points=\"%s\"/>", element, style, String.join(" ", points));
    }

    /**
     * Where a text may stand.
     *
     * @param x in units of shapes
     * @param y alike
     * @param dx pixels to the right of that
     * @param dy pixels below it, of the line that the letters stand on
     * @param end whether it ends there
     */
    public record Place(double x, double y, double dx, double dy, boolean end) {}

    /**
     * A text at the first of some places at which it touches no other; where that is only so in a
     * wide window, it is only shown there, and where there is none, not at all.
     *
     * @param lines one below the other
     */
    public void label(String style, List<Place> places, String... lines) {
        for (boolean roomy : new boolean[] {false, true}) {
            for (Place place : places) {
                if (labels.take(place, roomy, lines)) {
                    for (int i = 0; i < lines.length; i++) {
                        text(
                                style + (roomy ? " roomy" : "") + (place.end() ? " end" : ""),
                                place.x(),
                                place.y(),
                                place.dx(),
                                place.dy() + i * (double) Labels.LINE,
                                lines[i],
                                "");
                    }
                    return;
                }
            }
        }
    }

    /** A text where it has to stand, and what it says to a pointer that rests on it. */
    public void text(
            String style, double x, double y, double dx, double dy, String text, String hint) {
        add(
                texts,
                "<text class=\"%s\" x=\"%.2f%%\" y=\"%.2f%%\" dx=\"%.0f\" dy=\"%.0f\">%s%s</text>",
                style,
                100 * x / WIDTH,
                100 * y / height,
                dx,
                dy,
                escaped(text),
                hint.isEmpty() ? "" : "<title>" + escaped(hint) + "</title>");
    }

    /**
     * What is read out of a stretch of days, by a pointer, a finger or keys; the table has the same
     * for everybody.
     *
     * @param address what it opens; null: nothing
     * @param x of the day that is read
     * @param y of what was expected by it and of what was delivered, as far as there is that
     * @param says line by line
     */
    public void reading(
            @Nullable String address,
            double x,
            List<Double> y,
            double left,
            double right,
            List<String> says) {
        String element = address == null ? "g" : "a";
        points.append('<').append(element);
        if (address != null) {
            points.append(" href=\"").append(escaped(address)).append("\" tabindex=\"-1\"");
        }
        points.append(" data-x=\"").append(tenths(x / WIDTH * 100)).append("\" data-y=\"");
        for (int i = 0; i < y.size(); i++) {
            points.append(i == 0 ? "" : " ").append(tenths(y.get(i) / height * 100));
        }
        points.append("\"><title>").append(escaped(String.join("\n", says))).append("</title>");
        points.append(rectangle("hit", left, 0, right - left, height));
        points.append("</").append(element).append('>');
    }

    public static String point(double x, double y) {
        return tenths(x) + "," + tenths(y);
    }

    /** There are thousands of such numbers in a year, too many for a format. */
    private static double tenths(double pixels) {
        return Math.round(pixels * 10) / 10.0;
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
