package dev.yardstick.command.expectation;

import dev.yardstick.events.refusal.Reason;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.RefusedException;
import dev.yardstick.command.expectation.ExpectationCommand.AcknowledgeExpectation;
import dev.yardstick.command.expectation.ExpectationCommand.CloseExpectation;
import dev.yardstick.command.expectation.ExpectationCommand.CommunicateExpectation;
import dev.yardstick.command.expectation.ExpectationCommand.DisputeExpectation;
import dev.yardstick.command.expectation.ExpectationCommand.ReviseExpectation;
import dev.yardstick.command.expectation.ExpectationCommand.SetExpectation;
import dev.yardstick.command.expectation.ExpectationCommand.WithdrawCommunication;
import dev.yardstick.command.rep.Reps;
import dev.yardstick.events.Clause;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.ExpectationEvent.CommunicationWithdrawn;
import dev.yardstick.events.ExpectationEvent.ExpectationAcknowledged;
import dev.yardstick.events.ExpectationEvent.ExpectationClosed;
import dev.yardstick.events.ExpectationEvent.ExpectationCommunicated;
import dev.yardstick.events.ExpectationEvent.ExpectationDisputed;
import dev.yardstick.events.ExpectationEvent.ExpectationRevised;
import dev.yardstick.events.ExpectationEvent.ExpectationSet;
import dev.yardstick.events.Streams;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The profile that one rep has for one period, in versions, and the conversation about each. */
@AggregateRoot(type = "expectation")
public class Expectation {

    @AggregateIdentifier private @Nullable String stream;
    private @Nullable ExpectationSet set;
    private final List<Version> versions = new ArrayList<>();
    private final ClauseLives lives = new ClauseLives();
    private final Set<ExpectationEvent> said = new HashSet<>();
    private @Nullable LocalDate closedOn;

    /** None yet. */
    public Expectation() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(SetExpectation command, Reps reps, Commitments commitments) {
        ExpectationSet stated = command.event();
        if (set != null) {
            if (!set.equals(stated)) {
                throw new RefusedException(Reason.OTHER_CONTENT);
            }
            return;
        }
        if (!reps.find(command.rep()).isKnown()) {
            throw new InvalidException("rep", Reason.KNOWN_REP.of(command.rep()));
        }
        refuseOverlap(stated, commitments);
        apply(stated);
    }

    @CommandHandler
    int handle(ReviseExpectation command, Commitments commitments) {
        ExpectationSet first = known();
        refuseClosed();
        Version latest = versions.getLast();
        if (command.revises() != latest.number()) {
            throw new VersionMovedException(command.revises(), latest.number());
        }
        if (command.effectiveFrom().isBefore(latest.effectiveFrom())
                || command.effectiveFrom().isAfter(first.to())) {
            throw new InvalidException(
                    "effectiveFrom", Reason.FROM_TO.of(latest.effectiveFrom(), first.to()));
        }
        command.clauses().forEach(clause -> refuseOtherMeasure(clause, command.restates()));
        for (String ended : lives.ended()) {
            if (command.clauses().stream().anyMatch(c -> c.id().equals(ended))) {
                throw new RefusedException(Reason.CLAUSE_ENDED.of(ended));
            }
        }
        ExpectationRevised revised =
                new ExpectationRevised(
                        command.expectation(),
                        first.rep(),
                        latest.number() + 1,
                        command.effectiveFrom(),
                        command.reason(),
                        command.restates(),
                        command.clauses());
        refuseOverlap(revised, commitments);
        apply(revised);
        return revised.version();
    }

    @CommandHandler
    void handle(CommunicateExpectation command) {
        ExpectationSet first = known();
        version(command.version());
        say(
                new ExpectationCommunicated(
                        command.expectation(),
                        first.rep(),
                        command.version(),
                        command.on(),
                        command.how(),
                        command.by()));
    }

    @CommandHandler
    void handle(AcknowledgeExpectation command) {
        ExpectationSet first = known();
        answerable(command.version(), command.clauses());
        say(
                new ExpectationAcknowledged(
                        command.expectation(),
                        first.rep(),
                        command.version(),
                        command.on(),
                        command.clauses(),
                        command.reportedBy()));
    }

    @CommandHandler
    void handle(DisputeExpectation command) {
        ExpectationSet first = known();
        answerable(command.version(), command.clauses());
        say(
                new ExpectationDisputed(
                        command.expectation(),
                        first.rep(),
                        command.version(),
                        command.on(),
                        command.comment(),
                        command.clauses(),
                        command.reportedBy()));
    }

