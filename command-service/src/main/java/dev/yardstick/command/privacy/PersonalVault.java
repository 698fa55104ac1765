package dev.yardstick.command.privacy;

import dev.yardstick.events.EventCodec;
import dev.yardstick.events.Personal;

import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals and opens texts about persons: AES-256-GCM, the person's id as additional data. */
@Component
public class PersonalVault {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final PersonalKeys keys;

    PersonalVault(PersonalKeys keys) {
        this.keys = keys;
    }

    /** The codec that seals what goes into the log and opens what comes out. */
    @Bean
    EventCodec eventCodec() {
        return new EventCodec(this::seal, this::open);
    }

    Personal.Sealed seal(Personal.Open open) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] text = open.text().getBytes(StandardCharsets.UTF_8);
        byte[] cipher =
                crypt(
                        Cipher.ENCRYPT_MODE,
                        keys.findOrCreate(open.person()),
                        open.person(),
                        nonce,
                        text);
        byte[] sealed =
                ByteBuffer.allocate(nonce.length + cipher.length).put(nonce).put(cipher).array();
        return new Personal.Sealed(open.person(), Base64.getEncoder().encodeToString(sealed));
    }

    /** The text in clear, or still sealed when the person's key is gone. */
    Personal open(Personal stored) {
        if (!(stored instanceof Personal.Sealed(var person, var sealed))) {
            return stored;
        }
        byte[] key = keys.find(person);
        if (key == null) {
            return stored;
        }
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(sealed));
        byte[] nonce = new byte[NONCE_BYTES];
        bytes.get(nonce);
        byte[] cipher = new byte[bytes.remaining()];
        bytes.get(cipher);
        byte[] text = crypt(Cipher.DECRYPT_MODE, key, person, nonce, cipher);
        return new Personal.Open(person, new String(text, StandardCharsets.UTF_8));
    }

    private static byte[] crypt(int mode, byte[] key, String person, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(person.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a text about " + person + " cannot be read", e);
        }
    }
}
