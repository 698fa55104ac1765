package dev.yardstick.query.pages.find;

import dev.yardstick.query.pages.kit.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found, of each kind the best first.
 *
 * @param text what was typed; null: nothing
 * @param people reps whom the caller may read about
 * @param accounts those she may see
 * @param position a position of the log; null: none, or not for her
 */
public record Found(
        @Nullable String text,
        Some<Person> people,
        Some<Account> accounts,
        List<String> teams,
        List<Frame.Entry> pages,
        @Nullable Long position) {

    /**
     * The first few.
     *
     * @param more whether there are others
     */
    public record Some<T>(List<T> items, boolean more) {

        static <T> Some<T> of(List<T> all, int most) {
            return new Some<>(all.stream().limit(most).toList(), all.size() > most);
        }
    }

    /** A rep. */
    public record Person(String id, String name, String team, boolean left) {}

    /** An account. */
    public record Account(String id, String name) {}

    /** How many there are to choose from. */
    public int count() {
        return people.items().size()
                + accounts.items().size()
                + teams.size()
                + pages.size()
                + (position == null ? 0 : 1);
    }
}
