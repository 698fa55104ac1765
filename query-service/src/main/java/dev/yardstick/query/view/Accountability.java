package dev.yardstick.query.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.yardstick.query.facts.KnownAt;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The manager's own side: what each of her reps was told, when, and what she owes them. */
public record Accountability(String manager, LocalDate on, KnownAt knownAt, List<Rep> reps) {

    /**
     * A rep of hers.
     *
     * @param daysToFirstExpectation from hire to the first day of the first expectation; null while
     *     there is none
     * @param nothingExpectedSince the day since when nothing is expected of her; null: something is
     * @param openDisputes from the day of the dispute, also of a version that begins later
     * @param unspoken versions that were not communicated, from the day they were recorded
     * @param quotaOnly expectations in force that are all quota
     * @param owed the clauses owed by the manager
     * @param promises what she said she would do
     */
    public record Rep(
            String id,
            String name,
            @Nullable Long daysToFirstExpectation,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LocalDate nothingExpectedSince,
            List<Version> versions,
            List<Warned> warnings,
            List<Dispute> openDisputes,
            List<Unspoken> unspoken,
            List<String> quotaOnly,
            List<Timeline.Clause> owed,
            Promises promises) {}

    /**
     * What the manager promised her in talks.
     *
     * @param open what is to be done yet
     * @param overdue of these, what was to be done by now
     */
    public record Promises(int kept, int notKept, int open, int overdue) {}

    /** How long a version waited, in days from its first; null: it still does. */
    public record Version(
            String expectation,
            int version,
            LocalDate effectiveFrom,
            @Nullable Long daysToCommunication,
            @Nullable Long daysToAcknowledgement) {}

    /**
     * A warning, and the days until the next coaching; null: there was none.
     *
     * @param due whether it is to be spoken about
     * @param followUpOn when it is to be spoken about again; null: it is due, or on pace again
     */
    public record Warned(
            String clause,
            String expectation,
            String title,
            LocalDate since,
            @Nullable Long daysToCoaching,
            boolean due,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LocalDate followUpOn) {}

    /** A dispute that is the rep's latest answer. */
    public record Dispute(String expectation, int version, LocalDate since) {}

    /**
     * A version that the rep has not been told.
     *
     * @param since its first day; the day on which it was recorded while that lies ahead
     */
    public record Unspoken(
            String expectation, int version, LocalDate since, LocalDate effectiveFrom) {}
}
