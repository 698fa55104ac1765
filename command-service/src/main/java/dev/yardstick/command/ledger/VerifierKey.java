package dev.yardstick.command.ledger;

import dev.yardstick.events.codec.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A named Ed25519 public key that checks signed notes; as text a signed note's verifier key, {@code
 * NAME+ID+BASE64}. An auditor keeps it elsewhere.
 */
public final class VerifierKey {

    static final int KEY_LENGTH = 32;

    private static final byte ED25519 = 1;

    /** What X.509 writes before the 32 bytes of an Ed25519 key, RFC 8410. */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final byte[] encoded;
    private final PublicKey key;

    VerifierKey(String name, byte[] encoded) {
        if (!Note.isKeyName(name)) {
            throw new BadNoteException("a key's name must be text without spaces and plus signs");
        }
        this.name = name;
        this.encoded = encoded.clone();
        try {
            key =
                    KeyFactory.getInstance("Ed25519")
                            .generatePublic(new X509EncodedKeySpec(joined(X509, encoded)));
        } catch (GeneralSecurityException e) {
            throw new BadNoteException("the key's bytes are no Ed25519 public key");
        }
    }

    /**
     * Reads a verifier key; white space around it does not matter.
     *
     * @throws BadNoteException saying what would be right
     */
    public static VerifierKey parse(String text) {
        String[] parts = text.strip().split("\\+", 3);
        if (parts.length == 3) {
            try {
                byte[] bytes = Base64.getDecoder().decode(parts[2]);
                if (bytes.length == 1 + KEY_LENGTH && bytes[0] == ED25519) {
                    VerifierKey key =
                            new VerifierKey(parts[0], Arrays.copyOfRange(bytes, 1, bytes.length));
                    if (key.toString().equals(text.strip())) {
                        return key;
                    }
                    throw new BadNoteException(
                            "the key's id must be that of its name and bytes: %s",
                            HexFormat.of().formatHex(key.id()));
                }
            } catch (IllegalArgumentException e) {
                // said below
            }
        }
        throw new BadNoteException(
                "a verifier key is one line, NAME+ID+KEY: a name, eight hexadecimal digits, and"
                        + " Base64 of an Ed25519 key");
    }

    /** The name that the key signs under: the origin of its checkpoints. */
    public String name() {
        return name;
    }

    /**
     * Reads a checkpoint that this key signed; signatures of other keys are passed over.
     *
     * @throws BadNoteException when it cannot be read, has no signature of this key or a wrong one,
     *     or is of another origin
     */
    public Checkpoint open(String note) {
        Note parsed = Note.parse(note);
        boolean signed = false;
        for (Note.Signature signature : parsed.signatures()) {
            if (signature.name().equals(name) && Arrays.equals(signature.keyId(), id())) {
                if (!verifies(parsed.text(), signature.signature())) {
                    throw new BadNoteException(
                            "the signature of %s does not fit the text: it was altered", name);
                }
                signed = true;
            }
        }
        if (!signed) {
            throw new BadNoteException(
                    "not signed by the key %s+%s, but by %s",
                    name, HexFormat.of().formatHex(id()), signers(parsed.signatures()));
        }
        Checkpoint checkpoint = Checkpoint.parse(parsed.text());
        if (!checkpoint.origin().equals(name)) {
            throw new BadNoteException(
                    "line 1 must be the key's name, %s, but the checkpoint is of %s",
                    name, checkpoint.origin());
        }
        return checkpoint;
    }

    private static List<String> signers(List<Note.Signature> signatures) {
        return signatures.stream()
                .map(s -> s.name() + "+" + HexFormat.of().formatHex(s.keyId()))
                .toList();
    }

    private boolean verifies(String text, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(text.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    byte[] id() {
        byte[] named = (name + "\n").getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(Sha256.of(named, new byte[] {ED25519}, encoded), 4);
    }

    static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Override
    public String toString() {
        return "%s+%s+%s"
                .formatted(
                        name,
                        HexFormat.of().formatHex(id()),
                        Base64.getEncoder().encodeToString(joined(new byte[] {ED25519}, encoded)));
    }
}
