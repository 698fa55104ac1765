package dev.yardstick.command.shipping;

import dev.yardstick.runtime.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Topics, found or made; that of all events is kept for ever, large enough a record for any. */
public final class EventTopic {

    private static final int TIMEOUT_SECONDS = 10;
    private static final int MAX_TRIES = 50;
    private static final long TRY_AGAIN_MILLIS = 100;
    private static final int MAX_RECORD_BYTES = 16 * 1024 * 1024;

    /** Up to Kafka's high watermark, wherever that is. */
    private static final RecordsToDelete ALL = RecordsToDelete.beforeOffset(-1);

    private static final Logger LOG = LoggerFactory.getLogger(EventTopic.class);

    private EventTopic() {}

    /**
     * The topic, made when it is absent.
     *
     * @param id Kafka's own id of it, another one after it was lost
     */
    public record Found(String id, int partitions) {}

    static Found findOrCreate(KafkaSettings settings)
            throws InterruptedException, TimeoutException, ExecutionException {
        return findOrCreate(
                settings,
                settings.topic(),
                settings.partitions(),
                Map.of(
                        TopicConfig.RETENTION_MS_CONFIG, "-1",
                        TopicConfig.RETENTION_BYTES_CONFIG, "-1",
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(MAX_RECORD_BYTES)));
    }

    /**
     * Finds a topic, or makes it.
     *
     * @param configs of one that is made
     */
    public static Found findOrCreate(
            KafkaSettings settings, String topic, int partitions, Map<String, String> configs)
            throws InterruptedException, TimeoutException, ExecutionException {
        NewTopic made =
                new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(configs);
        Admin admin = admin(settings);
        try {
            return findOrCreate(admin, made);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    /** Deletes what is in the topic now; where that is not allowed it stays, and that is said. */
    static void clear(KafkaSettings settings, Found topic) throws InterruptedException {
        Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
        for (int partition = 0; partition < topic.partitions(); partition++) {
            all.put(new TopicPartition(settings.topic(), partition), ALL);
        }
        try {
            delete(settings, all);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn(
                    "{} keeps records that are signed otherwise: {}",
                    settings.topic(),
                    e.toString());
        }
    }

    /** Deletes records of topics. */
    public static void delete(KafkaSettings settings, Map<TopicPartition, RecordsToDelete> records)
            throws InterruptedException, ExecutionException, TimeoutException {
        Admin admin = admin(settings);
        try {
            admin.deleteRecords(records).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private static Admin admin(KafkaSettings settings) {
        return Admin.create(
                settings.client(
                        Map.of(
                                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                TIMEOUT_SECONDS * 1_000,
                                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                5_000,
                                AdminClientConfig.RETRY_BACKOFF_MS_CONFIG,
                                500L,
                                AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG,
                                500L)));
    }

    /** Brokers learn of a new topic one after the other. */
    private static Found findOrCreate(Admin admin, NewTopic topic)
            throws InterruptedException, TimeoutException, ExecutionException {
        for (int tries = 0; ; tries++) {
            try {
                return found(admin, topic.name());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
                        || tries == MAX_TRIES) {
                    throw e;
                }
            }
            if (tries == 0) {
                create(admin, topic);
            } else {
                Thread.sleep(TRY_AGAIN_MILLIS);
            }
        }
    }

    private static Found found(Admin admin, String topic)
            throws InterruptedException, TimeoutException, ExecutionException {
        TopicDescription description =
                admin.describeTopics(List.of(topic))
                        .allTopicNames()
                        .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                        .values()
                        .iterator()
                        .next();
        return new Found(description.topicId().toString(), description.partitions().size());
    }

    private static void create(Admin admin, NewTopic topic)
            throws InterruptedException, TimeoutException, ExecutionException {
        try {
            admin.createTopics(List.of(topic)).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
