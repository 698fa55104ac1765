package dev.yardstick.standalone;

import dev.yardstick.standalone.auditing.ExportCommand;
import dev.yardstick.standalone.auditing.VerifyCommand;
import dev.yardstick.standalone.cli.ImportCommand;
import dev.yardstick.standalone.cli.RebuildCommand;
import dev.yardstick.standalone.cli.ReconcileCommand;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line. Exit codes: 0 for done, 1 for not done (with one line that says why), 2 for a
 * wrong command line.
 */
@Command(
        name = "yardstick",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "What is expected of each salesperson, and what was delivered.",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            ImportCommand.class,
            ReconcileCommand.class,
            ExportCommand.class,
            VerifyCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            RebuildCommand.class,
            InviteCommand.class,
            TokenCommand.class,
            KeysCommand.class,
            DoctorCommand.class,
            RehearseCommand.class
        },
        footer = {
            "",
            "In a source tree also:",
            "  test       builds everything and runs all tests",
            "  faults     runs the tests that break it, much longer than test does",
            "  benchmark  measures it against raw limits in the same run"
        })
public final class Yardstick implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Yardstick())
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    if (failure instanceof IOException) {
                        line.getErr().println(failure.getMessage());
                    } else {
                        failure.printStackTrace(line.getErr());
                    }
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    /** Without a command there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do:");
    }
}
