package dev.yardstick.query.consuming;

import dev.yardstick.events.codec.Signature;
import dev.yardstick.runtime.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.stereotype.Component;

/** The topic of all events, as its readers find it. */
@Component
public record EventTopic(KafkaSettings settings, Signature signature) {

    private static final String EIGHT_MIB = "8388608";
    private static final int TIMEOUT_SECONDS = 10;

    /**
     * The topic as Kafka has it.
     *
     * @param id Kafka's own, another one after the topic was lost
     */
    public record Found(String id, int partitions) {}

    public String name() {
        return settings.topic();
    }

    /**
     * Finds the topic.
     *
     * @throws ExecutionException when it does not exist, or Kafka does not answer
     */
    public Found find() throws InterruptedException, ExecutionException, TimeoutException {
        Admin admin =
                Admin.create(
                        settings.client(
                                Map.of(
                                        AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, "500",
                                        AdminClientConfig.RETRY_BACKOFF_MS_CONFIG, "500",
                                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000",
                                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000")));
        try {
            TopicDescription topic =
                    admin.describeTopics(List.of(settings.topic()))
                            .allTopicNames()
                            .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                            .values()
                            .iterator()
                            .next();
            return new Found(topic.topicId().toString(), topic.partitions().size());
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    /** Whether command-service wrote a record of it, as it is and where it is. */
    public boolean isOurs(ConsumerRecord<String, byte[]> record) {
        Header signed = record.headers().lastHeader(Signature.HEADER);
        return signed != null
                && signature.isOf(signed.value(), record.partition(), record.key(), record.value());
    }

    /** So many of its partitions, from the first on. */
    public List<TopicPartition> partitions(int partitions) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(settings.topic(), partition))
                .toList();
    }

    /** A reader that nothing is assigned to; no state of it lives in Kafka. */
    public KafkaConsumer<String, byte[]> connect() {
        return connect(Map.of());
    }

    /** A member of a group, among whom Kafka shares the partitions; no offset lives in Kafka. */
    KafkaConsumer<String, byte[]> join(String group) {
        return connect(KafkaSettings.sharing(group));
    }

    private KafkaConsumer<String, byte[]> connect(Map<String, Object> sharing) {
        Map<String, Object> reading = new HashMap<>(sharing);
        reading.putAll(
                Map.of(
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000",
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG, EIGHT_MIB,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, EIGHT_MIB,
                        ConsumerConfig.RECONNECT_BACKOFF_MS_CONFIG, "500"));
        return new KafkaConsumer<>(
                settings.client(reading), new StringDeserializer(), new ByteArrayDeserializer());
    }
}
