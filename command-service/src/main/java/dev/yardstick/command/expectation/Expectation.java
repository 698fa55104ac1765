package dev.yardstick.command.expectation;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.yardstick.command.rep.Reps;
import dev.yardstick.events.Clause;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.ExpectationEvent.CommunicationWithdrawn;
import dev.yardstick.events.ExpectationEvent.DisputeAnswered;
import dev.yardstick.events.ExpectationEvent.ExpectationAcknowledged;
import dev.yardstick.events.ExpectationEvent.ExpectationClosed;
import dev.yardstick.events.ExpectationEvent.ExpectationCommunicated;
import dev.yardstick.events.ExpectationEvent.ExpectationDisputed;
import dev.yardstick.events.ExpectationEvent.ExpectationRevised;
import dev.yardstick.events.ExpectationEvent.ExpectationSet;
import dev.yardstick.events.ExpectationEvent.Reply;
import dev.yardstick.events.Streams;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.RefusedException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** The profile that one rep has for one period, in versions, and the conversation about each. */
@AggregateRoot(type = "expectation")
public class Expectation {

    @AggregateIdentifier private @Nullable String stream;
    private @Nullable ExpectationSet set;
    private final List<Version> versions = new ArrayList<>();
    private final ClauseLives lives = new ClauseLives();
    private final Set<ExpectationEvent> said = new HashSet<>();
    private @Nullable LocalDate closedOn;

    /** The clauses of each version that are disputed and were not answered. */
    private final Map<Integer, Set<String>> open = new HashMap<>();

    /** None yet. */
    public Expectation() {}

    /** A revision is answered with its version. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    @Nullable Integer handle(RecordExpectation command, Reps reps, Commitments commitments) {
        ExpectationEvent event = command.event();
        if (set == null && !(event instanceof ExpectationSet)) {
            throw new NotFoundException(Reason.NO_SUCH.of(command.stream()));
        }
        switch (event) {
            case ExpectationSet e -> set(e, reps, commitments);
            case ExpectationRevised e -> revise(e, commitments);
            case ExpectationCommunicated e -> {
                version(e.version());
                say(e);
            }
            case ExpectationAcknowledged e -> {
                answerable(e.version(), e.clauses());
                say(e);
            }
            case ExpectationDisputed e -> {
                answerable(e.version(), e.clauses());
                say(e);
            }
            case ExpectationClosed e -> close(e);
            case CommunicationWithdrawn e -> {
                version(e.version());
                refuseUncommunicated(e.version());
                apply(e);
            }
            case DisputeAnswered e -> {
                version(e.version());
                if (!open.containsKey(e.version())) {
                    throw new RefusedException(Reason.NOT_DISPUTED.of(e.version()));
                }
                apply(e);
            }
        }
        return event instanceof ExpectationRevised revised ? revised.version() : null;
    }

    private void set(ExpectationSet stated, Reps reps, Commitments commitments) {
        if (set != null) {
            if (!set.equals(stated)) {
                throw new RefusedException(Reason.OTHER_CONTENT);
            }
            return;
        }
        if (!reps.find(stated.rep()).isKnown()) {
            throw new InvalidException("rep", Reason.KNOWN_REP.of(stated.rep()));
        }
        refuseOverlap(stated, commitments);
        apply(stated);
    }

    private void revise(ExpectationRevised revised, Commitments commitments) {
        refuseClosed();
        Version latest = versions.getLast();
        if (revised.version() != latest.number() + 1) {
            throw new VersionMovedException(revised.version() - 1, latest.number());
        }
        if (revised.effectiveFrom().isBefore(latest.effectiveFrom())
                || revised.effectiveFrom().isAfter(lastDay())) {
            throw new InvalidException(
                    "effectiveFrom", Reason.FROM_TO.of(latest.effectiveFrom(), lastDay()));
        }
        revised.clauses().forEach(clause -> refuseOtherMeasure(clause, revised.restates()));
        for (String ended : lives.ended()) {
            if (revised.clauses().stream().anyMatch(c -> c.id().equals(ended))) {
                throw new RefusedException(Reason.CLAUSE_ENDED.of(ended));
            }
        }
        refuseOverlap(revised, commitments);
        apply(revised);
    }

    private void close(ExpectationClosed closed) {
        if (!closed.on().equals(closedOn)) {
            refuseClosed();
            if (!closed.on().isBefore(lastDay())) {
                throw new InvalidException("on", Reason.BEFORE_LAST_DAY.of(lastDay()));
            }
            apply(closed);
        }
    }

    private void refuseClosed() {
        if (closedOn != null) {
            throw new RefusedException(Reason.EXPECTATION_CLOSED.of(closedOn));
        }
    }

    private LocalDate lastDay() {
        return Objects.requireNonNull(set).to();
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
                            Reason.ONE_OF.of(
                                    version.clauses().stream()
                                            .map(Clause::id)
                                            .collect(Collectors.joining(", "))));
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
                versions.add(new Version(1, e.from(), e.from(), e.clauses()));
            }
            case ExpectationRevised e -> {
                LocalDate countsFrom =
                        e.restates() ? versions.getFirst().countsFrom() : e.effectiveFrom();
                versions.add(new Version(e.version(), e.effectiveFrom(), countsFrom, e.clauses()));
            }
            case ExpectationCommunicated e -> said.add(e);
            case ExpectationAcknowledged e -> {
                answered(e);
                close(e.version(), e.clauses());
            }
            case ExpectationDisputed e -> {
                answered(e);
                open.computeIfAbsent(e.version(), v -> new HashSet<>())
                        .addAll(clauses(e.version(), e.clauses()));
            }
            case ExpectationClosed e -> closedOn = e.on();
            case CommunicationWithdrawn w ->
                    said.removeIf(e ->
                            e instanceof ExpectationCommunicated c && c.version() == w.version());
            case DisputeAnswered e -> {
                if (e.reply() != Reply.REPLIED) {
                    open.remove(e.version());
                }
            }
        }
    }

    /** What is agreed to is disputed no more. */
    private void close(int version, @Nullable List<String> clauses) {
        Set<String> disputed = open.get(version);
        if (disputed != null) {
            clauses(version, clauses).forEach(disputed::remove);
            if (disputed.isEmpty()) {
                open.remove(version);
            }
        }
    }

    private List<String> clauses(int version, @Nullable List<String> clauses) {
        return clauses == null
                ? versions.get(version - 1).clauses().stream().map(Clause::id).toList()
                : clauses;
    }

    /** The latest answer counts, so an earlier one may be given again. */
    private void answered(ExpectationEvent answer) {
        said.removeIf(e -> !(e instanceof ExpectationCommunicated));
        said.add(answer);
    }
}
