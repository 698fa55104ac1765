package dev.yardstick.command.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigstore.merkle.InclusionProofVerificationException;
import dev.sigstore.merkle.InclusionProofVerifier;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TreeTest {

    private static final long SEED = 6962;
    private static final int LARGEST = 130;
    private static final NaiveTree NAIVE = NaiveTree.random(new Random(SEED), LARGEST);
    private static final Tree TREE = NAIVE.tree();

    /** Leaves, roots and proofs of the reference implementation of Certificate Transparency. */
    private static final List<String> CT_LEAVES =
            List.of(
                    "",
                    "00",
                    "10",
                    "2021",
                    "3031",
                    "40414243",
                    "5051525354555657",
                    "606162636465666768696a6b6c6d6e6f");

    private static final List<String> CT_ROOTS =
            List.of(
                    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void rootsAndProofsAreThoseOfCertificateTransparencysOwnTestData() {
        Frontier frontier = new Frontier();
        List<Hash> leaves = new ArrayList<>();
        for (String leaf : CT_LEAVES) {
            assertThat(frontier.root()).isEqualTo(hash(CT_ROOTS.get((int) frontier.size())));
            leaves.add(Hash.ofLeaf(HexFormat.of().parseHex(leaf)));
            frontier.append(leaves.getLast());
        }
        assertThat(frontier.root()).isEqualTo(hash(CT_ROOTS.getLast()));
        Tree tree = new NaiveTree(leaves).tree();
        assertThat(tree.consistency(1, 8))
                .containsExactly(
                        hash("96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"),
                        hash("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
                        hash("6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"));
        assertThat(tree.consistency(6, 8))
                .containsExactly(
                        hash("0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"),
                        hash("ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"),
                        hash("d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"));
        assertThat(tree.consistency(2, 5))
                .containsExactly(
                        hash("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
                        hash("bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"));
        assertThat(tree.inclusion(0, 8))
                .containsExactly(
                        hash("96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"),
                        hash("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
                        hash("6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"));
    }

    @Test
    void everySizeHasTheRootOfTheDefinition() {
        Frontier grown = new Frontier();
        for (int size = 0; size <= LARGEST; size++) {
            Hash root = NAIVE.root(size);
            assertThat(grown.root()).as("size %d", size).isEqualTo(root);
            assertThat(TREE.root(size)).as("size %d", size).isEqualTo(root);
            assertThat(TREE.frontier(size).root()).as("size %d", size).isEqualTo(root);
            if (size < LARGEST) {
                grown.append(NAIVE.leaves().get(size));
            }
        }
    }

    @Test
    void aFrontierThatWasTakenUpAgainGrowsOn() {
        for (int size = 0; size < LARGEST; size++) {
            Frontier frontier = TREE.frontier(size);
            for (Hash leaf : NAIVE.leaves().subList(size, LARGEST)) {
                frontier.append(leaf);
            }
            assertThat(frontier.root()).as("from %d", size).isEqualTo(NAIVE.root(LARGEST));
        }
    }

    @Test
    void everyInclusionProofIsThatOfTheDefinitionAndHolds() throws Exception {
        for (int size = 1; size <= LARGEST; size++) {
            Hash root = NAIVE.root(size);
            for (int index = 0; index < size; index++) {
                List<Hash> path = TREE.inclusion(index, size);
                assertThat(path).isEqualTo(NAIVE.inclusion(index, size));
                Hash leaf = NAIVE.leaves().get(index);
                assertThat(Proofs.includes(leaf, index, size, path, root)).isTrue();
                InclusionProofVerifier.verify(leaf.bytes(), index, size, bytes(path), root.bytes());
            }
        }
    }

    @Test
    void everyConsistencyProofIsThatOfTheDefinitionAndHolds() throws Exception {
        for (int to = 0; to <= LARGEST; to++) {
            for (int from = 0; from <= to; from++) {
                List<Hash> proof = TREE.consistency(from, to);
                assertThat(proof).isEqualTo(NAIVE.consistency(from, to));
                Hash old = NAIVE.root(from);
                Hash grown = NAIVE.root(to);
                assertThat(Proofs.consistent(from, to, proof, old, grown)).isTrue();
                if (from > 0 && from < to) {
                    sigstoreVerifies(from, to, proof, old, grown);
                }
            }
        }
    }

    @Test
    void aBentProofIsRefusedHereAndByAThirdParty() {
        Random random = new Random(SEED);
        for (int round = 0; round < 2_000; round++) {
            int to = 3 + random.nextInt(LARGEST - 2);
            int from = 1 + random.nextInt(to - 1);
            String what = "seed " + SEED + ", round " + round + ": " + from + " of " + to;
            List<Hash> proof = TREE.consistency(from, to);
            List<Hash> bent = bent(proof, random);
            Hash old = NAIVE.root(from);
            Hash grown = NAIVE.root(to);
            assertThat(Proofs.consistent(from, to, bent, old, grown)).as(what).isFalse();
            assertThat(Proofs.consistent(from, to, proof, bent(old, random), grown))
                    .as(what)
                    .isFalse();
            assertThat(Proofs.consistent(from, to, proof, old, bent(grown, random)))
                    .as(what)
                    .isFalse();
            assertThat(refused(() -> sigstoreVerifies(from, to, bent, old, grown)))
                    .as(what)
                    .isTrue();

            Hash leaf = NAIVE.leaves().get(from);
            List<Hash> path = bent(TREE.inclusion(from, to), random);
            assertThat(Proofs.includes(leaf, from, to, path, grown)).as(what).isFalse();
            assertThat(
                            refused(() ->
                                    InclusionProofVerifier.verify(
                                            leaf.bytes(), from, to, bytes(path), grown.bytes())))
                    .as(what)
                    .isTrue();
        }
    }

    @Test
    void aProofOfAnotherPlaceOrLengthIsRefused() {
        Hash root = NAIVE.root(100);
        List<Hash> path = TREE.inclusion(41, 100);
        Hash leaf = NAIVE.leaves().get(41);
        assertThat(Proofs.includes(leaf, 42, 100, path, root)).isFalse();
        assertThat(Proofs.includes(leaf, 41, 200, path, root)).isFalse();
        assertThat(Proofs.includes(leaf, 41, 100, path.subList(1, path.size()), root)).isFalse();
        assertThat(Proofs.includes(leaf, 100, 100, path, root)).isFalse();
        assertThat(Proofs.includes(leaf, -1, 100, path, root)).isFalse();
        List<Hash> longer = new ArrayList<>(path);
        longer.add(leaf);
        assertThat(Proofs.includes(leaf, 41, 100, longer, root)).isFalse();
        Hash old = NAIVE.root(64);
        assertThat(Proofs.consistent(64, 100, TREE.consistency(64, 101), old, root)).isFalse();
        assertThat(Proofs.consistent(64, 100, List.of(), old, root)).isFalse();
        assertThat(Proofs.consistent(100, 64, List.of(), root, old)).isFalse();
        assertThat(Proofs.consistent(64, 64, List.of(), old, root)).isFalse();
        assertThat(Proofs.consistent(0, 64, List.of(leaf), Hash.OF_NOTHING, old)).isFalse();
        assertThat(Proofs.consistent(0, 64, List.of(), leaf, old)).isFalse();
    }

    /**
     * A consistency proof is two inclusion proofs of one subtree, the last full one of the old
     * tree: in the new tree by the whole proof, in the old one by the siblings on its left.
     */
    private static void sigstoreVerifies(long from, long to, List<Hash> proof, Hash old, Hash grown)
            throws InclusionProofVerificationException {
        int level = Long.numberOfTrailingZeros(from);
        long index = (from >> level) - 1;
        long size = ((to - 1) >> level) + 1;
        boolean whole = Long.bitCount(from) == 1;
        Hash subtree = whole ? old : proof.getFirst();
        List<Hash> path = whole ? proof : proof.subList(1, proof.size());
        InclusionProofVerifier.verify(subtree.bytes(), index, size, bytes(path), grown.bytes());
        List<Hash> left = new ArrayList<>();
        long node = index;
        long last = size - 1;
        for (Hash sibling : path) {
            if (node % 2 == 1 || node == last) {
                left.add(sibling);
                while (node % 2 == 0 && node > 0) {
                    node >>= 1;
                    last >>= 1;
                }
            }
            node >>= 1;
            last >>= 1;
        }
        InclusionProofVerifier.verify(subtree.bytes(), index, index + 1, bytes(left), old.bytes());
    }

    @FunctionalInterface
    private interface Verification {
        void run() throws InclusionProofVerificationException;
    }

    private static boolean refused(Verification verification) {
        try {
            verification.run();
            return false;
        } catch (InclusionProofVerificationException e) {
            return true;
        }
    }

    private static List<Hash> bent(List<Hash> proof, Random random) {
        List<Hash> bent = new ArrayList<>(proof);
        int place = random.nextInt(bent.size());
        bent.set(place, bent(bent.get(place), random));
        return bent;
    }

    private static Hash bent(Hash hash, Random random) {
        byte[] bytes = hash.bytes().clone();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return new Hash(bytes);
    }

    private static List<byte[]> bytes(List<Hash> hashes) {
        return hashes.stream().map(Hash::bytes).toList();
    }

    private static Hash hash(String hex) {
        return new Hash(HexFormat.of().parseHex(hex));
    }
}
