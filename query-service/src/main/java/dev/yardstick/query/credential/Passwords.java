package dev.yardstick.query.credential;

import com.nulabinc.zxcvbn.Zxcvbn;
import dev.yardstick.events.codec.Sha256;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * What a password has to be (NIST SP 800-63B: its length, and that nobody guesses it; nothing about
 * its characters), and how it is kept: hashed by Argon2id, by OWASP's parameters of 19 MiB and two
 * passes.
 */
@Component
public final class Passwords {

    public static final int LEAST = 12;
    public static final int MOST = 128;

    private static final int SALT = 16;
    private static final int HASH = 32;
    private static final int LANES = 1;
    private static final int KIBIBYTES = 19_456;
    private static final int PASSES = 2;

    /** So many at a time, so that memory and processors are left for who is signed in. */
    private static final int AT_ONCE = 4;

    /** It takes as many guesses as a number of nine zeros says, as zxcvbn estimates. */
    private static final double SAFE = 9;

    /** What is longer would take zxcvbn long, and is measured by its beginning. */
    private static final int MEASURED = 40;

    /** Nobody's: held against what is typed for somebody who has none. */
    private static final String NOBODYS =
            "$argon2id$v=19$m=19456,t=2,p=1$hNQKrUKvWs9S2FuAi2VVAg"
                    + "$mGgEOKJVSHR5qgePW4V/dNwncILCs64RQ7cqVKzYUE8";

    private static final String COMMON = "/passwords/common.sha256-40";
    private static final int PREFIX = 5;

    private final PasswordEncoder encoder =
            new Argon2PasswordEncoder(SALT, HASH, LANES, KIBIBYTES, PASSES);
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final Zxcvbn meter = new Zxcvbn();
    private final long[] common = common();

    /**
     * What is wrong with a password; null: nothing.
     *
     * @param words what somebody would guess of the person first: her id, her name
     */
    public @Nullable Refusal wrong(String password, List<String> words) {
        String typed = normal(password);
        int length = typed.codePointCount(0, typed.length());
        if (length < LEAST) {
            return Reason.PASSWORD_SHORT.of(LEAST);
        }
        if (length > MOST) {
            return Reason.CHARACTERS.of(MOST);
        }
        if (isCommon(typed)) {
            return Reason.PASSWORD_COMMON;
        }
        return isGuessed(typed, words) ? Reason.PASSWORD_GUESSED : null;
    }

    private boolean isCommon(String password) {
        return Arrays.binarySearch(common, prefix(hash(password.toLowerCase(Locale.ROOT)), 0)) >= 0;
    }

    private boolean isGuessed(String password, List<String> words) {
        List<String> own =
                Stream.concat(words.stream(), Stream.of("yardstick"))
                        .flatMap(word -> Stream.concat(Stream.of(word), parts(word)))
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .distinct()
                        .toList();
        String measured = password.substring(0, Math.min(MEASURED, password.length()));
        return meter.measure(measured, own).getGuessesLog10() < SAFE;
    }

    private static Stream<String> parts(String word) {
        return Stream.of(word.split("[^\\p{L}\\p{N}]+")).filter(part -> part.length() > 2);
    }

    /** The hash to keep, with its salt and parameters. */
    public String hashed(String password) {
        return inTurn(() -> Objects.requireNonNull(encoder.encode(normal(password))));
    }

    /**
     * Whether a password is the one of a hash. It takes as long where there is none.
     *
     * @param hash null: nobody has it
     */
    public boolean fits(String password, @Nullable String hash) {
        if (password.length() > 2 * MOST) {
            return false;
        }
        boolean fits =
                inTurn(() ->
                        encoder.matches(
                                normal(password), Objects.requireNonNullElse(hash, NOBODYS)));
        return fits && hash != null;
    }

    /** Whether a hash was made by other parameters than those of now. */
    public boolean isOld(String hash) {
        return encoder.upgradeEncoding(hash);
    }

    private <T> T inTurn(Supplier<T> work) {
        turns.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    /** The same whatever keyboard composed its letters. */
    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    private static byte[] hash(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sorted prefixes of the SHA-256 of each. */
    private static long[] common() {
        try (InputStream file =
                Objects.requireNonNull(Passwords.class.getResourceAsStream(COMMON))) {
            byte[] all = file.readAllBytes();
            long[] prefixes = new long[all.length / PREFIX];
            Arrays.setAll(prefixes, n -> prefix(all, n * PREFIX));
            return prefixes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long prefix(byte[] bytes, int from) {
        byte[] padded = new byte[Long.BYTES];
        System.arraycopy(bytes, from, padded, Long.BYTES - PREFIX, PREFIX);
        return ByteBuffer.wrap(padded).getLong();
    }
}
