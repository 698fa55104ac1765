package dev.yardstick.standalone;

import dev.yardstick.standalone.kafka.KafkaServer;
import dev.yardstick.standalone.postgres.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A PostgreSQL and a Kafka on one directory, to write a row and a record to and read them from. */
final class Storage implements AutoCloseable {

    /** Unpacked once for all tests. */
    static final Path PROGRAMS = Path.of("target", "programs").toAbsolutePath();

    private static final String DATABASE = "kept";
    private static final String TOPIC = "kept";

    private final PostgresServer postgres;
    private final KafkaServer kafka;

    private Storage(PostgresServer postgres, KafkaServer kafka) {
        this.postgres = postgres;
        this.kafka = kafka;
    }

    static Storage start(Path data) throws Exception {
        Ports ports = Ports.choose(data.resolve("ports"), Set.of());
        PostgresServer postgres =
                PostgresServer.start(
                        data.resolve("postgres"),
                        PROGRAMS,
                        data.resolve("postgres.log"),
                        ports.postgres());
        postgres.createDatabase(DATABASE);
        return new Storage(
                postgres,
                KafkaServer.start(
                        data.resolve("kafka"), ports.kafka(), ports.controller(), Map.of()));
    }

    /** A process of its own: writes one row and one record, says so, and stays. */
    static void main(String[] arguments) throws Exception {
        Logs.writeTo(Files.createDirectories(Path.of(arguments[0], "logs")));
        Storage storage = start(Path.of(arguments[0]));
        storage.write("from the child");
        System.out.println("written");
        Thread.sleep(Duration.ofHours(1));
    }

    void write(String text) throws Exception {
        try (Connection connection = postgres.connect(DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists kept (text text)");
            statement.execute("insert into kept values (" + statement.enquoteLiteral(text) + ")");
        }
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all");
        try (Admin admin = Admin.create(settings)) {
            if (!admin.listTopics().names().get().contains(TOPIC)) {
                admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
                        .all()
                        .get();
            }
        }
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, text)).get();
        }
    }

    List<String> rows() throws Exception {
        try (Connection connection = postgres.connect(DATABASE);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select text from kept")) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }

    List<String> records() {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            List<String> records = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(found -> records.add(found.value()));
            }
            return records;
        }
    }

    PostgresServer postgres() {
        return postgres;
    }

    @Override
    public void close() {
        kafka.close();
        postgres.close();
    }
}
