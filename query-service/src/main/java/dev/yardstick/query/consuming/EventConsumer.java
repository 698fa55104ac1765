package dev.yardstick.query.consuming;

import dev.yardstick.events.Event;
import dev.yardstick.events.RepEvent.RepErased;
import dev.yardstick.query.consuming.Offsets.OvertakenException;
import dev.yardstick.query.consuming.Offsets.PausedException;
import dev.yardstick.query.known.Projection;
import dev.yardstick.runtime.Lead;
import dev.yardstick.runtime.Worker;
import dev.yardstick.runtime.tracing.Traces;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the partitions that Kafka gives this one of all processes on the same tables, and has each
 * polled batch written with its offsets in one transaction, by {@link ReadModelWriter}, so an event
 * is applied exactly once whatever fails in between. Kafka only says who reads what; whether that
 * is still so, and from where, the tables say. On any error it starts again from the stored
 * offsets.
 */
@Component
public class EventConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);

    private static final String GROUP = "select name from consumer_group";

    private static final Duration POLL = Duration.ofMillis(500);

    private static final Duration BUSY = Duration.ofMillis(500);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final EventTopic topic;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final Projection projection;
    private final Offsets offsets;
    private final Parked parked;
    private final FoldVersion fold;
    private final Traces traces;
    private final ApplicationEventPublisher publisher;
    private final Worker worker = new Worker("event-consumer", this::open);
    private volatile long appliedAt = System.nanoTime();

    EventConsumer(
            EventTopic topic,
            TransactionTemplate transaction,
            JdbcClient jdbc,
            Projection projection,
            Offsets offsets,
            Parked parked,
            FoldVersion fold,
            Traces traces,
            ApplicationEventPublisher publisher) {
        this.topic = topic;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.projection = projection;
        this.offsets = offsets;
        this.parked = parked;
        this.fold = fold;
        this.traces = traces;
        this.publisher = publisher;
    }

    @Bean("consumerWorker")
    Worker worker() {
        return worker;
    }

    private Optional<Reading> open() throws Exception {
        try {
            EventTopic.Found found = topic.find();
            ReadModelWriter model =
                    new ReadModelWriter(
                            topic.name(), transaction, projection, offsets, parked, topic::isOurs);
            model.open(found.id(), found.partitions());
            return Optional.of(new Reading(found, model));
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

        private final EventTopic.Found found;
        private final ReadModelWriter model;
        private final Consumer<String, byte[]> consumer =
                topic.join(jdbc.sql(GROUP).query(String.class).single());
        private boolean lost;

        Reading(EventTopic.Found found, ReadModelWriter model) {
            this.found = found;
            this.model = model;
            consumer.subscribe(List.of(topic.name()), new Sharing());
        }

        /** Is told within a poll of what it is given and what is taken from it. */
        private final class Sharing implements ConsumerRebalanceListener {

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> given) {
                claim(given);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> taken) {
                model.release(numbers(taken));
            }
        }

        private void claim(Collection<TopicPartition> given) {
            if (!given.isEmpty()) {
                fold.requireKnown();
                model.claim(numbers(given));
                given.forEach(one -> consumer.seek(one, model.nextOffset(one.partition())));
                LOG.info("reading {} from {}", topic.name(), model);
            }
        }

        private static List<Integer> numbers(Collection<TopicPartition> partitions) {
            return partitions.stream().map(TopicPartition::partition).toList();
        }

        @Override
        public Duration step() throws Exception {
            ConsumerRecords<String, byte[]> polled = consumer.poll(POLL);
            while (!polled.isEmpty() && worker.isRunning()) {
                try {
                    apply(polled);
                    break;
                } catch (PausedException e) {
                    worker.comesRound();
                    Thread.sleep(PAUSE);
                } catch (OvertakenException e) {
                    LOG.info("reading {} anew: {}", topic.name(), e.getMessage());
                    lost = !topic.find().equals(found);
                    claim(consumer.assignment());
                    break;
                }
            }
            return Duration.ZERO;
        }

        private void apply(ConsumerRecords<String, byte[]> polled) {
            Optional<TracedBatch> traced = TracedBatch.of(traces, polled);
            try {
                model.apply(polled, EventConsumer.this::tell);
                appliedAt = System.nanoTime();
                publisher.publishEvent(new Visible.Moved());
                traced.ifPresent(TracedBatch::visible);
            } finally {
                traced.ifPresent(TracedBatch::close);
            }
        }

        @Override
        public boolean isOver() {
            return lost;
        }

        @Override
        public void interrupt() {
            consumer.wakeup();
        }

        @Override
        public void close() {
            consumer.close(CloseOptions.timeout(CLOSE));
        }
    }

    /** Tells whom an event concerns at once. */
    void tell(Event applied) {
        if (applied instanceof RepErased) {
            publisher.publishEvent(applied);
        }
    }

    /**
     * Does something while no process applies events. Afterwards they are read on from where the
     * tables then say that they have come, whichever tables these are.
     *
     * @param lead of whoever asks for it: where that ends before, events are applied again
     */
    public static void whilePaused(Lead lead, Callable<?> work) throws Exception {
        Offsets.pause(lead.connection());
        try {
            work.call();
        } finally {
            Offsets.goOn(lead.connection());
        }
    }

    /** Whether events came in so lately that more of them have to be reckoned with. */
    public boolean isBusy() {
        return System.nanoTime() - appliedAt < BUSY.toNanos();
    }

    /** Has whoever applies events look again which topic there is, and how far its parts are. */
    public void reopen() {
        transaction.executeWithoutResult(status -> offsets.overtake(topic.name()));
    }
}
