package dev.yardstick.events;

import java.time.Instant;
import java.util.Comparator;

/**
 * One version of one record of a CRM. Versions of a record are ordered by the CRM's own clock, ties
 * by id.
 *
 * @param source the CRM, a URI reference
 * @param subject the CRM's id of the record
 * @param id the event's id, unique within source and subject
 * @param time the CRM's clock
 */
public record CrmVersion(String source, String subject, String id, Instant time)
        implements Comparable<CrmVersion> {

    /**
     * The source of what managers log by hand: no CRM, so it never falls silent and no CRM may take
     * it.
     */
    public static final String BY_HAND = "/yardstick/conversations";

    private static final Comparator<CrmVersion> BY_CRM_CLOCK =
            Comparator.comparing(CrmVersion::time).thenComparing(CrmVersion::id);

    @Override
    public int compareTo(CrmVersion other) {
        return BY_CRM_CLOCK.compare(this, other);
    }
}
