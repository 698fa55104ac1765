package dev.yardstick.command.privacy;

import dev.yardstick.events.EventCodec;
import dev.yardstick.events.Personal;

import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Seals and opens texts about persons: AES-256-GCM, the person's id as additional data. */
@Component
public class PersonalVault {

    private final PersonalKeys keys;

    PersonalVault(PersonalKeys keys) {
        this.keys = keys;
    }

    /** The codec that seals what goes into the log and opens what comes out. */
    @Bean
    EventCodec eventCodec() {
        return new EventCodec(this::seal, this::open);
    }

    /** The text as it is stored; that of an erased person is not kept: it is empty. */
    Personal.Sealed seal(Personal.Open open) {
        byte[] key = keys.findOrCreate(open.person());
        if (key == null) {
            return new Personal.Sealed(open.person(), "");
        }
        byte[] sealed = Aes.seal(key, open.person(), open.text().getBytes(StandardCharsets.UTF_8));
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
        byte[] text = Aes.open(key, person, Base64.getDecoder().decode(sealed));
        return new Personal.Open(person, new String(text, StandardCharsets.UTF_8));
    }
}
