package dev.yardstick.command.intake.connection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How records are fetched from CRMs, and where canonical events come from by Kafka.
 *
 * @param fetchTimeout {@code yardstick.crm.fetch-timeout}: how long a CRM's API may take to answer
 * @param fetchPause {@code yardstick.crm.fetch-pause}: the pause before the second try; it doubles
 *     with every try, up to five minutes
 * @param topic {@code yardstick.crm.topic}: made when it is absent
 * @param partitions {@code yardstick.crm.partitions}: of a topic that is made, 1 to 1,000
 * @param deleteTaken {@code yardstick.crm.delete-taken}: whether records that the log has are
 *     deleted from the topic, so that no copy in clear outlives an erasure; only for a topic that
 *     nobody else reads
 */
@ConfigurationProperties("yardstick.crm")
public record CrmSettings(
        @DefaultValue("10s") Duration fetchTimeout,
        @DefaultValue("1s") Duration fetchPause,
        @DefaultValue("crm.events") String topic,
        @DefaultValue("4") int partitions,
        @DefaultValue("false") boolean deleteTaken) {

    private static final int MAX_PARTITIONS = 1_000;

    public CrmSettings {
        if (fetchTimeout.isNegative() || fetchTimeout.isZero()) {
            throw new IllegalArgumentException("yardstick.crm.fetch-timeout must be above 0");
        }
        if (fetchPause.isNegative() || fetchPause.isZero()) {
            throw new IllegalArgumentException("yardstick.crm.fetch-pause must be above 0");
        }
        if (partitions < 1 || partitions > MAX_PARTITIONS) {
            throw new IllegalArgumentException(
                    "yardstick.crm.partitions must be from 1 to " + MAX_PARTITIONS);
        }
    }
}
