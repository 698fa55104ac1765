package dev.yardstick.benchmark;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the benchmarks: {@code ./yardstick benchmark NAME}. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        description = "Measures Yardstick against raw limits in the same run.",
        subcommands = {
            IntakeBenchmark.class,
            ForecastBenchmark.class,
            RebuildBenchmark.class,
            TimelineBenchmark.class
        })
public final class Benchmark implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    public static void main(String[] args) {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        System.exit(new CommandLine(new Benchmark()).execute(args));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say which benchmark: intake, forecast [DIR], rebuild or timeline");
    }
}
