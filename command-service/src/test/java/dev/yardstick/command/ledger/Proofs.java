package dev.yardstick.command.ledger;

import java.util.List;

/** Checks proofs as RFC 9162 does, in sections 2.1.3.2 and 2.1.4.2; needs no tree. */
public final class Proofs {

    private Proofs() {}

    /**
     * Whether a leaf is in a tree, at that place.
     *
     * @param index of the leaf, from 0
     */
    public static boolean includes(
            Hash leaf, long index, long size, List<Hash> path, Hash expectedRoot) {
        if (index < 0 || index >= size) {
            return false;
        }
        long node = index;
        long last = size - 1;
        Hash root = leaf;
        for (Hash sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                root = Hash.ofNode(sibling, root);
                int past = Long.numberOfTrailingZeros(node);
                node >>= past;
                last >>= past;
            } else {
                root = Hash.ofNode(root, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && root.equals(expectedRoot);
    }

    /** Whether a tree grew into another by appending only. */
    public static boolean consistent(
            long from, long to, List<Hash> proof, Hash fromRoot, Hash toRoot) {
        if (from < 0 || from > to) {
            return false;
        }
        if (from == 0) {
            return proof.isEmpty() && fromRoot.equals(Hash.OF_NOTHING);
        }
        if (from == to) {
            return proof.isEmpty() && fromRoot.equals(toRoot);
        }
        if (proof.isEmpty()) {
            return false;
        }
        long node = from - 1;
        long last = to - 1;
        int up = Long.numberOfTrailingZeros(~node);
        node >>= up;
        last >>= up;
        boolean whole = Long.bitCount(from) == 1;
        Hash old = whole ? fromRoot : proof.getFirst();
        Hash grown = old;
        for (Hash sibling : whole ? proof : proof.subList(1, proof.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                old = Hash.ofNode(sibling, old);
                grown = Hash.ofNode(sibling, grown);
                int past = Long.numberOfTrailingZeros(node);
                node >>= past;
                last >>= past;
            } else {
                grown = Hash.ofNode(grown, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && old.equals(fromRoot) && grown.equals(toRoot);
    }
}
