package dev.yardstick.standalone.auditing;

import dev.yardstick.command.ledger.BadNoteException;
import dev.yardstick.command.ledger.Checkpoint;
import dev.yardstick.command.ledger.Note;
import dev.yardstick.command.ledger.VerifierKey;
import dev.yardstick.events.export.Manifest;
import dev.yardstick.events.export.TilePath;
import dev.yardstick.standalone.client.ApiClient;
import dev.yardstick.standalone.client.ApiClient.Answer;
import dev.yardstick.standalone.client.Progress;
import dev.yardstick.standalone.client.RefusedException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/**
 * Takes the whole log out of a running server. All is written beside its place first, and the
 * manifest last: whenever this ends, the folder holds the export of before, no whole one, or this.
 *
 * @param commands with a token that may read the whole log, as {@code queries}
 */
public record Export(ApiClient commands, ApiClient queries, Path folder, PrintWriter err) {

    private static final String TILES = "tile";
    private static final int CONFLICT = 409;
    private static final int PAGE = 500;
    private static final String LINES = "application/x-ndjson";
    private static final String CHECKPOINTS = "/api/v1/audit/checkpoints";

    /** What is not an export yet. */
    private Path incomplete() {
        return folder.resolve("incomplete");
    }

    /**
     * Exports everything up to a checkpoint that is signed now.
     *
     * @throws IOException when the folder is another's, or the server is lost on the way
     * @throws RefusedException when the server gives something else
     */
    public Manifest run() throws IOException, InterruptedException {
        try {
            VerifierKey key =
                    VerifierKey.parse(asked(CHECKPOINTS + "/key").path("key").asString(""));
            prepare(key);
            sign();
            Checkpoint checkpoint = checkpoints(key);
            events(checkpoint.size());
            tiles(checkpoint.size());
            figures(checkpoint.size());
            return finish(checkpoint);
        } catch (BadNoteException e) {
            throw new RefusedException("the server's checkpoint does not hold: " + e.getMessage());
        }
    }

    private JsonNode asked(String path) throws IOException, InterruptedException {
        return commands.get(path).require(path + " is refused").body();
    }

    /**
     * Has the log's end signed. A server that found its log damaged signs nothing any more; what it
     * holds is exported all the same, for that is what an auditor has to see.
     */
    private void sign() throws IOException, InterruptedException {
        Answer answer = commands.get(CHECKPOINTS + "/latest");
        if (answer.status() == CONFLICT) {
            warn("The server signs nothing more (" + answer.refusal() + ")");
        } else {
            answer.require("no checkpoint is signed");
        }
    }

    private void warn(String what) {
        err.println(what + "; verify will say what is wrong.");
        err.flush();
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
                    "%s is neither empty nor an export of %s; name another folder"
                            .formatted(folder, key.name()));
        }
        // What an export that was cut short left behind.
        FileSystemUtils.deleteRecursively(incomplete());
        Files.createDirectories(incomplete());
        Whole.write(incomplete().resolve(Manifest.KEY), key + "\n");
    }

    private boolean isOfThisLog(VerifierKey key) throws IOException {
        if (Files.exists(folder.resolve(Manifest.FILE))) {
            try {
                return ManifestFile.read(folder).log().equals(key.name());
            } catch (DoesNotHoldException other) {
                return false;
            }
        }
        Path mark = incomplete().resolve(Manifest.KEY);
        return Files.isRegularFile(mark) && Files.readString(mark).strip().equals(key.toString());
    }

    /** Writes all checkpoints, oldest first, and the newest one of this key alone as well. */
    private Checkpoint checkpoints(VerifierKey key) throws IOException, InterruptedException {
        List<JsonNode> newestFirst = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = asked(CHECKPOINTS + "?limit=" + PAGE + cursor);
            page.path("items").forEach(newestFirst::add);
            cursor = page.path("next").isString() ? "&cursor=" + page.path("next").asString() : "";
        } while (!cursor.isEmpty());
        if (newestFirst.isEmpty()) {
            throw new RefusedException("the server has no checkpoint");
        }
        try (Writer out = Files.newBufferedWriter(incomplete().resolve(Manifest.CHECKPOINTS))) {
            for (JsonNode checkpoint : newestFirst.reversed()) {
                out.write(Manifest.checkpointLine(checkpoint.path("note").asString("")) + "\n");
            }
        }
        String note = newestFirst.getFirst().path("note").asString("");
        Files.writeString(incomplete().resolve(Manifest.CHECKPOINT), note);
        return Checkpoint.parse(Note.parse(note).text());
    }

    private void tiles(long size) throws IOException, InterruptedException {
        List<TilePath> tiles = TilePath.ofTree(size);
        try (Progress progress = new Progress("tiles", Math.max(1, tiles.size()), err)) {
            for (TilePath tile : tiles) {
                Path file = incomplete().resolve(tile.file());
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                try (InputStream in =
                        commands.stream(
                                "/api/v1/audit/tiles/" + tile.file(), "application/octet-stream")) {
                    Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                } catch (RefusedException missing) {
                    warn(String.valueOf(missing.getMessage()));
                }
                progress.advance(1);
            }
        }
    }

    private void events(long size) throws IOException, InterruptedException {
        if (size == 0) {
            Files.write(incomplete().resolve(Manifest.EVENTS), new byte[0]);
            return;
        }
        long lines =
                copy(
                        commands.stream("/api/v1/audit/events?to=" + size, LINES),
                        Manifest.EVENTS,
                        size);
        if (lines != size) {
            warn(
                    "The log gave %d of the %d events that its checkpoint covers"
                            .formatted(lines, size));
        }
    }

    private void figures(long size) throws IOException, InterruptedException {
        copy(
                queries.stream(
                        "/api/v1/audit/figures?knownAt=%1$d&after=%1$d".formatted(size), LINES),
                Manifest.FIGURES,
                Long.MAX_VALUE);
    }

    private long copy(InputStream from, String name, long expected) throws IOException {
        Path file = incomplete().resolve(name);
        long lines = 0;
        try (InputStream in = from;
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
                Progress progress = new Progress(name, expected, err)) {
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
        List<String> names =
                Manifest.files(checkpoint.size()).stream()
                        .filter(name -> Files.exists(incomplete().resolve(name)))
                        .toList();
        Manifest manifest =
                new Manifest(
                        checkpoint.origin(),
                        checkpoint.size(),
                        checkpoint.root().toString(),
                        ManifestFile.contents(incomplete(), names));
        // From here on the folder is no whole export, until the manifest says that it is this one.
        Files.deleteIfExists(folder.resolve(Manifest.FILE));
        FileSystemUtils.deleteRecursively(folder.resolve(TILES));
        if (Files.exists(incomplete().resolve(TILES))) {
            Files.move(incomplete().resolve(TILES), folder.resolve(TILES));
        }
        for (String name : names) {
            Path from = incomplete().resolve(name);
            Path to = folder.resolve(name);
            if (name.equals(Manifest.KEY)) {
                // Its copy stays until the end: it marks the folder as one of this log.
                Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
            } else if (!name.startsWith(TILES)) {
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        Whole.write(folder.resolve(Manifest.FILE), manifest.text());
        FileSystemUtils.deleteRecursively(incomplete());
        return manifest;
    }
}
