package dev.yardstick.benchmark;

import dev.yardstick.benchmark.Calibration.Outcome;
import dev.yardstick.events.CompanyEvent.ForecastCalibrated;
import dev.yardstick.standalone.csv.WrongFilesException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * How good the likelihood is: asked at 25, 50 and 75 % of each closed period with what was known
 * then, refitted before each period from the periods before, against the base rate and a straight
 * line that are calibrated on the same past.
 */
@Command(
        name = "forecast",
        mixinStandardHelpOptions = true,
        description = "The likelihood against the base rate and a straight line, by Brier score.")
final class ForecastBenchmark implements Callable<Integer> {

    private static final double[] SHARES = {0.25, 0.5, 0.75};
    private static final double RIDGE = 2;
    private static final Calibration PLAIN = new Calibration(0, 1);
    private static final double LEAST = 0.05;
    private static final Calibration LINE = new Calibration(0, 4);
    private static final int RESAMPLES = 2_000;
    private static final int BINS = 5;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "holds adventureworks and maven-crm")
    private Path data = Path.of(".");

    @Option(names = "--fit", description = "propose calibrations from all closed clauses")
    private boolean fit;

    /** What was said at a moment, and what came of it. */
    private record Judged(double model, double base, double line, boolean reached) {}

    @Override
    public Integer call() throws WrongFilesException {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, SortedMap<LocalDate, List<ClosedClause>>> sets = new LinkedHashMap<>();
        sets.put("AdventureWorks quotas", DataSets.adventureWorks(data.resolve("adventureworks")));
        sets.put("Maven CRM amounts", DataSets.mavenCrm(data.resolve("maven-crm"), false));
        sets.put("Maven CRM counts", DataSets.mavenCrm(data.resolve("maven-crm"), true));
        out.println("Brier score: 0 is perfect, 0.25 knows nothing. 95 % intervals by bootstrap.");
        out.printf(
                "%-24s %5s %8s %8s %8s   %s%n",
                "", "cases", "model", "base", "line", "better than base; than the line by");
        List<List<Judged>> all = new ArrayList<>();
        sets.forEach((name, periods) -> {
            List<Judged> judged = judge(periods);
            all.add(judged);
            print(out, name, List.of(judged));
        });
        print(out, "mean of the sets", all);
        calibrationTable(out, all);
        if (fit) {
            sets.forEach((name, periods) -> propose(out, name, periods));
        }
        return 0;
    }

    /** In order of time: a period is judged with what the periods before it taught. */
    private static List<Judged> judge(SortedMap<LocalDate, List<ClosedClause>> periods) {
        List<Judged> judged = new ArrayList<>();
        List<ClosedClause> past = new ArrayList<>();
        for (List<ClosedClause> period : periods.values()) {
            judged.addAll(judge(period, past));
            past.addAll(period);
        }
        return judged;
    }

    private static List<Judged> judge(List<ClosedClause> clauses, List<ClosedClause> past) {
        ForecastCalibrated fitted = fitted(clauses.getFirst(), past);
        double reached = past.stream().filter(ClosedClause::isReached).count();
        double base = (1 + reached) / (2 + past.size());
        Calibration line = Calibration.fit(lines(past), LINE, RIDGE);
        List<Judged> judged = new ArrayList<>();
        for (ClosedClause clause : clauses) {
            for (double share : SHARES) {
                double model = clause.likelihood(clause.at(share), fitted);
                double straight = line.probability(line(clause, share));
                judged.add(new Judged(model, base, straight, clause.isReached()));
            }
        }
        return judged;
    }

    /** Where the straight line through what was done so far ends, as the log of its attainment. */
    private static double line(ClosedClause clause, double share) {
        return Math.log(Math.max(clause.attainment(clause.at(share)) / share, LEAST));
    }

    private static List<Outcome> lines(List<ClosedClause> past) {
        List<Outcome> outcomes = new ArrayList<>();
        for (ClosedClause clause : past) {
            for (double share : SHARES) {
                outcomes.add(new Outcome(line(clause, share), clause.isReached()));
            }
        }
        return outcomes;
    }

    /** The calibration that closed clauses teach, from the first day of the clause asked about. */
    private static ForecastCalibrated fitted(ClosedClause asked, List<ClosedClause> past) {
        double attainments = past.stream().mapToDouble(ClosedClause::cappedAttainment).sum();
        ForecastCalibrated plain =
                calibrated(asked.kind(), (3 + attainments) / (3 + past.size()), PLAIN);
        List<Outcome> outcomes = new ArrayList<>();
        for (ClosedClause clause : past) {
            for (double share : SHARES) {
                double raw = clause.likelihood(clause.at(share), plain);
                if (raw > 0 && raw < 1) {
                    outcomes.add(new Outcome(Calibration.logit(raw), clause.isReached()));
                }
            }
        }
        double attainment = plain.attainment().doubleValue();
        return calibrated(asked.kind(), attainment, Calibration.fit(outcomes, PLAIN, RIDGE));
    }

    private static ForecastCalibrated calibrated(
            String kind, double attainment, Calibration calibration) {
        BigDecimal alpha = decimal(calibration.alpha());
        BigDecimal beta = decimal(calibration.beta());
        return new ForecastCalibrated(kind, LocalDate.MIN, decimal(attainment), alpha, beta);
    }

    private static BigDecimal decimal(double value) {
        return BigDecimal.valueOf(value).setScale(8, RoundingMode.HALF_EVEN);
    }

    private interface Probability {
        double of(Judged judged);
    }

    private static double brier(List<Judged> judged, Probability probability) {
        return judged.stream()
                .mapToDouble(j -> Math.pow(probability.of(j) - (j.reached() ? 1 : 0), 2))
                .average()
                .orElse(0);
    }

    /** The mean over sets, each weighing the same. */
    private static double mean(List<List<Judged>> sets, Probability probability) {
        return sets.stream().mapToDouble(set -> brier(set, probability)).average().orElse(0);
    }

    private static void print(PrintWriter out, String name, List<List<Judged>> sets) {
        out.printf(
                "%-24s %5d %8.3f %8.3f %8.3f   %s; %s%n",
                name,
                sets.stream().mapToInt(List::size).sum(),
                mean(sets, Judged::model),
                mean(sets, Judged::base),
                mean(sets, Judged::line),
                interval(sets, Judged::base),
                interval(sets, Judged::line));
        out.flush();
    }

    /** By how much another is worse, over resampled clauses (the moments of a clause together). */
    private static String interval(List<List<Judged>> sets, Probability other) {
        Random random = new Random(1);
        double[] differences = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            List<List<Judged>> resampled =
                    sets.stream().map(set -> resampled(set, random)).toList();
            differences[i] = mean(resampled, other) - mean(resampled, Judged::model);
        }
        Arrays.sort(differences);
        return "%+.3f to %+.3f"
                .formatted(
                        differences[(int) (RESAMPLES * 0.025)],
                        differences[(int) (RESAMPLES * 0.975)]);
    }

    private static List<Judged> resampled(List<Judged> set, Random random) {
        int clauses = set.size() / SHARES.length;
        List<Judged> resampled = new ArrayList<>(set.size());
        for (int i = 0; i < clauses; i++) {
            int first = random.nextInt(clauses) * SHARES.length;
            resampled.addAll(set.subList(first, first + SHARES.length));
        }
        return resampled;
    }

    private static void calibrationTable(PrintWriter out, List<List<Judged>> sets) {
        out.println();
        out.println("Of the clauses given this likelihood, so many were reached:");
        for (int bin = 0; bin < BINS; bin++) {
            double low = (double) bin / BINS;
            double high = (double) (bin + 1) / BINS;
            boolean last = bin == BINS - 1;
            List<Judged> in =
                    sets.stream()
                            .flatMap(List::stream)
                            .filter(j -> j.model() >= low && (j.model() < high || last))
                            .toList();
            out.printf(
                    "  %.1f to %.1f %5d cases, said %.2f, reached %.2f%n",
                    low,
                    high,
                    in.size(),
                    in.stream().mapToDouble(Judged::model).average().orElse(0),
                    in.stream().mapToDouble(j -> j.reached() ? 1 : 0).average().orElse(0));
        }
        out.flush();
    }

    private static void propose(
            PrintWriter out, String name, SortedMap<LocalDate, List<ClosedClause>> periods) {
        List<ClosedClause> all = periods.values().stream().flatMap(List::stream).toList();
        ForecastCalibrated c = fitted(all.getFirst(), all);
        out.printf(
                "%s: PUT /api/v1/calibrations/%s {\"on\": …, \"attainment\": \"%s\", \"alpha\": \"%s\", \"beta\": \"%s\"}%n",
                name, c.kind(), c.attainment(), c.alpha(), c.beta());
        out.flush();
    }
}
