package dev.yardstick.query.consuming;

import dev.yardstick.events.Event;
import dev.yardstick.events.RepEvent.RepErased;
import dev.yardstick.query.known.Projection;
import dev.yardstick.runtime.Worker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads all partitions and has each polled batch written with its offsets in one transaction, by
 * {@link ReadModelWriter}, so an event is applied exactly once whatever fails in between. No state
 * lives in Kafka's consumer group. On any error it starts again from the stored offsets.
 */
@Component
public class EventConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);

    private static final Duration POLL = Duration.ofMillis(500);

    private static final Duration BUSY = Duration.ofMillis(500);

    private final EventTopic topic;
    private final TransactionTemplate transaction;
    private final Projection projection;
    private final Offsets offsets;
    private final Parked parked;
    private final ApplicationEventPublisher publisher;
    private final ReentrantLock turn = new ReentrantLock(true);
    private volatile boolean reopen;
    private volatile long appliedAt = System.nanoTime();

    EventConsumer(
            EventTopic topic,
            TransactionTemplate transaction,
            Projection projection,
            Offsets offsets,
            Parked parked,
            ApplicationEventPublisher publisher) {
        this.topic = topic;
        this.transaction = transaction;
        this.projection = projection;
        this.offsets = offsets;
        this.parked = parked;
        this.publisher = publisher;
    }

    @Bean("consumerWorker")
    Worker worker() {
        return new Worker("event-consumer", this::open);
    }

    private Optional<Reading> open() throws Exception {
        try {
            EventTopic.Found found = topic.find();
            ReadModelWriter model =
                    new ReadModelWriter(
                            topic.name(), transaction, projection, offsets, parked, topic::isOurs);
            turn.lockInterruptibly();
            try {
                reopen = false;
                model.open(found.id(), found.partitions());
            } finally {
                turn.unlock();
            }
            return Optional.of(new Reading(model, found.partitions()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                LOG.debug("{} does not exist yet: command-service makes it", topic.name());
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Reads on from what the tables say, until they are to be asked anew. */
    private final class Reading implements Worker.Work {

        private final ReadModelWriter model;
        private final Consumer<String, byte[]> consumer = topic.connect();

        Reading(ReadModelWriter model, int partitions) {
            this.model = model;
            consumer.assign(topic.partitions(partitions));
            for (TopicPartition partition : consumer.assignment()) {
                consumer.seek(partition, model.nextOffset(partition.partition()));
            }
            LOG.info("reading {} from {}", topic.name(), model);
        }

        @Override
        public Duration step() throws InterruptedException {
            ConsumerRecords<String, byte[]> polled = consumer.poll(POLL);
            if (!polled.isEmpty()) {
                turn.lockInterruptibly();
                try {
                    if (!reopen) {
                        model.apply(polled, EventConsumer.this::tell);
                        appliedAt = System.nanoTime();
                        publisher.publishEvent(new Visible.Moved());
                    }
                } finally {
                    turn.unlock();
                }
            }
            return Duration.ZERO;
        }

        @Override
        public boolean isOver() {
            return reopen;
        }

        @Override
        public void interrupt() {
            consumer.wakeup();
        }

        @Override
        public void close() {
            consumer.close();
        }
    }

    /** Tells whom an event concerns at once. */
    void tell(Event applied) {
        if (applied instanceof RepErased) {
            publisher.publishEvent(applied);
        }
    }

    /**
     * Does something while no event is applied. Afterwards events are read on from where the tables
     * then say that they have come, whichever tables these are.
     */
    public <T> T whilePaused(Callable<T> work) throws Exception {
        turn.lockInterruptibly();
        try {
            return work.call();
        } finally {
            reopen = true;
            turn.unlock();
        }
    }

    /** Whether events came in so lately that more of them have to be reckoned with. */
    public boolean isBusy() {
        return System.nanoTime() - appliedAt < BUSY.toNanos();
    }

    /** Has it look again which topic there is. */
    public void reopen() {
        reopen = true;
    }
}
