package dev.yardstick.command.ledger;

import dev.yardstick.events.codec.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The Ed25519 key that signs checkpoints. Its name, and so the log's, follows from the public key:
 * {@code yardstick/} and the first 16 hexadecimal digits of its SHA-256. It tells nothing about
 * people or machines, needs no place to be kept in, and two logs never share it.
 */
public final class SignerKey {

    private static final int NAME_BYTES = 8;

    private final PrivateKey key;
    private final VerifierKey verifier;

    /**
     * A key from its seed.
     *
     * @param seed the 32 secret bytes of RFC 8032
     */
    public SignerKey(byte[] seed) {
        if (seed.length != VerifierKey.KEY_LENGTH) {
            throw new IllegalArgumentException("an Ed25519 seed has 32 bytes");
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Seeded(seed));
            KeyPair pair = generator.generateKeyPair();
            byte[] x509 = pair.getPublic().getEncoded();
            byte[] encoded =
                    Arrays.copyOfRange(x509, x509.length - VerifierKey.KEY_LENGTH, x509.length);
            key = pair.getPrivate();
            verifier = new VerifierKey(nameOf(encoded), encoded);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no Ed25519 here", e);
        }
    }

    private static String nameOf(byte[] encoded) {
        return "yardstick/" + HexFormat.of().formatHex(Sha256.of(encoded), 0, NAME_BYTES);
    }

    /** The public half. */
    public VerifierKey verifier() {
        return verifier;
    }

    /** A checkpoint of this log, signed. */
    public Note sign(long size, Hash root, Instant time) {
        String text = new Checkpoint(verifier.name(), size, root, time).text();
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(key);
            signer.update(text.getBytes(StandardCharsets.UTF_8));
            byte[] blob = VerifierKey.joined(verifier.id(), signer.sign());
            return new Note(text, List.of(new Note.Signature(verifier.name(), blob)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives the seed to the JDK's generator, which alone derives a public key from one. */
    private static final class Seeded extends SecureRandom {

        private final byte[] seed;

        Seeded(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
