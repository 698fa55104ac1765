package dev.yardstick.benchmark;

import dev.yardstick.benchmark.forecast.ForecastBenchmark;
import dev.yardstick.benchmark.timeline.TimelineBenchmark;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command line of the benchmarks. Exit codes: 0 when all answers were right, whether or not the
 * targets were met; 1 when one was not, 2 for a wrong command line.
 */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        description = "Measures Yardstick against raw limits in the same run.",
        subcommands = {ForecastBenchmark.class, TimelineBenchmark.class})
public final class Benchmark implements Callable<Integer> {

    private final SequencedMap<String, Race> races;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description =
                    "what to measure, R1 to R11 and P1 as in docs/performance.md (default: all)")
    private Set<String> names = new LinkedHashSet<>();

    @Option(
            names = "--quick",
            description = "with little data and few rounds: to see that it works, not how fast")
    private boolean quick;

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "how many events R9 grows to (default: 1,000,000; --quick: 30,000)")
    private int events;

    @Option(names = "--json", paramLabel = "FILE", description = "write the measures there")
    private @Nullable Path json;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "write the table there, in place of the one of an earlier run")
    private @Nullable Path markdown;

    Benchmark(SequencedMap<String, Race> races) {
        this.races = races;
    }

    public static void main(String[] args) {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        System.exit(new CommandLine(new Benchmark(Races.all())).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        for (String name : names) {
            if (!races.containsKey(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "There is no measure '%s'; there are %s"
                                .formatted(name, String.join(", ", races.keySet())));
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        Results results = new Results(Machine.here(), command(), new ArrayList<>());
        for (String name : names.isEmpty() ? races.keySet() : names) {
            out.println(name + " …");
            out.flush();
            results.ratios().addAll(run(name));
            write(results); // whoever ends a long run keeps what was measured until then
        }
        out.print(results.table());
        out.flush();
        return results.correct() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void write(Results results) throws IOException {
        if (json != null) {
            Files.writeString(json, results.json());
        }
        if (markdown != null) {
            results.writeInto(markdown);
        }
    }

    /** The others go on when one fails. */
    private List<Ratio> run(String name) throws InterruptedException {
        try {
            return races.getOrDefault(name, quickly -> List.of()).upTo(events).run(quick);
        } catch (InterruptedException ended) {
            throw ended;
        } catch (Exception failed) {
            failed.printStackTrace(spec.commandLine().getErr());
            return List.of(Ratio.notMeasured(name, failed));
        }
    }

    private String command() {
        List<String> typed = spec.commandLine().getParseResult().originalArgs();
        return "./yardstick benchmark " + String.join(" ", typed);
    }
}
