package dev.yardstick.query.pages.team;

import static dev.yardstick.query.pages.kit.Canvas.number;

import dev.yardstick.query.view.Timeline;

import java.util.List;

/**
 * A clause's course as two small lines, expected and delivered: SVG in as few letters as can be.
 */
final class Sparkline {

    private static final int WIDTH = 46;
    private static final int HEIGHT = 14;

    private Sparkline() {}

    /** Nothing where there is no course to see. */
    static String of(Timeline.Clause clause) {
        List<Timeline.Point> course =
                clause.series().stream().filter(point -> point.delivered() != null).toList();
        if (course.size() < 2) {
            return "";
        }
        double most = 1e-9;
        for (Timeline.Point point : course) {
            most = Math.max(most, Math.max(number(point.expected()), number(point.delivered())));
        }
        StringBuilder expected = new StringBuilder();
        StringBuilder delivered = new StringBuilder();
        for (int i = 0; i < course.size(); i++) {
            String x = (i == 0 ? "M" : "L") + (1 + (WIDTH - 2) * i / (course.size() - 1)) + " ";
            expected.append(x).append(y(number(course.get(i).expected()) / most));
            delivered.append(x).append(y(number(course.get(i).delivered()) / most));
        }
        return """
        <svg class=spark width=%d height=%d aria-hidden=true>\
        <path class=e d="%s"/><path class=d d="%s"/></svg>\
        """
                .formatted(WIDTH, HEIGHT, expected, delivered);
    }

    private static long y(double share) {
        return Math.round(HEIGHT - 1 - (HEIGHT - 2) * share);
    }
}
