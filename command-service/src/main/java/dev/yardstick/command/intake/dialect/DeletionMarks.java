package dev.yardstick.command.intake.dialect;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where a record says of itself that it was deleted, in any CRM. Names are compared without their
 * case and underscores. What is merely put away counts still: Pipedrive's {@code is_archived},
 * Salesforce's {@code IsArchived}.
 */
public final class DeletionMarks {

    /** Fields that are true of a deleted record. */
    public static final List<String> TRUE = List.of("deleted", "isDeleted", "archived");

    /** Fields that tell when a record was deleted, and are empty otherwise. */
    public static final List<String> TIME = List.of("deletedAt", "archivedAt");

    /** Fields that are false of a deleted record. */
    public static final List<String> FALSE = List.of("active_flag");

    /** What {@code status} is of a deleted record. */
    public static final String STATUS = "deleted";

    private DeletionMarks() {}

    /**
     * Since when a record is gone; null when it is not.
     *
     * @param version of the record: it is gone then at the latest
     */
    static @Nullable Instant gone(JsonNode record, Instant version) {
        Instant since = null;
        for (Map.Entry<String, JsonNode> field : record.properties()) {
            String value = Json.text(field.getValue());
            if (value == null) {
                continue;
            }
            boolean isTrue = value.equalsIgnoreCase("true") || value.equals("1");
            boolean isFalse = value.equalsIgnoreCase("false") || value.equals("0");
            if (names(TIME, field.getKey()) && !isFalse) {
                Instant at = isTrue ? version : Json.time(field.getValue());
                since = at == null || at.isBefore(version) ? version : at;
            } else if ((names(TRUE, field.getKey()) && isTrue)
                    || (names(FALSE, field.getKey()) && isFalse)
                    || (field.getKey().equals("status") && value.equalsIgnoreCase(STATUS))) {
                since = since == null ? version : since;
            }
        }
        return since;
    }

    private static boolean names(List<String> marks, String field) {
        String plain = plain(field);
        return marks.stream().anyMatch(mark -> plain(mark).equals(plain));
    }

    private static String plain(String field) {
        return field.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
