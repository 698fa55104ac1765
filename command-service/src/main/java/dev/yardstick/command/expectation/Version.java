package dev.yardstick.command.expectation;

import dev.yardstick.events.Clause;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A version of an expectation as far as decisions need it.
 *
 * @param countsFrom the first day on which it counts
 */
record Version(
        int number, LocalDate effectiveFrom, LocalDate countsFrom, Map<String, Clause> clauses) {

    static Version of(
            int number, LocalDate effectiveFrom, LocalDate countsFrom, List<Clause> clauses) {
        Map<String, Clause> byId = new LinkedHashMap<>();
        clauses.forEach(clause -> byId.put(clause.id(), clause));
        return new Version(number, effectiveFrom, countsFrom, byId);
    }

    @Nullable Clause clause(String id) {
        return clauses.get(id);
    }
}
