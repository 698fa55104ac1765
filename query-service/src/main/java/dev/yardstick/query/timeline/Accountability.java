package dev.yardstick.query.timeline;

import dev.yardstick.query.timeline.Timeline.KnownAt;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.List;

/** The manager's own side: what each of her reps was told, when, and what she owes them. */
public record Accountability(String manager, LocalDate on, KnownAt knownAt, List<Rep> reps) {

    /**
     * A rep of hers.
     *
     * @param daysToFirstExpectation from hire to the first day of the first expectation; null while
     *     there is none
     * @param unspoken versions in force that were not communicated
     * @param quotaOnly expectations in force that are all quota
     * @param owed the clauses owed by the manager
     */
    public record Rep(
            String id,
            String name,
            @Nullable Long daysToFirstExpectation,
            List<Version> versions,
            List<Warned> warnings,
            List<Dispute> openDisputes,
            List<Unspoken> unspoken,
            List<String> quotaOnly,
            List<Timeline.Clause> owed) {}

    /** How long a version waited, in days from its first; null: it still does. */
    public record Version(
            String expectation,
            int version,
            LocalDate effectiveFrom,
            @Nullable Long daysToCommunication,
            @Nullable Long daysToAcknowledgement) {}

    /** A warning, and the days until the next coaching; null: there was none. */
    public record Warned(
            String clause,
            String expectation,
            String title,
            LocalDate since,
            @Nullable Long daysToCoaching) {}

    /** A dispute that is the rep's latest answer. */
    public record Dispute(String expectation, int version, LocalDate since) {}

    /** A version in force that the rep has not been told. */
    public record Unspoken(String expectation, int version, LocalDate since) {}
}
