package dev.yardstick.query.measure;

import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure.Accounts;
import dev.yardstick.events.Measure.Rating;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.Numbers;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** What is so on a day and does not add up: a mean, a number held, an agreement. */
public abstract sealed class StateGauge extends Gauge {

    private StateGauge(ClauseHistory clause, Known known) {
        super(clause, known);
    }

    @Override
    public BigFraction expected(LocalDate day) {
        return target(day);
    }

    @Override
    BigFraction whole() {
        return target(lastDay());
    }

    @Override
    boolean matches(Fact fact) {
        return false;
    }

    @Override
    void take(Fact fact) {}

    /** The mean of the assessments of an aspect. */
    public static final class OfRating extends StateGauge {

        private static final int LEAST = 3;

        private final Rating measure;
        private final RunningSum ratings = new RunningSum();
        private final RunningSum number = new RunningSum();

        OfRating(ClauseHistory clause, Known known, Rating measure) {
            super(clause, known);
            this.measure = measure;
        }

        @Override
        boolean matches(Fact fact) {
            return fact.kind() == FactKind.ASSESSMENT
                    && measure.aspect().equals(fact.aspect())
                    && fact.rating() != null
                    && clause().isInLife(fact.date());
        }

        @Override
        void take(Fact fact) {
            keep(fact);
            ratings.add(fact.date(), Objects.requireNonNull(fact.rating()));
            number.add(fact.date(), BigDecimal.ONE);
        }

        @Override
        public @Nullable BigFraction delivered(LocalDate day) {
            BigFraction of = number.by(day);
            return of.signum() == 0 ? null : ratings.by(day).divide(of);
        }

        /** Each adds its share of the mean. */
        @Override
        public List<Part> parts(LocalDate day) {
            BigFraction of = number.by(day);
            return kept(day).stream()
                    .map(fact ->
                            Part.counted(
                                    fact,
                                    Numbers.exact(Objects.requireNonNull(fact.rating()))
                                            .divide(of)))
                    .toList();
        }

        @Override
        boolean hasEvidence(LocalDate day) {
            return number.by(day).compareTo(BigFraction.of(LEAST)) >= 0;
        }
    }

    /** The number of accounts held. */
    public static final class OfAccounts extends StateGauge {

        private final Holdings holdings;

        OfAccounts(ClauseHistory clause, Known known, Accounts measure) {
            super(clause, known);
            this.holdings = new Holdings(known.rep().id(), measure.accounts(), known.accounts(), 1);
        }

        @Override
        public BigFraction delivered(LocalDate day) {
            return holdings.on(day);
        }

        @Override
        public List<Held> held(LocalDate day) {
            return holdings.heldOn(day).stream()
                    .sorted()
                    .map(account -> new Held(account, BigFraction.ONE, null, null, List.of()))
                    .toList();
        }
    }

    /** Whether the version in force is acknowledged. */
    public static final class OfAgreement extends StateGauge {

        OfAgreement(ClauseHistory clause, Known known) {
            super(clause, known);
        }

        @Override
        public BigFraction delivered(LocalDate day) {
            return clause().profile().acknowledged(clause().last().id(), day)
                    ? BigFraction.ONE
                    : BigFraction.ZERO;
        }

        @Override
        public BigFraction expected(LocalDate day) {
            return BigFraction.ONE;
        }

        @Override
        BigFraction whole() {
            return BigFraction.ONE;
        }
    }
}
