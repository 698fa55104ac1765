package dev.yardstick.benchmark.limit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The raw limit of a way through Kafka into a table: one transaction of a producer, a consumer that
 * reads what is committed, and one commit in PostgreSQL.
 */
public final class RawPath implements AutoCloseable {

    private static final String TOPIC = "raw-path";
    private static final int BYTES = 350; // as many as data and metadata have

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Connection database;
    private final PreparedStatement insert;

    /**
     * Makes the topic and the table.
     *
     * @param database is closed with it
     */
    public RawPath(String bootstrapServers, Connection database) throws Exception {
        this.database = database;
        Map<String, Object> kafka =
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        TOPIC);
        makeTopic(kafka);
        producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        consumer =
                new KafkaConsumer<>(
                        kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
        consumer.seekToBeginning(consumer.assignment());
        try (Statement statement = database.createStatement()) {
            statement.execute("create table raw_path (position bigint primary key, data bytea)");
        }
        insert = database.prepareStatement("insert into raw_path values (?, ?)");
    }

    private static void makeTopic(Map<String, Object> kafka)
            throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    /** One event on its way; answers the nanoseconds that it took. */
    public long send() throws Exception {
        long begin = System.nanoTime();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(TOPIC, 0, null, new byte[BYTES]));
        producer.commitTransaction();
        int read = 0;
        while (read == 0) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                insert.setLong(1, record.offset());
                insert.setBytes(2, record.value());
                insert.executeUpdate();
                read++;
            }
        }
        return System.nanoTime() - begin;
    }

    @Override
    public void close() throws Exception {
        producer.close();
        consumer.close();
        database.close();
    }
}
