package dev.yardstick.benchmark.forecast;

import dev.yardstick.benchmark.forecast.ForecastSet.Asked;
import dev.yardstick.query.forecast.Calibration;
import dev.yardstick.standalone.csv.WrongFilesException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * How good the likelihood is that a user gets: on the first day, after a quarter and after a year
 * of her own closed clauses, asked at 25, 50 and 75 % of each closed period with what was known
 * then. Against the base rate and a straight line, both calibrated on the past before each period.
 */
@Command(
        name = "forecast",
        mixinStandardHelpOptions = true,
        description = "The likelihood against the base rate and a straight line, by Brier score.")
public final class ForecastBenchmark implements Callable<Integer> {

    private static final int RESAMPLES = 2_000;
    private static final int BINS = 5;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "holds adventureworks and maven-crm; without it the generated sets alone")
    private @Nullable Path data;

    @Option(names = "--fit", description = "tell what all closed clauses of each set teach")
    private boolean fit;

    /** What was said at a moment, and what came of it. */
    private record Judged(double model, double base, double line, boolean reached) {}

    @Override
    public Integer call() throws WrongFilesException {
        PrintWriter out = spec.commandLine().getOut();
        List<ForecastSet> sets = new ArrayList<>();
        if (data != null) {
            Path works = data.resolve("adventureworks");
            Path maven = data.resolve("maven-crm");
            sets.add(new ForecastSet("AdventureWorks quotas", DataSets.adventureWorks(works)));
            sets.add(new ForecastSet("Maven CRM amounts", DataSets.mavenCrm(maven, false)));
            sets.add(new ForecastSet("Maven CRM counts", DataSets.mavenCrm(maven, true)));
        }
        int real = sets.size();
        Worlds.all().forEach((name, periods) -> sets.add(new ForecastSet(name, periods)));
        out.println("Brier score: 0 is perfect, 0.25 knows nothing. 95 % intervals by bootstrap.");
        table(out, "On the first day", sets, real, asked -> true, Asked::first);
        table(out, "After a quarter", sets, real, asked -> asked.months() >= 3, Asked::fitted);
        table(out, "After a year", sets, real, asked -> asked.months() >= 12, Asked::fitted);
        if (fit) {
            sets.forEach(set -> propose(out, set));
        }
        return 0;
    }

    private static void table(
            PrintWriter out,
            String when,
            List<ForecastSet> sets,
            int real,
            Predicate<Asked> chosen,
            ToDoubleFunction<Asked> model) {
        out.printf(
                "%n%-22s %6s %6s %6s %6s   %s%n",
                when, "cases", "model", "base", "line", "better than base; than the line by");
        List<List<Judged>> all = new ArrayList<>();
        List<List<Judged>> real3 = new ArrayList<>();
        for (ForecastSet set : sets) {
            List<Judged> judged =
                    set.asked().stream()
                            .filter(chosen)
                            .map(a ->
                                    new Judged(
                                            model.applyAsDouble(a),
                                            a.base(),
                                            a.line(),
                                            a.reached()))
                            .toList();
            if (!judged.isEmpty()) {
                print(out, set.name(), List.of(judged));
                all.add(judged);
                if (sets.indexOf(set) < real) {
                    real3.add(judged);
                }
            }
        }
        if (real3.size() > 1) {
            print(out, "mean of the real sets", real3);
        }
        print(out, "mean of all sets", all);
        out.println("Of the clauses given this likelihood, so many were reached:");
        for (int bin = 0; bin < BINS; bin++) {
            print(out, bin, all.stream().flatMap(List::stream).toList());
        }
        out.flush();
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
                "%-22s %6d %6.3f %6.3f %6.3f   %s; %s%n",
                name,
                sets.stream().mapToInt(List::size).sum(),
                mean(sets, Judged::model),
                mean(sets, Judged::base),
                mean(sets, Judged::line),
                interval(sets, Judged::base),
                interval(sets, Judged::line));
    }

    /** By how much another is worse, over resampled clauses (the moments of a clause together). */
    private static String interval(List<List<Judged>> sets, Probability other) {
        Random random = new Random(1);
        List<double[]> differences = sets.stream().map(set -> differences(set, other)).toList();
        double[] means = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            for (double[] set : differences) {
                double sum = 0;
                for (int clause = 0; clause < set.length; clause++) {
                    sum += set[random.nextInt(set.length)];
                }
                means[i] += sum / set.length / sets.size();
            }
        }
        Arrays.sort(means);
        return "%+.3f to %+.3f"
                .formatted(means[(int) (RESAMPLES * 0.025)], means[(int) (RESAMPLES * 0.975)]);
    }

    private static double[] differences(List<Judged> set, Probability other) {
        int moments = ForecastSet.SHARES.length;
        double[] differences = new double[set.size() / moments];
        Arrays.setAll(
                differences,
                clause -> {
                    List<Judged> of = set.subList(clause * moments, (clause + 1) * moments);
                    return brier(of, other) - brier(of, Judged::model);
                });
        return differences;
    }

    private static void print(PrintWriter out, int bin, List<Judged> judged) {
        double low = (double) bin / BINS;
        double high = (double) (bin + 1) / BINS;
        boolean last = bin == BINS - 1;
        List<Judged> in =
                judged.stream()
                        .filter(j -> j.model() >= low && (j.model() < high || last))
                        .toList();
        out.printf(
                "  %.1f to %.1f %6d cases, said %.2f, reached %.2f%n",
                low,
                high,
                in.size(),
                in.stream().mapToDouble(Judged::model).average().orElse(0),
                in.stream().mapToDouble(j -> j.reached() ? 1 : 0).average().orElse(0));
    }

    private static void propose(PrintWriter out, ForecastSet set) {
        Calibration c = set.taughtBy(LocalDate.MAX);
        out.printf(
                "%s: PUT /api/v1/calibrations/%s {\"on\": …, \"attainment\": \"1\", \"alpha\": \"%.4f\", \"beta\": \"%.4f\", \"gamma\": \"%.4f\"}%n",
                set.name(), set.kind(), c.alpha(), c.beta(), c.gamma());
        out.flush();
    }
}
