package dev.yardstick.command.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keys of one purpose each, that are settings and not in the database. */
public final class ConfiguredKey {

    private static final int BYTES = 32;

    private ConfiguredKey() {}

    /**
     * The 32 bytes of a key.
     *
     * @param setting its name
     * @param value Base64; blank: the key is derived from {@code yardstick.tokens.key}, and changes
     *     with it
     * @param purpose no two derived keys have the same
     */
    public static byte[] of(String setting, String value, String tokensKey, String purpose) {
        return value.isBlank() ? derived(tokensKey, purpose) : decoded(setting, value);
    }

    private static byte[] decoded(String setting, String value) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(value.strip());
        } catch (IllegalArgumentException e) {
            bytes = new byte[0];
        }
        if (bytes.length != BYTES) {
            throw new IllegalStateException(
                    setting + " must be Base64 of " + BYTES + " random bytes");
        }
        return bytes;
    }

    private static byte[] derived(String tokensKey, String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(
                    new SecretKeySpec(
                            tokensKey.strip().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("yardstick.tokens.key is missing", e);
        }
    }
}
