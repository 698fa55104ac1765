package dev.yardstick.query.rebuild;

import dev.yardstick.query.consuming.ReadModelWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads partitions up to a goal, and has written what it reads. Used by one thread at a time. */
record TopicReader(KafkaConsumer<String, byte[]> consumer) {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSE = Duration.ofSeconds(1);

    /**
     * Reads and has written.
     *
     * @param advanced is told how many events were applied, after each batch
     */
    void fill(ReadModelWriter next, List<TopicPartition> partitions, Goal goal, Advanced advanced)
            throws InterruptedException {
        Set<TopicPartition> open = new HashSet<>();
        for (TopicPartition partition : partitions) {
            if (next.nextOffset(partition.partition()) < goal.offset(partition.partition())) {
                open.add(partition);
            }
        }
        consumer.assign(open);
        consumer.resume(open); // a partition that was assigned before stays paused otherwise
        for (TopicPartition partition : open) {
            consumer.seek(partition, next.nextOffset(partition.partition()));
        }
        while (!open.isEmpty()) {
            long since = System.nanoTime();
            ConsumerRecords<String, byte[]> polled = consumer.poll(POLL);
            List<ConsumerRecord<String, byte[]>> wanted = new ArrayList<>(polled.count());
            for (TopicPartition partition : polled.partitions()) {
                polled.records(partition).stream()
                        .filter(record -> record.offset() < goal.offset(partition.partition()))
                        .forEach(wanted::add);
            }
            advanced.by(next.apply(wanted, event -> {}), since);
            List<TopicPartition> reached =
                    open.stream()
                            .filter(p -> consumer.position(p) >= goal.offset(p.partition()))
                            .toList();
            consumer.pause(reached);
            reached.forEach(open::remove);
        }
    }

    /** Is told of what was applied. */
    interface Advanced {

        /**
         * Some more was applied.
         *
         * @param since when work on it began, by {@link System#nanoTime}
         */
        void by(int events, long since) throws InterruptedException;
    }

    void close() {
        consumer.close(CloseOptions.timeout(CLOSE));
    }
}
