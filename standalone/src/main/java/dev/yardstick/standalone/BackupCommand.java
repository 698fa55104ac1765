package dev.yardstick.standalone;

import dev.yardstick.command.ledger.BadNoteException;
import dev.yardstick.command.ledger.Checkpoint;
import dev.yardstick.command.ledger.Hash;
import dev.yardstick.command.ledger.Note;
import dev.yardstick.command.ledger.VerifierKey;
import dev.yardstick.standalone.auditing.DoesNotHoldException;
import dev.yardstick.standalone.auditing.WitnessOptions;
import dev.yardstick.standalone.backup.Backup;
import dev.yardstick.standalone.backup.BackupManifest;
import dev.yardstick.standalone.backup.Saved;
import dev.yardstick.standalone.backup.Trouble;
import dev.yardstick.standalone.client.ApiClient;
import dev.yardstick.standalone.client.ServerTokens;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
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
 * {@code ./yardstick backup}: brings a folder up to date with a running installation, or checks
 * one. Exit code 0 when it is whole, 1 when not, 2 for a wrong command line.
 */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Saves everything of a running installation that cannot be had again, up to a position of"
                    + " the log.",
            "Into a folder that has a backup already only what came since is added."
        },
        footer = {
            "",
            "The keys and the list of erasures are never in it: keep them elsewhere.",
            "Exit code 0 when it is whole and verified, 1 when not; then the backup of before stays."
        })
final class BackupCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "an empty or new folder, or an earlier backup")
    private Path folder = Path.of("");

    @Option(
            names = "--check",
            description =
                    "only verify the backup in DIR: every file and the ledger's root; no server is needed")
    private boolean check;

    @Mixin private DatabaseOptions databases = new DatabaseOptions();
    @Mixin private WitnessOptions witness = new WitnessOptions();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        if (witness.isGiven() && !check) {
            throw new ParameterException(
                    spec.commandLine(), "--key and --checkpoint are for --check");
        }
        try {
            if (check) {
                return check(err);
            }
            DatabaseOptions.Both own = databases.own(System.getenv());
            DatabaseOptions.Both both = own == null ? databases.running() : own;
            if (own == null) {
                sign(err);
            }
            say(new Backup(both.commands(), both.queries(), folder, err).run(), own == null);
            return 0;
        } catch (IOException stopped) {
            err.println("Nothing was backed up: " + Trouble.of(stopped));
            return 1;
        }
    }

    /** Else up to a minute's events at the end would be covered by no signature. */
    private void sign(PrintWriter err) throws IOException, InterruptedException {
        int port = DataDirectory.running(databases.data).orElseThrow().commandPort();
        String token = ServerTokens.read(databases.data).admin();
        try (ApiClient commands = new ApiClient(Services.address(port), token)) {
            commands.get("/api/v1/audit/checkpoints/latest").require("no checkpoint is signed");
        } catch (IOException unsigned) {
            err.println(unsigned.getMessage() + "; the last events are backed up unsigned.");
        }
    }

    private int check(PrintWriter err) {
        Saved.Witness kept = kept(witness);
        PrintWriter out = spec.commandLine().getOut();
        try {
            Saved saved = Saved.in(folder);
            Hash root = saved.verify(saved.position(), kept, err);
            out.printf(
                    Locale.ROOT,
                    "%s is whole: %,d events of %s, root %s%n%s%n",
                    folder,
                    saved.position(),
                    saved.log() == null ? "a log without a checkpoint" : saved.log(),
                    root,
                    signed(saved.checkpoints().isEmpty() ? null : saved.checkpoints().getLast()));
            Checkpoint opened = kept.opened();
            if (opened != null) {
                out.printf(
                        Locale.ROOT,
                        "Events 1 to %,d are those of the checkpoint that was kept elsewhere.%n",
                        opened.size());
            }
            out.flush();
            return 0;
        } catch (DoesNotHoldException | IOException e) {
            err.println("It does not hold: " + e.getMessage());
            return 1;
        }
    }

    private static String signed(@Nullable String note) {
        if (note == null) {
            return "No checkpoint is signed yet.";
        }
        Checkpoint newest = Checkpoint.parse(Note.parse(note).text());
        return String.format(
                Locale.ROOT,
                "The newest checkpoint in it is of %s and covers %,d.",
                newest.time(),
                newest.size());
    }

    private void say(BackupManifest made, boolean embedded) {
        PrintWriter out = spec.commandLine().getOut();
        long added = made.added();
        out.printf(
                Locale.ROOT,
                "%s is backed up to position %,d into %s%n",
                made.log() == null ? "The log" : made.log(),
                made.position(),
                folder);
        out.printf(
                Locale.ROOT,
                "  %,d events came since the backup before; in all %,d files, %,d bytes%n",
                added,
                made.files().size(),
                made.bytes());
        out.println("  " + signed(made.checkpoint()));
        out.println("  What was written was read again and is as it was.");
        out.println(
                embedded
                        ? ("Not in it: persons.key, secrets.key, ledger.key, token.key and erasures.list"
                                        + " of %s. Keep them elsewhere; without them it cannot be read.")
                                .formatted(databases.data)
                        : "Not in it: the keys that the services are given, and the list of erasures."
                                + " Keep them elsewhere; without them it cannot be read.");
        out.flush();
    }

    /** What a log is held to. */
    static Saved.Witness kept(WitnessOptions given) {
        try {
            String key = given.key();
            Saved.Witness witness =
                    new Saved.Witness(
                            key == null ? null : VerifierKey.parse(key), given.checkpoint());
            witness.opened();
            return witness;
        } catch (BadNoteException e) {
            throw given.wrong(String.valueOf(e.getMessage()));
        }
    }
}
