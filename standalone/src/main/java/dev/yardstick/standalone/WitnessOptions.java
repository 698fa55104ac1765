package dev.yardstick.standalone;

import dev.yardstick.command.ledger.BadNoteException;
import dev.yardstick.command.ledger.VerifierKey;
import dev.yardstick.standalone.backup.Saved;
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
final class WitnessOptions {

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "the log's public key, kept elsewhere: key.txt of an export")
    private @Nullable Path key;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "a checkpoint, kept elsewhere: checkpoint.txt of an export")
    private @Nullable Path checkpoint;

    boolean isGiven() {
        return key != null || checkpoint != null;
    }

    Saved.Witness read() {
        try {
            String text = content("--key", key);
            Saved.Witness witness =
                    new Saved.Witness(
                            text == null ? null : VerifierKey.parse(text),
                            content("--checkpoint", checkpoint));
            witness.opened();
            return witness;
        } catch (BadNoteException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    private @Nullable String content(String option, @Nullable Path file) {
        if (file == null) {
            return null;
        }
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new ParameterException(
                    spec.commandLine(), option + ": " + file + " cannot be read as text");
        }
    }
}
