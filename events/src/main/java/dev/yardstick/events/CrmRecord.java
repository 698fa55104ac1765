package dev.yardstick.events;

import dev.yardstick.events.ActivityEvent.ActivityRetracted;
import dev.yardstick.events.DealEvent.DealRetracted;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Which versions of a CRM's record count: a function of the set of them, so any order of arrival
 * ends in the same.
 *
 * <p>A retraction voids what has a time up to its own, unless it is lifted: the CRM showed the
 * record afterwards, so it was restored, and everything counts as if it had never been gone. One
 * that was told is lifted by a later time only; one that was observed also by what was observed
 * after it in the same tick of the CRM's clock.
 */
public final class CrmRecord {

    private CrmRecord() {}

    /** The version that an event of a record is. */
    public static CrmVersion version(Event event) {
        return switch (event) {
            case ActivityEvent e -> e.crm();
            case DealEvent e -> e.crm();
            default -> throw new IllegalArgumentException(event + " is about no CRM record");
        };
    }

    /** Whether an event says that the record is not, or no more. */
    public static boolean isRetraction(Event event) {
        return event instanceof ActivityRetracted || event instanceof DealRetracted;
    }

    /** The events of one record that count, by the CRM's clock; none where it is gone. */
    public static List<Event> valid(Collection<? extends Event> events) {
        return valid(events, event -> event);
    }

    /** The same of what holds an event each. */
    public static <T> List<T> valid(
            Collection<? extends T> versions, Function<? super T, ? extends Event> event) {
        Instant voidTo = voidTo(versions.stream().<Event>map(event).toList());
        return versions.stream()
                .filter(v -> !isRetraction(event.apply(v)))
                .filter(v -> version(event.apply(v)).time().isAfter(voidTo))
                .sorted(Comparator.comparing((T v) -> version(event.apply(v))))
                .<T>map(v -> v)
                .toList();
    }

    /** Up to when everything is void; the beginning of time where nothing is. */
    private static Instant voidTo(List<Event> events) {
        CrmVersion shown =
                events.stream()
                        .filter(event -> !isRetraction(event))
                        .map(CrmRecord::version)
                        .filter(CrmVersion::wasObserved)
                        .max(Comparator.naturalOrder())
                        .orElse(null);
        return events.stream()
                .filter(CrmRecord::isRetraction)
                .map(CrmRecord::version)
                .filter(retracted -> shown == null || !lifts(shown, retracted))
                .map(CrmVersion::time)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    private static boolean lifts(CrmVersion shown, CrmVersion retracted) {
        return retracted.wasObserved()
                ? shown.compareTo(retracted) > 0
                : shown.time().isAfter(retracted.time());
    }

    /**
     * Whether an event that was observed shows a close that is known already: then it restates
     * nothing, for the first to show it tells who closed it and when.
     *
     * @param decided the last event before it that was won, lost or reopened
     */
    public static boolean isKnownClose(DealEvent event, @Nullable DealEvent decided) {
        return event.crm().wasObserved()
                && decided != null
                && decided.getClass() == event.getClass();
    }
}
