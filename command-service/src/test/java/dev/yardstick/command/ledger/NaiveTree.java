package dev.yardstick.command.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The definitions of RFC 6962, section 2.1, word for word, over leaves that are all kept. */
record NaiveTree(List<Hash> leaves) {

    /** Leaves of random content. */
    static NaiveTree random(Random random, int size) {
        List<Hash> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            leaves.add(Hash.ofLeaf((i + " " + random.nextLong()).getBytes(StandardCharsets.UTF_8)));
        }
        return new NaiveTree(leaves);
    }

    Hash root(int size) {
        return size == 0 ? Hash.OF_NOTHING : mth(leaves.subList(0, size));
    }

    List<Hash> inclusion(int index, int size) {
        return path(index, leaves.subList(0, size));
    }

    List<Hash> consistency(int from, int to) {
        return from == 0 ? List.of() : subproof(from, leaves.subList(0, to), true);
    }

    Tree tree() {
        return new Tree((level, index) ->
                mth(leaves.subList((int) index << level, (int) (index + 1) << level)));
    }

    private static Hash mth(List<Hash> d) {
        if (d.size() == 1) {
            return d.getFirst();
        }
        int k = k(d.size());
        return Hash.ofNode(mth(d.subList(0, k)), mth(d.subList(k, d.size())));
    }

    private static List<Hash> path(int m, List<Hash> d) {
        if (d.size() == 1) {
            return List.of();
        }
        int k = k(d.size());
        return m < k
                ? with(path(m, d.subList(0, k)), mth(d.subList(k, d.size())))
                : with(path(m - k, d.subList(k, d.size())), mth(d.subList(0, k)));
    }

    private static List<Hash> subproof(int m, List<Hash> d, boolean known) {
        if (m == d.size()) {
            return known ? List.of() : List.of(mth(d));
        }
        int k = k(d.size());
        return m <= k
                ? with(subproof(m, d.subList(0, k), known), mth(d.subList(k, d.size())))
                : with(subproof(m - k, d.subList(k, d.size()), false), mth(d.subList(0, k)));
    }

    private static int k(int n) {
        return Integer.highestOneBit(n - 1);
    }

    private static List<Hash> with(List<Hash> proof, Hash last) {
        List<Hash> longer = new ArrayList<>(proof);
        longer.add(last);
        return longer;
    }
}
