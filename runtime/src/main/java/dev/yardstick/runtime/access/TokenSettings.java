package dev.yardstick.runtime.access;

import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How bearer tokens are checked.
 *
 * @param key {@code yardstick.tokens.key}: the secret of HS256, Base64 of at least 32 bytes; it has
 *     no default
 */
@ConfigurationProperties("yardstick.tokens")
public record TokenSettings(@Nullable String key) {

    /** Who signs tokens, as they name it. */
    public static final String ISSUER = "yardstick";

    private static final int MIN_BYTES = 32;

    /** What tokens are signed with. */
    public SecretKey secret() {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(key == null ? "" : key.strip());
        } catch (IllegalArgumentException e) {
            throw wrong();
        }
        if (bytes.length < MIN_BYTES) {
            throw wrong();
        }
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    private static IllegalStateException wrong() {
        return new IllegalStateException(
                "yardstick.tokens.key must be Base64 of at least " + MIN_BYTES + " random bytes");
    }
}
