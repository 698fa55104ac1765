package dev.yardstick.query.access;

import dev.yardstick.events.codec.Sha256;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A passkey in an authenticator and a browser that say whatever a test wants them to say. */
final class TestPasskey {

    static final String ORIGIN = "https://yardstick.example.com";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** User present and verified; with attested data. */
    private static final int PRESENT = 0x01;

    private static final int VERIFIED = 0x04;
    private static final int ATTESTED = 0x40;

    final byte[] id = new byte[16];
    private final KeyPair keys;
    String origin = ORIGIN;
    String host = "yardstick.example.com";
    int flags = PRESENT | VERIFIED;
    byte[] handle = {};
    long counter;

    TestPasskey() {
        new SecureRandom().nextBytes(id);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** What the browser answers when it is asked to make it. */
    String made(String options) {
        JsonNode asked = JSON.readTree(options);
        handle = Base64.getUrlDecoder().decode(asked.at("/user/id").stringValue());
        byte[] data = data(flags | ATTESTED, attested());
        // {"fmt": "none", "attStmt": {}, "authData": …}
        byte[] attestation =
                joined(
                        HexFormat.of()
                                .parseHex(
                                        "a363666d74646e6f6e656761747453746d74a068617574684461746158"),
                        new byte[] {(byte) data.length},
                        data);
        return answer(
                "\"attestationObject\":\"%s\",\"clientDataJSON\":\"%s\",\"transports\":[\"internal\"]"
                        .formatted(text(attestation), text(client("webauthn.create", asked))));
    }

    /** What the browser answers when it is asked for a proof. */
    String proof(String options) {
        JsonNode asked = JSON.readTree(options);
        byte[] data = data(flags);
        byte[] client = client("webauthn.get", asked);
        return answer(
                "\"authenticatorData\":\"%s\",\"clientDataJSON\":\"%s\",\"signature\":\"%s\",\"userHandle\":\"%s\""
                        .formatted(
                                text(data),
                                text(client),
                                text(signature(joined(data, Sha256.of(client)))),
                                text(handle)));
    }

    private String answer(String response) {
        return "{\"id\":\"%1$s\",\"rawId\":\"%1$s\",\"type\":\"public-key\",\"clientExtensionResults\":{},\"response\":{%2$s}}"
                .formatted(text(id), response);
    }

    private byte[] client(String type, JsonNode asked) {
        return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
                .formatted(type, asked.get("challenge").stringValue(), origin)
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] data(int flags, byte[]... more) {
        return joined(
                Sha256.of(host.getBytes(StandardCharsets.UTF_8)),
                ByteBuffer.allocate(5).put((byte) flags).putInt((int) counter).array(),
                joined(more));
    }

    private byte[] attested() {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        // {1: 2, 3: -7, -1: 1, -2: x, -3: y}: a point of P-256, for ES256.
        return joined(
                new byte[16],
                ByteBuffer.allocate(2).putShort((short) id.length).array(),
                id,
                HexFormat.of().parseHex("a5010203262001215820"),
                coordinate(key.getW().getAffineX()),
                HexFormat.of().parseHex("225820"),
                coordinate(key.getW().getAffineY()));
    }

    private static byte[] coordinate(BigInteger number) {
        byte[] signed = number.toByteArray();
        byte[] unsigned = new byte[32];
        int length = Math.min(32, signed.length);
        System.arraycopy(signed, signed.length - length, unsigned, 32 - length, length);
        return unsigned;
    }

    private byte[] signature(byte[] over) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(over);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
