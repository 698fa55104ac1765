package dev.yardstick.command.intake.reconciliation;

import dev.yardstick.events.ActivityEvent;
import dev.yardstick.events.CrmRecord;
import dev.yardstick.events.DealEvent;
import dev.yardstick.events.Event;
import java.util.Collection;

/**
 * The versions of one record that matter, by the CRM's clock: each place holds the latest of its
 * sort, so the order in which they are added changes nothing where all of them are told, as those
 * of an export are. What was observed is added in order, without what is void. Not threadsafe.
 */
public sealed interface Versions permits ActivityVersions, DealVersions {

    /** None yet, of a record of the sort that an event is about. */
    static Versions none(Event event) {
        return switch (event) {
            case ActivityEvent e -> new ActivityVersions();
            case DealEvent e -> new DealVersions();
            default -> throw new IllegalArgumentException(event + " is about no CRM record");
        };
    }

    /** What events in any order amount to. */
    static Picture picture(Collection<? extends Event> events) {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a record has an event at least");
        }
        Versions versions = none(events.iterator().next());
        Shared shared = new Shared();
        CrmRecord.valid(events).forEach(event -> versions.add(event, 0, shared));
        return versions.picture();
    }

    /**
     * Adds a version.
     *
     * @param line where it was told
     * @param shared where its values are kept
     */
    void add(Event event, int line, Shared shared);

    /** What they amount to. */
    Picture picture();

    /** Where the latest of them was told. */
    int line();

    /** About how many bytes they hold by themselves. */
    long weight();
}
