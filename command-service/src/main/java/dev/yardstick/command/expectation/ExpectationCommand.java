package dev.yardstick.command.expectation;

import dev.yardstick.events.Clause;
import dev.yardstick.events.Event;
import dev.yardstick.events.ExpectationEvent.CommunicationWithdrawn;
import dev.yardstick.events.ExpectationEvent.ExpectationAcknowledged;
import dev.yardstick.events.ExpectationEvent.ExpectationClosed;
import dev.yardstick.events.ExpectationEvent.ExpectationCommunicated;
import dev.yardstick.events.ExpectationEvent.ExpectationDisputed;
import dev.yardstick.events.ExpectationEvent.ExpectationRevised;
import dev.yardstick.events.ExpectationEvent.ExpectationSet;
import dev.yardstick.events.Personal;
import dev.yardstick.events.Streams;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/** What can be done with an expectation; the fields are those of the events it leads to. */
public sealed interface ExpectationCommand {

    /** The expectation's id. */
    String expectation();

    /** The expectation's stream. */
    @TargetAggregateIdentifier
    default String stream() {
        return Streams.expectation(expectation());
    }

    /** Whether an event says what this command says, so that it may have come of it. */
    default boolean ledTo(Event event) {
        return switch (this) {
            case SetExpectation c -> event instanceof ExpectationSet;
            case ReviseExpectation c ->
                    event instanceof ExpectationRevised e
                            && e.version() == c.revises() + 1
                            && e.effectiveFrom().equals(c.effectiveFrom())
                            && e.restates() == c.restates()
                            && e.reason().equals(c.reason())
                            && e.clauses().equals(c.clauses());
            case CommunicateExpectation c ->
                    event instanceof ExpectationCommunicated e
                            && e.version() == c.version()
                            && e.on().equals(c.on())
                            && e.how().equals(c.how())
                            && e.by().equals(c.by());
            case AcknowledgeExpectation c ->
                    event instanceof ExpectationAcknowledged e
                            && e.version() == c.version()
                            && e.on().equals(c.on())
                            && Objects.equals(e.clauses(), c.clauses());
            case DisputeExpectation c ->
                    event instanceof ExpectationDisputed e
                            && e.version() == c.version()
                            && e.on().equals(c.on())
                            && e.comment().equals(c.comment())
                            && Objects.equals(e.clauses(), c.clauses());
            case CloseExpectation c ->
                    event instanceof ExpectationClosed e
                            && e.on().equals(c.on())
                            && e.reason().equals(c.reason());
            case WithdrawCommunication c ->
                    event instanceof CommunicationWithdrawn e
                            && e.version() == c.version()
                            && e.reason().equals(c.reason());
        };
    }

    /** Sets version 1. */
    record SetExpectation(
            String expectation,
            String rep,
            Personal statement,
            LocalDate from,
            LocalDate to,
            String currency,
            List<Clause> clauses)
            implements ExpectationCommand {
        /** What it leads to. */
        public ExpectationSet event() {
            return new ExpectationSet(expectation, rep, statement, from, to, currency, clauses);
        }
    }

    /**
     * Replaces the list of clauses.
     *
     * @param revises the version that the caller saw
     */
    record ReviseExpectation(
            String expectation,
            int revises,
            LocalDate effectiveFrom,
            Personal reason,
            boolean restates,
            List<Clause> clauses)
            implements ExpectationCommand {}

    /** Records that a version was told to the rep. */
    record CommunicateExpectation(
            String expectation, int version, LocalDate on, Personal how, Personal by)
            implements ExpectationCommand {}

    /** Records that the rep agrees, with the whole version or with some clauses. */
    record AcknowledgeExpectation(
            String expectation,
            int version,
            LocalDate on,
            @Nullable List<String> clauses,
            @Nullable String reportedBy)
            implements ExpectationCommand {}

    /** Records that the rep answers back. */
    record DisputeExpectation(
            String expectation,
            int version,
            LocalDate on,
            Personal comment,
            @Nullable List<String> clauses,
            @Nullable String reportedBy)
            implements ExpectationCommand {}

    /** Ends the expectation early, or takes it back where {@code on} lies before its period. */
    record CloseExpectation(String expectation, LocalDate on, Personal reason)
            implements ExpectationCommand {}

    /** Takes back that a version was told to the rep. */
    record WithdrawCommunication(String expectation, int version, Personal reason)
            implements ExpectationCommand {}
}
