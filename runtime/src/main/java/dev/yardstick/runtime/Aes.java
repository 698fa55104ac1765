package dev.yardstick.runtime;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM: a random nonce of 12 bytes, then what is sealed. Threadsafe. */
public final class Aes {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Aes() {}

    /**
     * Seals.
     *
     * @param key 32 bytes
     * @param about what it is about; opening needs the same
     */
    public static byte[] seal(byte[] key, String about, byte[] open) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] cipher = crypt(Cipher.ENCRYPT_MODE, key, about, nonce, open);
        return ByteBuffer.allocate(nonce.length + cipher.length).put(nonce).put(cipher).array();
    }

    /**
     * Opens what was sealed.
     *
     * @throws IllegalStateException when key, subject or bytes are not those it was sealed with
     */
    public static byte[] open(byte[] key, String about, byte[] sealed) {
        if (sealed.length < NONCE_BYTES) {
            throw new IllegalStateException("what is sealed about " + about + " is cut off");
        }
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        byte[] cipher = Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length);
        return crypt(Cipher.DECRYPT_MODE, key, about, nonce, cipher);
    }

    private static byte[] crypt(int mode, byte[] key, String about, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(about.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("what is sealed about " + about + " cannot be read", e);
        }
    }
}
