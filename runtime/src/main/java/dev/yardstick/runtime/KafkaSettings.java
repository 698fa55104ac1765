package dev.yardstick.runtime;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the log is shipped to, and read from.
 *
 * @param bootstrapServers {@code yardstick.kafka.bootstrap-servers}: host:port, comma separated
 * @param topic {@code yardstick.kafka.topic}: command-service makes it when it is absent
 * @param partitions {@code yardstick.kafka.partitions}: of a topic that is made, 1 to 1,000; never
 *     change it for a topic that exists
 * @param properties {@code yardstick.kafka.properties.*}: any other property of Kafka's clients,
 *     such as {@code security.protocol} or {@code sasl.jaas.config}; those that the program's
 *     guarantees rest on cannot be set
 */
@ConfigurationProperties("yardstick.kafka")
public record KafkaSettings(
        @DefaultValue("localhost:9092") String bootstrapServers,
        @DefaultValue("yardstick.events") String topic,
        @DefaultValue("8") int partitions,
        @DefaultValue Map<String, String> properties) {

    private static final int MAX_PARTITIONS = 1_000;

    public KafkaSettings {
        if (partitions < 1 || partitions > MAX_PARTITIONS) {
            throw new IllegalArgumentException(
                    "yardstick.kafka.partitions must be from 1 to " + MAX_PARTITIONS);
        }
    }

    /**
     * What members of a group have in common: who is killed or stopped is missed after six seconds,
     * and what others have stays with them.
     */
    public static Map<String, Object> sharing(String group) {
        return Map.of(
                "group.id", group,
                "group.protocol", "classic", // of the other one brokers choose the time
                "session.timeout.ms", "6000",
                "heartbeat.interval.ms", "2000",
                "partition.assignment.strategy",
                        "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
    }

    /**
     * A client's properties.
     *
     * @param ours those that the program's guarantees rest on; they come before all others
     */
    public Map<String, Object> client(Map<String, Object> ours) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("bootstrap.servers", bootstrapServers);
        all.putAll(ours);
        return all;
    }
}
