package dev.yardstick.command.ledger;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the ledger signs.
 *
 * @param checkpointEvery {@code yardstick.ledger.checkpoint-every}: when there is something new, 1s
 *     to 1d
 */
@ConfigurationProperties("yardstick.ledger")
record LedgerSettings(@DefaultValue("1m") Duration checkpointEvery) {

    LedgerSettings {
        if (checkpointEvery.compareTo(Duration.ofSeconds(1)) < 0
                || checkpointEvery.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "yardstick.ledger.checkpoint-every must be from 1s to 1d");
        }
    }
}
