package dev.yardstick.query.pages.team;

import dev.yardstick.query.view.Due;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * Conversations that are due, as {@code due :: list} shows them wherever they are listed.
 *
 * @param shown the first of them, or all
 * @param all how many there are
 * @param later those with whom something is to be spoken about again on a later day
 */
public record DueList(List<Due> shown, int all, List<Due> later, LocalDate on) {

    /** More than these are shown when asked for. */
    private static final int FIRST = 8;

    /** Those of some reps with whom a conversation is due on a day. */
    public static DueList of(List<Due> reps, LocalDate on, boolean all) {
        List<Due> due =
                reps.stream()
                        .filter(rep -> !rep.matters().isEmpty())
                        .sorted(Due.MOST_AT_STAKE)
                        .toList();
        return new DueList(
                all || due.size() <= FIRST ? due : due.subList(0, FIRST),
                due.size(),
                reps.stream().filter(rep -> !rep.later().isEmpty()).toList(),
                on);
    }

    /** The reps whom the list names, by id. */
    Stream<String> named() {
        return Stream.concat(shown.stream(), later.stream()).map(Due::rep);
    }

    /** How many are not shown. */
    public int more() {
        return all - shown.size();
    }

    /** How many matters are to be spoken about again. */
    public int again() {
        return later.stream().mapToInt(rep -> rep.later().size()).sum();
    }
}
