package dev.yardstick.standalone.auditing;

import dev.yardstick.command.ledger.BadNoteException;
import dev.yardstick.command.ledger.Checkpoint;
import dev.yardstick.command.ledger.VerifierKey;
import dev.yardstick.standalone.importing.ApiClient;
import dev.yardstick.standalone.importing.Progress;
import dev.yardstick.standalone.importing.RefusedException;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes the whole log out of a running server. All is written beside its place first, and the
 * manifest last: whenever this ends, the folder holds the export of before, no whole one, or this.
 */
final class Export {

    private static final String INCOMPLETE = "incomplete";
    private static final String LINES = "application/x-ndjson";
    private static final String CHECKPOINTS = "/api/v1/audit/checkpoints";

    private static final List<String> FILES =
            List.of(
                    Manifest.EVENTS,
                    Manifest.CHECKPOINTS,
                    Manifest.CHECKPOINT,
                    Manifest.KEY,
                    Manifest.FIGURES);

    private final ApiClient commands;
    private final ApiClient queries;
    private final Path folder;
    private final Path incomplete;
    private final PrintWriter err;

    Export(ApiClient commands, ApiClient queries, Path folder, PrintWriter err) {
        this.commands = commands;
        this.queries = queries;
        this.folder = folder;
        this.incomplete = folder.resolve(INCOMPLETE);
        this.err = err;
    }

    /**
     * Exports everything up to a checkpoint that is signed now.
     *
     * @throws IOException when the folder is another's, or the server is lost on the way
     * @throws RefusedException when the server gives something else
     */
    Manifest run() throws IOException, InterruptedException, RefusedException {
        try {
            VerifierKey key = VerifierKey.parse(text(CHECKPOINTS + "/key"));
            prepare(key);
            String note = text(CHECKPOINTS + "/latest?after=" + head());
            Checkpoint checkpoint = key.open(note);
            Files.writeString(incomplete.resolve(Manifest.CHECKPOINT), note);
            checkpoints();
            events(checkpoint.size());
            figures(checkpoint.size());
            return finish(checkpoint);
        } catch (BadNoteException e) {
            throw new RefusedException("the server's checkpoint does not hold: " + e.getMessage());
        }
    }

    private long head() throws IOException, InterruptedException, RefusedException {
        return 0;
    }

    private String text(String path) throws IOException, InterruptedException, RefusedException {
        try (InputStream in = commands.stream(path, "text/plain")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Only an empty folder, or one with an export of this log, whole or cut short. */
    private void prepare(VerifierKey key) throws IOException {
        Files.createDirectories(folder);
        boolean empty;
        try (Stream<Path> content = Files.list(folder)) {
            empty = content.findAny().isEmpty();
        }
        if (!empty && !isOfThisLog(key)) {
            throw new IOException(
                    folder
                            + " is neither empty nor an export of "
                            + key.name()
                            + "; name another folder");
        }
        Files.createDirectories(incomplete);
        Whole.write(incomplete.resolve(Manifest.KEY), key + "\n");
    }

    private boolean isOfThisLog(VerifierKey key) throws IOException {
        if (Files.exists(folder.resolve(Manifest.FILE))) {
            try {
                return Manifest.read(folder).log().equals(key.name());
            } catch (DoesNotHoldException other) {
                return false;
            }
        }
        Path mark = incomplete.resolve(Manifest.KEY);
        return Files.isRegularFile(mark)
                && Files.readString(mark).strip().equals(key.toString());
    }

    private void checkpoints() throws IOException, InterruptedException, RefusedException {
        copy(commands.stream(CHECKPOINTS, LINES), Manifest.CHECKPOINTS, Long.MAX_VALUE);
    }

    private void events(long size) throws IOException, InterruptedException, RefusedException {
        if (size == 0) {
            Files.write(incomplete.resolve(Manifest.EVENTS), new byte[0]);
            return;
        }
        long lines = copy(commands.stream("/api/v1/audit/events?to=" + size, LINES), Manifest.EVENTS, size);
        if (lines != size) {
            err.printf(
                    "The log gave %d of the %d events that its checkpoint covers; verify will say so.%n",
                    lines, size);
        }
    }

    private void figures(long size) throws IOException, InterruptedException, RefusedException {
        copy(
                queries.stream(
                        "/api/v1/audit/figures?knownAt=%1$d&after=%1$d".formatted(size), LINES),
                Manifest.FIGURES,
                Long.MAX_VALUE);
    }

    private long copy(InputStream from, String name, long expected) throws IOException {
        Path file = incomplete.resolve(name);
        long lines = 0;
        try (InputStream in = from;
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
                Progress progress = Progress.of(name, expected, err)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                int ended = 0;
                for (int i = 0; i < read; i++) {
                    ended += buffer[i] == '\n' ? 1 : 0;
                }
                lines += ended;
                progress.advance(ended);
            }
        }
        Whole.force(file);
        return lines;
    }

    private Manifest finish(Checkpoint checkpoint) throws IOException {
        Manifest manifest =
                Manifest.of(
                        checkpoint.origin(),
                        checkpoint.size(),
                        checkpoint.root().toString(),
                        incomplete,
                        FILES);
        // The key's copy stays until the end: it marks the folder as one of this log.
        Files.deleteIfExists(folder.resolve(Manifest.FILE));
        for (String name : FILES) {
            if (name.equals(Manifest.KEY)) {
                Files.copy(
                        incomplete.resolve(name),
                        folder.resolve(name),
                        StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.move(
                        incomplete.resolve(name),
                        folder.resolve(name),
                        StandardCopyOption.ATOMIC_MOVE);
            }
        }
        manifest.write(folder);
        Files.delete(incomplete.resolve(Manifest.KEY));
        Files.delete(incomplete);
        return manifest;
    }
}
