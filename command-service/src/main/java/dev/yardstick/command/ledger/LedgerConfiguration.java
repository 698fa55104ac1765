package dev.yardstick.command.ledger;

import dev.yardstick.command.log.LogReader;
import dev.yardstick.command.privacy.ConfiguredKeys;
import dev.yardstick.command.privacy.ConfiguredKeys.Purpose;
import dev.yardstick.runtime.Asked;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The ledger's key, and how it says that it is well. */
@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

    /**
     * {@code yardstick.ledger.key}, Base64 of the 32 random bytes of an Ed25519 seed. It is never
     * in the database: who can write that cannot sign.
     */
    @Bean
    SignerKey ledgerKey(ConfiguredKeys keys) {
        return new SignerKey(keys.of(Purpose.LEDGER).getFirst());
    }

    /**
     * A status that does not make the service as a whole unready: events are taken and timelines
     * shown as before, and somebody has to look.
     */
    @Bean
    HealthIndicator ledgerHealthIndicator(TileRows tiles) {
        return () -> {
            TileRows.State state = tiles.state();
            String problem = state.problem();
            return problem == null
                    ? Health.up().withDetail("size", state.size()).build()
                    : Health.status(new Status("DAMAGED"))
                            .withDetail("size", state.size())
                            .withDetail("problem", problem)
                            .build();
        };
    }

    @Bean
    Asked ledgerSize(TileRows tiles) {
        return new Asked(
                "yardstick.ledger.size",
                "events",
                "events that are in the ledger's tree",
                () -> tiles.state().size());
    }

    @Bean
    Asked ledgerLag(TileRows tiles, LogReader log) {
        return new Asked(
                "yardstick.ledger.lag",
                "events",
                "events of the log that are not in the ledger's tree yet",
                () -> log.head() - tiles.state().size());
    }

    @Bean
    Asked ledgerDamaged(TileRows tiles) {
        return new Asked(
                "yardstick.ledger.damaged",
                "",
                "1: the log is not what was hashed; else 0",
                () -> tiles.state().problem() == null ? 0 : 1);
    }
}
