package dev.yardstick.command.shipping;

import dev.yardstick.command.log.LogReader;
import dev.yardstick.command.log.LogSignal;
import dev.yardstick.events.LogLine;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import javax.sql.DataSource;

/**
 * Ships the log to Kafka in the order of positions. A batch and its watermarks are one Kafka
 * transaction, so a reader of committed records sees everything up to a watermark or nothing of the
 * batch; the position is saved after Kafka committed. A crash in between ships the batch twice;
 * nothing is lost, and nothing is reordered within a partition. On any error it starts again from
 * the saved position.
 *
 * <p>Of several processes one ships: the one that holds the advisory lock. Kafka fences whoever
 * believes it still does.
 */
@Component
class Shipper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Shipper.class);

    private static final int MAX_BATCH = 5_000;
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration BACK_OFF = Duration.ofMillis(500);

    private static final String LEAD = "select pg_try_advisory_lock(hashtextextended(?, 0))";

    private static final String POSITION =
            """
            insert into shipping as s (topic, topic_id, position) values (?, ?, 0)
            on conflict (topic) do update set
                position = case when s.topic_id = excluded.topic_id then s.position else 0 end,
                topic_id = excluded.topic_id
            returning position
            """;

    private static final String SAVE = "update shipping set position = ? where topic = ?";

    private final KafkaSettings settings;
    private final DataSource database;
    private final LogReader log;
    private final LogSignal signal;
    private volatile boolean running;
    private Thread thread = new Thread();

    Shipper(KafkaSettings settings, DataSource database, LogReader log, LogSignal signal) {
        this.settings = settings;
        this.database = database;
        this.log = log;
        this.signal = signal;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("shipper").daemon().start(this::run);
    }

    @Override
    public void stop() {
        running = false;
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
            try (Connection connection = database.getConnection()) {
                if (lead(connection)) {
                    try {
                        ship(connection);
                    } finally {
                        resign(connection);
                    }
                }
            } catch (SQLException
                    | KafkaException
                    | ExecutionException
                    | TimeoutException
                    | IllegalStateException e) {
                if (running && !e.toString().equals(trouble)) {
                    LOG.warn("shipping waits and tries again: {}", e.toString());
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

    private boolean lead(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LEAD)) {
            lock.setString(1, "shipping " + settings.topic());
            try (ResultSet row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static void resign(Connection connection) throws SQLException {
        try (PreparedStatement unlock =
                connection.prepareStatement("select pg_advisory_unlock_all()")) {
            unlock.execute();
        }
    }

    private void ship(Connection connection)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        EventTopic.Found topic = EventTopic.findOrCreate(settings);
        long position = position(connection, topic.id());
        LOG.info("shipping to {} from position {}", settings.topic(), position);
        LogSignal.Follower news = signal.follow();
        try (Producer<String, byte[]> producer = producer()) {
            producer.initTransactions();
            while (running) {
                List<LogLine> lines = log.after(position, MAX_BATCH);
                if (lines.isEmpty()) {
                    if (!connection.isValid(1)) {
                        throw new SQLException("the connection that holds the lead is gone");
                    }
                    news.await(IDLE);
                    continue;
                }
                send(producer, lines, topic.partitions());
                position = lines.getLast().position();
                save(connection, position);
            }
        }
    }

    private void send(Producer<String, byte[]> producer, List<LogLine> lines, int partitions) {
        producer.beginTransaction();
        for (LogLine line : lines) {
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(settings.topic(), line.stream(), line.toJson());
            describe(line, record.headers());
            producer.send(record);
        }
        LogLine last = lines.getLast();
        byte[] watermark =
                ("{\"watermark\":"
                                + last.position()
                                + ",\"recordedAt\":\""
                                + last.recordedAt()
                                + "\"}")
                        .getBytes(StandardCharsets.UTF_8);
        for (int partition = 0; partition < partitions; partition++) {
            producer.send(new ProducerRecord<>(settings.topic(), partition, null, watermark));
        }
        producer.commitTransaction();
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

    private long position(Connection connection, String topicId) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(POSITION)) {
            query.setString(1, settings.topic());
            query.setString(2, topicId);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void save(Connection connection, long position) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(SAVE)) {
            update.setLong(1, position);
            update.setString(2, settings.topic());
            update.executeUpdate();
        }
    }

    /**
     * One request at a time: Kafka answers "not yet" to the first request of a transaction while it
     * still ends the one before, and a second request would overtake its repetition.
     */
    private KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        settings.bootstrapServers(),
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
                        256 * 1024),
                new StringSerializer(),
                new ByteArraySerializer());
    }
}
