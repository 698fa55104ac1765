package dev.yardstick.query.consuming;

import dev.yardstick.events.RepEvent.RepErased;
import dev.yardstick.query.facts.Projection;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads all partitions and writes each polled batch with its offsets in one transaction, so an
 * event is applied exactly once whatever fails in between. No state lives in Kafka's consumer
 * group. On any error it starts again from the stored offsets.
 */
@Component
class EventConsumer implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);

    private static final int MAX_POLL = 5_000;
    private static final int TIMEOUT_SECONDS = 10;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Duration BACK_OFF = Duration.ofMillis(500);

    private final KafkaSettings settings;

    private final TransactionTemplate transaction;
    private final Projection projection;
    private final Offsets offsets;
    private final Parked parked;
    private final ApplicationEventPublisher publisher;
    private volatile boolean running;
    private Thread thread = new Thread();
    private volatile @Nullable Consumer<String, byte[]> consumer;

    EventConsumer(
            KafkaSettings settings,
            TransactionTemplate transaction,
            Projection projection,
            Offsets offsets,
            Parked parked,
            ApplicationEventPublisher publisher) {
        this.settings = settings;
        this.transaction = transaction;
        this.projection = projection;
        this.offsets = offsets;
        this.parked = parked;
        this.publisher = publisher;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("event-consumer").daemon().start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        Consumer<String, byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        try {
            if (!thread.join(GRACE)) {
                thread.interrupt();
                thread.join(GRACE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        String trouble = "";
        while (running) {
            try {
                consume();
            } catch (InterruptedException | WakeupException | InterruptException e) {
                return;
            } catch (KafkaException
                    | DataAccessException
                    | TransactionException
                    | ExecutionException
                    | TimeoutException
                    | IllegalStateException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    LOG.info("{} does not exist yet: command-service makes it", settings.topic());
                } else if (running && !e.toString().equals(trouble)) {
                    LOG.warn("reading events waits and tries again: {}", e.toString());
                    trouble = e.toString();
                }
            }
            try {
                Thread.sleep(BACK_OFF);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void consume() throws InterruptedException, ExecutionException, TimeoutException {
        TopicDescription topic = describe();
        String topicId = topic.topicId().toString();
        Map<Integer, Offsets.Read> reads =
                offsets.find(settings.topic(), topicId, topic.partitions().size());
        offsets.save(settings.topic(), topicId, List.copyOf(reads.values()));
        Set<String> blocked = parked.streams();
        try (Consumer<String, byte[]> consumer = connect()) {
            this.consumer = consumer;
            List<TopicPartition> partitions =
                    reads.keySet().stream()
                            .map(partition -> new TopicPartition(settings.topic(), partition))
                            .toList();
            consumer.assign(partitions);
            for (TopicPartition partition : partitions) {
                Offsets.Read read = reads.get(partition.partition());
                consumer.seek(partition, read == null ? 0 : read.nextOffset());
            }
            LOG.info("reading {} from {}", settings.topic(), reads.values());
            while (running) {
                ConsumerRecords<String, byte[]> polled = consumer.poll(POLL);
                if (!polled.isEmpty()) {
                    Batch batch = new Batch(projection, reads, blocked);
                    for (ConsumerRecord<String, byte[]> record : polled) {
                        batch.add(record);
                    }
                    transaction.executeWithoutResult(status -> write(batch, topicId));
                    reads = new HashMap<>(batch.reads());
                }
            }
        } finally {
            this.consumer = null;
        }
    }

    private void write(Batch batch, String topicId) {
        batch.failed(projection.apply(batch.events()));
        batch.events().stream()
                .map(Projection.Read::event)
                .filter(RepErased.class::isInstance)
                .forEach(publisher::publishEvent);
        if (!batch.parked().isEmpty()) {
            LOG.error("{} records are parked, see /api/v1/parked", batch.parked().size());
        }
        parked.park(settings.topic(), batch.parked());
        offsets.save(settings.topic(), topicId, List.copyOf(batch.reads().values()));
    }

    private TopicDescription describe()
            throws InterruptedException, ExecutionException, TimeoutException {
        Admin admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                settings.bootstrapServers(),
                                AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG,
                                "500",
                                AdminClientConfig.RETRY_BACKOFF_MS_CONFIG,
                                "500",
                                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                String.valueOf(TIMEOUT_SECONDS * 1_000),
                                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                "5000"));
        try {
            return admin.describeTopics(List.of(settings.topic()))
                    .allTopicNames()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .values()
                    .iterator()
                    .next();
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private KafkaConsumer<String, byte[]> connect() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        settings.bootstrapServers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        MAX_POLL,
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        32 * 1024 * 1024,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        8 * 1024 * 1024,
                        ConsumerConfig.RECONNECT_BACKOFF_MS_CONFIG,
                        500),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }
}
