package dev.yardstick.command.privacy;

import dev.yardstick.events.codec.Sha256;
import dev.yardstick.runtime.service.CannotStartException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The keys that are settings, and never in the database. Where {@code yardstick.keys.derived} does
 * not say {@code false}, as the containers do, one that is derived from each {@code
 * yardstick.tokens.key} stands behind those that are set, or in their place.
 */
@Component
public record ConfiguredKeys(Environment settings) {

    private static final int BYTES = 32;

    /** What a key is for; each has keys of its own. */
    public enum Purpose {
        /** Seals the keys of persons; several, the current one first. */
        PERSONS("yardstick wrapped keys of persons"),
        /** Seals the secrets of connections, and what is parked; several, the current one first. */
        SECRETS("yardstick sealed secrets"),
        /** Signs the ledger's checkpoints: the seed of Ed25519. */
        LEDGER("yardstick ledger");

        private final String label;

        Purpose(String label) {
            this.label = label;
        }

        /** The setting that holds it: Base64, several separated by commas. */
        public String setting() {
            return "yardstick." + name().toLowerCase(Locale.ROOT) + ".key";
        }

        /** The same as a variable of the environment. */
        public String variable() {
            return setting().toUpperCase(Locale.ROOT).replace('.', '_');
        }
    }

    /**
     * The keys for a purpose, 32 bytes each, the current one first.
     *
     * @throws MissingKeyException when there is none
     */
    public List<byte[]> of(Purpose purpose) {
        List<byte[]> keys = new ArrayList<>();
        String value = settings.getProperty(purpose.setting(), "").strip();
        if (!value.isEmpty()) {
            for (String one : value.split(",", -1)) {
                keys.add(decoded(purpose.setting(), one));
            }
        }
        if (settings.getProperty("yardstick.keys.derived", Boolean.class, true)) {
            List<byte[]> derived =
                    derive(settings.getProperty("yardstick.tokens.key", ""), purpose);
            // It is one key, and names the log: a new key in front of the tokens' leaves it.
            keys.addAll(purpose == Purpose.LEDGER ? derived.reversed() : derived);
        }
        if (keys.isEmpty()) {
            throw new MissingKeyException(purpose);
        }
        return keys;
    }

    /**
     * The keys that stand for a purpose where none is set and they may be derived: Base64, as the
     * setting takes them.
     */
    public static String derived(String tokensKeys, Purpose purpose) {
        List<String> derived =
                derive(tokensKeys, purpose).stream()
                        .map(Base64.getEncoder()::encodeToString)
                        .toList();
        return purpose == Purpose.LEDGER ? derived.getLast() : String.join(",", derived);
    }

    /** A key that has to be there has neither a setting nor is derived. */
    public static final class MissingKeyException extends CannotStartException {
        MissingKeyException(Purpose purpose) {
            super(
                    purpose.variable()
                            + " is missing: it must be Base64 of "
                            + BYTES
                            + " random bytes; ./yardstick keys makes it");
        }
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
                    setting
                            + " must be Base64 of "
                            + BYTES
                            + " random bytes, or several of these separated by commas");
        }
        return bytes;
    }

    private static List<byte[]> derive(String tokensKeys, Purpose purpose) {
        try {
            return Stream.of(tokensKeys.strip().split("[\\s,]+"))
                    .map(one ->
                            Sha256.keyed(
                                    one.getBytes(StandardCharsets.UTF_8),
                                    purpose.label.getBytes(StandardCharsets.UTF_8)))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("yardstick.tokens.key is missing", e);
        }
    }
}
