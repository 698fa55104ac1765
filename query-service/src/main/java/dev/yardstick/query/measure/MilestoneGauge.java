package dev.yardstick.query.measure;

import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure.Milestone;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Known;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** A first fact between a start and a deadline, or up to a date. */
public final class MilestoneGauge extends Gauge {

    private final Milestone measure;
    private final Filter filter;
    private final TreeSet<LocalDate> matching = new TreeSet<>();
    private final TreeSet<LocalDate> trainings = new TreeSet<>();

    MilestoneGauge(ClauseHistory clause, Known known, Milestone measure) {
        super(clause, known);
        this.measure = measure;
        this.filter = new Filter(measure.of(), measure.where(), known.accounts());
    }

    @Override
    boolean matches(Fact fact) {
        return filter.matches(fact) || isStart(fact);
    }

    private boolean isStart(Fact fact) {
        String from = measure.from();
        return from != null
                && fact.kind() == FactKind.TRAINING
                && from.equals(Milestone.TRAINING + fact.course());
    }

    @Override
    void take(Fact fact) {
        if (filter.matches(fact)) {
            keep(fact);
            matching.add(fact.date());
        }
        if (isStart(fact)) {
            trainings.add(fact.date());
        }
    }

    /** The start as far as it is known by a day; null while it is not. */
    public @Nullable LocalDate start(LocalDate day) {
        if (measure.by() != null) {
            return LocalDate.MIN;
        }
        if (Milestone.HIRE.equals(measure.from())) {
            return known().rep().hire(clause().lastDay());
        }
        if (Milestone.EXPECTATION.equals(measure.from())) {
            return clause().profile().from();
        }
        return trainings.isEmpty() || trainings.first().isAfter(day) ? null : trainings.first();
    }

    /** The last day in time, as far as it is known by a day; null while it is not. */
    public @Nullable LocalDate deadline(LocalDate day) {
        if (measure.by() != null) {
            return measure.by();
        }
        LocalDate start = start(day);
        return start == null || measure.within() == null ? null : start.plus(measure.within());
    }

    /** Whether the deadline lies before the clause's first day: then nothing is owed. */
    boolean isOwed(LocalDate day) {
        LocalDate deadline = deadline(day);
        return deadline == null || !deadline.isBefore(clause().firstDay());
    }

    boolean isMet(LocalDate day) {
        LocalDate start = start(day);
        LocalDate deadline = deadline(day);
        if (start == null || deadline == null) {
            return false;
        }
        LocalDate first = matching.ceiling(start);
        return first != null && !first.isAfter(deadline) && !first.isAfter(day);
    }

    @Override
    public List<Part> parts(LocalDate day) {
        LocalDate start = start(day);
        LocalDate deadline = deadline(day);
        boolean met = isMet(day);
        List<Part> parts = new ArrayList<>();
        boolean found = false;
        for (Fact fact : kept(day)) {
            if (start == null || deadline == null) {
                parts.add(Part.left(fact, Reason.NOT_BEGUN));
            } else if (fact.date().isBefore(start)) {
                parts.add(Part.left(fact, Reason.BEFORE_START));
            } else if (met && !found) {
                found = true;
                parts.add(Part.counted(fact, BigFraction.ONE));
            } else {
                parts.add(Part.left(fact, met ? Reason.NOT_FIRST : Reason.TOO_LATE));
            }
        }
        return parts;
    }

    @Override
    public BigFraction delivered(LocalDate day) {
        return isMet(day) ? BigFraction.ONE : BigFraction.ZERO;
    }

    @Override
    public BigFraction expected(LocalDate day) {
        LocalDate deadline = deadline(day);
        return isOwed(day) && deadline != null && !day.isBefore(deadline)
                ? BigFraction.ONE
                : BigFraction.ZERO;
    }

    @Override
    BigFraction whole() {
        return isOwed(clause().lastDay()) ? BigFraction.ONE : BigFraction.ZERO;
    }
}
