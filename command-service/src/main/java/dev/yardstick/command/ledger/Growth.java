package dev.yardstick.command.ledger;

import dev.yardstick.events.codec.LogLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tree while the log is hashed into it: its right edge, and its last tiles. Not threadsafe. */
final class Growth {

    private final Frontier frontier;
    private final Tiling tiling;
    private final @Nullable Checkpoint signed;
    private Hash last;

    /**
     * A tree that was taken up.
     *
     * @param last the hash of its last leaf; any when it has none
     * @param signed the latest checkpoint: the tree may have to grow to it again, when its tiles
     *     were lost
     */
    Growth(Frontier frontier, Tiling tiling, Hash last, @Nullable Checkpoint signed) {
        this.frontier = frontier;
        this.tiling = tiling;
        this.last = last;
        this.signed = signed;
    }

    /**
     * Takes what the log holds from the last event on that is in the tree already.
     *
     * @throws DamagedException when that one is gone or another, or a position is missing; the tree
     *     is of no use then
     */
    void take(List<LogLine> lines) {
        long known = frontier.size();
        long position = Math.max(0, known - 1);
        for (LogLine line : lines) {
            position = LogCheck.follow(position, line);
            Hash leaf = Hash.ofLeaf(line.toJson());
            if (position > known) {
                frontier.append(leaf, tiling::take);
                last = leaf;
                requireWhatWasSigned();
            } else if (!leaf.equals(last)) {
                throw LogCheck.differs(position);
            }
        }
        if (position < known) {
            throw LogCheck.shorter(known);
        }
    }

    private void requireWhatWasSigned() {
        if (signed != null
                && signed.size() == frontier.size()
                && !signed.root().equals(frontier.root())) {
            throw Checkpoints.anotherPast(signed.size(), frontier.size());
        }
    }

    /**
     * To be called when the log holds no more.
     *
     * @throws DamagedException when the log ends before what was signed
     */
    void requireAllThatWasSigned() {
        if (signed != null && frontier.size() < signed.size()) {
            throw LogCheck.shorter(signed.size());
        }
    }

    long size() {
        return frontier.size();
    }

    Hash root() {
        return frontier.root();
    }

    /** The tiles to be written since the last call. */
    List<Tiling.Tile> changedTiles() {
        return tiling.drain();
    }
}
