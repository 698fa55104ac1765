package dev.yardstick.query.view;

import dev.yardstick.events.Clause;
import dev.yardstick.events.Clause.Direction;
import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.Numbers;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.measure.ClauseHistory;
import dev.yardstick.query.measure.Gauge;
import dev.yardstick.query.measure.PacedGauge;
import dev.yardstick.query.view.TimelineAssembler.Judged;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * Draws a team's scorecard on a day out of what is known of each of its reps.
 *
 * @param on the day as of which it draws
 */
public record TeamAssembler(List<Known> reps, LocalDate on, PersonalTexts texts) {

    private static final BigFraction MOST = BigFraction.of(3, 2);

    /** The scorecard of a team of these reps. */
    public Scorecard draw(String team, KnownAt at) {
        List<Scorecard.Rep> drawn = new ArrayList<>();
        List<List<Judged>> alike = new ArrayList<>();
        for (Known known : reps) {
            List<Judged> clauses = new TimelineAssembler(known, texts).inForce(on);
            clauses.forEach(clause -> put(clause, alike));
            RepStory rep = known.rep();
            drawn.add(
                    new Scorecard.Rep(
                            rep.id(),
                            texts.open(rep.name(on), rep.id()),
                            score(clauses),
                            clauses.stream().map(Judged::clause).toList()));
        }
        return new Scorecard(team, on, at, drawn, alike.stream().map(this::total).toList());
    }

    private static void put(Judged clause, List<List<Judged>> alike) {
        for (List<Judged> same : alike) {
            if (addUp(same.getFirst(), clause)) {
                same.add(clause);
                return;
            }
        }
        alike.add(new ArrayList<>(List.of(clause)));
    }

    private static boolean addUp(Judged a, Judged b) {
        ClauseHistory one = a.gauge().clause();
        ClauseHistory other = b.gauge().clause();
        return one.last().id().equals(other.last().id())
                && one.last().measure().measuresTheSameAs(other.last().measure())
                && one.direction() == other.direction()
                && one.profile().currency().equals(other.profile().currency());
    }

    private BigFraction weight(Judged clause) {
        return Numbers.exact(clause.gauge().clause().on(on).weight());
    }

    /**
     * Σ weight × min(attainment, 1.5) ÷ Σ weight over what the rep owes and was told; at most:
     * expected ÷ delivered, 1.5 where nothing was delivered.
     */
    private @Nullable String score(List<Judged> clauses) {
        BigFraction sum = BigFraction.ZERO;
        BigFraction weights = BigFraction.ZERO;
        for (Judged judged : clauses) {
            Clause clause = judged.gauge().clause().on(on);
            BigFraction attainment = reached(judged.gauge(), on);
            if (clause.owedBy() == OwedBy.REP
                    && !judged.clause().unspoken()
                    && attainment != null) {
                BigFraction counted = attainment.compareTo(MOST) > 0 ? MOST : attainment;
                sum = sum.add(weight(judged).multiply(counted));
                weights = weights.add(weight(judged));
            }
        }
        return weights.signum() == 0 ? null : Numbers.attainment(sum.divide(weights));
    }

    /**
     * What was reached of what was expected by a day, so that less is worse; at most: mirrored.
     * Null where nothing is expected, or there is nothing to tell it by.
     */
    static @Nullable BigFraction reached(Gauge gauge, LocalDate on) {
        BigFraction delivered = gauge.delivered(on);
        BigFraction expected = gauge.expected(on);
        if (delivered == null || expected.signum() == 0) {
            return null;
        }
        if (gauge.clause().direction() == Direction.AT_LEAST) {
            return delivered.divide(expected);
        }
        return delivered.signum() == 0 ? MOST : expected.divide(delivered);
    }

    private Scorecard.Total total(List<Judged> alike) {
        Timeline.Clause first = alike.getFirst().clause();
        Gauge gauge = alike.getFirst().gauge();
        Sum sum = gauge.addsUpOverReps() ? added(alike) : averaged(alike);
        boolean ratio = gauge.kind().isAverage();
        boolean money = gauge.kind().isMoney(gauge.measure());
        return new Scorecard.Total(
                first.id(),
                first.title(),
                first.kind(),
                first.unit(),
                first.direction(),
                alike.size(),
                Numbers.expected(sum.full(), ratio),
                Numbers.expected(sum.expected(), ratio),
                sum.delivered() == null ? null : Numbers.delivered(sum.delivered(), money),
                sum.delivered() == null || sum.expected().signum() == 0
                        ? null
                        : Numbers.attainment(sum.delivered().divide(sum.expected())));
    }

    private record Sum(BigFraction full, BigFraction expected, @Nullable BigFraction delivered) {}

    private Sum added(List<Judged> alike) {
        BigFraction full = BigFraction.ZERO;
        BigFraction expected = BigFraction.ZERO;
        BigFraction delivered = BigFraction.ZERO;
        for (Judged clause : alike) {
            full = full.add(clause.gauge().fullTarget());
            expected = expected.add(clause.gauge().expected(on));
            delivered = delivered.add(Objects.requireNonNull(clause.gauge().delivered(on)));
        }
        if (alike.getFirst().gauge() instanceof PacedGauge.OfAccounts) {
            delivered =
                    BigFraction.of(
                            (int)
                                    alike.stream()
                                            .map(Judged::gauge)
                                            .map(PacedGauge.OfAccounts.class::cast)
                                            .flatMap(g -> g.accounts(on).stream())
                                            .distinct()
                                            .count());
        }
        return new Sum(full, expected, delivered);
    }

    /** By weight; reps of whom there is nothing to tell are left out of what was delivered. */
    private Sum averaged(List<Judged> alike) {
        BigFraction full = BigFraction.ZERO;
        BigFraction expected = BigFraction.ZERO;
        BigFraction delivered = BigFraction.ZERO;
        BigFraction all = BigFraction.ZERO;
        BigFraction told = BigFraction.ZERO;
        for (Judged clause : alike) {
            BigFraction weight = weight(clause);
            BigFraction by = clause.gauge().delivered(on);
            all = all.add(weight);
            full = full.add(weight.multiply(clause.gauge().fullTarget()));
            expected = expected.add(weight.multiply(clause.gauge().expected(on)));
            if (by != null) {
                told = told.add(weight);
                delivered = delivered.add(weight.multiply(by));
            }
        }
        if (all.signum() == 0) {
            return new Sum(BigFraction.ZERO, BigFraction.ZERO, null);
        }
        return new Sum(
                full.divide(all),
                expected.divide(all),
                told.signum() == 0 ? null : delivered.divide(told));
    }
}
