package dev.yardstick.command.intake.reconciliation;

import dev.yardstick.events.language.FactField;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a record amounts to now.
 *
 * @param label what its state is called: {@code kind} of an activity, {@code state} of a deal
 * @param day the business date; of an open deal that of its opening; null when it is gone
 * @param opened when a deal was opened; null where nobody said
 * @param fields in a form in which equal means the same, but for days
 */
public record Picture(
        String label,
        String state,
        @Nullable Day day,
        @Nullable Day opened,
        Map<FactField, Object> fields) {

    private static final String GONE = "retracted";

    /**
     * A field that is not the same.
     *
     * @param recorded a text, a list of texts, or texts by name; null for nothing
     * @param exported the same
     */
    public record Difference(String field, @Nullable Object recorded, @Nullable Object exported) {}

    static Picture gone(String label) {
        return new Picture(label, GONE, null, null, Map.of());
    }

    /** The business date; null when it is gone. */
    @Nullable LocalDate date() {
        return day == null ? null : day.date();
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
        for (FactField field : FactField.values()) {
            Object here = fields.get(field);
            Object there = exported.fields.get(field);
            if (!means(here, there)) {
                differences.add(new Difference(field.code(), here, there));
            }
            // An export of the present seldom tells when a deal was opened.
            if (field == FactField.OCCURRED_AT
                    && exported.opened != null
                    && !means(opened, exported.opened)) {
                differences.add(new Difference("openedAt", opened, exported.opened));
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
