package dev.yardstick.standalone.csv;

import dev.yardstick.standalone.client.CloudEvent;
import dev.yardstick.standalone.csv.CrmMapping.Sheet;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds rows of one record between which nobody could choose: with other content but the same time,
 * or of lists that number their records alike.
 */
final class RowVersions {

    private final Map<Version, Seen> versions = new HashMap<>();
    private final Map<Version, Seen> activities = new HashMap<>();

    /** What one row may tell, and others only in the same words. */
    private record Version(String source, String what, String subject, String time) {}

    /** The first row that told it. */
    private record Seen(Origin origin, String type, String id, Sheet sheet) {}

    /** Adds a problem at a row that contradicts one before. */
    void check(Sheet sheet, Row row, CloudEvent event) {
        Seen now = new Seen(row.origin(), event.type(), event.id(), sheet);
        String what = what(event.type());
        Seen first =
                versions.putIfAbsent(
                        new Version(event.source(), what, event.subject(), event.time()), now);
        if (first != null && !first.id().equals(now.id())) {
            row.problem(
                    sheet.subject(),
                    "\"%s\" stands in %s already, of the same time (%s) but with other content: only a newer time tells which one counts"
                            .formatted(event.subject(), first.origin(), event.time()));
        } else if (what.equals("activity")) {
            checkNumbering(row, event, now);
        }
    }

    private void checkNumbering(Row row, CloudEvent event, Seen now) {
        Seen first =
                activities.putIfAbsent(
                        new Version(event.source(), "activity", event.subject(), ""), now);
        if (first != null
                && !first.sheet().equals(now.sheet())
                && !first.type().equals(now.type())) {
            row.problem(
                    now.sheet().subject(),
                    "\"%s\" stands in %s already, as %s: give lists that number their records alike a \"source\" each"
                            .formatted(event.subject(), first.origin(), first.type()));
        }
    }

    /** A deal may be opened, advanced and closed at the same time; an activity is one thing. */
    private static String what(String type) {
        return switch (type) {
            case "crm.deal.opened", "crm.deal.advanced" -> type;
            default -> type.startsWith("crm.deal.") ? "deal" : "activity";
        };
    }
}
