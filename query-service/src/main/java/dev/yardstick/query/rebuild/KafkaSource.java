package dev.yardstick.query.rebuild;

import dev.yardstick.query.consuming.EventConsumer;
import dev.yardstick.query.consuming.EventTopic;
import dev.yardstick.query.consuming.ReadModelWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The topic, read again from its beginning: by as many readers as there are writers, each with
 * partitions of its own.
 */
final class KafkaSource implements Source {

    private final EventTopic topic;
    private final EventConsumer others;
    private final List<TopicReader> readers = new ArrayList<>();

    KafkaSource(EventTopic topic, EventConsumer others) {
        this.topic = topic;
        this.others = others;
    }

    @Override
    public void fill(List<ReadModelWriter> next, Goal goal, Progress progress) throws Exception {
        if (!topic.find().id().equals(goal.topicId())) {
            others.reopen();
            throw new NotYetException("Kafka lost the topic, and the new one is not read from yet");
        }
        while (readers.size() < next.size()) {
            readers.add(new TopicReader(topic.connect()));
        }
        List<TopicPartition> all = topic.partitions(goal.partitions().size());
        TopicReader.Advanced advanced =
                (events, since) -> {
                    progress.advance(events, read(next, goal), goal.offsets());
                    progress.giveWay(since, next.size());
                };
        List<Callable<Boolean>> filling = new ArrayList<>();
        for (int i = 0; i < next.size(); i++) {
            TopicReader reader = readers.get(i);
            ReadModelWriter writer = next.get(i);
            List<TopicPartition> partitions = share(all, i, next.size());
            writer.claim(partitions.stream().map(TopicPartition::partition).toList());
            filling.add(() -> {
                reader.fill(writer, partitions, goal, advanced);
                return true;
            });
        }
        AtOnce.each(filling);
    }

    /** What one of so many reads: always the same. */
    private static List<TopicPartition> share(List<TopicPartition> all, int one, int of) {
        return IntStream.range(0, all.size())
                .filter(partition -> partition % of == one)
                .mapToObj(all::get)
                .toList();
    }

    private static long read(List<ReadModelWriter> next, Goal goal) {
        return goal.partitions().keySet().stream()
                .mapToLong(partition -> next.get(partition % next.size()).nextOffset(partition))
                .sum();
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
        readers.forEach(TopicReader::close);
    }
}
