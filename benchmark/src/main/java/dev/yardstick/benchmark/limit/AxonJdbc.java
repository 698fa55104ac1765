package dev.yardstick.benchmark.limit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.PostgresTokenTableFactory;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.json.JacksonSerializer;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/**
 * Axon Framework as it comes: its event store over JDBC without Axon Server, JSON by Jackson, and a
 * pooled streaming processor that keeps one table of sums.
 */
public final class AxonJdbc implements Peer {

    /** How many single events are appended at a time. */
    public static final int AT_ONCE = 32;

    private static final int SENDERS = 4;
    private static final String PROCESSOR = "sums";
    private static final int TUNED_BATCH = 1_000;
    private static final int TUNED_SEGMENTS = 2;

    private static final String TABLE =
            """
            create table sums (
                rep text, month text, amount numeric not null, deals bigint not null, primary key (rep, month))
            """;

    private final DataSource database;
    private final ConnectionProvider connections;
    private final DataSourceTransactionManager transactions;
    private final Serializer json = JacksonSerializer.builder().build();
    private final JdbcEventStorageEngine engine;
    private final EventStore store;
    private final TokenStore tokens;

    /** Makes its tables; the data source is a pool. */
    public AxonJdbc(DataSource database) throws SQLException {
        this.database = database;
        DataSource ofTransaction = new TransactionAwareDataSourceProxy(database);
        connections = new UnitOfWorkAwareConnectionProviderWrapper(ofTransaction::getConnection);
        transactions = new DataSourceTransactionManager(database);
        engine =
                JdbcEventStorageEngine.builder()
                        .eventSerializer(json)
                        .snapshotSerializer(json)
                        .connectionProvider(connections)
                        .transactionManager(transactionManager())
                        .build();
        engine.createSchema(PostgresEventTableFactory.INSTANCE);
        store = EmbeddedEventStore.builder().storageEngine(engine).build();
        JdbcTokenStore made =
                JdbcTokenStore.builder().connectionProvider(connections).serializer(json).build();
        made.createSchema(PostgresTokenTableFactory.INSTANCE);
        tokens = made;
        execute(TABLE);
    }

    /** The one that Axon has for Spring, which comes in a package of its own. */
    private TransactionManager transactionManager() {
        return () -> {
            TransactionStatus status =
                    transactions.getTransaction(new DefaultTransactionDefinition());
            return new Transaction() {
                @Override
                public void commit() {
                    transactions.commit(status);
                }

                @Override
                public void rollback() {
                    transactions.rollback(status);
                }
            };
        };
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void append(List<DealWon> deals) throws Exception {
        append(deals, TOGETHER, SENDERS);
    }

    /** Each in a unit of work of its own. */
    public void appendOneByOne(List<DealWon> deals) throws Exception {
        append(deals, 1, AT_ONCE);
    }

    private void append(List<DealWon> deals, int together, int senders) throws Exception {
        List<Callable<Boolean>> units = new ArrayList<>();
        for (int first = 0; first < deals.size(); first += together) {
            List<DealWon> part = deals.subList(first, Math.min(deals.size(), first + together));
            units.add(() -> {
                publish(part);
                return true;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(senders)) {
            for (Future<Boolean> published : threads.invokeAll(units)) {
                published.get();
            }
        }
    }

    /** Each deal is the first event of an aggregate, as of one that was just created. */
    private void publish(List<DealWon> deals) {
        UnitOfWork<EventMessage<DealWon>> unit =
                DefaultUnitOfWork.startAndGet(GenericEventMessage.asEventMessage(deals.getFirst()));
        unit.attachTransaction(transactionManager());
        unit.execute(() ->
                store.publish(
                        deals.stream()
                                .map(deal ->
                                        new GenericDomainEventMessage<>(
                                                "Deal", deal.deal(), 0, deal))
                                .toList()));
    }

    /**
     * Has a new processor catch up with everything, with all settings as they come: an event a
     * transaction, sixteen segments, four threads; answers the nanoseconds that it took.
     *
     * @param events how many there are
     */
    public long catchUp(int events) throws Exception {
        return catchUp(events, configurer(new SumsOneByOne(connections)));
    }

    /**
     * The same with batches, as many segments and threads as there are processors, each rep in one
     * segment, and one row a rep and month written for a batch.
     */
    public long catchUpTuned(int events) throws Exception {
        Configurer tuned = configurer(new SumsTogether(connections));
        tuned.eventProcessing()
                .registerSequencingPolicy(
                        PROCESSOR, c -> event -> ((DealWon) event.getPayload()).rep())
                .registerPooledStreamingEventProcessorConfiguration(
                        PROCESSOR,
                        (c, processor) ->
                                processor
                                        .batchSize(TUNED_BATCH)
                                        .initialSegmentCount(TUNED_SEGMENTS)
                                        .maxClaimedSegments(TUNED_SEGMENTS)
                                        .workerExecutor(name ->
                                                Executors.newScheduledThreadPool(TUNED_SEGMENTS))
                                        .enableCoordinatorClaimExtension());
        return catchUp(events, tuned);
    }

    private Configurer configurer(Object handler) {
        Configurer configurer =
                DefaultConfigurer.defaultConfiguration()
                        .configureSerializer(c -> json)
                        .configureEventStore(c -> store)
                        .configureTransactionManager(c -> transactionManager())
                        .registerComponent(TokenStore.class, c -> tokens);
        configurer
                .eventProcessing()
                .usingPooledStreamingEventProcessors()
                .byDefaultAssignTo(PROCESSOR)
                .registerEventHandler(c -> handler);
        return configurer;
    }

    private long catchUp(int events, Configurer configurer) throws Exception {
        execute("truncate sums, tokenentry");
        Configuration axon = configurer.buildConfiguration();
        long start = System.nanoTime();
        axon.start();
        try {
            while (added() < events) {
                Thread.sleep(10);
            }
            return System.nanoTime() - start;
        } finally {
            axon.shutdown();
        }
    }

    private long added() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet sum = statement.executeQuery("select sum(deals) from sums")) {
            sum.next();
            return sum.getLong(1);
        }
    }

    @Override
    public Sums sums() throws SQLException {
        return new SumsByQuery(
                database.getConnection(), "select amount from sums where rep = ? order by month");
    }

    @Override
    public void close() {}
}