    @CommandHandler
    void handle(CloseExpectation command) {
        ExpectationSet first = known();
        if (command.on().equals(closedOn)) {
            return;
        }
        refuseClosed();
        if (!command.on().isBefore(first.to())) {
            throw new InvalidException("on", Reason.BEFORE_LAST_DAY.of(first.to()));
        }
        apply(
                new ExpectationClosed(
                        command.expectation(), first.rep(), command.on(), command.reason()));
    }

    @CommandHandler
    void handle(WithdrawCommunication command) {
        ExpectationSet first = known();
        version(command.version());
        refuseUncommunicated(command.version());
        apply(
                new CommunicationWithdrawn(
                        command.expectation(), first.rep(), command.version(), command.reason()));
    }

    private void refuseClosed() {
        if (closedOn != null) {
            throw new RefusedException(Reason.EXPECTATION_CLOSED.of(closedOn));
        }
    }

    private ExpectationSet known() {
        if (set == null) {
            throw new IllegalStateException("an expectation without its first version");
        }
        return set;
    }

    private Version version(int number) {
        if (number < 1 || number > versions.size()) {
            throw new InvalidException("version", Reason.FROM_TO.of(1, versions.size()));
        }
        return versions.get(number - 1);
    }

    private void answerable(int number, @Nullable List<String> clauses) {
        Version version = version(number);
        refuseUncommunicated(number);
        if (clauses != null) {
            for (int i = 0; i < clauses.size(); i++) {
                if (version.clause(clauses.get(i)) == null) {
                    throw new InvalidException(
                            "clauses[" + i + "]",
                            Reason.ONE_OF.of(String.join(", ", version.clauses().keySet())));
                }
            }
        }
    }

    private void refuseUncommunicated(int number) {
        boolean communicated =
                said.stream()
                        .anyMatch(e ->
                                e instanceof ExpectationCommunicated c && c.version() == number);
        if (!communicated) {
            throw new RefusedException(Reason.NOT_COMMUNICATED.of(number));
        }
    }

    /** Saying the same again records nothing, unless something else was said in between. */
    private void say(ExpectationEvent event) {
        if (!said.contains(event)) {
            apply(event);
        }
    }

    private void refuseOtherMeasure(Clause clause, boolean restates) {
        Clause before = versions.getLast().clause(clause.id());
        if (before == null || restates) {
            return;
        }
        boolean same =
                before.measure().measuresTheSameAs(clause.measure())
                        && before.topic() == clause.topic()
                        && before.owedBy() == clause.owedBy()
                        && Objects.equals(direction(before), direction(clause));
        if (!same) {
            throw new RefusedException(Reason.OTHER_MEASURE.of(clause.id()));
        }
    }

    private static Clause.@Nullable Direction direction(Clause clause) {
        return clause.target() == null ? null : clause.target().direction();
    }

    private void refuseOverlap(ExpectationEvent event, Commitments commitments) {
        ClauseLives ours = new ClauseLives();
        List<ExpectationEvent> all = commitments.of(event.rep());
        all.stream().filter(e -> e.expectation().equals(event.expectation())).forEach(ours::on);
        ours.on(event);
        ours.refuseOverlap(ClauseLives.except(event.expectation(), all));
    }

    @EventSourcingHandler
    void on(ExpectationEvent event) {
        stream = Streams.expectation(event.expectation());
        lives.on(event);
        switch (event) {
            case ExpectationSet e -> {
                set = e;
                versions.add(Version.of(1, e.from(), e.from(), e.clauses()));
            }
            case ExpectationRevised e -> {
                LocalDate countsFrom =
                        e.restates() ? versions.getFirst().countsFrom() : e.effectiveFrom();
                versions.add(Version.of(e.version(), e.effectiveFrom(), countsFrom, e.clauses()));
            }
            case ExpectationCommunicated e -> said.add(e);
            case ExpectationAcknowledged e -> answered(e);
            case ExpectationDisputed e -> answered(e);
            case ExpectationClosed e -> closedOn = e.on();
            case CommunicationWithdrawn w ->
                    said.removeIf(e ->
                            e instanceof ExpectationCommunicated c && c.version() == w.version());
        }
    }

    /** The latest answer counts, so an earlier one may be given again. */
    private void answered(ExpectationEvent answer) {
        said.removeIf(e -> !(e instanceof ExpectationCommunicated));
        said.add(answer);
    }
}
