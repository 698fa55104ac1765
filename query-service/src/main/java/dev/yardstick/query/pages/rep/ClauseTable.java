package dev.yardstick.query.pages.rep;

import dev.yardstick.query.measure.Standing;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.wording.Wording;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * The figures of a clause's chart as rows of a table, HTML. They are written here and not in a
 * template, since a year has hundreds.
 */
final class ClauseTable {

    private final StringBuilder rows = new StringBuilder();

    private ClauseTable() {}

    /** A row a point: by when, expected, delivered, target, standing. */
    static String rows(Timeline.Clause clause, String evidence, Wording words) {
        ClauseTable table = new ClauseTable();
        for (Timeline.Point point : clause.series()) {
            table.row(point, clause.unit(), evidence, words);
        }
        return table.rows.toString();
    }

    private void row(Timeline.Point point, String unit, String evidence, Wording words) {
        String day = words.day(point.date());
        rows.append("<tr><th scope=\"row\">");
        if (point.standing() == null) {
            text(day);
        } else {
            rows.append("<a class=\"quiet\" href=\"");
            text(evidence + "&on=" + point.date());
            rows.append("\">");
            text(day);
            rows.append("</a>");
        }
        rows.append("</th>");
        number(words.figure(point.expected(), unit));
        number(words.figure(point.delivered(), unit));
        number(words.figure(point.target(), unit));
        rows.append("<td>");
        text(said(point.standing(), words));
        rows.append("</td></tr>");
    }

    private static String said(@Nullable Standing standing, Wording words) {
        return standing == null ? "—" : words.shape(standing) + " " + words.word(standing);
    }

    private void number(String figure) {
        rows.append("<td class=\"number\">");
        text(figure);
        rows.append("</td>");
    }

    private void text(String text) {
        rows.append(HtmlUtils.htmlEscape(text, "UTF-8"));
    }
}
