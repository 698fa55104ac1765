package dev.yardstick.command.ledger;

import dev.yardstick.command.access.ConfiguredKey;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How the ledger signs.
 *
 * @param key {@code yardstick.ledger.key}: Base64 of the 32 random bytes of an Ed25519 seed;
 *     without it one that is derived from {@code yardstick.tokens.key}. It is never in the
 *     database: who can write that cannot sign
 * @param checkpointEvery {@code yardstick.ledger.checkpoint-every}: when there is something new, 1s
 *     to 1d
 */
@ConfigurationProperties("yardstick.ledger")
record LedgerSettings(@DefaultValue("") String key, @DefaultValue("1m") Duration checkpointEvery) {

    LedgerSettings {
        if (checkpointEvery.compareTo(Duration.ofSeconds(1)) < 0
                || checkpointEvery.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "yardstick.ledger.checkpoint-every must be from 1s to 1d");
        }
    }

    SignerKey signer(String tokensKey) {
        return new SignerKey(
                ConfiguredKey.of("yardstick.ledger.key", key, tokensKey, "yardstick ledger"));
    }
}
