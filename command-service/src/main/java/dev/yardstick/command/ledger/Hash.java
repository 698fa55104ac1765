package dev.yardstick.command.ledger;

import dev.yardstick.events.codec.Sha256;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A SHA-256 hash of the Merkle tree of RFC 6962, section 2.1. Leaves and nodes are hashed with
 * different first bytes, so that neither can pass for the other.
 *
 * @param bytes 32; not to be changed
 */
public record Hash(byte[] bytes) {

    /** The bytes of a hash. */
    public static final int LENGTH = 32;

    /** The root of a tree without leaves: SHA-256 of nothing. */
    public static final Hash OF_NOTHING = new Hash(Sha256.of());

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    /** Refuses what cannot be a SHA-256 hash. */
    public Hash {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
        }
    }

    /** The hash of a leaf: of a line of the log as it is exported, without the newline. */
    public static Hash ofLeaf(byte[] line) {
        return new Hash(Sha256.of(LEAF, line));
    }

    /** The hash of a node over its two children. */
    public static Hash ofNode(Hash left, Hash right) {
        return new Hash(Sha256.of(NODE, left.bytes, right.bytes));
    }

    /**
     * Reads Base64.
     *
     * @throws IllegalArgumentException when it is not that of 32 bytes in its one canonical form
     */
    public static Hash parse(String base64) {
        Hash hash = new Hash(Base64.getDecoder().decode(base64));
        if (!hash.toString().equals(base64)) {
            throw new IllegalArgumentException("not the canonical Base64 of a hash");
        }
        return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Base64, as in checkpoints and proofs. */
    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
