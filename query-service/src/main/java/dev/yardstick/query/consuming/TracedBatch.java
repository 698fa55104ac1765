package dev.yardstick.query.consuming;

import dev.yardstick.runtime.tracing.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;

/**
 * A polled batch in the traces of those whose requests led to it: one span of the batch, linked to
 * the spans of their shipping, and one in each of their traces once it is visible.
 */
final class TracedBatch implements AutoCloseable {

    /** Of so many requests each is followed; OpenTelemetry keeps no more links of a span. */
    private static final int MOST = 128;

    private final Traces traces;
    private final Instant begun = Instant.now();
    private final Map<SpanContext, Long> shipped = new LinkedHashMap<>();
    private final Span span;

    private TracedBatch(Traces traces, ConsumerRecords<String, byte[]> records) {
        this.traces = traces;
        for (ConsumerRecord<String, byte[]> record : records) {
            Traces.parent(text(record, Traces.HEADER))
                    .filter(from -> shipped.containsKey(from) || shipped.size() < MOST)
                    .ifPresent(from -> shipped.merge(from, position(record), Math::max));
        }
        SpanBuilder batch = traces.builder("apply", SpanKind.CONSUMER, Optional.empty());
        shipped.keySet().forEach(batch::addLink);
        span = batch.startSpan();
        span.setAttribute("messaging.batch.message_count", records.count());
    }

    /** Begins; of a batch that nobody traces nothing is told. */
    static Optional<TracedBatch> of(Traces traces, ConsumerRecords<String, byte[]> records) {
        if (!traces.isOn()) {
            return Optional.empty();
        }
        TracedBatch batch = new TracedBatch(traces, records);
        return Optional.of(batch).filter(traced -> !traced.shipped.isEmpty());
    }

    /** Tells that it was applied. */
    void visible() {
        shipped.forEach((from, position) ->
                traces.builder("visible", SpanKind.CONSUMER, Optional.of(from))
                        .addLink(span.getSpanContext())
                        .setStartTimestamp(begun)
                        .setAttribute(Traces.POSITION, position)
                        .startSpan()
                        .end());
    }

    private static long position(ConsumerRecord<String, byte[]> record) {
        String sequence = text(record, "ce_sequence");
        return sequence.matches("[0-9]{1,18}") ? Long.parseLong(sequence) : 0;
    }

    private static String text(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        span.end();
    }
}
