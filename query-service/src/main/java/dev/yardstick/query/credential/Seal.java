package dev.yardstick.query.credential;

import dev.yardstick.events.codec.Sha256;
import dev.yardstick.runtime.Aes;
import dev.yardstick.runtime.access.TokenSettings;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keeps what belongs to signing in from whoever holds it for us, a browser or the database: under
 * keys that follow from {@code yardstick.tokens.key}, the same at every instance. The first seals,
 * any of them opens.
 */
@Component
public final class Seal {

    private static final String PURPOSE = "what belongs to signing in";

    private final List<byte[]> keys;

    Seal(TokenSettings settings) {
        byte[] purpose = PURPOSE.getBytes(StandardCharsets.UTF_8);
        this.keys =
                settings.secrets().stream().map(secret -> Sha256.keyed(secret, purpose)).toList();
    }

    /**
     * Seals a text, as one of letters, digits, - and _.
     *
     * @param about what it is for; opening needs the same
     */
    public String close(String about, String text) {
        byte[] sealed = Aes.seal(keys.getFirst(), about, text.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** The text; null when it was not sealed here, for this. */
    public @Nullable String open(String about, String sealed) {
        return keys.stream()
                .map(key -> opened(key, about, sealed))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String opened(byte[] key, String about, String sealed) {
        try {
            byte[] text = Aes.open(key, about, Base64.getUrlDecoder().decode(sealed));
            return new String(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException | IllegalStateException e) {
            return null;
        }
    }
}
