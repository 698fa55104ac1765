package dev.yardstick.benchmark.forecast;

import dev.yardstick.events.FactKind;
import dev.yardstick.events.language.FactField;
import dev.yardstick.query.facts.Fact;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Closed clauses of reps who do not exist, in worlds that no forecast likes: facts arrive at random
 * on working days, at a level that moves. A rep's target is what she did in the period before.
 *
 * @param months of a period
 * @param each how many facts a month a rep makes, about
 * @param isCount whether facts are counted; otherwise their amounts add up
 * @param trend by how much the level rises in a month, as a logarithm
 * @param season how far it swings in a year, as a logarithm
 * @param shift by how much a rep's level jumps, four times a year, as a logarithm
 * @param together by how much everybody's level jumps, as often
 * @param anew by how much each period's level is another, for a rep and for everybody
 * @param burst how many facts come at once, about
 * @param absences of a week or so, a month
 */
record Worlds(
        int months,
        double each,
        boolean isCount,
        double trend,
        double season,
        double shift,
        double together,
        double anew,
        double burst,
        double absences) {

    private static final LocalDate BEGIN = LocalDate.of(2020, 1, 1);
    private static final int REPS = 12;
    private static final int PERIODS_BY_MONTH = 20;
    private static final int PERIODS_BY_QUARTER = 12;
    private static final double JUMPS = 1 / 90.0;
    private static final double DAYS_OF_A_MONTH = 365 / 12.0;
    private static final double WORKING = 7 / 5.0;

    private static Worlds steady(int months, double each, boolean isCount) {
        return new Worlds(months, each, isCount, 0, 0, 0, 0, 0, 1, 0);
    }

    private Worlds trend(double by) {
        return new Worlds(
                months, each, isCount, by, season, shift, together, anew, burst, absences);
    }

    private Worlds season(double by) {
        return new Worlds(months, each, isCount, trend, by, shift, together, anew, burst, absences);
    }

    private Worlds shifts(double rep, double everybody) {
        return new Worlds(
                months, each, isCount, trend, season, rep, everybody, anew, burst, absences);
    }

    private Worlds anew(double by) {
        return new Worlds(
                months, each, isCount, trend, season, shift, together, by, burst, absences);
    }

    private Worlds uneven(double facts, double away) {
        return new Worlds(months, each, isCount, trend, season, shift, together, anew, facts, away);
    }

    /** By name, the same each time. */
    static Map<String, SortedMap<LocalDate, List<ClosedClause>>> all() {
        Map<String, Worlds> worlds = new LinkedHashMap<>();
        worlds.put("steady counts", steady(1, 20, true));
        worlds.put("steady amounts", steady(3, 8, false));
        worlds.put("level shifts", steady(1, 20, true).shifts(0.5, 0));
        worlds.put("team shifts", steady(3, 10, false).shifts(0.2, 0.5));
        worlds.put("decline", steady(1, 40, true).trend(-0.08));
        worlds.put("growth", steady(3, 5, false).trend(0.05));
        worlds.put("targets under 5", steady(1, 2, true));
        worlds.put("seasons", steady(1, 30, true).season(0.6));
        worlds.put("agents' calls", steady(1, 250, true).anew(0.2).uneven(5, 0.4));
        worlds.put("reps' deals", steady(1, 12, true).shifts(0.3, 0.5).anew(0.3));
        Map<String, SortedMap<LocalDate, List<ClosedClause>>> sets = new LinkedHashMap<>();
        worlds.forEach((name, world) -> sets.put(name, world.make(new Random(name.hashCode()))));
        return sets;
    }

    private SortedMap<LocalDate, List<ClosedClause>> make(Random random) {
        int periods = months == 1 ? PERIODS_BY_MONTH : PERIODS_BY_QUARTER;
        int days = Math.toIntExact(ChronoUnit.DAYS.between(BEGIN, first(periods)));
        double[] everybody = levels(random, days, together);
        double[] common = anew(random, periods);
        SortedMap<LocalDate, List<ClosedClause>> clauses = new TreeMap<>();
        for (int rep = 0; rep < REPS; rep++) {
            double[] own = levels(random, days, shift);
            double[] particular = anew(random, periods);
            double usual = Math.log(each / DAYS_OF_A_MONTH * WORKING) + random.nextGaussian() / 2;
            List<Fact> facts = new ArrayList<>();
            double[] came = new double[periods];
            int away = 0;
            for (int day = 0; day < days; day++) {
                LocalDate date = BEGIN.plusDays(day);
                int period = (int) (ChronoUnit.MONTHS.between(BEGIN, date) / months);
                away = random.nextDouble() < absences / DAYS_OF_A_MONTH ? 7 : away - 1;
                if (away <= 0 && date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0) {
                    double level = usual + everybody[day] + own[day];
                    level += common[period] + particular[period] + trend * day / DAYS_OF_A_MONTH;
                    level += season * Math.sin(2 * Math.PI * date.getDayOfYear() / 365);
                    for (int i = arrivals(random, Math.exp(level)); i > 0; i--) {
                        Fact fact = fact(random, date);
                        facts.add(fact);
                        came[period] += worth(fact);
                    }
                }
            }
            for (int period = 1; period < periods; period++) {
                if (came[period - 1] > 0) {
                    clauses.computeIfAbsent(first(period), f -> new ArrayList<>())
                            .add(clause(rep, period, came[period - 1], facts));
                }
            }
        }
        return clauses;
    }

    private LocalDate first(int period) {
        return BEGIN.plusMonths((long) period * months);
    }

    private ClosedClause clause(int rep, int period, double target, List<Fact> facts) {
        return new ClosedClause(
                "rep-" + rep,
                BEGIN,
                first(period),
                first(period + 1).minusDays(1),
                isCount,
                BigDecimal.valueOf(target).setScale(2, RoundingMode.HALF_EVEN),
                facts);
    }

    private static double[] levels(Random random, int days, double jump) {
        double[] levels = new double[days];
        for (int day = 1; day < days; day++) {
            boolean jumps = random.nextDouble() < JUMPS;
            levels[day] = levels[day - 1] + (jumps ? jump * random.nextGaussian() : 0);
        }
        return levels;
    }

    private double[] anew(Random random, int periods) {
        return random.doubles(periods).map(any -> anew * random.nextGaussian()).toArray();
    }

    /** Of a Poisson distribution, each with a burst of a geometric one. */
    private int arrivals(Random random, double mean) {
        int arrivals = 0;
        double left = Math.exp(-mean / burst);
        for (double product = random.nextDouble(); product > left; product *= random.nextDouble()) {
            arrivals++;
            while (random.nextDouble() > 1 / burst) {
                arrivals++;
            }
        }
        return arrivals;
    }

    private double worth(Fact fact) {
        BigDecimal amount = fact.amount();
        return isCount || amount == null ? 1 : amount.doubleValue();
    }

    private Fact fact(Random random, LocalDate date) {
        Map<FactField, Object> told = new EnumMap<>(FactField.class);
        if (!isCount) {
            double amount = 1_000 * Math.exp(0.8 * random.nextGaussian());
            told.put(FactField.AMOUNT, BigDecimal.valueOf(Math.round(amount)));
            told.put(FactField.CURRENCY, "USD");
        }
        return Fact.of(1, "/crm", FactKind.DEAL_WON, date, BigDecimal.ONE, false, true, told);
    }
}
