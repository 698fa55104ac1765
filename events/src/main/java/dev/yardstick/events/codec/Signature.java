package dev.yardstick.events.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * Shows that a record of the topic of all events was written by command-service, for this partition
 * and as it is: HMAC-SHA256 under a key that both services derive from the one they share. Whoever
 * can write to the topic, and has not that key, can make nobody believe anything. Threadsafe.
 */
public final class Signature {

    /** The header of a record that holds it: 32 bytes. */
    public static final String HEADER = "yardstick-signature";

    private static final String PURPOSE = "records of the topic of all events";
    private static final int NAME_BYTES = 8;

    private final Mac keyed;

    /**
     * By the key that both services share.
     *
     * @param sharedKey {@code yardstick.tokens.key}
     */
    public Signature(byte[] sharedKey) {
        keyed = Sha256.mac(Sha256.keyed(sharedKey, PURPOSE.getBytes(StandardCharsets.UTF_8)));
    }

    /** Of a record; of an absent key or value another than of an empty one. */
    public byte[] of(int partition, @Nullable String key, byte @Nullable [] value) {
        byte[] name = key == null ? new byte[0] : key.getBytes(StandardCharsets.UTF_8);
        Mac mac;
        try {
            mac = (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
        mac.update(
                ByteBuffer.allocate(2 * Integer.BYTES + 1)
                        .putInt(partition)
                        .putInt(key == null ? -1 : name.length)
                        .put((byte) (value == null ? 0 : 1))
                        .flip());
        mac.update(name);
        return mac.doFinal(value == null ? new byte[0] : value);
    }

    /** Whether it is that of a record, in a time that tells nothing of how much of it is right. */
    public boolean isOf(
            byte @Nullable [] signature,
            int partition,
            @Nullable String key,
            byte @Nullable [] value) {
        return signature != null && MessageDigest.isEqual(signature, of(partition, key, value));
    }

    /** Names the key, and tells nothing of it. */
    public String keyName() {
        return HexFormat.of().formatHex(of(-1, null, null), 0, NAME_BYTES);
    }
}
