package dev.yardstick.command.intake;

import dev.yardstick.command.InvalidException.Fault;
import dev.yardstick.command.StrictJson;
import dev.yardstick.command.StrictJson.UnreadableException;
import dev.yardstick.command.access.Caller;
import dev.yardstick.command.shipping.EventTopic;
import dev.yardstick.command.shipping.KafkaSettings;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes canonical events from a Kafka topic, in CloudEvents' binary or structured mode. Offsets are
 * committed only after the log has the events or they are parked, so a crash repeats some and loses
 * none. There is nobody to answer, so what would be refused over HTTP is parked here.
 */
@Component
class KafkaIntake implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaIntake.class);
    private static final String GROUP = "yardstick-command-service";
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration BACK_OFF = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration DELETING_PAUSE = Duration.ofSeconds(10);

    private final KafkaSettings kafka;
    private final CrmSettings settings;
    private final Intake intake;
    private final Parking parking;
    private final MeterRegistry meters;
    private volatile boolean running;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private Thread thread = new Thread();

    KafkaIntake(
            KafkaSettings kafka,
            CrmSettings settings,
            Intake intake,
            Parking parking,
            MeterRegistry meters) {
        this.kafka = kafka;
        this.settings = settings;
        this.intake = intake;
        this.parking = parking;
        this.meters = meters;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("crm-events").daemon().start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        KafkaConsumer<byte[], byte[]> polling = consumer;
        if (polling != null) {
            polling.wakeup();
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
                EventTopic.findOrCreate(
                        kafka.bootstrapServers(),
                        settings.topic(),
                        settings.partitions(),
                        Map.of());
                consume();
            } catch (KafkaException | ExecutionException | TimeoutException e) {
                if (running && !e.toString().equals(trouble)) {
                    LOG.warn("{} is read later: {}", settings.topic(), e.toString());
                    trouble = e.toString();
                }
            } catch (InterruptedException e) {
                return;
            }
            if (!running) {
                return;
            }
            try {
                Thread.sleep(BACK_OFF);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void consume() {
        try (KafkaConsumer<byte[], byte[]> polling = new KafkaConsumer<>(configuration());
                KafkaClientMetrics metrics = new KafkaClientMetrics(polling)) {
            metrics.bindTo(meters);
            consumer = polling;
            polling.subscribe(List.of(settings.topic()));
            Instant deleteAt = settings.deleteTaken() ? Instant.now() : Instant.MAX;
            while (running) {
                take(polling, polling.poll(POLL));
                if (!Instant.now().isBefore(deleteAt)) {
                    deleteTaken(polling);
                    deleteAt = Instant.now().plus(DELETING_PAUSE);
                }
            }
        } catch (WakeupException stopping) {
            LOG.debug("{} is read no longer", settings.topic());
        } finally {
            consumer = null;
        }
    }

    private void deleteTaken(KafkaConsumer<byte[], byte[]> polling) {
        Set<TopicPartition> partitions = polling.assignment();
        Map<TopicPartition, Long> first = polling.beginningOffsets(partitions);
        Map<TopicPartition, RecordsToDelete> taken = new HashMap<>();
        polling.committed(partitions)
                .forEach((partition, committed) -> {
                    if (committed != null
                            && committed.offset() > first.getOrDefault(partition, 0L)) {
                        taken.put(partition, RecordsToDelete.beforeOffset(committed.offset()));
                    }
                });
        if (taken.isEmpty()) {
            return;
        }
        try (Admin admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                kafka.bootstrapServers()))) {
            admin.deleteRecords(taken).all().get(GRACE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("what was taken from {} is deleted later: {}", settings.topic(), e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Object> configuration() {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ConsumerConfig.GROUP_ID_CONFIG,
                GROUP,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                Intake.MAX_BATCH,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class);
    }

    private void take(
            KafkaConsumer<byte[], byte[]> polling, ConsumerRecords<byte[], byte[]> records) {
        if (records.isEmpty()) {
            return;
        }
        try {
            Caller.onBehalfOf("crm:kafka", () -> take(records));
            polling.commitSync();
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("events of {} wait and are read again: {}", settings.topic(), e.toString());
            for (TopicPartition partition : records.partitions()) {
                polling.seek(partition, records.records(partition).getFirst().offset());
            }
            try {
                Thread.sleep(BACK_OFF);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        List<JsonNode> events = new ArrayList<>();
        List<Parking.Item> unreadable = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                events.add(event(record));
            } catch (UnreadableException | CloudEventRWException | IllegalArgumentException e) {
                byte[] body = record.value() == null ? new byte[0] : record.value();
                unreadable.add(item(body, String.valueOf(e.getMessage())));
            }
        }
        IntakeAnswer answer = new IntakeAnswer();
        intake.take(events, 0, Parking.KAFKA, answer);
        answer.byIndex()
                .forEach((index, faults) ->
                        unreadable.add(item(StrictJson.write(events.get(index)), reason(faults))));
        parking.park(unreadable, "crm:kafka");
    }

    private static String reason(List<Fault> faults) {
        return faults.stream()
                .map(fault -> fault.path() + " " + fault.message())
                .reduce((a, b) -> a + "; " + b)
                .orElse("");
    }

    private static Parking.Item item(byte[] body, String reason) {
        return new Parking.Item(
                Parking.KAFKA,
                Parking.Form.EVENT,
                "",
                Parking.digest(body),
                Parking.About.NOTHING,
                "",
                reason,
                body,
                null);
    }

    /** The event in structured mode, its numbers exact. */
    private static JsonNode event(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value() == null ? new byte[0] : record.value();
        Header type = record.headers().lastHeader("content-type");
        String content =
                type == null ? "" : new String(type.value(), StandardCharsets.UTF_8).strip();
        if (content.toLowerCase(Locale.ROOT).startsWith(STRUCTURED)) {
            return StrictJson.read(value);
        }
        if (record.headers().lastHeader("ce_specversion") == null) {
            throw new IllegalArgumentException(
                    "the record must have CloudEvents' headers, such as ce_specversion, or the"
                            + " content-type "
                            + STRUCTURED);
        }
        CloudEvent binary = KafkaMessageFactory.createReader(record.headers(), value).toEvent();
        ObjectNode event = StrictJson.MAPPER.createObjectNode();
        event.put("specversion", binary.getSpecVersion().toString());
        for (String name : binary.getAttributeNames()) {
            event.put(name, String.valueOf(binary.getAttribute(name)));
        }
        for (String name : binary.getExtensionNames()) {
            event.put(name, String.valueOf(binary.getExtension(name)));
        }
        CloudEventData data = binary.getData();
        if (data != null) {
            event.set("data", StrictJson.read(data.toBytes()));
        }
        return event;
    }
}
