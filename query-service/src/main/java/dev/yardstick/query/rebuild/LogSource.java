package dev.yardstick.query.rebuild;

import dev.yardstick.events.codec.LogLine;
import dev.yardstick.query.access.CommandService;
import dev.yardstick.query.consuming.ReadModelWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;

/**
 * The log itself, asked from command-service: right also when Kafka, or a part of what it carried,
 * is lost. An event goes to the partition where Kafka's producers put its stream.
 */
final class LogSource implements Source {

    private static final int BATCH = 5_000;
    private static final int BATCH_BYTES = 8 * 1024 * 1024;

    /**
     * No topic of Kafka's, so what is parked here is in the way of nothing that is parked there.
     */
    private static final String NAME = "log";

    private final CommandService commands;
    private long complete;

    LogSource(CommandService commands) {
        this.commands = commands;
    }

    @Override
    public void fill(List<ReadModelWriter> writers, Goal goal, Progress progress) throws Exception {
        if (goal.position() <= complete) {
            return;
        }
        ReadModelWriter next = writers.getFirst();
        next.claim(goal.partitions().keySet());
        try (Stream<String> lines = commands.events(complete + 1, goal.position())) {
            List<ConsumerRecord<String, byte[]>> batch = new ArrayList<>(BATCH);
            long position = complete;
            int bytes = 0;
            long since = System.nanoTime();
            Iterator<String> all = lines.iterator();
            while (all.hasNext()) {
                byte[] line = all.next().getBytes(StandardCharsets.UTF_8);
                LogLine event = LogLine.parse(line);
                if (event.position() != position + 1) {
                    throw new IOException("the log breaks off after position " + position);
                }
                position++;
                bytes += line.length;
                int partition = partition(event.stream(), goal.partitions().size());
                if (position <= goal.position(partition)) {
                    batch.add(
                            new ConsumerRecord<>(NAME, partition, position, event.stream(), line));
                }
                if (batch.size() == BATCH || bytes >= BATCH_BYTES || position == goal.position()) {
                    int applied = next.apply(batch, read -> {});
                    progress.advance(applied, position, goal.position());
                    progress.giveWay(since, 1);
                    since = System.nanoTime();
                    batch.clear();
                    bytes = 0;
                }
            }
            if (position < goal.position()) {
                throw new IOException("the log breaks off after position " + position);
            }
        }
        complete = goal.visible();
    }

    private static int partition(String stream, int partitions) {
        return Utils.toPositive(Utils.murmur2(stream.getBytes(StandardCharsets.UTF_8)))
                % partitions;
    }

    /** It gave them itself. */
    @Override
    public boolean isOurs(ConsumerRecord<String, byte[]> record) {
        return true;
    }

    @Override
    public boolean hasOffsets() {
        return false;
    }

    @Override
    public void close() {}
}
