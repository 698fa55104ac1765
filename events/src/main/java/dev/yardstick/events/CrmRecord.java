package dev.yardstick.events;

import dev.yardstick.events.ActivityEvent.ActivityCorrected;
import dev.yardstick.events.ActivityEvent.ActivityRecorded;
import dev.yardstick.events.ActivityEvent.ActivityRetracted;
import dev.yardstick.events.DealEvent.DealRetracted;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which versions of a CRM's record count: a function of the set of them, so any order of arrival
 * ends in the same.
 *
 * <p>Whether the record is there and what it is like are told apart. It is gone where it was
 * retracted and not seen later: then nothing counts that was ever seen of it, whatever its date,
 * and of what was told only what has a time after the retraction. Else everything counts as if it
 * had never been gone, in the order of {@link CrmVersion}; an activity that was observed last as
 * not done has none.
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

    /** What an event states of a record; null: nothing, or it is about none. */
    public static @Nullable Report report(Event event) {
        return switch (event) {
            case ActivityRecorded e -> e.report();
            case ActivityCorrected e -> e.report();
            case DealEvent.Reported e -> e.report();
            default -> null;
        };
    }

    /** Whether an event says that the record is not, or no more. */
    public static boolean isRetraction(Event event) {
        return event instanceof DealRetracted
                || (event instanceof ActivityRetracted && !isNotDone(event));
    }

    /** Whether an event says that the CRM showed an activity as not done: it is there. */
    private static boolean isNotDone(Event event) {
        return event instanceof ActivityRetracted(var crm) && crm.wasObserved();
    }

    /** As of when the CRM is known last to have had the record; the beginning of time: never. */
    public static Instant seenAt(Collection<? extends Event> events) {
        return latest(events, event -> !isRetraction(event), CrmVersion::seenAt);
    }

    /** As of when it was retracted last; the beginning of time: never. */
    public static Instant goneAt(Collection<? extends Event> events) {
        return latest(events, CrmRecord::isRetraction, CrmVersion::time);
    }

    /** Whether it was retracted, and not seen later. */
    public static boolean isGone(Collection<? extends Event> events) {
        Instant gone = goneAt(events);
        return gone.isAfter(Instant.MIN) && !seenAt(events).isAfter(gone);
    }

    private static Instant latest(
            Collection<? extends Event> events,
            Predicate<Event> which,
            Function<CrmVersion, Instant> time) {
        return events.stream()
                .filter(which)
                .map(event -> time.apply(version(event)))
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    /** The events of one record that count, by the CRM's clock; none where it is gone. */
    public static List<Event> valid(Collection<? extends Event> events) {
        return valid(events, event -> event);
    }

    /** The same of what holds an event each. */
    public static <T> List<T> valid(
            Collection<? extends T> versions, Function<? super T, ? extends Event> event) {
        if (versions.size() == 1) { // as most are
            T only = versions.iterator().next();
            Event told = event.apply(only);
            return isRetraction(told) || isNotDone(told) ? List.of() : List.of(only);
        }
        List<Event> events = versions.stream().<Event>map(event).toList();
        Instant gone = isGone(events) ? goneAt(events) : Instant.MIN;
        List<T> valid =
                versions.stream()
                        .filter(v -> !isRetraction(event.apply(v)))
                        .filter(v -> isLeft(version(event.apply(v)), gone))
                        .sorted(Comparator.comparing((T v) -> version(event.apply(v))))
                        .<T>map(v -> v)
                        .toList();
        return valid.isEmpty() || isNotDone(event.apply(valid.getLast()))
                ? List.of()
                : valid.stream().filter(v -> !isNotDone(event.apply(v))).toList();
    }

    /** Whether a version outlasts the retraction of a record that is gone since then. */
    private static boolean isLeft(CrmVersion version, Instant gone) {
        return gone.equals(Instant.MIN)
                || (version.seenAt().equals(Instant.MIN) && version.time().isAfter(gone));
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
