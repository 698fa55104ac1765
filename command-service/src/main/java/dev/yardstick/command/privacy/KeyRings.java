package dev.yardstick.command.privacy;

import dev.yardstick.command.privacy.ConfiguredKeys.Purpose;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which keys there are, and what each is for. */
@Configuration(proxyBeanMethods = false)
class KeyRings {

    /** Wraps the keys of persons. */
    @Bean
    KeyRing personsKeys(ConfiguredKeys keys) {
        return ring(keys, Purpose.PERSONS);
    }

    /** Seals the secrets of connections, and what is parked. */
    @Bean
    KeyRing secretsKeys(ConfiguredKeys keys) {
        return ring(keys, Purpose.SECRETS);
    }

    private static KeyRing ring(ConfiguredKeys keys, Purpose purpose) {
        return new KeyRing(purpose.setting(), keys.of(purpose));
    }
}
