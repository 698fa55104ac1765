package dev.yardstick.command.privacy;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key under which secrets and parked bodies are sealed in the database: {@code
 * yardstick.secrets.key}, Base64 of 32 bytes; without it one that is derived from {@code
 * yardstick.tokens.key}, and then a new token key makes what was sealed unreadable.
 */
@Component
public class SealingKey {

    private static final int BYTES = 32;
    private static final String PURPOSE = "yardstick sealed secrets";

    private final byte[] key;

    SealingKey(
            @Value("${yardstick.secrets.key:}") String key,
            @Value("${yardstick.tokens.key:}") String tokensKey) {
        this.key = key.isBlank() ? derived(tokensKey) : decoded(key);
    }

    private static byte[] decoded(String key) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(key.strip());
        } catch (IllegalArgumentException e) {
            bytes = new byte[0];
        }
        if (bytes.length != BYTES) {
            throw new IllegalStateException(
                    "yardstick.secrets.key must be Base64 of " + BYTES + " random bytes");
        }
        return bytes;
    }

    private static byte[] derived(String tokensKey) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(
                    new SecretKeySpec(
                            tokensKey.strip().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(PURPOSE.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("yardstick.tokens.key is missing", e);
        }
    }

    /** Seals bytes that are about something; opening needs the same. */
    public byte[] seal(String about, byte[] open) {
        return Aes.seal(key, about, open);
    }

    /** Opens what was sealed. */
    public byte[] open(String about, byte[] sealed) {
        return Aes.open(key, about, sealed);
    }
}
