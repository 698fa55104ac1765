package dev.yardstick.query.consuming;

import dev.yardstick.events.Event;
import dev.yardstick.events.RepEvent.RepErased;
import dev.yardstick.query.facts.Projection;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads all partitions and writes each polled batch with its offsets in one transaction, so an
 * event is applied exactly once whatever fails in between. No state lives in Kafka's consumer
 * group. On any error it starts again from the stored offsets.
 */
@Component
public class EventConsumer implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Duration BACK_OFF = Duration.ofMillis(500);

    private final EventTopic topic;
    private final TransactionTemplate transaction;
    private final Projection projection;
    private final Offsets offsets;
    private final Parked parked;
    private final ApplicationEventPublisher publisher;
    private final ReentrantLock turn = new ReentrantLock(true);
    private volatile boolean running;
    private volatile boolean reopen;
    private Thread thread = new Thread();
    private volatile @Nullable Consumer<String, byte[]> consumer;

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

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("event-consumer").daemon().start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        Consumer<String, byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        try {
            if (!thread.join(GRACE)) {
                thread.interrupt();
                thread.join(GRACE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        String trouble = "";
        while (running) {
            try {
                consume();
                continue;
            } catch (InterruptedException | WakeupException | InterruptException e) {
                return;
            } catch (KafkaException
                    | DataAccessException
                    | TransactionException
                    | ExecutionException
                    | TimeoutException
                    | IllegalStateException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    LOG.info("{} does not exist yet: command-service makes it", topic.name());
                } else if (running && !e.toString().equals(trouble)) {
                    LOG.warn("reading events waits and tries again: {}", e.toString());
                    trouble = e.toString();
                }
            }
            try {
                Thread.sleep(BACK_OFF);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void consume() throws InterruptedException, ExecutionException, TimeoutException {
        EventTopic.Found found = topic.find();
        ReadModel model = new ReadModel(topic.name(), transaction, projection, offsets, parked);
        turn.lockInterruptibly();
        try {
            reopen = false;
            model.open(found.id(), found.partitions());
        } finally {
            turn.unlock();
        }
        try (Consumer<String, byte[]> consumer = topic.connect()) {
            this.consumer = consumer;
            consumer.assign(topic.partitions(found.partitions()));
            for (TopicPartition partition : consumer.assignment()) {
                consumer.seek(partition, model.nextOffset(partition.partition()));
            }
            LOG.info("reading {} from {}", topic.name(), model);
            while (running && !reopen) {
                ConsumerRecords<String, byte[]> polled = consumer.poll(POLL);
                if (!polled.isEmpty()) {
                    apply(model, polled);
                }
            }
        } finally {
            this.consumer = null;
        }
    }

    private void apply(ReadModel model, ConsumerRecords<String, byte[]> polled)
            throws InterruptedException {
        turn.lockInterruptibly();
        try {
            if (!reopen) {
                model.apply(polled, this::tell);
            }
        } finally {
            turn.unlock();
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

    /** Has it look again which topic there is. */
    public void reopen() {
        reopen = true;
    }
}
