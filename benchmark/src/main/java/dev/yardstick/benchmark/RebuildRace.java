package dev.yardstick.benchmark;

import dev.yardstick.standalone.Server;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * R5: a rebuild of the read model against a bare consumer of the same topic, which throws away what
 * it reads. R5b: what intake keeps of its speed while a rebuild runs. A rebuild whose tables differ
 * from those before fails the race.
 */
record RebuildRace() implements Race {

    @Override
    public List<Ratio> run(boolean quick) throws Exception {
        int deals = quick ? 4_000 : 100_000;
        int rounds = quick ? 1 : 3;
        Rounds rebuilt = new Rounds(rounds);
        Rounds kept = new Rounds(rounds);
        try (Scene scene = Scene.open()) {
            DealSender sender = scene.sender();
            sender.awaitVisible(sender.send(sender.streams(-1, deals), deals));
            for (int round = 0; round <= rounds; round++) {
                double ours = deals / sender.rebuild();
                long start = System.nanoTime();
                int read = readTopic(scene.server());
                if (read < deals) {
                    throw new IllegalStateException(read + " records of " + deals + " deals");
                }
                double limit = Rounds.perSecond(read, System.nanoTime() - start);
                if (round > 0) {
                    rebuilt.add(ours, limit);
                }
            }
            int part = deals / 5;
            for (int round = 0; round <= rounds; round++) {
                double alone = sender.sendUntilVisible(2 * round, part);
                try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    Callable<Double> rebuild = sender::rebuild;
                    Future<Double> rebuilding = threads.submit(rebuild);
                    sender.awaitRebuilding();
                    double beside = sender.sendUntilVisible(2 * round + 1, part);
                    boolean ranOn = !rebuilding.isDone();
                    rebuilding.get();
                    if (round > 0 && (ranOn || quick)) {
                        kept.add(beside, alone);
                    }
                }
            }
        }
        return List.of(
                new Ratio(
                        "R5",
                        "a rebuild of the read model / a bare consumer of the same topic",
                        rebuilt.ratio(),
                        0.40,
                        false,
                        true,
                        rebuilt.said("rebuilt", "read")),
                new Ratio(
                        "R5b",
                        "intake until it is visible while a rebuild runs / the same alone",
                        kept.ratio(),
                        0.70,
                        false,
                        true,
                        kept.said("beside a rebuild", "alone")));
    }

    /** Answers how many records there were. */
    static int readTopic(Server server) {
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
            int read = 0;
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                read += consumer.poll(Duration.ofMillis(100)).count();
            }
            return read;
        }
    }
}
