package dev.yardstick.command.expectation;

import dev.yardstick.events.Clause;
import dev.yardstick.events.Personal;
import dev.yardstick.events.Streams;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.List;

/** What can be done with an expectation; the fields are those of the events it leads to. */
public sealed interface ExpectationCommand {

    /** The expectation's id. */
    String expectation();

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
        @TargetAggregateIdentifier
        String stream() {
            return Streams.expectation(expectation);
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
            implements ExpectationCommand {
        @TargetAggregateIdentifier
        String stream() {
            return Streams.expectation(expectation);
        }
    }

    /** Records that a version was told to the rep. */
    record CommunicateExpectation(
            String expectation, int version, LocalDate on, Personal how, Personal by)
            implements ExpectationCommand {
        @TargetAggregateIdentifier
        String stream() {
            return Streams.expectation(expectation);
        }
    }

    /** Records that the rep agrees, with the whole version or with some clauses. */
    record AcknowledgeExpectation(
            String expectation,
            int version,
            LocalDate on,
            @Nullable List<String> clauses,
            @Nullable String reportedBy)
            implements ExpectationCommand {
        @TargetAggregateIdentifier
        String stream() {
            return Streams.expectation(expectation);
        }
    }

    /** Records that the rep answers back. */
    record DisputeExpectation(
            String expectation,
            int version,
            LocalDate on,
            Personal comment,
            @Nullable List<String> clauses,
            @Nullable String reportedBy)
            implements ExpectationCommand {
        @TargetAggregateIdentifier
        String stream() {
            return Streams.expectation(expectation);
        }
    }

    /** Ends the expectation early, or takes it back where {@code on} lies before its period. */
    record CloseExpectation(String expectation, LocalDate on, Personal reason)
            implements ExpectationCommand {
        @TargetAggregateIdentifier
        String stream() {
            return Streams.expectation(expectation);
        }
    }

    /** Takes back that a version was told to the rep. */
    record WithdrawCommunication(String expectation, int version, Personal reason)
            implements ExpectationCommand {
        @TargetAggregateIdentifier
        String stream() {
            return Streams.expectation(expectation);
        }
    }
}
