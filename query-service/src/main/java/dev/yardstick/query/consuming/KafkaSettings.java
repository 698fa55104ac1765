package dev.yardstick.query.consuming;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where events are read from.
 *
 * @param bootstrapServers {@code yardstick.kafka.bootstrap-servers}: host:port, comma separated
 * @param topic {@code yardstick.kafka.topic}: command-service makes it
 */
@ConfigurationProperties("yardstick.kafka")
public record KafkaSettings(
        @DefaultValue("localhost:9092") String bootstrapServers,
        @DefaultValue("yardstick.events") String topic) {}
