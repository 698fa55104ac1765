package dev.yardstick.query.rebuild;

import dev.yardstick.query.consuming.EventConsumer;
import dev.yardstick.query.consuming.EventTopic;
import dev.yardstick.query.consuming.ReadModelWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The topic, read again from its beginning by a consumer of its own. */
final class KafkaSource implements Source {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final EventTopic topic;
    private final EventConsumer others;
    private @Nullable KafkaConsumer<String, byte[]> connected;

    KafkaSource(EventTopic topic, EventConsumer others) {
        this.topic = topic;
        this.others = others;
    }

    @Override
    public void fill(ReadModelWriter next, Goal goal, Progress progress) throws Exception {
        if (!topic.find().id().equals(goal.topicId())) {
            others.reopen();
            throw new NotYetException("Kafka lost the topic, and the new one is not read from yet");
        }
        KafkaConsumer<String, byte[]> consumer = connected == null ? topic.connect() : connected;
        connected = consumer;
        Set<TopicPartition> open = new HashSet<>();
        for (TopicPartition partition : topic.partitions(goal.partitions().size())) {
            if (next.nextOffset(partition.partition()) < goal.offset(partition.partition())) {
                open.add(partition);
            }
        }
        consumer.assign(open);
        consumer.resume(open); // a partition that was assigned before stays paused otherwise
        for (TopicPartition partition : open) {
            consumer.seek(partition, next.nextOffset(partition.partition()));
        }
        // What comes next is read while the database takes what came before.
        CompletableFuture<ReadModelWriter.Reading> waiting = null;
        while (!open.isEmpty()) {
            ConsumerRecords<String, byte[]> polled = consumer.poll(POLL);
            List<ConsumerRecord<String, byte[]>> wanted = new ArrayList<>(polled.count());
            for (TopicPartition partition : polled.partitions()) {
                polled.records(partition).stream()
                        .filter(record -> record.offset() < goal.offset(partition.partition()))
                        .forEach(wanted::add);
            }
            CompletableFuture<ReadModelWriter.Reading> reading =
                    CompletableFuture.supplyAsync(() -> next.read(wanted));
            apply(waiting, next, goal, progress);
            waiting = reading;
            List<TopicPartition> reached =
                    open.stream()
                            .filter(p -> consumer.position(p) >= goal.offset(p.partition()))
                            .toList();
            consumer.pause(reached);
            reached.forEach(open::remove);
        }
        apply(waiting, next, goal, progress);
    }

    private static void apply(
            @Nullable CompletableFuture<ReadModelWriter.Reading> reading,
            ReadModelWriter next,
            Goal goal,
            Progress progress)
            throws InterruptedException {
        if (reading != null) {
            int applied = next.apply(reading.join(), event -> {});
            long read = goal.partitions().keySet().stream().mapToLong(next::nextOffset).sum();
            progress.advance(applied, read, goal.offsets());
        }
    }

    @Override
    public boolean isOurs(ConsumerRecord<String, byte[]> record) {
        return topic.isOurs(record);
    }

    @Override
    public boolean hasOffsets() {
        return true;
    }

    @Override
    public void close() {
        KafkaConsumer<String, byte[]> consumer = connected;
        if (consumer != null) {
            consumer.close(CloseOptions.timeout(CLOSE));
        }
    }
}
