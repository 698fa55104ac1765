package dev.yardstick.standalone.auditing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./yardstick verify}: audits an export, offline. Exit code 0 when everything holds, 1 when
 * something does not, 2 for a wrong command line.
 */
@Command(
        name = "verify",
        description = {
            "Audits an export, without server, database or network.",
            "Exit code 0 when everything holds, 1 when something does not."
        })
public final class VerifyCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "what ./yardstick export wrote")
    private Path folder = Path.of("");

    @Mixin private WitnessOptions witness = new WitnessOptions();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "write the report for programs too; - prints it in place of the other")
    private @Nullable String json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help and exit")
    @SuppressWarnings("unused") // picocli reads the option itself
    private boolean help;

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(
                    spec.commandLine(), folder + " is no directory; name one that export wrote");
        }
        Report report =
                new Verification(
                                folder,
                                witness.key(),
                                witness.checkpoint(),
                                spec.commandLine().getErr())
                        .run();
        if (json != null && !json.equals("-")) {
            Files.writeString(Path.of(json), report.json());
        }
        spec.commandLine().getOut().print("-".equals(json) ? report.json() : report.text());
        spec.commandLine().getOut().flush();
        return report.holds() ? 0 : 1;
    }
}
