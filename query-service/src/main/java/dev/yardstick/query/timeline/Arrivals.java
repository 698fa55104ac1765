package dev.yardstick.query.timeline;

import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure.Count;
import dev.yardstick.events.Measure.Coverage;
import dev.yardstick.events.Measure.DistinctAccounts;
import dev.yardstick.events.Measure.Sum;

import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What arrives fact by fact and is owed at a pace: counts, sums, accounts, visits. */
abstract sealed class Arrivals extends Gauge {

    private final Filter filter;
    private final Schedule schedule;

    private Arrivals(ClauseHistory clause, Known known, Filter filter, @Nullable Holdings of) {
        super(clause, known);
        this.filter = filter;
        this.schedule = new Schedule(clause, known.rep(), of);
    }

    @Override
    final void add(Fact fact) {
        if (fact.share().signum() > 0 && clause().isInLife(fact.date()) && filter.matches(fact)) {
            arrive(fact);
        }
    }

    /** Takes a fact that matches, within the clause's life. */
    abstract void arrive(Fact fact);

    @Override
    final BigFraction expected(LocalDate day) {
        return schedule.by(day);
    }

    @Override
    final BigFraction fullTarget() {
        return schedule.by(clause().lastDay());
    }

    final Schedule schedule() {
        return schedule;
    }

    /** Σ credit. */
    static final class OfFacts extends Arrivals {

        private final Tally credit = new Tally();

        OfFacts(ClauseHistory clause, Known known, Count measure) {
            super(clause, known, new Filter(measure.of(), measure.where(), known.accounts()), null);
        }

        @Override
        void arrive(Fact fact) {
            credit.add(fact.date(), fact.share());
        }

        @Override
        BigFraction delivered(LocalDate day) {
            return credit.by(day);
        }
    }

    /** Σ quantity × credit. */
    static final class OfQuantity extends Arrivals {

        private final Sum measure;
        private final Tally sum = new Tally();

        OfQuantity(ClauseHistory clause, Known known, Sum measure) {
            super(clause, known, new Filter(measure.of(), measure.where(), known.accounts()), null);
            this.measure = measure;
        }

        @Override
        void arrive(Fact fact) {
            tally(sum, fact, measure.quantity());
        }

        @Override
        BigFraction delivered(LocalDate day) {
            return sum.by(day);
        }
    }

    /** Different accounts; with first wins only, those whose first win by anyone this is. */
    static final class OfAccounts extends Arrivals {

        private final DistinctAccounts measure;
        private final Map<String, LocalDate> first = new HashMap<>();
        private final Map<String, LocalDate> firstWin = new HashMap<>();

        OfAccounts(ClauseHistory clause, Known known, DistinctAccounts measure) {
            super(clause, known, new Filter(measure.of(), measure.where(), known.accounts()), null);
            this.measure = measure;
        }

        @Override
        void arrive(Fact fact) {
            String account = fact.account();
            if (account != null
                    && (!measure.firstWinOnly() || fact.date().equals(firstWin(account)))) {
                first.merge(account, fact.date(), (a, b) -> a.isBefore(b) ? a : b);
            }
        }

        private @Nullable LocalDate firstWin(String account) {
            return firstWin.computeIfAbsent(
                    account,
                    a ->
                            known().accountFacts().getOrDefault(a, List.of()).stream()
                                    .filter(fact -> fact.kind() == FactKind.DEAL_WON)
                                    .map(AccountFact::date)
                                    .min(LocalDate::compareTo)
                                    .orElse(LocalDate.MAX));
        }

        @Override
        BigFraction delivered(LocalDate day) {
            return BigFraction.of(
                    (int) first.values().stream().filter(date -> !date.isAfter(day)).count());
        }
    }

    /** Visits to the rep's own accounts, up to so many each. */
    static final class OfVisits extends Arrivals {

        private final Coverage measure;
        private final Holdings holdings;
        private final Map<String, List<LocalDate>> visits = new HashMap<>();
        private final Tally counted = new Tally();
        private boolean isCounted;

        OfVisits(ClauseHistory clause, Known known, Coverage measure) {
            Holdings holdings =
                    new Holdings(
                            known.rep().id(), measure.accounts(), known.accounts(), measure.each());
            super(
                    clause,
                    known,
                    new Filter(measure.of(), measure.where(), known.accounts()),
                    holdings);
            this.measure = measure;
            this.holdings = holdings;
        }

        @Override
        void arrive(Fact fact) {
            String account = fact.account();
            if (account != null && holdings.holds(account, fact.date())) {
                visits.computeIfAbsent(account, a -> new ArrayList<>()).add(fact.date());
            }
        }

        @Override
        BigFraction delivered(LocalDate day) {
            if (!isCounted) {
                visits.values()
                        .forEach(dates ->
                                dates.stream()
                                        .sorted()
                                        .limit(measure.each())
                                        .forEach(date -> counted.add(date, BigDecimal.ONE)));
                isCounted = true;
            }
            return counted.by(day);
        }
    }
}
