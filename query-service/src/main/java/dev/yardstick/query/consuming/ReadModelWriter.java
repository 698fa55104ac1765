package dev.yardstick.query.consuming;

import dev.yardstick.events.Event;
import dev.yardstick.query.known.Projection;
import dev.yardstick.runtime.DatabaseRefusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tables that events are applied to, with how far they have been applied. Used by one thread at a
 * time; after an exception it has to be opened again. Several may write to the same tables at once,
 * each what others do not read: the partitions of one have no stream of another's.
 */
public final class ReadModelWriter {

    private static final Logger LOG = LoggerFactory.getLogger(ReadModelWriter.class);

    private final String topic;
    private final TransactionTemplate transaction;
    private final Projection projection;
    private final Offsets offsets;
    private final Parked parked;
    private final Predicate<ConsumerRecord<String, byte[]>> ours;
    private String topicId = "";
    private volatile Map<Integer, Offsets.Read> reads = Map.of();
    private Set<String> blocked = Set.of();

    ReadModelWriter(
            String topic,
            TransactionTemplate transaction,
            Projection projection,
            Offsets offsets,
            Parked parked,
            Predicate<ConsumerRecord<String, byte[]>> ours) {
        this.topic = topic;
        this.transaction = transaction;
        this.projection = projection;
        this.offsets = offsets;
        this.parked = parked;
        this.ours = ours;
    }

    /**
     * The tables that the connections of a data source find.
     *
     * @param ours whether command-service wrote a record
     */
    public static ReadModelWriter on(
            DataSource tables, String topic, Predicate<ConsumerRecord<String, byte[]>> ours) {
        JdbcClient jdbc = JdbcClient.create(tables);
        Projection projection = Projection.onto(tables);
        TransactionTemplate transaction =
                new TransactionTemplate(new JdbcTransactionManager(tables));
        return new ReadModelWriter(
                topic, transaction, projection, new Offsets(jdbc), new Parked(jdbc), ours);
    }

    /** Begins with none of a topic's partitions. */
    public void open(String topicId, int partitions) {
        this.topicId = topicId;
        reads = Map.of();
        transaction.executeWithoutResult(status -> offsets.prepare(topic, topicId, partitions));
    }

    /** Takes partitions, from where the tables say that they have come; nobody else has them. */
    public void claim(Collection<Integer> partitions) {
        Map<Integer, Offsets.Read> all = new HashMap<>(reads);
        transaction.executeWithoutResult(status -> {
            all.putAll(offsets.claim(topic, topicId, partitions));
            blocked = parked.streams();
        });
        reads = all;
    }

    /** Leaves partitions to others. */
    public void release(Collection<Integer> partitions) {
        Map<Integer, Offsets.Read> left = new HashMap<>(reads);
        left.keySet().removeAll(partitions);
        reads = left;
    }

    /** Where to read a partition on; any thread may ask. */
    public long nextOffset(int partition) {
        Offsets.Read read = reads.get(partition);
        return read == null ? 0 : read.nextOffset();
    }

    /**
     * Applies records of claimed partitions in one transaction, together with how far they go. What
     * was applied before is skipped, what cannot be applied is parked.
     *
     * @param applied is told of each event afterwards
     * @return how many events were new
     * @throws Offsets.OvertakenException when somebody else claimed one of the partitions; nothing
     *     was written
     * @throws Offsets.PausedException when nobody may apply anything; nothing was written
     */
    public int apply(Iterable<ConsumerRecord<String, byte[]>> records, Consumer<Event> applied) {
        List<Batch.Parsed> read = read(records);
        try {
            return applyTogether(read, applied);
        } catch (DataAccessException refused) {
            requireRefusal(refused);
            LOG.warn("records are applied one by one: {}", refused.toString());
            int events = 0;
            for (Batch.Parsed record : read) {
                events += applyAlone(record, applied);
            }
            return events;
        }
    }

    /** Each by itself, so by all processors. */
    private List<Batch.Parsed> read(Iterable<ConsumerRecord<String, byte[]>> records) {
        return StreamSupport.stream(records.spliterator(), true)
                .map(record -> Batch.Parsed.of(record, ours, projection))
                .toList();
    }

    private int applyAlone(Batch.Parsed record, Consumer<Event> applied) {
        try {
            return applyTogether(List.of(record), applied);
        } catch (DataAccessException refused) {
            requireRefusal(refused);
            Batch batch = new Batch(reads, blocked);
            batch.refuse(
                    record.record(),
                    "the database cannot hold it: " + refused.getMostSpecificCause().getMessage());
            return write(batch, applied);
        }
    }

    private static void requireRefusal(DataAccessException e) {
        if (!DatabaseRefusal.isOne(e)) {
            throw e;
        }
    }

    private int applyTogether(List<Batch.Parsed> records, Consumer<Event> applied) {
        Batch batch = new Batch(reads, blocked);
        records.forEach(batch::add);
        return write(batch, applied);
    }

    private int write(Batch batch, Consumer<Event> applied) {
        transaction.executeWithoutResult(status -> write(batch));
        batch.events().forEach(read -> applied.accept(read.event()));
        reads = new HashMap<>(batch.reads());
        return batch.events().size();
    }

    private void write(Batch batch) {
        List<Offsets.Read> read = new ArrayList<>(batch.reads().values());
        read.removeAll(reads.values());
        offsets.hold(topic, read);
        batch.failed(projection.apply(batch.events()));
        if (!batch.parked().isEmpty()) {
            LOG.error("{} records are parked, see /api/v1/parked", batch.parked().size());
        }
        parked.park(batch.parked());
        offsets.save(topic, read);
    }

    @Override
    public String toString() {
        return reads.values().toString();
    }
}
