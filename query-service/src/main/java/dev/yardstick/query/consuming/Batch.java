package dev.yardstick.query.consuming;

import dev.yardstick.events.Event;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.events.codec.UnreadableEventException;
import dev.yardstick.events.refusal.Characters;
import dev.yardstick.query.known.Projection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One polled batch, folded in memory before anything is written: which events are new, which
 * records are parked, and how far each partition has come. Used once, by one thread.
 */
final class Batch {

    private final Map<Integer, Offsets.Read> reads;
    private final Set<String> blocked;
    private final List<Projection.Read> events = new ArrayList<>();
    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    private final List<Parked.Fresh> parked = new ArrayList<>();

    /**
     * Starts from what has been read so far.
     *
     * @param blocked streams that have a parked record
     */
    Batch(Map<Integer, Offsets.Read> reads, Set<String> blocked) {
        this.reads = new HashMap<>(reads);
        this.blocked = blocked;
    }

    /**
     * A record as it was read by itself, whatever came before it.
     *
     * @param ours whether command-service wrote it; any other is parked, whatever it says
     * @param line null where it is no event, or none that this version can read
     * @param event null where this version cannot read it
     * @param fault why not
     */
    record Parsed(
            ConsumerRecord<String, byte[]> record,
            boolean ours,
            @Nullable LogLine line,
            @Nullable Event event,
            String fault) {

        static Parsed of(
                ConsumerRecord<String, byte[]> record,
                Predicate<ConsumerRecord<String, byte[]>> ours,
                Projection projection) {
            boolean isOurs = ours.test(record);
            LogLine line = null;
            try {
                if (isOurs && record.key() != null) {
                    line = LogLine.parse(record.value());
                    return new Parsed(record, true, line, projection.read(line).event(), "");
                }
                return new Parsed(record, isOurs, null, null, "");
            } catch (UnreadableEventException e) {
                return new Parsed(record, true, line, null, String.valueOf(e.getMessage()));
            }
        }
    }

    void add(Parsed parsed) {
        ConsumerRecord<String, byte[]> record = parsed.record();
        Offsets.Read read = Objects.requireNonNull(reads.get(record.partition()));
        long position = read.position();
        long watermark = read.watermark();
        if (!parsed.ours()) {
            String reason = "command-service did not write it: its signature is missing or wrong";
            park(record, reason, false);
        } else if (record.key() == null) {
            watermark = Math.max(watermark, watermark(record));
        } else {
            position = event(parsed, position);
        }
        advance(record, position, watermark);
    }

    /** A record that the tables refuse: it is parked as it is. */
    void refuse(ConsumerRecord<String, byte[]> record, String reason) {
        Offsets.Read read = Objects.requireNonNull(reads.get(record.partition()));
        if (record.key() != null) {
            blocked.add(record.key());
        }
        park(record, reason);
        advance(record, read.position(), read.watermark());
    }

    private void advance(ConsumerRecord<String, byte[]> record, long position, long watermark) {
        long epoch = Objects.requireNonNull(reads.get(record.partition())).epoch();
        reads.put(
                record.partition(),
                new Offsets.Read(
                        record.partition(), epoch, record.offset() + 1, position, watermark));
    }

    /** The events that are new, in the order in which they were added. */
    List<Projection.Read> events() {
        return events;
    }

    /** Parks what the projection could not apply. */
    void failed(List<Projection.Failed> failures) {
        for (Projection.Failed failure : failures) {
            blocked.add(failure.stream());
            records.stream()
                    .filter(record -> failure.stream().equals(record.key()))
                    .forEach(record -> park(record, failure.reason()));
        }
    }

    List<Parked.Fresh> parked() {
        return parked;
    }

    Map<Integer, Offsets.Read> reads() {
        return reads;
    }

    private long event(Parsed parsed, long applied) {
        ConsumerRecord<String, byte[]> record = parsed.record();
        LogLine line = parsed.line();
        if (line != null && line.position() <= applied) {
            return applied;
        }
        Event event = parsed.event();
        if (line != null && blocked.contains(record.key())) {
            park(record, "an earlier record of the stream is parked");
        } else if (line == null || event == null) {
            blocked.add(record.key());
            park(record, parsed.fault());
        } else {
            events.add(new Projection.Read(line, event));
            records.add(record);
        }
        return line == null ? applied : line.position();
    }

    private long watermark(ConsumerRecord<String, byte[]> record) {
        try {
            JsonNode watermark =
                    record.value() == null
                            ? null
                            : JsonMapper.shared().readTree(record.value()).get("watermark");
            if (watermark != null && watermark.isIntegralNumber()) {
                return watermark.longValue();
            }
        } catch (JacksonException e) {
            // parked below, as anything else without a key that is no watermark
        }
        park(record, "neither an event nor a watermark");
        return 0;
    }

    private void park(ConsumerRecord<String, byte[]> record, String reason) {
        park(record, reason, true);
    }

    private void park(ConsumerRecord<String, byte[]> record, String reason, boolean isOurs) {
        @Nullable String stream = record.key();
        parked.add(
                new Parked.Fresh(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        stream == null || !Characters.areStorable(stream) ? "" : stream,
                        Characters.shown(reason),
                        record.value() == null ? new byte[0] : record.value(),
                        isOurs));
    }
}
