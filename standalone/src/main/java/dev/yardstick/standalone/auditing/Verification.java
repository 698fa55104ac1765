package dev.yardstick.standalone.auditing;

import dev.yardstick.command.ledger.BadNoteException;
import dev.yardstick.command.ledger.Checkpoint;
import dev.yardstick.command.ledger.Hash;
import dev.yardstick.command.ledger.Note;
import dev.yardstick.command.ledger.VerifierKey;
import dev.yardstick.events.export.Manifest;
import dev.yardstick.events.export.TilePath;
import dev.yardstick.standalone.auditing.Report.Check;
import dev.yardstick.standalone.auditing.Report.Outcome;
import dev.yardstick.standalone.client.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The audit of an export, without the server that it came from. Every check is made whatever the
 * others found, as far as it can be.
 */
final class Verification {

    private final Path folder;
    private final @Nullable String keptKey;
    private final @Nullable String keptCheckpoint;
    private final PrintWriter err;

    private final List<Check> checks = new ArrayList<>();
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private final LogCheck log = new LogCheck();
    private @Nullable Manifest manifest;
    private @Nullable VerifierKey key;
    private @Nullable Checkpoint witness;

    /**
     * An audit.
     *
     * @param keptKey the public key as it was kept elsewhere; null to believe the export's own
     * @param keptCheckpoint a signed checkpoint as it was kept elsewhere
     * @param err for progress
     */
    Verification(
            Path folder,
            @Nullable String keptKey,
            @Nullable String keptCheckpoint,
            PrintWriter err) {
        this.folder = folder;
        this.keptKey = keptKey;
        this.keptCheckpoint = keptCheckpoint;
        this.err = err;
    }

    /** A check that says what it found. */
    private interface Step {
        String run() throws IOException, DoesNotHoldException;
    }

    Report run() {
        check("files", this::files);
        check("key", this::key);
        check("checkpoints", this::signatures);
        check("events", this::events);
        check("tiles", this::tiles);
        check("roots", this::roots);
        if (keptCheckpoint != null) {
            check("witness", this::witness);
        }
        check("figures", this::figures);
        Checkpoint newest = checkpoints.isEmpty() ? null : checkpoints.getLast();
        Hash root = log.root(log.size());
        return new Report(
                folder.toString(),
                Instant.now(),
                checks.stream().allMatch(check -> check.outcome() == Outcome.HOLDS),
                keptKey != null,
                witness == null ? 0 : witness.size(),
                key == null ? null : key.name(),
                log.size(),
                root == null ? null : root.toString(),
                newest == null ? null : newest.time(),
                key == null ? null : key.toString(),
                List.copyOf(checks));
    }

    private void check(String name, Step step) {
        Outcome outcome;
        String found;
        try {
            found = step.run();
            outcome = Outcome.HOLDS;
        } catch (DoesNotHoldException | BadNoteException e) {
            found = String.valueOf(e.getMessage());
            outcome = Outcome.FAILS;
        } catch (NotCheckedException e) {
            found = String.valueOf(e.getMessage());
            outcome = Outcome.NOT_CHECKED;
        } catch (IOException | RuntimeException e) {
            found = "cannot be read: " + e;
            outcome = Outcome.FAILS;
        }
        checks.add(new Check(name, outcome, found));
    }

    /** What a check rests upon failed. */
    private static final class NotCheckedException extends RuntimeException {
        NotCheckedException(String message) {
            super(message, null, false, false);
        }
    }

    private String files() throws IOException, DoesNotHoldException {
        Manifest read = ManifestFile.read(folder);
        manifest = read;
        Set<String> wanted = new TreeSet<>(Manifest.files(read.size()));
        for (String name : wanted) {
            if (!read.files().containsKey(name)) {
                throw new DoesNotHoldException("%s must list %s", Manifest.FILE, name);
            }
        }
        for (String name : read.files().keySet()) {
            if (!wanted.contains(name)) {
                throw new DoesNotHoldException(
                        "%s lists %s, which is no file of an export", Manifest.FILE, name);
            }
        }
        for (Map.Entry<String, Manifest.Content> file : read.files().entrySet()) {
            Manifest.Content content = ManifestFile.content(present(file.getKey()));
            if (!content.equals(file.getValue())) {
                throw new DoesNotHoldException(
                        "%s has %,d bytes and SHA-256 %s; %s says %,d and %s",
                        file.getKey(),
                        content.bytes(),
                        content.sha256(),
                        Manifest.FILE,
                        file.getValue().bytes(),
                        file.getValue().sha256());
            }
        }
        return "%d, as listed with their SHA-256".formatted(read.files().size());
    }

