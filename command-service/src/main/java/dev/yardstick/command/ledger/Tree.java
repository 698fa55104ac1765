package dev.yardstick.command.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * Roots and proofs of a tree whose full subtrees can be looked up; sizes are those it had.
 *
 * @param subtrees asked only for those within the sizes that are asked for
 */
public record Tree(Subtrees subtrees) {

    /** Where the roots of full subtrees come from. */
    @FunctionalInterface
    public interface Subtrees {

        /** The root over the leaves from {@code index * 2^level} on, {@code 2^level} of them. */
        Hash root(int level, long index);
    }

    /** The root of the tree when it had a size. */
    public Hash root(long size) {
        return size == 0 ? Hash.OF_NOTHING : range(0, size);
    }

    /** The hash of a leaf, from 0. */
    public Hash leaf(long index) {
        return subtrees.root(0, index);
    }

    /** The tree when it had a size, ready to grow. */
    public Frontier frontier(long size) {
        List<Hash> full = new ArrayList<>();
        long start = 0;
        while (start < size) {
            long width = Long.highestOneBit(size - start);
            full.add(range(start, start + width));
            start += width;
        }
        return new Frontier(size, full);
    }

    /**
     * The path from a leaf to the root, RFC 6962 section 2.1.1.
     *
     * @param index of the leaf, from 0, below the size
     */
    public List<Hash> inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
        }
        List<Hash> path = new ArrayList<>();
        long start = 0;
        long end = size;
        while (end - start > 1) {
            long middle = start + split(end - start);
            if (index < middle) {
                path.add(range(middle, end));
                end = middle;
            } else {
                path.add(range(start, middle));
                start = middle;
            }
        }
        return path.reversed();
    }

    /**
     * What shows that a tree grew into another by appending only, RFC 6962 section 2.1.2; empty
     * when the sizes are equal or the first is 0.
     */
    public List<Hash> consistency(long from, long to) {
        if (from < 0 || from > to) {
            throw new IllegalArgumentException("no tree of " + to + " grew from one of " + from);
        }
        List<Hash> proof = new ArrayList<>();
        if (from == 0 || from == to) {
            return proof;
        }
        long start = 0;
        long end = to;
        while (end != from) {
            long middle = start + split(end - start);
            if (from <= middle) {
                proof.add(range(middle, end));
                end = middle;
            } else {
                proof.add(range(start, middle));
                start = middle;
            }
        }
        // The verifier knows the whole old tree, but no subtree of it.
        if (start > 0) {
            proof.add(range(start, end));
        }
        return proof.reversed();
    }

    /** The root over a range that starts where a full subtree of its width would. */
    private Hash range(long start, long end) {
        long width = end - start;
        if (Long.bitCount(width) == 1) {
            int level = Long.numberOfTrailingZeros(width);
            return subtrees.root(level, start >> level);
        }
        long middle = start + split(width);
        return Hash.ofNode(range(start, middle), range(middle, end));
    }

    /** The largest power of two below a width of at least two. */
    private static long split(long width) {
        return Long.highestOneBit(width - 1);
    }
}
