package dev.yardstick.standalone.auditing;

import dev.yardstick.command.ledger.Frontier;
import dev.yardstick.command.ledger.Hash;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.events.export.Manifest;
import dev.yardstick.query.known.FoldedLog;
import dev.yardstick.standalone.client.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the events of an export: whether each stands where it should, the tree over them
 * all, and what they fold to. It goes on after a fault, so that the tree is that of the whole file.
 */
final class LogCheck {

    private final Frontier tree = new Frontier();
    private final Map<Long, Hash> roots = new TreeMap<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final FoldedLog folded = new FoldedLog();
    private @Nullable String fault;
    private @Nullable String other;
    private @Nullable Instant first;
    private Instant last = Instant.MIN;

    /**
     * Reads the events.
     *
     * @param sizes at which the root is wanted
     * @param hashed the size of the tree whose tiles are there
     */
    void read(Path folder, SortedSet<Long> sizes, long hashed, Progress progress)
            throws IOException, DoesNotHoldException {
        roots.put(0L, tree.root());
        Tiles.Leaves leaves = new Tiles.Leaves(folder, hashed);
        try (Lines lines = new Lines(folder, Manifest.EVENTS)) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                Hash leaf = Hash.ofLeaf(line);
                tree.append(leaf);
                Hash wanted = leaves.of(tree.size());
                if (other == null && wanted != null && !wanted.equals(leaf)) {
                    other = lines.where() + " is not the event that the ledger hashed";
                }
                if (sizes.contains(tree.size())) {
                    roots.put(tree.size(), tree.root());
                }
                if (fault == null) {
                    String wrong = wrong(line);
                    fault = wrong == null ? null : lines.where() + " " + wrong;
                }
                progress.advance(1);
            }
        }
    }

    /** What is wrong with the next line; null for nothing. */
    private @Nullable String wrong(byte[] bytes) {
        LogLine line;
        try {
            line = LogLine.parse(bytes);
        } catch (RuntimeException e) {
            return "is no event: " + e.getMessage();
        }
        if (line.position() != tree.size()) {
            return "must be position " + tree.size() + ", but says " + line.position();
        }
        if (line.recordedAt().isBefore(last)) {
            return "was recorded at %s, before the line above it, at %s"
                    .formatted(line.recordedAt(), last);
        }
        long sequence = sequences.getOrDefault(line.stream(), 0L);
        if (line.sequence() != sequence) {
            return "must be sequence %d of stream %s, but says %d"
                    .formatted(sequence, line.stream(), line.sequence());
        }
        if (!Arrays.equals(line.toJson(), bytes)) {
            return "is not written as the log writes it: "
                    + new String(line.toJson(), StandardCharsets.UTF_8);
        }
        try {
            folded.add(line);
        } catch (RuntimeException e) {
            return "holds an event that cannot be read: " + e.getMessage();
        }
        sequences.put(line.stream(), sequence + 1);
        last = line.recordedAt();
        first = first == null ? last : first;
        return null;
    }

    /** The first thing wrong with a line; null for nothing. */
    @Nullable String fault() {
        return fault;
    }

    /** The first line that is not what the tiles say of it; null for none. */
    @Nullable String other() {
        return other;
    }

    /** The number of lines. */
    long size() {
        return tree.size();
    }

    /** The number of streams. */
    int streams() {
        return sequences.size();
    }

    /** The root over as many lines as was asked for; null when there are fewer. */
    @Nullable Hash root(long size) {
        return roots.get(size);
    }

    /** What all lines fold to. */
    FoldedLog folded() {
        return folded;
    }

    /** When the first was recorded, and the last. */
    String recorded() {
        return first == null ? "" : first + " to " + last;
    }
}
