package dev.yardstick.query.timeline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Fields that change over time: on a day counts the change with the greatest date up to it, the
 * latest recorded among equals; the first one recorded holds for all earlier days too.
 */
final class OverTime<T> {

    private record Change<T>(LocalDate on, T value) {}

    private final List<Change<T>> changes = new ArrayList<>();

    void change(LocalDate on, T value) {
        changes.add(new Change<>(changes.isEmpty() ? LocalDate.MIN : on, value));
    }

    T at(LocalDate day) {
        Change<T> found = changes.getFirst();
        for (Change<T> change : changes) {
            if (!change.on().isAfter(day) && !change.on().isBefore(found.on())) {
                found = change;
            }
        }
        return found.value();
    }

    /** The days from which something else may hold. */
    List<LocalDate> dates() {
        return changes.stream().map(Change::on).toList();
    }
}
