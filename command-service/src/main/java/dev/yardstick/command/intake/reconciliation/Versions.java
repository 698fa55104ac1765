package dev.yardstick.command.intake.reconciliation;

import dev.yardstick.events.ActivityEvent;
import dev.yardstick.events.DealEvent;
import dev.yardstick.events.Event;

/**
 * The versions of one record that matter, by the CRM's clock: each place holds the latest of its
 * sort, so the order in which they are added changes nothing. Not threadsafe.
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
    static Picture picture(Iterable<? extends Event> events) {
        Versions versions = null;
        Shared shared = new Shared();
        for (Event event : events) {
            versions = versions == null ? none(event) : versions;
            versions.add(event, 0, shared);
        }
        if (versions == null) {
            throw new IllegalArgumentException("a record has an event at least");
        }
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
