package dev.yardstick.command.expectation;

import dev.yardstick.events.Clause;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of an expectation as far as decisions need it.
 *
 * @param countsFrom the first day on which it counts
 */
record Version(int number, LocalDate effectiveFrom, LocalDate countsFrom, List<Clause> clauses) {

    @Nullable Clause clause(String id) {
        return clauses.stream().filter(one -> one.id().equals(id)).findFirst().orElse(null);
    }
}