    private String key() throws IOException, DoesNotHoldException {
        if (keptKey != null) {
            key = VerifierKey.parse(keptKey);
        }
        VerifierKey exported = VerifierKey.parse(text(Manifest.KEY));
        if (key == null) {
            key = exported;
            return "the export's own, " + exported;
        }
        if (!exported.toString().equals(key.toString())) {
            throw new DoesNotHoldException(
                    "the export's key is %s, the one kept elsewhere %s", exported, key);
        }
        return "the export's is the one kept elsewhere";
    }

    private Path present(String file) throws DoesNotHoldException {
        Path path = folder.resolve(file);
        if (!Files.isRegularFile(path)) {
            throw new DoesNotHoldException("%s is missing", file);
        }
        return path;
    }

    private String text(String file) throws IOException, DoesNotHoldException {
        return Files.readString(present(file));
    }

    private VerifierKey verifier() {
        if (key == null) {
            throw new NotCheckedException("there is no key to verify signatures with");
        }
        return key;
    }

    private String signatures() throws IOException, DoesNotHoldException {
        VerifierKey verifier = verifier();
        int foreign = 0;
        present(Manifest.CHECKPOINTS);
        try (Lines lines = new Lines(folder, Manifest.CHECKPOINTS)) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                Checkpoint checkpoint;
                try {
                    checkpoint = opened(verifier, note(line));
                } catch (BadNoteException | JacksonException | DoesNotHoldException e) {
                    throw new DoesNotHoldException("%s: %s", lines.where(), e.getMessage());
                }
                if (!checkpoints.isEmpty()) {
                    follows(checkpoints.getLast(), checkpoint, lines.where());
                }
                foreign += checkpoint.origin().equals(verifier.name()) ? 0 : 1;
                checkpoints.add(checkpoint);
            }
        }
        if (checkpoints.isEmpty()) {
            throw new DoesNotHoldException("%s must hold one at least", Manifest.CHECKPOINTS);
        }
        Checkpoint newest = checkpoints.getLast();
        if (!verifier.open(text(Manifest.CHECKPOINT)).equals(newest)) {
            throw new DoesNotHoldException(
                    "%s must be the last of %s", Manifest.CHECKPOINT, Manifest.CHECKPOINTS);
        }
        return "%,d signed by this key%s; the newest covers %,d events"
                .formatted(
                        checkpoints.size() - foreign,
                        foreign == 0
                                ? ""
                                : ", %,d by an earlier one, of which only the root was checked"
                                        .formatted(foreign),
                        newest.size());
    }

    /** One that an earlier key of the log signed is as good as its root, which the events give. */
    private static Checkpoint opened(VerifierKey verifier, String note) {
        Note parsed = Note.parse(note);
        if (!parsed.toString().equals(note)) {
            throw new BadNoteException("the note is not written as it was signed: %s", parsed);
        }
        Checkpoint checkpoint = Checkpoint.parse(parsed.text());
        return checkpoint.origin().equals(verifier.name()) ? verifier.open(note) : checkpoint;
    }

    private static String note(byte[] line) throws DoesNotHoldException {
        String note = JsonMapper.shared().readTree(line).required("note").stringValue();
        byte[] right = Manifest.checkpointLine(note).getBytes(StandardCharsets.UTF_8);
        if (!Arrays.equals(right, line)) {
            throw new DoesNotHoldException("the line must hold a note and nothing else");
        }
        return note;
    }

    private static void follows(Checkpoint before, Checkpoint next, String where)
            throws DoesNotHoldException {
        if (next.size() < before.size()
                || next.size() == before.size() && next.origin().equals(before.origin())) {
            throw new DoesNotHoldException(
                    "%s must cover more than %d events, but says %d",
                    where, before.size(), next.size());
        }
        if (next.time().isBefore(before.time())) {
            throw new DoesNotHoldException(
                    "%s was signed at %s, before the one above it", where, next.time());
        }
    }

    private String events() throws IOException, DoesNotHoldException {
        TreeSet<Long> sizes = new TreeSet<>();
        checkpoints.forEach(checkpoint -> sizes.add(checkpoint.size()));
        if (keptCheckpoint != null && key != null) {
            try {
                witness = key.open(keptCheckpoint);
                sizes.add(witness.size());
            } catch (BadNoteException e) {
                // the check of the witness says so
            }
        }
        if (manifest != null) {
            sizes.add(manifest.size());
        }
        present(Manifest.EVENTS);
        try (Progress progress = progress("events", manifest == null ? 0 : manifest.size())) {
            log.read(folder, sizes, manifest == null ? 0 : manifest.size(), progress);
        }
        if (log.fault() != null) {
            throw new DoesNotHoldException(log.fault());
        }
        return "%,d in %,d streams, positions and sequences without holes, recorded %s"
                .formatted(log.size(), log.streams(), log.recorded());
    }

    private String tiles() throws IOException, DoesNotHoldException {
        if (manifest == null) {
            throw new NotCheckedException("nothing says which there are");
        }
        if (log.other() != null) {
            throw new DoesNotHoldException(log.other());
        }
        List<TilePath> tiles = TilePath.ofTree(manifest.size());
        for (TilePath tile : tiles) {
            present(tile.file());
        }
        Tiles.requireConsistent(folder, manifest.size());
        return "%,d, each the hashes of its events or tiles".formatted(tiles.size());
    }

    private Progress progress(String task, long steps) {
        return new Progress(task, Math.max(1, steps), err);
    }

    private String roots() throws DoesNotHoldException {
        if (checkpoints.isEmpty() || manifest == null) {
            throw new NotCheckedException("there is no signed root");
        }
        for (Checkpoint checkpoint : checkpoints) {
            sameRoot(checkpoint, "the checkpoint of " + checkpoint.time());
        }
        Checkpoint newest = checkpoints.getLast();
        if (newest.size() != log.size()) {
            throw new DoesNotHoldException(
                    "%s must end with position %d, which the newest checkpoint covers, but ends with %d",
                    Manifest.EVENTS, newest.size(), log.size());
        }
        if (manifest.size() != newest.size()
                || !manifest.root().equals(newest.root().toString())
                || !manifest.log().equals(newest.origin())) {
            throw new DoesNotHoldException(
                    "%s must name log %s, size %d and root %s",
                    Manifest.FILE, newest.origin(), newest.size(), newest.root());
        }
        return "the events give the root of every checkpoint";
    }

    private void sameRoot(Checkpoint checkpoint, String name) throws DoesNotHoldException {
        Hash root = log.root(checkpoint.size());
        if (root == null) {
            throw new DoesNotHoldException(
                    "%s covers %,d events, %s holds %,d: its end is missing",
                    name, checkpoint.size(), Manifest.EVENTS, log.size());
        }
        if (!root.equals(checkpoint.root())) {
            throw new DoesNotHoldException(
                    "events 1 to %d give the root %s, but %s says %s: one of them was changed",
                    checkpoint.size(), root, name, checkpoint.root());
        }
    }

    private String witness() throws DoesNotHoldException {
        witness = verifier().open(Objects.requireNonNull(keptCheckpoint));
        sameRoot(witness, "the checkpoint kept elsewhere");
        return "events 1 to %,d are those that the checkpoint kept elsewhere covers, of %s"
                .formatted(witness.size(), witness.time());
    }

    private String figures() throws IOException, DoesNotHoldException {
        present(Manifest.FIGURES);
        present(Manifest.EVENTS);
        if (log.fault() != null) {
            throw new NotCheckedException("the events cannot be folded");
        }
        var reps = log.folded().reps();
        try (Progress progress = progress("reps' figures", reps.size())) {
            return FiguresCheck.run(folder, log.folded(), reps, progress);
        }
    }
}
