package dev.yardstick.events;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to an expectation; the stream is {@link Streams#expectation}. */
public sealed interface ExpectationEvent extends Event {

    /** The expectation's id. */
    String expectation();

    /** The id of the rep of whom it is expected. */
    String rep();

    /**
     * Version 1 was set.
     *
     * @param from the period's first day
     * @param to the period's last day, included
     * @param currency of all its amounts, ISO 4217
     */
    record ExpectationSet(
            String expectation,
            String rep,
            Personal statement,
            LocalDate from,
            LocalDate to,
            String currency,
            List<Clause> clauses)
            implements ExpectationEvent {}

    /**
     * A later version replaced the whole list of clauses.
     *
     * @param restates true: it counts from the period's first day, not from {@code effectiveFrom}
     * @param statement null: that of the version before
     */
    record ExpectationRevised(
            String expectation,
            String rep,
            int version,
            LocalDate effectiveFrom,
            Personal reason,
            boolean restates,
            List<Clause> clauses,
            @Nullable Personal statement)
            implements ExpectationEvent {}

    /** A version was told to the rep. */
    record ExpectationCommunicated(
            String expectation, String rep, int version, LocalDate on, Personal how, Personal by)
            implements ExpectationEvent {}

    /**
     * The rep agreed to a version.
     *
     * @param clauses the ids of the clauses agreed to; null: the whole version
     * @param reportedBy who entered it, when it was not the rep
     */
    record ExpectationAcknowledged(
            String expectation,
            String rep,
            int version,
            LocalDate on,
            @Nullable List<String> clauses,
            @Nullable String reportedBy)
            implements ExpectationEvent {}

    /** The rep answered back; the fields as in {@link ExpectationAcknowledged}. */
    record ExpectationDisputed(
            String expectation,
            String rep,
            int version,
            LocalDate on,
            Personal comment,
            @Nullable List<String> clauses,
            @Nullable String reportedBy)
            implements ExpectationEvent {}

    /** The expectation ends early; {@code on} is its last day, before the period: it never was. */
    record ExpectationClosed(String expectation, String rep, LocalDate on, Personal reason)
            implements ExpectationEvent {}

    /** What was said to have been told was not: the version counts as uncommunicated again. */
    record CommunicationWithdrawn(String expectation, String rep, int version, Personal reason)
            implements ExpectationEvent {}

    /** What is said to a rep who answered back. */
    enum Reply implements Coded {
        /** A word, and it stays open. */
        REPLIED,
        /** It stays as it is. */
        KEPT,
        /** It is to be changed as she sees it. */
        ACCEPTED
    }

    /** A dispute was answered; all that is open of the version, closed but for a mere reply. */
    record DisputeAnswered(
            String expectation, String rep, int version, LocalDate on, Reply reply, Personal text)
            implements ExpectationEvent {}
}
