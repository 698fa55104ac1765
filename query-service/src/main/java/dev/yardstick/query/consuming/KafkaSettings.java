package dev.yardstick.query.consuming;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where events are read from.
 *
 * @param bootstrapServers {@code yardstick.kafka.bootstrap-servers}: host:port, comma separated
 * @param topic {@code yardstick.kafka.topic}: command-service makes it
 * @param properties {@code yardstick.kafka.properties.*}: any other property of Kafka's clients,
 *     such as {@code security.protocol} or {@code sasl.jaas.config}; those that the program's
 *     guarantees rest on cannot be set
 */
@ConfigurationProperties("yardstick.kafka")
public record KafkaSettings(
        @DefaultValue("localhost:9092") String bootstrapServers,
        @DefaultValue("yardstick.events") String topic,
        @DefaultValue Map<String, String> properties) {

    /**
     * A client's properties.
     *
     * @param ours those that the program's guarantees rest on; they come before all others
     */
    public Map<String, Object> client(Map<String, Object> ours) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        all.putAll(ours);
        return all;
    }
}
