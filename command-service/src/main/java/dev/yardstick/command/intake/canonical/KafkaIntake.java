package dev.yardstick.command.intake.canonical;

import dev.yardstick.command.access.Caller;
import dev.yardstick.command.input.MediaTypes;
import dev.yardstick.command.input.StrictJson;
import dev.yardstick.command.input.StrictJson.UnreadableException;
import dev.yardstick.command.intake.connection.Connections;
import dev.yardstick.command.intake.connection.CrmSettings;
import dev.yardstick.command.intake.dialect.Signatures;
import dev.yardstick.command.intake.message.CrmEvent;
import dev.yardstick.command.intake.message.CrmEventReader;
import dev.yardstick.command.intake.message.IntakeAnswer;
import dev.yardstick.command.intake.message.Taken;
import dev.yardstick.command.intake.parking.Outage;
import dev.yardstick.command.intake.parking.Parking;
import dev.yardstick.command.intake.parking.Settling;
import dev.yardstick.command.shipping.EventTopic;
import dev.yardstick.events.language.CrmEventType;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.InvalidException.Fault;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;
import dev.yardstick.events.refusal.RefusedValueException;
import dev.yardstick.runtime.KafkaSettings;
import dev.yardstick.runtime.Worker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Takes canonical events from a Kafka topic, in CloudEvents' binary or structured mode. Offsets are
 * committed only after the log has the events or they are parked, so a crash repeats some and loses
 * none. There is nobody to answer, so what would be refused over HTTP is parked here.
 */
