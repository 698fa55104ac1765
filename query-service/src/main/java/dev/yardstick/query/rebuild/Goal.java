package dev.yardstick.query.rebuild;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How far the tables that answer have come.
 *
 * @param topicId Kafka's id of the topic that they were read from
 * @param visible the position up to which they hold everything
 */
record Goal(String topicId, Map<Integer, Partition> partitions, long visible) {

    private static final String FIND =
            "select partition, topic_id, epoch, next_offset, position, watermark from consumed"
                    + " where topic = ?";

    /**
     * A partition: where to read on, the highest event applied, and up to where all of them.
     *
     * @param epoch when it was claimed
     */
    record Partition(
            int partition,
            String topicId,
            long epoch,
            long nextOffset,
            long position,
            long watermark) {}

    /**
     * Asks the tables.
     *
     * @throws Source.NotYetException when nothing was read from Kafka yet
     */
    static Goal of(JdbcClient live, String topic) {
        List<Partition> read = live.sql(FIND).param(topic).query(Partition.class).list();
        if (read.isEmpty()) {
            throw new Source.NotYetException("nothing was read from Kafka yet");
        }
        if (read.stream().map(Partition::topicId).distinct().count() > 1) {
            throw new Source.NotYetException("not all of a new topic is read from yet");
        }
        Map<Integer, Partition> partitions = new TreeMap<>();
        read.forEach(one -> partitions.put(one.partition(), one));
        long visible = read.stream().mapToLong(Partition::watermark).min().orElseThrow();
        return new Goal(read.getFirst().topicId(), partitions, visible);
    }

    /** What there is to read of a partition. */
    long offset(int partition) {
        Partition wanted = partitions.get(partition);
        return wanted == null ? 0 : wanted.nextOffset();
    }

    /** The highest event applied of a partition. */
    long position(int partition) {
        Partition wanted = partitions.get(partition);
        return wanted == null ? 0 : wanted.position();
    }

    /** All that there is to read in Kafka. */
    long offsets() {
        return partitions.values().stream().mapToLong(Partition::nextOffset).sum();
    }

    /** The highest event applied. */
    long position() {
        return partitions.values().stream().mapToLong(Partition::position).max().orElse(0);
    }
}
