package dev.yardstick.query.measure;

import dev.yardstick.events.Measure;
import dev.yardstick.events.Measure.Accounts;
import dev.yardstick.events.Measure.Agreement;
import dev.yardstick.events.Measure.Cadence;
import dev.yardstick.events.Measure.Count;
import dev.yardstick.events.Measure.Coverage;
import dev.yardstick.events.Measure.DistinctAccounts;
import dev.yardstick.events.Measure.Growth;
import dev.yardstick.events.Measure.Milestone;
import dev.yardstick.events.Measure.Quantity;
import dev.yardstick.events.Measure.Rating;
import dev.yardstick.events.Measure.Share;
import dev.yardstick.events.Measure.Sum;
import dev.yardstick.events.language.MeasureKind;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;
import dev.yardstick.query.facts.AccountFact;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.Numbers;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * Measures one clause: it is shown every fact of the rep once, in any order, and then tells what
 * was delivered and what was expected by any day, exactly. One for each kind of measure.
 */
public abstract sealed class Gauge
        permits PacedGauge, GrowthGauge, CadenceGauge, ShareGauge, MilestoneGauge, StateGauge {

    private final ClauseHistory clause;
    private final Known known;
    private final MeasureKind kind;
    private final List<Fact> evidence = new ArrayList<>();
    private final List<LocalDate> unconverted = new ArrayList<>();
    private final List<LocalDate> unmeasured = new ArrayList<>();
    private @Nullable Amount full;

    Gauge(ClauseHistory clause, Known known) {
        this.clause = clause;
        this.known = known;
        this.kind = MeasureKind.of(measure());
    }

    /** The gauge of a clause, not shown any fact yet. */
    public static Gauge of(ClauseHistory clause, Known known) {
        return switch (clause.last().measure()) {
            case Count m -> new PacedGauge.OfFacts(clause, known, m);
            case Sum m -> new PacedGauge.OfQuantity(clause, known, m);
            case DistinctAccounts m -> new PacedGauge.OfAccounts(clause, known, m);
            case Coverage m -> new PacedGauge.OfVisits(clause, known, m);
            case Growth m -> new GrowthGauge(clause, known, m);
            case Cadence m -> new CadenceGauge(clause, known, m);
            case Share m -> new ShareGauge(clause, known, m);
            case Milestone m -> new MilestoneGauge(clause, known, m);
            case Rating m -> new StateGauge.OfRating(clause, known, m);
            case Accounts m -> new StateGauge.OfAccounts(clause, known, m);
            case Agreement m -> new StateGauge.OfAgreement(clause, known);
        };
    }

    /** Shows it a fact. */
    public final void add(Fact fact) {
        if (isAbout(fact)) {
            take(fact);
        }
    }

    /** Whether any figure may depend on a fact of the rep. */
    public final boolean isAbout(Fact fact) {
        return fact.share().signum() > 0 && matches(fact);
    }

    abstract boolean matches(Fact fact);

    /** Takes a fact that it is about. */
    abstract void take(Fact fact);

    /** What was delivered by a day; null while there is nothing to tell it by. */
    public abstract @Nullable BigFraction delivered(LocalDate day);

    /** What should have been there by a day. */
    public abstract BigFraction expected(LocalDate day);

    /** What the target comes to over the clause's life. */
    public final BigFraction fullTarget() {
        return full().exact().get();
    }

    /** The same, as its kind tells it; asked once. */
    abstract BigFraction whole();

    /** The same as {@link #delivered}, exact where it has to be. */
    public @Nullable Amount amount(LocalDate day) {
        BigFraction delivered = delivered(day);
        return delivered == null ? null : Amount.of(delivered);
    }

    /** The same as {@link #expected}, exact where it has to be. */
    Amount owed(LocalDate day) {
        return Amount.of(expected(day));
    }

    /** The same as {@link #fullTarget}, exact where it has to be. */
    public final Amount full() {
        if (full == null) {
            full = Amount.of(whole());
        }
        return full;
    }

    /** Keeps a fact that counts, for whoever asks what is behind a figure. */
    final void keep(Fact fact) {
        evidence.add(fact);
    }

    /** The facts behind what was delivered by a day. */
    public final List<Fact> countedBy(LocalDate day) {
        return evidence.stream().filter(fact -> !fact.date().isAfter(day)).toList();
    }

    /**
     * What a fact adds to what was delivered.
     *
     * @param counted exactly; what all parts of a day count adds up to what was delivered
     * @param base what it adds to what the share is of; null where it is no part of that
     * @param why it adds nothing; null where it counts
     */
    public record Part(
            Fact fact, BigFraction counted, @Nullable BigFraction base, @Nullable Refusal why) {

        static Part counted(Fact fact, BigFraction counted) {
            return new Part(fact, counted, null, null);
        }

        static Part left(Fact fact, Refusal why) {
            return new Part(fact, BigFraction.ZERO, null, why);
        }
    }

    /**
     * The facts that it took up to a day, in their order, and what each adds to what was delivered.
     */
    public List<Part> parts(LocalDate day) {
        return List.of();
    }

    /**
     * An account that it looks at.
     *
     * @param counted what the account adds to what was delivered
     * @param sum what was done with it; null where only holding it counts
     * @param needed what that has to reach
     * @param facts those that make up the sum, and those that needed is made of
     */
    public record Held(
            String account,
            BigFraction counted,
            @Nullable BigFraction sum,
            @Nullable BigFraction needed,
            List<AccountFact> facts) {}

    /** The accounts that it looks at on a day, and what each adds to what was delivered. */
    public List<Held> held(LocalDate day) {
        return List.of();
    }

    /**
     * Days in a row on which the same is owed.
     *
     * @param target in force
     * @param accounts what the target is multiplied by; null where by nothing
     * @param season the share of the period's target that a day has; null where there is no pace
     * @param ramp the percentage owed so soon after hire; null without a ramp
     * @param owed what these days add to what was expected, exactly
     */
    public record Segment(
            LocalDate from,
            LocalDate to,
            @Nullable BigFraction target,
            @Nullable BigFraction accounts,
            @Nullable BigFraction season,
            @Nullable BigDecimal ramp,
            boolean present,
            BigFraction owed) {}

    /** How what was expected by a day comes about; what the segments owe adds up to it. */
    public List<Segment> segments(LocalDate day) {
        BigFraction target = kind().hasTarget() ? target(day) : null;
        return List.of(new Segment(day, day, target, null, null, null, true, expected(day)));
    }

    /** The facts kept up to a day, by date, the one recorded first before others of its day. */
    final List<Fact> kept(LocalDate day) {
        return countedBy(day).stream()
                .sorted(Comparator.comparing(Fact::date).thenComparing(Fact::position))
                .toList();
    }

    /** Why a fact has no worth. */
    final Refusal worthless(Fact fact, @Nullable Quantity quantity) {
        if (quantity == null) {
            return Reason.STATES_NO_VALUE;
        }
        return fact.quantity(quantity) != null
                ? Reason.NO_RATE.of(fact.currency())
                : switch (quantity) {
                    case AMOUNT -> Reason.STATES_NO_AMOUNT;
                    case HOURS -> Reason.STATES_NO_HOURS;
                    case DAYS -> Reason.STATES_NO_DAYS;
                };
    }

    /** The positions of the events behind what was delivered by a day, in order. */
    public final List<Long> positionsBy(LocalDate day) {
        return countedBy(day).stream().map(Fact::position).sorted().distinct().toList();
    }

    /** Whether what was delivered by a day is enough to judge by. */
    boolean hasEvidence(LocalDate day) {
        return true;
    }

    /**
     * How what is delivered came in, by day: also before the clause's life, as far as that tells
     * the rep's rhythm. Empty where there is no forecast.
     */
    public Map<LocalDate, Double> rhythm() {
        return Map.of();
    }

    /** The share of the period's target that falls on a day; 0 where there is no pace. */
    public double weightOf(LocalDate day) {
        return 0;
    }

    /** Whether the same clause of several reps adds up; otherwise it averages. */
    public final boolean addsUpOverReps() {
        return kind().isPaced() || kind() == MeasureKind.ACCOUNTS;
    }

    public final ClauseHistory clause() {
        return clause;
    }

    public final Known known() {
        return known;
    }

    public final Measure measure() {
        return clause.last().measure();
    }

    public final MeasureKind kind() {
        return kind;
    }

    /** The target in force on a day. */
    public final BigFraction target(LocalDate day) {
        return Numbers.exact(ClauseHistory.target(clause.on(day)));
    }

    /** The last day: that of the clause's life, or of a leaver's employment. */
    public final LocalDate lastDay() {
        LocalDate left = known.rep().leftOn();
        return left != null && left.isBefore(clause.lastDay()) ? left : clause.lastDay();
    }

    /** How many facts by a day are in a currency without a rate; null for none. */
    public @Nullable Integer unconverted(LocalDate day) {
        return count(unconverted, day);
    }

    /** How many facts by a day lack the quantity; null for none. */
    public final @Nullable Integer unmeasured(LocalDate day) {
        return count(unmeasured, day);
    }

    static @Nullable Integer count(List<LocalDate> dates, LocalDate day) {
        int count = (int) dates.stream().filter(date -> !date.isAfter(day)).count();
        return count == 0 ? null : count;
    }

    /**
     * Adds a fact's quantity times its credit to a sum, in the expectation's currency; where it
     * cannot be told, that is noted.
     *
     * @param quantity null: the fact itself is 1
     */
    final void tallyOrNote(RunningSum sum, Fact fact, @Nullable Quantity quantity) {
        if (!tally(sum, fact, quantity)) {
            boolean stated = quantity != null && fact.quantity(quantity) != null;
            (stated ? unconverted : unmeasured).add(fact.date());
        }
    }

    /** The same without noting anything; whether it could be told. */
    final boolean tally(RunningSum sum, Fact fact, @Nullable Quantity quantity) {
        BigDecimal credited = credited(fact, quantity);
        BigFraction rate = rate(fact, quantity);
        if (credited == null || rate == null) {
            return false;
        }
        sum.add(fact.date(), credited, rate);
        return true;
    }

    /** What a fact adds; null where it cannot be told. */
    final @Nullable BigFraction valued(Fact fact, @Nullable Quantity quantity) {
        BigDecimal credited = credited(fact, quantity);
        BigFraction rate = rate(fact, quantity);
        return credited == null || rate == null ? null : Numbers.exact(credited).multiply(rate);
    }

    private static @Nullable BigDecimal credited(Fact fact, @Nullable Quantity quantity) {
        BigDecimal value = quantity == null ? BigDecimal.ONE : fact.quantity(quantity);
        return value == null ? null : value.multiply(fact.share());
    }

    private @Nullable BigFraction rate(Fact fact, @Nullable Quantity quantity) {
        return quantity == Quantity.AMOUNT
                ? rate(fact.date(), String.valueOf(fact.currency()))
                : BigFraction.ONE;
    }

    /** What a currency is worth in the expectation's on a day; null without a rate. */
    final @Nullable BigFraction rate(LocalDate day, String currency) {
        return known.company().rate(day.getYear(), currency, clause.profile().currency());
    }
}
