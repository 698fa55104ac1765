package dev.yardstick.query.measure;

import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure.Count;
import dev.yardstick.events.Measure.Coverage;
import dev.yardstick.events.Measure.DistinctAccounts;
import dev.yardstick.events.Measure.Sum;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.facts.AccountFact;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.Numbers;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * What arrives fact by fact and is owed at a pace: counts, sums, accounts, visits. Facts before the
 * clause's life count nowhere but in the rhythm.
 */
public abstract sealed class PacedGauge extends Gauge {

    private final Filter filter;
    private final Schedule schedule;

    private PacedGauge(ClauseHistory clause, Known known, Filter filter, @Nullable Holdings of) {
        super(clause, known);
        this.filter = filter;
        this.schedule = new Schedule(clause, known.rep(), of);
    }

    @Override
    final boolean matches(Fact fact) {
        return filter.matches(fact);
    }

    @Override
    final void take(Fact fact) {
        if (clause().isInLife(fact.date())) {
            keep(fact);
            arrive(fact);
        } else if (fact.date().isBefore(clause().firstDay())) {
            arrivedBefore(fact);
        }
    }

    /** Takes a fact that matches, within the clause's life. */
    abstract void arrive(Fact fact);

    /** Takes a fact that matches, before the clause's life. */
    abstract void arrivedBefore(Fact fact);

    @Override
    public final BigFraction expected(LocalDate day) {
        return schedule.by(day);
    }

    @Override
    final Amount owed(LocalDate day) {
        return schedule.amount(day);
    }

    @Override
    final BigFraction whole() {
        return schedule.by(clause().lastDay());
    }

    @Override
    public final double weightOf(LocalDate day) {
        return schedule.weightOf(day);
    }

    @Override
    public final List<Part> parts(LocalDate day) {
        return parts(kept(day));
    }

    abstract List<Part> parts(List<Fact> facts);

    @Override
    public final List<Segment> segments(LocalDate day) {
        return schedule.segments(day);
    }

    private static Map<LocalDate, Double> together(RunningSum before, RunningSum within) {
        Map<LocalDate, Double> all = new HashMap<>();
        before.addTo(all);
        within.addTo(all);
        return all;
    }

    /** Σ credit. */
    static final class OfFacts extends PacedGauge {

        private final RunningSum credit = new RunningSum();
        private final RunningSum before = new RunningSum();

        OfFacts(ClauseHistory clause, Known known, Count measure) {
            super(clause, known, new Filter(measure.of(), measure.where(), known.accounts()), null);
        }

        @Override
        void arrive(Fact fact) {
            credit.add(fact.date(), fact.share());
        }

        @Override
        void arrivedBefore(Fact fact) {
            before.add(fact.date(), fact.share());
        }

        @Override
        public BigFraction delivered(LocalDate day) {
            return credit.by(day);
        }

        @Override
        public Amount amount(LocalDate day) {
            return credit.amount(day);
        }

        @Override
        List<Part> parts(List<Fact> facts) {
            return facts.stream()
                    .map(fact -> Part.counted(fact, Numbers.exact(fact.share())))
                    .toList();
        }

        @Override
        public Map<LocalDate, Double> rhythm() {
            return together(before, credit);
        }
    }

    /** Σ quantity × credit. */
    static final class OfQuantity extends PacedGauge {

        private final Sum measure;
        private final RunningSum sum = new RunningSum();
        private final RunningSum before = new RunningSum();

        OfQuantity(ClauseHistory clause, Known known, Sum measure) {
            super(clause, known, new Filter(measure.of(), measure.where(), known.accounts()), null);
            this.measure = measure;
        }

        @Override
        void arrive(Fact fact) {
            tallyOrNote(sum, fact, measure.quantity());
        }

        @Override
        void arrivedBefore(Fact fact) {
            tally(before, fact, measure.quantity());
        }

        @Override
        public BigFraction delivered(LocalDate day) {
            return sum.by(day);
        }

        @Override
        public Amount amount(LocalDate day) {
            return sum.amount(day);
        }

        @Override
        List<Part> parts(List<Fact> facts) {
            return facts.stream()
                    .map(fact -> {
                        BigFraction value = valued(fact, measure.quantity());
                        return value == null
                                ? Part.left(fact, worthless(fact, measure.quantity()))
                                : Part.counted(fact, value);
                    })
                    .toList();
        }

        @Override
        public Map<LocalDate, Double> rhythm() {
            return together(before, sum);
        }
    }

    /** Different accounts; with first wins only, those whose first win by anyone this is. */
    public static final class OfAccounts extends PacedGauge {

