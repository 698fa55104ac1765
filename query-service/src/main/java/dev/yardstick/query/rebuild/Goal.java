package dev.yardstick.query.rebuild;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.Map;
import java.util.TreeMap;

/**
 * How far the tables that answer have come.
 *
 * @param topicId Kafka's id of the topic that they were read from
 * @param visible the position up to which they hold everything
 */
record Goal(String topicId, Map<Integer, Partition> partitions, long visible) {

    private static final String FIND =
            "select partition, topic_id, next_offset, position, watermark from consumed"
                    + " where topic = ?";

    /** A partition: where to read on, and the highest event applied. */
    record Partition(long nextOffset, long position) {}

    /**
     * Asks the tables.
     *
     * @throws Source.NotYetException when nothing was read from Kafka yet
     */
    static Goal of(JdbcClient live, String topic) {
        Map<Integer, Partition> partitions = new TreeMap<>();
        String[] topicId = {""};
        long[] visible = {Long.MAX_VALUE};
        live.sql(FIND)
                .param(topic)
                .query(row -> {
                    topicId[0] = row.getString(2);
                    partitions.put(row.getInt(1), new Partition(row.getLong(3), row.getLong(4)));
                    visible[0] = Math.min(visible[0], row.getLong(5));
                });
        if (partitions.isEmpty()) {
            throw new Source.NotYetException("nothing was read from Kafka yet");
        }
        return new Goal(topicId[0], partitions, visible[0]);
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
