package dev.yardstick.events.oversight;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Fields that change over time. On a day counts the change with the greatest date up to it, the
 * latest recorded among equals; the first one recorded holds for all earlier days too.
 */
public final class OverTime<T> {

    private record Change<T>(LocalDate on, T value) {}

    private final List<Change<T>> changes = new ArrayList<>();

    /** Adds what was recorded next. */
    public void change(LocalDate on, T value) {
        changes.add(new Change<>(changes.isEmpty() ? LocalDate.MIN : on, value));
    }

    /** What is in force on a day; there has to be a first value. */
    public T at(LocalDate day) {
        Change<T> found = changes.getFirst();
        for (Change<T> change : changes) {
            if (!change.on().isAfter(day) && !change.on().isBefore(found.on())) {
                found = change;
            }
        }
        return found.value();
    }

    /** Whatever is in force on some day from one to another; either may be the earlier. */
    public List<T> between(LocalDate one, LocalDate other) {
        LocalDate first = one.isBefore(other) ? one : other;
        LocalDate last = one.isBefore(other) ? other : one;
        return Stream.concat(
                        Stream.of(first),
                        changes.stream()
                                .map(Change::on)
                                .filter(on -> on.isAfter(first) && !on.isAfter(last)))
                .map(this::at)
                .toList();
    }

    /** The days from which something else may hold. */
    public List<LocalDate> dates() {
        return changes.stream().map(Change::on).toList();
    }
}
