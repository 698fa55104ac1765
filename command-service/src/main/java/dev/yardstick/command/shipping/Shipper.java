package dev.yardstick.command.shipping;

import dev.yardstick.command.log.LogSignal;
import dev.yardstick.command.log.LogTail;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.events.codec.Signature;
import dev.yardstick.runtime.Asked;
import dev.yardstick.runtime.KafkaSettings;
import dev.yardstick.runtime.Lead;
import dev.yardstick.runtime.Leads;
import dev.yardstick.runtime.Worker;
import dev.yardstick.runtime.tracing.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Ships the log to Kafka in the order of positions. A batch and its watermarks are one Kafka
 * transaction, so a reader of committed records sees everything up to a watermark or nothing of the
 * batch; the position is saved after Kafka committed. A crash in between ships the batch twice;
 * nothing is lost, and nothing is reordered within a partition. On any error it starts again from
 * the saved position. A page of the log is bounded in bytes, so a transaction stays far below its
 * time-out. Each record is signed, so nobody who can write to the topic is taken for this service;
 * where a key is gone that signed some of it, all is shipped again.
 *
 * <p>Of several processes one ships: the one that holds the advisory lock. Kafka fences whoever
 * believes it still does.
 */
@Component
record Shipper(
        KafkaSettings settings,
        DataSource database,
        Leads leads,
        LogTail log,
        LogSignal signal,
        Signature signature,
        Traces traces) {

    private static final Logger LOG = LoggerFactory.getLogger(Shipper.class);

    private static final int MAX_BATCH = 5_000;
    private static final Duration IDLE = Duration.ofMillis(200);

    /** A transaction that is open may not come to its end for as long as Kafka is away. */
    private static final Duration CLOSING = Duration.ofSeconds(5);

    /** The keys that signed what is in this very topic are all here still. */
    private static final String READABLE =
            "(s.topic_id = :id and string_to_array(s.signed_by, ',') <@ :keys::text[] and s.signed_by <> '')";

    private static final String POSITION =
            "insert into shipping as s (topic, topic_id, signed_by, position)"
                    + " values (:topic, :id, :current, 0) on conflict (topic) do update set position ="
                    + (" case when " + READABLE + " then s.position else 0 end,")
                    + (" signed_by = case when not " + READABLE + " then :current")
                    + " when :current = any(string_to_array(s.signed_by, ',')) then s.signed_by"
                    + " else :current || ',' || s.signed_by end, topic_id = :id returning position";

    private static final String OTHERWISE_SIGNED =
            "select exists (select from shipping s where topic = :topic and topic_id = :id and not "
                    + (READABLE + ")");

    private static final String LAG =
            """
            select position - coalesce((select position from shipping where topic = ?), 0)
            from log_head where singleton
            """;

    private static final String AGE =
            """
            select coalesce(
                (select greatest(0, extract(epoch from clock_timestamp() - recorded_at)) from log
                 where position = 1 + coalesce((select position from shipping where topic = ?), 0)), 0)
            """;

    private static final String SAVE = "update shipping set position = ? where topic = ?";

    @Bean("shippingWorker")
    Worker worker() {
        return new Worker(
                "shipper",
                () -> leads.take(database, "shipping " + settings.topic()).map(Leading::new));
    }

    @Bean
    Asked shippingLag() {
        return asked("lag", "events", "events that were not shipped to Kafka yet", LAG);
    }

    @Bean
    Asked shippingAge() {
        return asked("age", "seconds", "since the first event that was not shipped yet", AGE);
    }

    private Asked asked(String what, String unit, String description, String sql) {
        JdbcClient jdbc = JdbcClient.create(database);
        return new Asked(
                "yardstick.shipping." + what,
                unit,
                description,
                () -> jdbc.sql(sql).param(settings.topic()).query(Double.class).single());
    }

    /** Ships, for as long as this process leads. */
    private final class Leading implements Worker.Work {

        private final Lead lead;

        /** What it writes is written by the one who leads. */
        private final JdbcClient jdbc;

        private final LogSignal.Follower news = signal.follow();
        private @Nullable Producer<String, byte[]> producer;
        private int partitions;
        private long position;

        Leading(Lead lead) {
            this.lead = lead;
            jdbc = JdbcClient.create(new SingleConnectionDataSource(lead.connection(), true));
        }

        @Override
        public Duration step() throws Exception {
            Producer<String, byte[]> to = producer == null ? begin() : producer;
            List<LogLine> lines = log.after(position, MAX_BATCH);
            if (lines.isEmpty()) {
                lead.require();
                news.await(IDLE);
            } else {
                send(to, lines, partitions);
                position = lines.getLast().position();
                jdbc.sql(SAVE).params(position, settings.topic()).update();
            }
            return Duration.ZERO;
        }

        private Producer<String, byte[]> begin() throws Exception {
            EventTopic.Found topic = EventTopic.findOrCreate(settings);
            partitions = topic.partitions();
            if (ask(OTHERWISE_SIGNED, topic, Boolean.class)) {
                EventTopic.clear(settings, topic);
            }
            position = ask(POSITION, topic, Long.class);
            LOG.atInfo()
                    .addKeyValue("position", position)
                    .log("shipping to {} from position {}", settings.topic(), position);
            Producer<String, byte[]> begun = producer();
            producer = begun;
            begun.initTransactions();
            return begun;
        }

        private <T> T ask(String sql, EventTopic.Found topic, Class<T> type) {
            return jdbc.sql(sql)
                    .param("topic", settings.topic())
                    .param("id", topic.id())
                    .param("keys", signature.keyNames().toArray(String[]::new))
                    .param("current", signature.keyNames().getFirst())
                    .query(type)
                    .single();
        }

        @Override
        public void close() throws SQLException {
            try (lead) {
                if (producer != null) {
                    producer.close(CLOSING);
                }
            }
        }
    }

    /** Each request that is traced has a span of its shipping, which its records name. */
    private void send(Producer<String, byte[]> producer, List<LogLine> lines, int partitions) {
        Map<String, Span> spans = new HashMap<>();
        try {
            send(producer, lines, partitions, spans);
        } finally {
            spans.values().forEach(Span::end);
        }
    }

    private void trace(LogLine line, Headers headers, Map<String, Span> spans) {
        String correlation = line.metadata().correlation();
        Traces.of(correlation)
                .map(request ->
                        spans.computeIfAbsent(
                                correlation,
                                c -> traces.begin("ship", SpanKind.PRODUCER, Optional.of(request))))
                .ifPresent(span -> {
                    span.setAttribute(Traces.POSITION, line.position());
                    add(headers, Traces.HEADER, Traces.header(span));
                });
    }

    private void send(
            Producer<String, byte[]> producer,
            List<LogLine> lines,
            int partitions,
            Map<String, Span> spans) {
        producer.beginTransaction();
        for (LogLine line : lines) {
            ProducerRecord<String, byte[]> record =
                    signed(partition(line.stream(), partitions), line.stream(), line.toJson());
            describe(line, record.headers());
            if (traces.isOn()) {
                trace(line, record.headers(), spans);
            }
            producer.send(record);
        }
        LogLine last = lines.getLast();
        byte[] watermark =
                ("{\"watermark\":%s,\"recordedAt\":\"%s\"}"
                                .formatted(last.position(), last.recordedAt()))
                        .getBytes(StandardCharsets.UTF_8);
        for (int partition = 0; partition < partitions; partition++) {
            producer.send(signed(partition, null, watermark));
        }
        producer.commitTransaction();
    }

    /** Where Kafka's producers put a key. */
    private static int partition(String stream, int partitions) {
        return BuiltInPartitioner.partitionForKey(
                stream.getBytes(StandardCharsets.UTF_8), partitions);
    }

    private ProducerRecord<String, byte[]> signed(
            int partition, @Nullable String key, byte[] value) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(settings.topic(), partition, key, value);
        record.headers().add(Signature.HEADER, signature.of(partition, key, value));
        return record;
    }

    /** CloudEvents' binary mode for Kafka. */
    private static void describe(LogLine line, Headers headers) {
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", line.id().toString());
        add(headers, "ce_type", line.type());
        add(headers, "ce_source", "/yardstick");
        add(headers, "ce_time", line.recordedAt().toString());
        add(headers, "ce_sequence", Long.toString(line.position()));
        add(headers, "content-type", "application/json");
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * One request at a time: Kafka answers "not yet" to the first request of a transaction while it
     * still ends the one before, and a second request would overtake its repetition.
     */
    private KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                settings.client(
                        Map.of(
                                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                                1,
                                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                                "shipper-" + settings.topic(),
                                ProducerConfig.ACKS_CONFIG,
                                "all",
                                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                                30_000,
                                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                                20_000,
                                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                10_000,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                20_000,
                                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                                16 * 1024 * 1024,
                                ProducerConfig.BATCH_SIZE_CONFIG,
                                256 * 1024,
                                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                                "lz4")),
                new StringSerializer(),
                new ByteArraySerializer());
    }
}
