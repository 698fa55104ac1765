package dev.yardstick.standalone.auditing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What was kept elsewhere, and holds a log to what it was. */
public final class WitnessOptions {

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "the log's public key, kept elsewhere: key.txt of an earlier export")
    private @Nullable Path key;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "a checkpoint, kept elsewhere: checkpoint.txt of an earlier export")
    private @Nullable Path checkpoint;

    /** Whether anything was kept. */
    public boolean isGiven() {
        return key != null || checkpoint != null;
    }

    /** The text of the public key; null: none was kept. */
    public @Nullable String key() {
        return content("--key", key);
    }

    /** The text of the checkpoint; null: none was kept. */
    public @Nullable String checkpoint() {
        return content("--checkpoint", checkpoint);
    }

    /** That one of them is none. */
    public ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    private @Nullable String content(String option, @Nullable Path file) {
        if (file == null) {
            return null;
        }
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw wrong(option + ": " + file + " cannot be read as text");
        }
    }
}
