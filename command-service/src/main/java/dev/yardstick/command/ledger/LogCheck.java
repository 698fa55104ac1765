package dev.yardstick.command.ledger;

import dev.yardstick.command.log.LogReader;
import dev.yardstick.events.codec.LogLine;
import java.util.List;

/** Compares the log with what the tree says that it was. */
record LogCheck(LogReader log) {

    /**
     * Compares a tile's worth of events, or fewer at the end.
     *
     * @param from the position before the first
     * @param to the position of the last: within the tree
     * @throws DamagedException naming the first position that differs
     */
    void compare(Tree tree, long from, long to) {
        long position = from;
        while (position < to) {
            List<LogLine> lines = log.after(position, (int) (to - position));
            if (lines.isEmpty()) {
                throw shorter(position + 1);
            }
            for (LogLine line : lines) {
                position = follow(position, line);
                if (!Hash.ofLeaf(line.toJson()).equals(tree.leaf(position - 1))) {
                    throw differs(position);
                }
            }
        }
    }

    /** The next position. */
    static long follow(long position, LogLine line) {
        if (line.position() != position + 1) {
            throw new DamagedException(
                    "position %s is missing from the log: %s follows",
                    position + 1, line.position());
        }
        return line.position();
    }

    static DamagedException differs(long position) {
        return new DamagedException(
                "the event at position %s is not the one that was hashed", position);
    }

    static DamagedException shorter(long position) {
        return new DamagedException(
                "the event at position %s was hashed, and is not in the log", position);
    }
}
