package dev.yardstick.command.privacy;

import dev.yardstick.events.codec.Sha256;
import dev.yardstick.runtime.Aes;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one purpose, none of which is in the database: the first seals, any opens. Each is
 * known by its {@code kid}, which follows from the key, and a row says which one sealed it: null
 * where that was not noted yet, {@link #OPEN} where nothing did. Threadsafe.
 */
public final class KeyRing {

    /** The kid of what is not sealed. */
    public static final String OPEN = "";

    private static final int KID_BYTES = 8;

    private final String setting;
    private final String kid;
    private final Map<String, byte[]> keys = new LinkedHashMap<>();

    /**
     * Keys.
     *
     * @param setting what says which they are
     * @param keys 32 bytes each, one at least, the one that seals first
     */
    public KeyRing(String setting, List<byte[]> keys) {
        this.setting = setting;
        this.kid = kid(keys.getFirst());
        keys.forEach(key -> this.keys.putIfAbsent(kid(key), key));
    }

    /** None of the keys opens what is sealed. */
    public static final class ClosedException extends RuntimeException {
        ClosedException(String message) {
            super(message, null, false, false);
        }
    }

    private static String kid(byte[] key) {
        byte[] hash = Sha256.of("yardstick kid\n".getBytes(StandardCharsets.UTF_8), key);
        return HexFormat.of().formatHex(hash, 0, KID_BYTES);
    }

    /** Of the key that seals. */
    public String kid() {
        return kid;
    }

    /** Of all keys that open. */
    public Set<String> kids() {
        return keys.keySet();
    }

    /** Seals bytes that are about something; opening needs the same. */
    public byte[] seal(String about, byte[] open) {
        return Aes.seal(key(), about, open);
    }

    /** The key that seals, for what it is given to. */
    private byte[] key() {
        return keys.values().iterator().next();
    }

    /**
     * Opens what was sealed.
     *
     * @throws ClosedException saying which key is missing
     */
    public byte[] open(@Nullable String sealedBy, String about, byte[] sealed) {
        if (OPEN.equals(sealedBy)) {
            return sealed;
        }
        for (Map.Entry<String, byte[]> key : keys.entrySet()) {
            if (sealedBy == null || sealedBy.equals(key.getKey())) {
                try {
                    return Aes.open(key.getValue(), about, sealed);
                } catch (IllegalStateException e) {
                    // another one may open it
                }
            }
        }
        throw new ClosedException(
                "it is sealed under a key that is not among those of "
                        + setting
                        + (sealedBy == null ? "" : ": " + sealedBy));
    }
}
