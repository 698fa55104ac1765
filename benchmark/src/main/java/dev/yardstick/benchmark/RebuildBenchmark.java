package dev.yardstick.benchmark;

import dev.yardstick.standalone.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A rebuild against reading the topic alone, and COPY against the batches of {@code unnest} that
 * the projection writes; all in the same run, on the same rows.
 */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description = "A rebuild of the read model against reading the topic alone.")
final class RebuildBenchmark implements Callable<Integer> {

    @Option(names = "--deals", description = "deals to read again (default: ${DEFAULT-VALUE})")
    private int deals = 100_000;

    @Option(names = "--rounds", description = "rounds (default: ${DEFAULT-VALUE})")
    private int rounds = 3;

    @Override
    public Integer call()
            throws IOException, InterruptedException, SQLException, ExecutionException {
        Path data = Files.createTempDirectory("yardstick-benchmark");
        try (Server server = Server.start(data, 0);
                Connection database =
                        DriverManager.getConnection(
                                server.queryDatabaseUrl(),
                                "yardstick",
                                server.databasePassword())) {
            DealSender sender = new DealSender(server, 4);
            sender.prepare();
            sender.awaitVisible(sender.send(sender.streams(0, deals), deals));
            RowWriting rows = new RowWriting(database);
            for (int round = 0; round <= rounds; round++) {
                double rebuilt = deals / sender.rebuild();
                double read = deals / seconds(() -> readTopic(server));
                double copied = deals / seconds(rows::copy);
                double unnested = deals / seconds(rows::unnest);
                System.out.printf(
                        Locale.ROOT,
                        "%s: rebuilt %,.0f events/s, topic alone %,.0f/s: ratio %.2f; rows by COPY"
                                + " %,.0f/s, by unnest %,.0f/s: ratio %.2f%n",
                        round == 0 ? "warm-up" : "round " + round,
                        rebuilt,
                        read,
                        rebuilt / read,
                        copied,
                        unnested,
                        copied / unnested);
            }
            return 0;
        } finally {
            FileSystemUtils.deleteRecursively(data);
        }
    }

    private interface Work {
        void run() throws SQLException, IOException;
    }

    private static double seconds(Work work) throws SQLException, IOException {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static void readTopic(Server server) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, server.bootstrapServers(),
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor("yardstick.events").stream()
                            .map(p -> new TopicPartition(p.topic(), p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100));
            }
        }
    }
}
