package dev.yardstick.query.consuming;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far each partition has been read, kept beside what was read. */
@Component
record Offsets(JdbcClient jdbc) {

    private static final String FIND =
            "select partition, topic_id, next_offset, position, watermark from consumed where topic"
                    + " = ?";

    private static final String SAVE =
            """
            insert into consumed as c (topic, partition, topic_id, next_offset, position, watermark)
            select ?, p.partition, ?, p.next_offset, p.position, p.watermark
            from unnest(?::int[], ?::bigint[], ?::bigint[], ?::bigint[])
                 p(partition, next_offset, position, watermark)
            on conflict (topic, partition) do update set topic_id = excluded.topic_id,
                next_offset = excluded.next_offset,
                position = greatest(c.position, excluded.position),
                watermark = greatest(c.watermark, excluded.watermark)
            """;

    /**
     * A partition.
     *
     * @param nextOffset where to read on
     * @param position the highest event applied
     * @param watermark all of its events up to here have been applied
     */
    record Read(int partition, long nextOffset, long position, long watermark) {}

    /**
     * All partitions of a topic. If Kafka lost the topic and made it anew, offsets begin again at
     * 0.
     */
    Map<Integer, Read> find(String topic, String topicId, int partitions) {
        Map<Integer, Read> reads = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            reads.put(partition, new Read(partition, 0, 0, 0));
        }
        jdbc.sql(FIND)
                .param(topic)
                .query(row -> {
                    int partition = row.getInt(1);
                    long next = row.getString(2).equals(topicId) ? row.getLong(3) : 0;
                    reads.put(partition, new Read(partition, next, row.getLong(4), row.getLong(5)));
                });
        return reads;
    }

    void save(String topic, String topicId, List<Read> reads) {
        jdbc.sql(SAVE)
                .params(
                        topic,
                        topicId,
                        reads.stream().map(Read::partition).toArray(Integer[]::new),
                        reads.stream().map(Read::nextOffset).toArray(Long[]::new),
                        reads.stream().map(Read::position).toArray(Long[]::new),
                        reads.stream().map(Read::watermark).toArray(Long[]::new))
                .update();
    }
}
