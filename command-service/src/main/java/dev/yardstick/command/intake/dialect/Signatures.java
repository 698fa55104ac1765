package dev.yardstick.command.intake.dialect;

import dev.yardstick.events.codec.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the CRMs' signatures are made of. */
public final class Signatures {

    /** How far a signed time may lie from now, either way. */
    public static final Duration FRESH = Duration.ofMinutes(5);

    private Signatures() {}

    /** HMAC-SHA256 over the parts, one after the other. */
    public static byte[] hmac(String secret, byte[]... parts) {
        return Sha256.keyed(bytes(secret), parts);
    }

    /** UTF-8. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Compares in a time that does not depend on where they differ.
     *
     * @throws UnverifiedException when they differ or nothing was given
     */
    public static void require(String expected, @Nullable String given, String what) {
        require(expected, given, what, true);
    }

    /** The same of what has nothing to do with the body. */
    public static void requireCredentials(String expected, @Nullable String given, String what) {
        require(expected, given, what, false);
    }

    private static void require(
            String expected, @Nullable String given, String what, boolean overBody) {
        if (given == null) {
            throw new UnverifiedException(what + " is missing");
        }
        if (!MessageDigest.isEqual(bytes(expected), bytes(given))) {
            throw new UnverifiedException(what + " does not match", overBody);
        }
    }

    /**
     * Refuses what was signed more than five minutes ago, or lies as far ahead.
     *
     * @param millis since 1970
     */
    public static void requireFresh(@Nullable String millis, Instant now, String what) {
        if (millis == null || !millis.matches("[0-9]{1,15}")) {
            throw new UnverifiedException(what + " is missing or no time in milliseconds");
        }
        Duration age = Duration.between(Instant.ofEpochMilli(Long.parseLong(millis)), now).abs();
        if (age.compareTo(FRESH) > 0) {
            throw new UnverifiedException(what + " is more than five minutes from now");
        }
    }
}
