package dev.yardstick.standalone.backup;

import dev.yardstick.command.ledger.Checkpoint;
import dev.yardstick.command.ledger.Frontier;
import dev.yardstick.command.ledger.Hash;
import dev.yardstick.command.ledger.Note;
import dev.yardstick.command.ledger.VerifierKey;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.events.export.Manifest;
import dev.yardstick.events.export.Manifest.Content;
import dev.yardstick.standalone.auditing.DoesNotHoldException;
import dev.yardstick.standalone.auditing.Lines;
import dev.yardstick.standalone.auditing.ManifestFile;
import dev.yardstick.standalone.backup.BackupManifest.Segment;
import dev.yardstick.standalone.backup.BackupManifest.Table;
import dev.yardstick.standalone.client.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What can be put back: of a backup all of it, of an export the log alone.
 *
 * @param log its name; null where nothing was signed
 * @param position of the last event
 * @param root of the tree over all events, Base64
 * @param checkpoints signed ones that have to hold, oldest first; the tables of a backup have all
 * @param schemas the newest migration of each service's database; none of an export
 */
public record Saved(
        Path folder,
        @Nullable String log,
        long position,
        String root,
        List<String> checkpoints,
        List<Segment> segments,
        List<Table> tables,
        Map<String, String> schemas) {

    private static final String NEITHER =
            "%s is neither a backup nor an export: there is no manifest.json in it. One that was cut"
                    + " short is none; take another copy, or make it again";

    /** A checkpoint that was kept elsewhere, and the key that signed it. */
    public record Witness(@Nullable VerifierKey key, @Nullable String checkpoint) {

        /** What it says; null for none. */
        public @Nullable Checkpoint opened() {
            if (checkpoint == null) {
                return null;
            }
            return key == null
                    ? Checkpoint.parse(Note.parse(checkpoint).text())
                    : key.open(checkpoint);
        }
    }

    /**
     * What a folder holds.
     *
     * @throws IOException with a message for people where it is neither
     */
    public static Saved in(Path folder) throws IOException {
        if (!BackupManifest.isIn(folder)) {
            throw new IOException(NEITHER.formatted(folder));
        }
        try {
            String text = Files.readString(folder.resolve(BackupManifest.FILE));
            return text.contains("\"" + Manifest.FORMAT + "\"") ? export(folder) : backup(folder);
        } catch (DoesNotHoldException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Saved backup(Path folder) throws IOException, DoesNotHoldException {
        BackupManifest manifest = BackupManifest.read(folder);
        return new Saved(
                folder,
                manifest.log(),
                manifest.position(),
                manifest.root(),
                manifest.checkpoint() == null ? List.of() : List.of(manifest.checkpoint()),
                manifest.segments(),
                manifest.tables(),
                manifest.schemas());
    }

    private static Saved export(Path folder) throws IOException, DoesNotHoldException {
        Manifest manifest = ManifestFile.read(folder);
        List<String> checkpoints = new ArrayList<>();
        requireUnchanged(folder, Manifest.CHECKPOINTS, content(manifest, Manifest.CHECKPOINTS));
        try (Lines lines = new Lines(folder, Manifest.CHECKPOINTS)) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                checkpoints.add(JsonMapper.shared().readTree(line).required("note").stringValue());
            }
        }
        return new Saved(
                folder,
                manifest.log(),
                manifest.size(),
                manifest.root(),
                checkpoints,
                List.of(
                        new Segment(
                                Manifest.EVENTS,
                                1,
                                manifest.size(),
                                content(manifest, Manifest.EVENTS))),
                List.of(),
                Map.of());
    }

    private static Content content(Manifest manifest, String file) throws DoesNotHoldException {
        Content content = manifest.files().get(file);
        if (content == null) {
            throw new DoesNotHoldException("%s must list %s", Manifest.FILE, file);
        }
        return content;
    }

    /**
     * The same without some tables.
     *
     * @param names such as {@code command.parked}
     * @throws IOException naming one that there is not
     */
    public Saved without(Collection<String> names) throws IOException {
        Set<String> there = new TreeSet<>();
        tables.forEach(table -> there.add(table.name()));
        for (String name : names) {
            if (!there.contains(name)) {
                throw new IOException(
                        "%s is no table of %s: it must be one of %s"
                                .formatted(name, folder, there));
            }
        }
        List<Table> left = tables.stream().filter(table -> !names.contains(table.name())).toList();
        return new Saved(folder, log, position, root, checkpoints, segments, left, schemas);
    }

    /** Whether it is an export, which has nothing beside the log. */
    public boolean isExport() {
        return schemas.isEmpty();
    }

    /**
     * Looks whether a file is as it was written.
     *
     * @throws DoesNotHoldException when it is not, or is missing
     */
    static void requireUnchanged(Path folder, String file, Content content)
            throws IOException, DoesNotHoldException {
        Path path = folder.resolve(file);
        if (!Files.isRegularFile(path)) {
            throw new DoesNotHoldException("%s is missing in %s", file, folder);
        }
        Content found = ManifestFile.content(path);
        if (!found.equals(content)) {
            throw new DoesNotHoldException(
                    "%s in %s is damaged: it has %,d bytes and SHA-256 %s; the manifest says %,d and"
                            + " %s",
                    file, folder, found.bytes(), found.sha256(), content.bytes(), content.sha256());
        }
    }

    /**
     * Verifies everything that a position needs: each file, that the events follow on each other,
     * and that they give the root of each checkpoint.
     *
     * @param to the last position
     * @return the root of the tree up to there
     * @throws DoesNotHoldException naming the first that does not hold, and what holds all the same
     */
    public Hash verify(long to, Witness witness, PrintWriter err)
            throws IOException, DoesNotHoldException {
        Checkpoint kept = witness.opened();
        if (kept != null && kept.size() > position) {
            throw new DoesNotHoldException(
                    "the checkpoint kept elsewhere covers %,d events, %s ends with %,d: it is older,"
                            + " or its end is missing",
                    kept.size(), folder, position);
        }
        for (Table table : tables) {
            try {
                requireUnchanged(folder, table.file(), table.content());
            } catch (DoesNotHoldException e) {
                throw new DoesNotHoldException(
                        e.getMessage()
                                + ". Take this file from another copy; without one, all else can be"
                                + " restored (--without "
                                + table.name()
                                + ")");
            }
        }
        long until = kept == null ? to : Math.max(to, kept.size());
        Map<Long, Hash> roots = roots(kept, witness.key());
        Frontier tree = new Frontier();
        Hash[] root = {tree.root()};
        try (Progress progress = new Progress("verified", Math.max(1, until), err)) {
            for (Segment segment : segments) {
                if (segment.from() <= until) {
                    requireWhole(segment);
                    read(
                            segment,
                            until,
                            (line, bytes) -> {
                                if (line.position() != tree.size() + 1) {
                                    throw new DoesNotHoldException(
                                            "%s must go on with position %d, but has %d",
                                            segment.file(), tree.size() + 1, line.position());
                                }
                                tree.append(Hash.ofLeaf(bytes));
                                root[0] = line.position() == to ? tree.root() : root[0];
                                requireRoot(tree, roots.get(tree.size()));
                                progress.advance(1);
                            });
                }
            }
        }
        if (tree.size() != until) {
            throw new DoesNotHoldException(
                    "%s must have %,d events up to there, but has %,d", folder, until, tree.size());
        }
        return root[0];
    }

    /** Each of them has to be the tree's when it has that size. */
    private Map<Long, Hash> roots(@Nullable Checkpoint kept, @Nullable VerifierKey key)
            throws DoesNotHoldException {
        Map<Long, Hash> roots = new HashMap<>();
        roots.put(position, Hash.parse(root));
        for (String note : checkpoints) {
            Checkpoint checkpoint = Checkpoint.parse(Note.parse(note).text());
            if (key != null && checkpoint.origin().equals(key.name())) {
                key.open(note);
            }
            put(roots, checkpoint);
        }
        if (kept != null) {
            put(roots, kept);
        }
        return roots;
    }

    private static void put(Map<Long, Hash> roots, Checkpoint checkpoint)
            throws DoesNotHoldException {
        Hash before = roots.put(checkpoint.size(), checkpoint.root());
        if (before != null && !before.equals(checkpoint.root())) {
            throw another(checkpoint.size());
        }
    }

    private static void requireRoot(Frontier tree, @Nullable Hash wanted)
            throws DoesNotHoldException {
        if (wanted != null && !wanted.equals(tree.root())) {
            throw another(tree.size());
        }
    }

    private static DoesNotHoldException another(long size) {
        return new DoesNotHoldException(
                "events 1 to %,d are not those that were signed or saved: one of them was changed",
                size);
    }

    private void requireWhole(Segment segment) throws IOException, DoesNotHoldException {
        try {
            requireUnchanged(folder, segment.file(), segment.content());
        } catch (DoesNotHoldException e) {
            long whole = segment.from() - 1;
            throw new DoesNotHoldException(
                    "%s. Take this file from another copy%s",
                    e.getMessage(),
                    whole == 0
                            ? ""
                            : "; without one, what was recorded up to position %d can be restored"
                                            .formatted(whole)
                                    + " (--to %d)".formatted(whole));
        }
    }

    /** What is done with each event. */
    interface Each {
        void take(LogLine line, byte[] bytes) throws IOException, DoesNotHoldException;
    }

    /** Reads the events of a segment up to a position. */
    void read(Segment segment, long to, Each each) throws IOException, DoesNotHoldException {
        try (Lines lines = new Lines(folder, segment.file())) {
            for (byte[] bytes = lines.next(); bytes != null; bytes = lines.next()) {
                LogLine line;
                try {
                    line = LogLine.parse(bytes);
                } catch (RuntimeException e) {
                    throw new DoesNotHoldException(
                            "%s is no event: %s", lines.where(), e.getMessage());
                }
                if (line.position() > to) {
                    return;
                }
                each.take(line, bytes);
            }
        }
    }
}
