package dev.yardstick.command.privacy;

import dev.yardstick.command.access.ConfiguredKey;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The key under which secrets and parked bodies are sealed in the database: {@code
 * yardstick.secrets.key}, Base64 of 32 bytes; without it one that is derived from {@code
 * yardstick.tokens.key}, and then a new token key makes what was sealed unreadable.
 */
@Component
public class SealingKey {

    private static final String PURPOSE = "yardstick sealed secrets";

    private final byte[] key;

    SealingKey(
            @Value("${yardstick.secrets.key:}") String key,
            @Value("${yardstick.tokens.key:}") String tokensKey) {
        this.key = ConfiguredKey.of("yardstick.secrets.key", key, tokensKey, PURPOSE);
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
