package dev.yardstick.query.measure;

import dev.yardstick.events.Measure.Over;
import dev.yardstick.events.Measure.Share;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Known;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** A quantity of facts as a share of the rep's working days, or of the same quantity of others. */
public final class ShareGauge extends Gauge {

    private final Share measure;
    private final Filter filter;
    private final @Nullable Filter base;
    private final RunningSum part = new RunningSum();
    private final RunningSum whole = new RunningSum();

    ShareGauge(ClauseHistory clause, Known known, Share measure) {
        super(clause, known);
        this.measure = measure;
        this.filter = new Filter(measure.of(), measure.where(), known.accounts());
        Over over = measure.over();
        this.base =
                over.of() == null
                        ? null
                        : new Filter(
                                over.of(),
                                Objects.requireNonNullElse(over.where(), java.util.Map.of()),
                                known.accounts());
        if (base == null) {
            clause.firstDay()
                    .datesUntil(clause.lastDay().plusDays(1))
                    .filter(day -> known.rep().isWorkingDay(day, known.company()))
                    .forEach(day -> whole.add(day, BigDecimal.ONE));
        }
    }

    @Override
    boolean matches(Fact fact) {
        return clause().isInLife(fact.date()) && (filter.matches(fact) || isOfBase(fact));
    }

    private boolean isOfBase(Fact fact) {
        return base != null && base.matches(fact);
    }

    @Override
    void take(Fact fact) {
        keep(fact);
        if (filter.matches(fact)) {
            tallyOrNote(part, fact, measure.quantity());
        }
        if (isOfBase(fact)) {
            tallyOrNote(whole, fact, measure.quantity());
        }
    }

    /** What the share is of, up to a day. */
    public BigFraction base(LocalDate day) {
        return whole.by(day);
    }

    @Override
    public List<Part> parts(LocalDate day) {
        BigFraction of = whole.by(day);
        return kept(day).stream()
                .map(fact -> {
                    BigFraction value = valued(fact, measure.quantity());
                    if (value == null) {
                        return Part.left(fact, worthless(fact, measure.quantity()));
                    }
                    BigFraction adds = isOfBase(fact) ? value : null;
                    if (!filter.matches(fact)) {
                        return new Part(fact, BigFraction.ZERO, adds, Reason.OF_BASE_ONLY);
                    }
                    return of.signum() == 0
                            ? new Part(fact, BigFraction.ZERO, adds, Reason.NO_BASE_YET)
                            : new Part(fact, value.divide(of), adds, null);
                })
                .toList();
    }

    @Override
    public @Nullable BigFraction delivered(LocalDate day) {
        Amount amount = amount(day);
        return amount == null ? null : amount.exact().get();
    }

    @Override
    public @Nullable Amount amount(LocalDate day) {
        Amount of = whole.amount(day);
        return of.signum() == 0 ? null : part.amount(day).per(of);
    }

    @Override
    public BigFraction expected(LocalDate day) {
        return target(day);
    }

    @Override
    BigFraction whole() {
        return target(lastDay());
    }
}
