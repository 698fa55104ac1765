package dev.yardstick.events;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One version of one record of a CRM. Versions of a record are ordered by the CRM's own clock; at
 * the same time, how it was observed follows what became of it, as it was seen; then ties by id.
 *
 * @param source the CRM, a URI reference
 * @param subject the CRM's id of the record
 * @param id the event's id, unique within source and subject
 * @param time the CRM's clock
 * @param observed true: the CRM showed the record so at that time; else null: an event that was
 *     told, or that follows from what the CRM showed
 * @param seen as of when the CRM is known to have had the record, by its clock, where that is
 *     another time; null: of what was observed, that time; else it was not seen
 */
public record CrmVersion(
        String source,
        String subject,
        String id,
        Instant time,
        @Nullable Boolean observed,
        @Nullable Instant seen)
        implements Comparable<CrmVersion> {

    /**
     * The source of what managers log by hand: no CRM, so it never falls silent and no CRM may take
     * it.
     */
    public static final String BY_HAND = "/yardstick/conversations";

    private static final String RESERVED = "/yardstick";

    private static final Comparator<CrmVersion> BY_CRM_CLOCK =
            Comparator.comparing(CrmVersion::time)
                    .thenComparing(
                            version -> version.wasObserved() ? version.seenAt() : Instant.MIN)
                    .thenComparing(CrmVersion::id);

    /** False, and what was seen by its time at the latest, are written as nothing at all. */
    public CrmVersion {
        observed = Boolean.TRUE.equals(observed) ? Boolean.TRUE : null;
        if (observed != null && seen != null && !seen.isAfter(time)) {
            seen = null;
        }
    }

    /** The version of an event that was told. */
    public CrmVersion(String source, String subject, String id, Instant time) {
        this(source, subject, id, time, null, null);
    }

    /** Whether a source is the product's own, so that nothing from outside may have it. */
    public static boolean isReserved(String source) {
        return source.equals(RESERVED) || source.startsWith(RESERVED + "/");
    }

    /** Whether it is what the CRM showed of the record at that time. */
    public boolean wasObserved() {
        return observed != null;
    }

    /**
     * As of when the CRM is known to have had the record; the beginning of time: it was not seen.
     */
    public Instant seenAt() {
        return seen != null ? seen : wasObserved() ? time : Instant.MIN;
    }

    /** The latest that it tells of: its time, or when it was seen. */
    public Instant asOf() {
        return seenAt().isAfter(time) ? seenAt() : time;
    }

    /** The same version, seen as of a time. */
    public CrmVersion seenAt(@Nullable Instant at) {
        return new CrmVersion(source, subject, id, time, observed, at);
    }

    /** The same version, as the CRM showed it. */
    public CrmVersion asObserved() {
        return new CrmVersion(source, subject, id, time, true, seen);
    }

    /** The same version under another id. */
    public CrmVersion withId(String other) {
        return new CrmVersion(source, subject, other, time, observed, seen);
    }

    /** The tick of the CRM's clock in which a record was observed: its id is its time. */
    public CrmVersion at(Instant tick) {
        return new CrmVersion(source, subject, tick.toString(), tick, observed, seen);
    }

    /** Whether both are the same version: versions once had no mark of being observed. */
    public boolean isSameAs(CrmVersion other) {
        return source.equals(other.source)
                && subject.equals(other.subject)
                && id.equals(other.id)
                && time.equals(other.time);
    }

    @Override
    public int compareTo(CrmVersion other) {
        return BY_CRM_CLOCK.compare(this, other);
    }
}
