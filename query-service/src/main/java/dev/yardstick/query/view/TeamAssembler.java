package dev.yardstick.query.view;

import dev.yardstick.events.Clause;
import dev.yardstick.events.Clause.Direction;
import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.Measure;
import dev.yardstick.events.language.MeasureKind;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.Numbers;
import dev.yardstick.query.forecast.Forecast;
import dev.yardstick.query.forecast.Likely;
import dev.yardstick.query.measure.Gauge;
import dev.yardstick.query.measure.PacedGauge;
import dev.yardstick.query.view.TimelineAssembler.Judged;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * Draws a team's scorecard on a day out of what is told of each of its reps.
 *
 * @param on the day as of which it draws
 */
public record TeamAssembler(LocalDate on) {

    private static final BigFraction MOST = BigFraction.of(3, 2);

    /**
     * What a rep's clause adds to the team's.
     *
     * @param measure as agreed last
     * @param accounts those that count; null where what was delivered is no union of accounts
     * @param end within what it is likely to end; null where no such forecast is made
     */
    public record Share(
            Timeline.Clause clause,
            MeasureKind kind,
            Measure measure,
            String currency,
            BigFraction weight,
            BigFraction full,
            BigFraction expected,
            @Nullable BigFraction delivered,
            @Nullable Set<String> accounts,
            boolean addsUp,
            @Nullable Likely end) {

        boolean addsUpWith(Share other) {
            return clause.id().equals(other.clause.id())
                    && measure.measuresTheSameAs(other.measure)
                    && clause.direction().equals(other.clause.direction())
                    && currency.equals(other.currency);
        }
    }

    /** The scorecard of a team of these reps. */
    public Scorecard draw(String team, KnownAt at, List<RepDay> reps) {
        List<Scorecard.Rep> drawn = new ArrayList<>();
        List<List<Share>> alike = new ArrayList<>();
        for (RepDay rep : reps) {
            rep.shares().forEach(share -> put(share, alike));
            drawn.add(
                    new Scorecard.Rep(
                            rep.rep().id(), rep.rep().name(), rep.score(), rep.clauses()));
        }
        return new Scorecard(team, on, at, drawn, alike.stream().map(this::total).toList());
    }

    private static void put(Share share, List<List<Share>> alike) {
        for (List<Share> same : alike) {
            if (same.getFirst().addsUpWith(share)) {
                same.add(share);
                return;
            }
        }
        alike.add(new ArrayList<>(List.of(share)));
    }

    /** What a rep's clauses add to the team's. */
    List<Share> shares(List<Judged> clauses) {
        return clauses.stream().map(this::share).toList();
    }

    private Share share(Judged judged) {
        Gauge gauge = judged.gauge();
        return new Share(
                judged.clause(),
                gauge.kind(),
                gauge.clause().last().measure(),
                gauge.clause().profile().currency(),
                weight(judged),
                gauge.fullTarget(),
                gauge.expected(on),
                gauge.delivered(on),
                gauge instanceof PacedGauge.OfAccounts union
                        ? Set.copyOf(union.accounts(on))
                        : null,
                gauge.addsUpOverReps(),
                end(gauge));
    }

    private @Nullable Likely end(Gauge gauge) {
        LocalDate last = gauge.clause().lastDay();
        List<Likely> ends =
                last.isAfter(on) && gauge.addsUpOverReps()
                        ? new Forecast(gauge).ranges(on, List.of(last))
                        : List.of();
        return ends.isEmpty() ? null : ends.getFirst();
    }

    /**
     * Within what a sum of what is likely ends, of ten once below and once above, where one rep's
     * year tells nothing of another's: the middles add up, and the squares of the widths. Null
     * where it cannot be told of each.
     */
    private static Scorecard.@Nullable Likely end(List<Share> alike) {
        double middle = 0;
        double squares = 0;
        for (Share share : alike) {
            Likely end = share.end();
            if (end == null) {
                return null;
            }
            middle += (end.low() + end.high()) / 2;
            squares += Math.pow((end.high() - end.low()) / 2, 2);
        }
        double half = Math.sqrt(squares);
        return new Scorecard.Likely(rounded(middle - half), rounded(middle + half));
    }

    private static String rounded(double value) {
        return BigDecimal.valueOf(Math.max(0, Math.round(value))).toPlainString();
    }

    private BigFraction weight(Judged clause) {
        return Numbers.exact(clause.gauge().clause().on(on).weight());
    }

    /**
     * Σ weight × min(attainment, 1.5) ÷ Σ weight over what the rep owes and was told; at most:
     * expected ÷ delivered, 1.5 where nothing was delivered.
     */
    @Nullable String score(List<Judged> clauses) {
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

    private Scorecard.Total total(List<Share> alike) {
        Share share = alike.getFirst();
        Timeline.Clause first = share.clause();
        Sum sum = share.addsUp() ? added(alike) : averaged(alike);
        boolean ratio = share.kind().isAverage();
        boolean money = share.kind().isMoney(share.measure());
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
                        : Numbers.attainment(sum.delivered().divide(sum.expected())),
                share.addsUp() && share.accounts() == null ? end(alike) : null);
    }

    private record Sum(BigFraction full, BigFraction expected, @Nullable BigFraction delivered) {}

    private static Sum added(List<Share> alike) {
        BigFraction full = BigFraction.ZERO;
        BigFraction expected = BigFraction.ZERO;
        BigFraction delivered = BigFraction.ZERO;
        for (Share share : alike) {
            full = full.add(share.full());
            expected = expected.add(share.expected());
            delivered = delivered.add(Objects.requireNonNull(share.delivered()));
        }
        if (alike.getFirst().accounts() != null) {
            delivered =
                    BigFraction.of(
                            (int)
                                    alike.stream()
                                            .map(Share::accounts)
                                            .filter(Objects::nonNull)
                                            .flatMap(Set::stream)
                                            .distinct()
                                            .count());
        }
        return new Sum(full, expected, delivered);
    }

    /** By weight; reps of whom there is nothing to tell are left out of what was delivered. */
    private static Sum averaged(List<Share> alike) {
        BigFraction full = BigFraction.ZERO;
        BigFraction expected = BigFraction.ZERO;
        BigFraction delivered = BigFraction.ZERO;
        BigFraction all = BigFraction.ZERO;
        BigFraction told = BigFraction.ZERO;
        for (Share share : alike) {
            BigFraction weight = share.weight();
            all = all.add(weight);
            full = full.add(weight.multiply(share.full()));
            expected = expected.add(weight.multiply(share.expected()));
            if (share.delivered() != null) {
                told = told.add(weight);
                delivered = delivered.add(weight.multiply(share.delivered()));
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
