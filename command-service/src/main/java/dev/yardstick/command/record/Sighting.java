package dev.yardstick.command.record;

import dev.yardstick.events.CrmRecord;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * That a connected CRM showed one of its records, or that it has it no more. What a record is like
 * is ordered by its own stamps, whether it is there by when it was seen and deleted: our clock
 * never decides between two times of the CRM's.
 *
 * @param version by the record's own stamp, or of a deletion as of when; with when it was seen
 * @param clocked whether that is the CRM's time; if not, it is when we heard of it
 * @param fetched whether it is the record as it was when we asked; a delivery may come late, and
 *     again
 */
public record Sighting(CrmVersion version, boolean clocked, boolean fetched) {

    /** The least by which one time is later than another: what a database keeps. */
    private static final Duration TICK = Duration.of(1, ChronoUnit.MICROS);

    /** Sorts before the mark of what was fetched: that is later than what was delivered. */
    private static final String DELIVERED_LATER = "+";

    private static final String FETCHED = "~";

    /**
     * As of when the CRM has at least what it answers from now on: later than all that is known of
     * the record, by the CRM's own clock.
     *
     * @return null where nothing is known of it
     */
    public static @Nullable Instant seenNow(Collection<? extends Event> known) {
        Instant seen =
                CrmRecord.isGone(known)
                        ? CrmRecord.goneAt(known).plus(TICK)
                        : CrmRecord.seenAt(known);
        return seen.equals(Instant.MIN) ? null : seen;
    }

    /**
     * The version that shows the record. One without a stamp is as late as the latest that is known
     * of it, else the earliest of all.
     */
    public CrmVersion state(Collection<? extends Event> known) {
        if (clocked) {
            return version.asObserved();
        }
        Instant latest = latest(known.stream().filter(event -> !CrmRecord.isRetraction(event)));
        return version.asObserved()
                .at(latest.isAfter(Instant.EPOCH) ? latest : Instant.EPOCH)
                .seenAt(version.seen());
    }

    /** The time of the latest version; what follows from one, such as a close, has another time. */
    private static Instant latest(Stream<? extends Event> events) {
        return events.map(CrmRecord::version)
                .filter(crm -> crm.wasObserved() || crm.seen() == null)
                .map(CrmVersion::time)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    /**
     * The version under an id that is free; empty where it is a repetition. What was delivered may
     * come again at any time; what was fetched is one only where nothing else came since. A record
     * that is seen later than before is never one: it may have been deleted in between.
     *
     * @param as what is shown; its id begins those of all that was shown of the same
     * @param same whether something known says the same
     */
    public <E extends Event> Optional<CrmVersion> news(
            CrmVersion as, Collection<E> known, Predicate<E> same) {
        List<E> alike =
                known.stream()
                        .filter(event -> CrmRecord.version(event).time().equals(as.time()))
                        .filter(event -> CrmRecord.version(event).id().startsWith(as.id()))
                        .sorted(Comparator.comparing(CrmRecord::version))
                        .toList();
        boolean repeated =
                fetched
                        ? !alike.isEmpty() && same.test(alike.getLast())
                        : alike.stream().anyMatch(same);
        return repeated && !isSeenLater(as, known)
                ? Optional.empty()
                : Optional.of(as.withId(free(as.id(), known)));
    }

    private static boolean isSeenLater(CrmVersion as, Collection<? extends Event> known) {
        Instant before = CrmRecord.seenAt(known);
        return as.wasObserved()
                && as.seenAt().isAfter(before)
                && (before.isAfter(Instant.MIN) || CrmRecord.isGone(known));
    }

    private String free(String id, Collection<? extends Event> known) {
        Set<String> taken =
                known.stream()
                        .map(event -> CrmRecord.version(event).id())
                        .collect(Collectors.toSet());
        String free = fetched ? id + FETCHED : id;
        while (taken.contains(free)) {
            free += fetched ? FETCHED : DELIVERED_LATER;
        }
        return free;
    }

    /**
     * The version as of which the CRM has the record no more; empty where that is no news. One that
     * the CRM did not date takes back all that is known.
     */
    public Optional<CrmVersion> gone(Collection<? extends Event> known) {
        Instant before = CrmRecord.goneAt(known);
        Instant at = clocked ? version.asOf() : later(version.time(), latestOf(known));
        boolean isNews = clocked ? at.isAfter(before.plus(TICK)) : !CrmRecord.isGone(known);
        return isNews
                ? Optional.of(new CrmVersion(version.source(), version.subject(), "gone~" + at, at))
                : Optional.empty();
    }

    private static Instant latestOf(Collection<? extends Event> known) {
        return later(CrmRecord.seenAt(known), latest(known.stream()));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
