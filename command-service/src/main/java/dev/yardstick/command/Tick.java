package dev.yardstick.command;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.function.Predicate;

/**
 * What a CRM shows of a record within one tick of its clock, which cannot tell two states apart:
 * the first has the tick's own id, each that arrives later one mark more, so it counts as later.
 */
public final class Tick {

    private Tick() {}

    /**
     * The id under which something observed is to be recorded; null where it is a repetition. What
     * was fetched is the record as it is now, so it is one only where nothing else came since; a
     * delivery may come again at any time.
     *
     * @param id the tick's
     * @param byId all that is recorded
     * @param same whether something recorded says the same
     */
    public static <E> @Nullable String free(
            String id, Map<String, E> byId, Predicate<E> same, boolean fetched) {
        String free = id;
        boolean repeated = false;
        for (E before = byId.get(free); before != null; before = byId.get(free)) {
            repeated = same.test(before) || (repeated && !fetched);
            free += "~";
        }
        return repeated ? null : free;
    }
}
