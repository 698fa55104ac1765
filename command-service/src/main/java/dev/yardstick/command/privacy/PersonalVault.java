package dev.yardstick.command.privacy;

import dev.yardstick.events.Personal;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.runtime.Aes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/** Seals and opens texts about persons: AES-256-GCM, the person's id as additional data. */
@Component
public record PersonalVault(PersonalKeys keys) {

    private static final Logger LOG = LoggerFactory.getLogger(PersonalVault.class);

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

    /**
     * The text in clear; still sealed when the person's key is gone, or where the bytes are not
     * those that were sealed: one damaged text hinders nothing of what its event says else.
     */
    Personal open(Personal stored) {
        if (!(stored instanceof Personal.Sealed(var person, var sealed))) {
            return stored;
        }
        byte[] key = keys.find(person);
        if (key == null) {
            return stored;
        }
        try {
            byte[] text = Aes.open(key, person, Base64.getDecoder().decode(sealed));
            return new Personal.Open(person, new String(text, StandardCharsets.UTF_8));
        } catch (IllegalStateException | IllegalArgumentException e) {
            LOG.atWarn()
                    .addKeyValue("person", person)
                    .log("a text about {} cannot be opened: {}", person, e.getMessage());
            return stored;
        }
    }
}