        private final DistinctAccounts measure;
        private final Map<String, LocalDate> first = new HashMap<>();
        private final Map<String, LocalDate> firstBefore = new HashMap<>();
        private final Map<String, LocalDate> firstWin = new HashMap<>();
        private @Nullable RunningSum counted;

        OfAccounts(ClauseHistory clause, Known known, DistinctAccounts measure) {
            super(clause, known, new Filter(measure.of(), measure.where(), known.accounts()), null);
            this.measure = measure;
        }

        @Override
        void arrive(Fact fact) {
            counted = null;
            arrive(fact, first);
        }

        @Override
        void arrivedBefore(Fact fact) {
            arrive(fact, firstBefore);
        }

        private void arrive(Fact fact, Map<String, LocalDate> firsts) {
            String account = fact.account();
            if (account != null
                    && (!measure.firstWinOnly() || fact.date().equals(firstWin(account)))) {
                firsts.merge(account, fact.date(), (a, b) -> a.isBefore(b) ? a : b);
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

        /** The accounts themselves. */
        public List<String> accounts(LocalDate day) {
            return first.entrySet().stream()
                    .filter(account -> !account.getValue().isAfter(day))
                    .map(Map.Entry::getKey)
                    .toList();
        }

        @Override
        public BigFraction delivered(LocalDate day) {
            return amount(day).exact().get();
        }

        @Override
        public Amount amount(LocalDate day) {
            if (counted == null) {
                counted = RunningSum.count(first.values().stream());
            }
            return counted.amount(day);
        }

        @Override
        List<Part> parts(List<Fact> facts) {
            Set<String> seen = new HashSet<>();
            return facts.stream()
                    .map(fact -> {
                        String account = fact.account();
                        if (account == null) {
                            return Part.left(fact, Reason.NAMES_NO_ACCOUNT);
                        }
                        if (!first.containsKey(account)
                                || (measure.firstWinOnly()
                                        && !fact.date().equals(firstWin(account)))) {
                            return Part.left(fact, Reason.NOT_FIRST_WIN);
                        }
                        return seen.add(account)
                                ? Part.counted(fact, BigFraction.ONE)
                                : Part.left(fact, Reason.ACCOUNT_COUNTS_ALREADY);
                    })
                    .toList();
        }

        @Override
        public Map<LocalDate, Double> rhythm() {
            Map<LocalDate, Double> daily = new HashMap<>();
            first.values().forEach(date -> daily.merge(date, 1.0, Double::sum));
            firstBefore.values().forEach(date -> daily.merge(date, 1.0, Double::sum));
            return daily;
        }
    }

    /** Visits to the rep's own accounts, up to so many each. */
    static final class OfVisits extends PacedGauge {

        private final Coverage measure;
        private final Holdings holdings;
        private final Map<String, List<LocalDate>> visits = new HashMap<>();
        private final RunningSum before = new RunningSum();
        private @Nullable RunningSum counted;

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
            counted = null;
            String account = fact.account();
            if (account != null && holdings.holds(account, fact.date())) {
                visits.computeIfAbsent(account, a -> new ArrayList<>()).add(fact.date());
            }
        }

        @Override
        void arrivedBefore(Fact fact) {
            String account = fact.account();
            if (account != null && holdings.holds(account, fact.date())) {
                before.add(fact.date(), BigDecimal.ONE);
            }
        }

        @Override
        public BigFraction delivered(LocalDate day) {
            return counted().by(day);
        }

        @Override
        public Amount amount(LocalDate day) {
            return counted().amount(day);
        }

        @Override
        List<Part> parts(List<Fact> facts) {
            Map<String, Integer> seen = new HashMap<>();
            return facts.stream()
                    .map(fact -> {
                        String account = fact.account();
                        if (account == null) {
                            return Part.left(fact, Reason.NAMES_NO_ACCOUNT);
                        }
                        if (!holdings.holds(account, fact.date())) {
                            return Part.left(fact, Reason.NOT_TO_BE_SEEN);
                        }
                        return seen.merge(account, 1, Integer::sum) <= measure.each()
                                ? Part.counted(fact, BigFraction.ONE)
                                : Part.left(fact, Reason.SEEN_OFTEN_ENOUGH);
                    })
                    .toList();
        }

        private RunningSum counted() {
            if (counted == null) {
                counted =
                        RunningSum.count(
                                visits.values().stream()
                                        .flatMap(dates ->
                                                dates.stream().sorted().limit(measure.each())));
            }
            return counted;
        }

        @Override
        public Map<LocalDate, Double> rhythm() {
            return together(before, counted());
        }
    }
}
