package dev.yardstick.events.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
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

    private final List<Mac> keyed;

    /**
     * By the keys that both services share.
     *
     * @param sharedKeys {@code yardstick.tokens.key}: the first signs, any of them verifies
     */
    public Signature(List<byte[]> sharedKeys) {
        keyed =
                sharedKeys.stream()
                        .map(key -> Sha256.mac(Sha256.keyed(key, PURPOSE.getBytes(UTF_8))))
                        .toList();
    }

    /** Of a record; of an absent key or value another than of an empty one. */
    public byte[] of(int partition, @Nullable String key, byte @Nullable [] value) {
        return of(keyed.getFirst(), partition, key, value);
    }

    private static byte[] of(
            Mac keyed, int partition, @Nullable String key, byte @Nullable [] value) {
        byte[] name = key == null ? new byte[0] : key.getBytes(UTF_8);
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
        return signature != null
                && keyed.stream()
                        .anyMatch(one ->
                                MessageDigest.isEqual(signature, of(one, partition, key, value)));
    }

    /** Names the keys, the one that signs first, and tells nothing of them. */
    public List<String> keyNames() {
        return keyed.stream()
                .map(one -> HexFormat.of().formatHex(of(one, -1, null, null), 0, NAME_BYTES))
                .toList();
    }
}
