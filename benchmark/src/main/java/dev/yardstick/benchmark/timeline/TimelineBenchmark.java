package dev.yardstick.benchmark.timeline;

import dev.yardstick.query.facts.Known;
import dev.yardstick.query.view.Grain;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.view.TimelineAssembler;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Comparator;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What a timeline costs, fact by fact; and what a year of forecasts of 200 reps takes. */
@Command(
        name = "timeline",
        mixinStandardHelpOptions = true,
        description = "A rep-year of 12 clauses with more and more facts; forecasts of 200 reps.")
public final class TimelineBenchmark implements Callable<Integer> {

    private static final int REPS = 200;
    private static final int CLAUSES_OF_REPS = 15;
    private static final int FACTS_OF_REPS = 500;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws RunnerException {
        PrintWriter out = spec.commandLine().getOut();
        Options options =
                new OptionsBuilder()
                        .include(TimelineCost.class.getName())
                        .forks(0)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(1))
                        .verbosity(VerboseMode.SILENT)
                        .build();
        Collection<RunResult> results = new Runner(options).run();
        out.println(
                "A rep-year of "
                        + TimelineCost.CLAUSES
                        + " clauses, all facts shown to all of them once:");
        results.stream()
                .sorted(Comparator.comparingInt(TimelineBenchmark::facts))
                .forEach(result -> {
                    double micros = result.getPrimaryResult().getScore();
                    out.printf(
                            "  %,6d facts: %,9.0f µs, %5.2f µs a fact%n",
                            facts(result), micros, micros / facts(result));
                });
        out.flush();
        long start = System.nanoTime();
        int warnings = 0;
        for (int rep = 0; rep < REPS; rep++) {
            Known known = RepYear.of(CLAUSES_OF_REPS, FACTS_OF_REPS, rep);
            Timeline timeline =
                    new TimelineAssembler(known, personal -> null)
                            .draw(RepYear.FROM, RepYear.TO, RepYear.TO, Grain.MONTH);
            warnings += (int) timeline.clauses().stream().filter(c -> c.warning() != null).count();
        }
        out.printf(
                "%d reps × %d clauses × 365 days of likelihood and warning: %.1f s, %d warnings%n",
                REPS, CLAUSES_OF_REPS, (System.nanoTime() - start) / 1e9, warnings);
        out.flush();
        return 0;
    }

    private static int facts(RunResult result) {
        return Integer.parseInt(result.getParams().getParam("facts"));
    }
}