@Component
record KafkaIntake(
        KafkaSettings kafka,
        CrmSettings settings,
        Intake intake,
        Parking parking,
        Settling settling,
        MeterRegistry meters) {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaIntake.class);
    private static final String GROUP = "yardstick-command-service";
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final int FETCHED_BYTES = 4 * 1024 * 1024;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration DELETING_PAUSE = Duration.ofSeconds(10);

    @Bean("crmEventsWorker")
    Worker worker() {
        return new Worker("crm-events", this::open);
    }

    private Optional<Reading> open() throws Exception {
        EventTopic.findOrCreate(kafka, settings.topic(), settings.partitions(), Map.of());
        return Optional.of(new Reading());
    }

    /** Reads from what was committed last; whatever goes wrong, it is read again from there. */
    private final class Reading implements Worker.Work {

        private final KafkaConsumer<byte[], byte[]> polling = new KafkaConsumer<>(configuration());
        private final KafkaClientMetrics metrics = new KafkaClientMetrics(polling);
        private Instant deleteAt = settings.deleteTaken() ? Instant.now() : Instant.MAX;

        Reading() {
            metrics.bindTo(meters);
            polling.subscribe(List.of(settings.topic()));
        }

        @Override
        public Duration step() throws InterruptedException {
            ConsumerRecords<byte[], byte[]> records = polling.poll(POLL);
            if (!records.isEmpty()) {
                Caller.onBehalfOf("crm:kafka", () -> takeOrPark(records));
                polling.commitSync();
            }
            if (!Instant.now().isBefore(deleteAt)) {
                deleteTaken(polling);
                deleteAt = Instant.now().plus(DELETING_PAUSE);
            }
            return Duration.ZERO;
        }

        @Override
        public void interrupt() {
            polling.wakeup();
        }

        @Override
        public void close() {
            metrics.close();
            polling.close();
        }
    }

    private void deleteTaken(KafkaConsumer<byte[], byte[]> polling) throws InterruptedException {
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
        try {
            EventTopic.delete(kafka, taken);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("what was taken from {} is deleted later: {}", settings.topic(), e.toString());
        }
    }

    private Map<String, Object> configuration() {
        Map<String, Object> reading = new HashMap<>(KafkaSettings.sharing(GROUP));
        reading.putAll(
                Map.of(
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        Intake.MAX_BATCH,
                        // A tree takes far more memory than the bytes that it is made of.
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        FETCHED_BYTES,
                        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                        ByteArrayDeserializer.class,
                        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                        ByteArrayDeserializer.class));
        return kafka.client(reading);
    }

    /** A fault of one record is none of the others, and would come again for ever. */
    private void takeOrPark(ConsumerRecords<byte[], byte[]> records) {
        try {
            take(records);
        } catch (RuntimeException e) {
            if (Outage.isOne(e)) {
                throw e;
            }
            LOG.warn("records of {} are taken one by one", settings.topic(), e);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                takeOrPark(record);
            }
        }
    }

    private void takeOrPark(ConsumerRecord<byte[], byte[]> record) {
        try {
            take(List.of(record));
        } catch (RuntimeException e) {
            if (Outage.isOne(e)) {
                throw e;
            }
            LOG.warn("a record of {} cannot be taken", settings.topic(), e);
            parking.park(List.of(item(record, Parking.SEE_LOG)), "crm:kafka");
        }
    }

    private void take(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        List<JsonNode> events = new ArrayList<>();
        List<Parking.Item> unreadable = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                events.add(event(record));
            } catch (UnreadableException e) {
                unreadable.add(item(record, String.valueOf(e.getMessage())));
            } catch (InvalidException e) {
                unreadable.add(item(record, Fault.text(e.faults())));
            }
        }
        IntakeAnswer answer = IntakeAnswer.ofEach();
        intake.take(events, 0, Connections.KAFKA, answer);
        answer.byIndex()
                .forEach((index, faults) ->
                        unreadable.add(refused(events.get(Math.toIntExact(index)), faults)));
        parking.park(unreadable, "crm:kafka");
        unreadable.stream()
                .filter(item ->
                        settling.isSettled(
                                item.concerned(), CrmEventType.find(item.about().type()), false))
                .forEach(item -> parking.remove(Connections.KAFKA, item.key()));
    }

    private static Parking.Item refused(JsonNode event, List<Fault> faults) {
        byte[] body = StrictJson.write(event);
        String key = Parking.digest(body);
        CrmEvent known = CrmEventReader.named(event);
        Taken why = Taken.parked(Fault.text(faults));
        return known == null
                ? unread(key, why, body)
                : Parking.Item.of(Connections.KAFKA, key, known, why, body);
    }

    private static Parking.Item unread(String key, Taken why, byte[] body) {
        return new Parking.Item(
                Connections.KAFKA,
                Parking.Form.EVENT,
                "",
                key,
                Parking.About.NOTHING,
                why,
                body,
                null,
                Parking.Concerned.UNKNOWN,
                Set.of());
    }

    private static byte[] body(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null ? new byte[0] : record.value();
    }

    /** The same record again is parked once; one whose headers differ is another. */
    private static Parking.Item item(ConsumerRecord<byte[], byte[]> record, String reason) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (Header header : record.headers()) {
            whole.writeBytes(Signatures.bytes(header.key() + "\n"));
            whole.writeBytes(header.value() == null ? new byte[0] : header.value());
        }
        whole.writeBytes(body(record));
        return unread(
                Parking.digest(whole.toByteArray()),
                Taken.parked(reason),
                BinaryMode.asFarAsReadable(record.headers(), body(record)));
    }

    /** The event in structured mode, its numbers exact. */
    private static JsonNode event(ConsumerRecord<byte[], byte[]> record) {
        Header type = record.headers().lastHeader("content-type");
        String content = type == null ? "" : contentType(type);
        if (MediaTypes.is(content, STRUCTURED)) {
            requireJson(content);
            return StrictJson.read(body(record));
        }
        if (record.headers().lastHeader("ce_specversion") == null) {
            throw new InvalidException(
                    "ce_specversion", Reason.CONTENT_TYPE_OF_RECORD.of(STRUCTURED));
        }
        if (type != null) {
            requireJson(content);
        }
        return BinaryMode.of(record.headers(), body(record));
    }

    private static String contentType(Header type) {
        try {
            return HeaderValues.kafka(type.value()).strip();
        } catch (RefusedValueException e) {
            throw new InvalidException("content-type", e.refusal());
        }
    }

    private static void requireJson(String content) {
        Refusal wrong = MediaTypes.wrongJson(content);
        if (wrong != null) {
            throw new InvalidException("content-type", wrong);
        }
    }
}
