package dev.yardstick.query.consuming;

import dev.yardstick.events.Event;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.codec.EventTypes;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.events.codec.Metadata;
import dev.yardstick.query.RunningQueryService;
import dev.yardstick.query.known.Projection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** A log that a test writes event by event, applied as the consumer applies what Kafka holds. */
final class FedByHand {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final String TOPIC = "yardstick.events";
    private static final int PARTITIONS = 2;

    private static final String FORGET =
            """
            truncate consumed, moment, chronicle, record_event, origin, record_rep, fact, parked, heard,
                looking, changed
            """;

    private final EventCodec codec = new EventCodec();
    private final Map<Integer, Long> nextOffset = new HashMap<>();
    private final List<ConsumerRecord<String, byte[]>> waiting = new ArrayList<>();
    private final RunningQueryService service;
    private long position;

    /** An empty log, and a read model that has forgotten the one before. */
    FedByHand(RunningQueryService service) {
        this.service = service;
        service.jdbc().sql(FORGET).update();
    }

    long position() {
        return position;
    }

    /** Records an event, a second after the one before. */
    long record(String stream, Event event) {
        record(leaveOut(), stream, event);
        return position;
    }

    /** The next position, which nothing is recorded at yet. */
    long leaveOut() {
        position++;
        return position;
    }

    /** Records an event where a position was left out, as when a parked record is tried again. */
    void record(long position, String stream, Event event) {
        EventTypes.EventType type = EventTypes.of(event);
        LogLine line =
                new LogLine(
                        position,
                        START.plusSeconds(position),
                        stream,
                        position, // after any
                        type.name(),
                        type.revision(),
                        new UUID(0, position),
                        codec.write(event),
                        new Metadata("a", "s", "c", "x"));
        int partition = Math.floorMod(stream.hashCode(), PARTITIONS);
        waiting.add(consumed(partition, stream, line.toJson()));
    }

    private ConsumerRecord<String, byte[]> consumed(
            int partition, @Nullable String key, byte[] value) {
        long offset = nextOffset.merge(partition, 1L, Long::sum);
        return new ConsumerRecord<>(TOPIC, partition, offset, key, value);
    }

    /** Applies all that was recorded since, as one batch, and makes it visible. */
    void apply() {
        byte[] watermark = ("{\"watermark\":" + position + "}").getBytes(StandardCharsets.UTF_8);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            waiting.add(consumed(partition, null, watermark));
        }
        Offsets offsets = service.bean(Offsets.class);
        Parked parked = service.bean(Parked.class);
        Projection projection = service.bean(Projection.class);
        offsets.prepare(TOPIC, "id", PARTITIONS);
        Batch batch =
                new Batch(
                        offsets.claim(TOPIC, "id", List.of(0, 1)), new HashSet<>(parked.streams()));
        waiting.forEach(record -> batch.add(Batch.Parsed.of(record, ours -> true, projection)));
        waiting.clear();
        service.bean(TransactionTemplate.class)
                .executeWithoutResult(status -> {
                    batch.failed(projection.apply(batch.events()));
                    parked.park(batch.parked());
                    offsets.save(TOPIC, List.copyOf(batch.reads().values()));
                });
    }
}
