package dev.yardstick.command.ledger;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What the tree was at a moment, as the text of a C2SP tlog-checkpoint: four lines, the time as its
 * one extension line. A signed {@link Note} carries it.
 *
 * @param origin the name of the log, the same as its key's
 * @param size the number of leaves: the position of the last event that it covers
 * @param root over these leaves
 * @param time when it was signed, to the millisecond
 */
public record Checkpoint(String origin, long size, Hash root, Instant time) {

    private static final String TIME = "time ";

    /** Keeps no more of the time than is written. */
    public Checkpoint {
        time = time.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The text that is signed, its last newline included. */
    public String text() {
        return origin + "\n" + size + "\n" + root + "\n" + TIME + time + "\n";
    }

    /**
     * Reads a text that {@link #text} would have written, character for character.
     *
     * @throws BadNoteException naming the line that is not right
     */
    public static Checkpoint parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() != 4) {
            throw new BadNoteException(
                    "a checkpoint has four lines (origin, size, root, time), this one %s",
                    lines.size());
        }
        if (lines.getFirst().isEmpty()) {
            throw new BadNoteException("line 1 must be the log's name, such as yardstick/4f0c…");
        }
        Checkpoint checkpoint =
                new Checkpoint(
                        lines.get(0), size(lines.get(1)), root(lines.get(2)), time(lines.get(3)));
        if (!checkpoint.text().equals(text)) {
            throw new BadNoteException(
                    "the checkpoint is not written as the ledger writes it: each line ends in a"
                            + " newline alone");
        }
        return checkpoint;
    }

    private static long size(String line) {
        try {
            long size = Long.parseLong(line);
            if (size >= 0 && Long.toString(size).equals(line)) {
                return size;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new BadNoteException(
                "line 2 must be the number of events, such as 20852, not %s", quoted(line));
    }

    private static Hash root(String line) {
        try {
            return Hash.parse(line);
        } catch (IllegalArgumentException e) {
            throw new BadNoteException(
                    "line 3 must be the root, Base64 of 32 bytes, not %s", quoted(line));
        }
    }

    private static Instant time(String line) {
        if (line.startsWith(TIME)) {
            String written = line.substring(TIME.length());
            try {
                Instant time = Instant.parse(written);
                if (time.truncatedTo(ChronoUnit.MILLIS).toString().equals(written)) {
                    return time;
                }
            } catch (DateTimeException e) {
                // said below
            }
        }
        throw new BadNoteException(
                "line 4 must be the time, such as time 2026-01-31T12:00:00.123Z, not %s",
                quoted(line));
    }

    private static String quoted(String line) {
        return '"' + (line.length() > 80 ? line.substring(0, 80) + "…" : line) + '"';
    }
}
