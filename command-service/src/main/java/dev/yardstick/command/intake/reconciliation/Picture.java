package dev.yardstick.command.intake.reconciliation;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a record amounts to now.
 *
 * @param label what its state is called: {@code kind} of an activity, {@code state} of a deal
 * @param date the business date; of an open deal that of its opening; null when it is gone
 * @param fields in a form in which equal means the same, but for days
 */
public record Picture(
        String label, String state, @Nullable LocalDate date, Map<Field, Object> fields) {

    private static final String GONE = "retracted";

    /**
     * A field that is not the same.
     *
     * @param recorded a text, a list of texts, or texts by name; null for nothing
     * @param exported the same
     */
    public record Difference(String field, @Nullable Object recorded, @Nullable Object exported) {}

    static Picture gone(String label) {
        return new Picture(label, GONE, null, Map.of());
    }

    static Picture of(
            String label, String state, @Nullable LocalDate date, Map<Field, Object> fields) {
        return new Picture(label, state, date, fields);
    }

    static @Nullable LocalDate date(Version version) {
        return version.fields().get(Field.OCCURRED_AT) instanceof Day day ? day.date() : null;
    }

    /** Whether a retraction took all of it back. */
    public boolean isGone() {
        return state.equals(GONE);
    }

    /** How what an export shows differs from this, which is recorded. */
    List<Difference> differences(Picture exported) {
        List<Difference> differences = new ArrayList<>();
        if (!state.equals(exported.state)) {
            differences.add(new Difference(label, state, exported.state));
        }
        if (isGone() || exported.isGone()) {
            return differences;
        }
        for (Field field : Field.values()) {
            Object here = fields.get(field);
            Object there = exported.fields.get(field);
            // An export of the present seldom tells when a deal was opened.
            if (!means(here, there) && !(field == Field.OPENED_AT && there == null)) {
                differences.add(new Difference(field.code(), here, there));
            }
        }
        return differences;
    }

    private static boolean means(@Nullable Object here, @Nullable Object there) {
        if (here instanceof Day day && there instanceof Day other) {
            return day.means(other);
        }
        return here == null ? there == null : here.equals(there);
    }
}
