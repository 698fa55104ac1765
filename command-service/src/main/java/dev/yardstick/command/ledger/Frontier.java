package dev.yardstick.command.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * A growing tree of which only the right edge is kept: the roots of the full subtrees that its size
 * is made of, the largest first. Each leaf costs two hashes on average, whatever the size. Not
 * threadsafe.
 */
public final class Frontier {

    private final List<Hash> subtrees = new ArrayList<>();
    private long size;

    /** A tree without leaves. */
    public Frontier() {}

    /**
     * A tree of a size, from its full subtrees.
     *
     * @param subtrees one for each bit that is set in the size, the largest first
     */
    public Frontier(long size, List<Hash> subtrees) {
        if (Long.bitCount(size) != subtrees.size()) {
            throw new IllegalArgumentException(
                    size + " leaves are " + Long.bitCount(size) + " full subtrees");
        }
        this.size = size;
        this.subtrees.addAll(subtrees);
    }

    /** Who is told of the full subtrees that a leaf completes. */
    @FunctionalInterface
    interface Completed {

        /** The root over the leaves from {@code index * 2^level} on, {@code 2^level} of them. */
        void take(int level, long index, Hash root);
    }

    /** Takes the next leaf. */
    public void append(Hash leaf) {
        append(leaf, (level, index, root) -> {});
    }

    /** Takes the next leaf, and tells of it and of every subtree that it completes. */
    void append(Hash leaf, Completed completed) {
        Hash merged = leaf;
        completed.take(0, size, merged);
        int full = Long.numberOfTrailingZeros(~size);
        for (int level = 1; level <= full; level++) {
            merged = Hash.ofNode(subtrees.removeLast(), merged);
            completed.take(level, size >> level, merged);
        }
        subtrees.add(merged);
        size++;
    }

    /** The roots of its full subtrees, the largest first: from them and its size it goes on. */
    public List<Hash> subtrees() {
        return List.copyOf(subtrees);
    }

    /** The number of leaves. */
    public long size() {
        return size;
    }

    /** The root over all leaves so far. */
    public Hash root() {
        if (size == 0) {
            return Hash.OF_NOTHING;
        }
        Hash root = subtrees.getLast();
        for (int i = subtrees.size() - 2; i >= 0; i--) {
            root = Hash.ofNode(subtrees.get(i), root);
        }
        return root;
    }
}
