package dev.yardstick.query.pages.kit;

import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of rows that are all at hand.
 *
 * @param all how many there are
 * @param next where the next page begins; null: there is none
 */
public record Rows<T>(List<T> items, int all, @Nullable String next) {

    /** The rows from where the page before ended. */
    public static <T> Rows<T> of(List<T> all, @Nullable String cursor, int size) {
        if (cursor != null && !cursor.matches("[0-9]{1,9}")) {
            throw new InvalidException("cursor", Reason.CURSOR);
        }
        int first = cursor == null ? 0 : Math.min(Integer.parseInt(cursor), all.size());
        int end = Math.min(first + size, all.size());
        return new Rows<>(
                all.subList(first, end), all.size(), end < all.size() ? String.valueOf(end) : null);
    }
}
