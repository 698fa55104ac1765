package dev.yardstick.query.notices;

import java.time.LocalDate;
import java.util.List;

/**
 * What somebody's week begins with.
 *
 * @param reps how many she leads
 * @param due what is to be done with them, what is most at stake first
 * @param since the last Monday before the day
 * @param worse how many of their clauses stand worse than before that day
 * @param better how many stand better
 * @param done how many talks, answers and kept agreements there were since
 * @param own what she has to do as a rep
 */
record WeekAhead(
        int reps,
        List<Matter> due,
        LocalDate since,
        int worse,
        int better,
        int done,
        List<Matter> own) {

    /**
     * Something to do.
     *
     * @param code messages {@code week.matter.CODE}
     * @param name the rep's
     * @param title the clause's; empty where it is about none
     * @param version the expectation's; 0 where it is about none
     */
    record Matter(String code, String name, String title, int version, LocalDate since) {}

    boolean isEmpty() {
        return due.isEmpty() && own.isEmpty() && worse + better + done == 0;
    }
}
