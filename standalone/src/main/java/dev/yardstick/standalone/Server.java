package dev.yardstick.standalone;

import dev.yardstick.command.log.RecordingClock;
import dev.yardstick.command.privacy.ConfiguredKeys.Purpose;
import dev.yardstick.runtime.service.CannotStartException;
import dev.yardstick.standalone.client.TokenSigner;
import dev.yardstick.standalone.kafka.KafkaServer;
import dev.yardstick.standalone.postgres.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Everything in one process: PostgreSQL, Kafka, command-service, query-service. One instance starts
 * once.
 */
public final class Server implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final DataDirectory data;
    private final TokenSigner signer;
    private final List<String> keys;
    private final int queryPort;
    private final int commandPort;
    private final Ports ports;
    private final Logs logs;
    private volatile Map<String, String> tokens;
    private volatile @Nullable PostgresServer postgres;
    private volatile @Nullable KafkaServer kafka;
    private volatile @Nullable ConfigurableApplicationContext commands;
    private volatile @Nullable ConfigurableApplicationContext queries;

    private Server(DataDirectory data, int queryPort, int commandPort) throws IOException {
        this.data = data;
        this.queryPort = queryPort;
        this.commandPort = commandPort;
        this.ports = Ports.choose(data.path("ports.properties"), Set.of(queryPort, commandPort));
        this.signer = DataDirectory.signer(data.path(""));
        this.tokens = data.tokens(signer);
        this.keys = keys(data, signer);
        this.logs = Logs.writeTo(data.path("logs"));
    }

    /** The settings that stand in files beside the database, none of which is derived. */
    private static List<String> keys(DataDirectory data, TokenSigner signer) throws IOException {
        List<String> settings = new ArrayList<>();
        for (Purpose purpose : Purpose.values()) {
            settings.add("--" + purpose.setting() + "=" + data.keys(purpose, signer));
        }
        settings.add("--yardstick.keys.derived=false");
        settings.add("--yardstick.erasures.file=" + data.path("erasures.list"));
        settings.add("--management.health.diskspace.path=" + data.path(""));
        settings.add("--management.health.diskspace.threshold=100MB");
        return settings;
    }

    /**
     * Takes a data directory and the ports, without starting anything yet.
     *
     * @throws IOException with a message for people when the directory or a port is taken
     */
    static Server prepare(Path directory, int port) throws IOException {
        DataDirectory data = DataDirectory.open(directory);
        try {
            data.requireRestored();
            int queryPort = port == 0 ? Ports.free(Set.of()) : port;
            int commandPort = port == 0 ? Ports.free(Set.of(queryPort)) : port + 1;
            for (int wanted : new int[] {queryPort, commandPort}) {
                if (!Ports.isFree(wanted)) {
                    throw taken(wanted);
                }
            }
            return new Server(data, queryPort, commandPort);
        } catch (IOException | RuntimeException failed) {
            data.close();
            throw failed;
        }
    }

    private static IOException taken(int port) {
        return new IOException(
                "Port " + port + " is taken; choose others with --port P (P, P + 1).");
    }

    /**
     * Starts everything, and returns when both services are ready.
     *
     * @param directory keeps all data; made when absent
     * @param port for pages and queries, commands on the next; 0 for any two free ones
     * @throws IOException with a message for people when something does not start; then nothing is
     *     left running
     */
    public static Server start(Path directory, int port) throws IOException, InterruptedException {
        Server server = prepare(directory, port);
        server.start();
        return server;
    }

    /** Starts everything; on failure all is ended again. */
    synchronized void start() throws IOException, InterruptedException {
        // Platform threads: they hand their class loader on to what they start.
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("start").factory())) {
            together(threads, this::startPostgres, this::startKafka);
            together(threads, this::startCommands, this::startQueries);
            data.announce(
                    new DataDirectory.Running(
                            ProcessHandle.current().pid(), queryPort, commandPort));
        } catch (IOException | InterruptedException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    /** All come to their end before the first failure is told. */
    private static void together(ExecutorService threads, Step... steps)
            throws IOException, InterruptedException {
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (Step step : steps) {
            calls.add(() -> {
                step.run();
                return true;
            });
        }
        @Nullable Throwable failure = null;
        for (Future<Boolean> ended : threads.invokeAll(calls)) {
            if (failure == null && ended.state() == Future.State.FAILED) {
                failure = ended.exceptionNow();
            }
        }
        if (failure instanceof IOException told) {
            throw told;
        }
        // A port was free a minute ago: somebody may have taken it while PostgreSQL and Kafka
        // started.
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException inUse) {
                throw taken(inUse.getPort());
            }
            if (cause instanceof CannotStartException told) {
                throw new IOException(told.getMessage(), told);
            }
        }
        if (failure != null) {
            throw new IOException("Yardstick does not start: " + failure.getMessage(), failure);
        }
    }

    private void startPostgres() throws IOException, InterruptedException, SQLException {
        Path log = data.path("logs/postgres.log");
        PostgresServer server =
                PostgresServer.start(
                        data.path("postgres"), data.path("programs"), log, ports.postgres());
        postgres = server;
        server.createRole(Services.WRITER);
        server.createDatabase(Services.COMMAND_DATABASE);
        server.createDatabase(Services.QUERY_DATABASE, Services.QUERY_OWNER);
    }

    /**
     * Starts Kafka where it was before, after {@link #stopKafka}.
     *
     * @throws IOException when it does not come up
     */
    public void startKafka() throws IOException {
        kafka = KafkaServer.start(data.path("kafka"), ports.kafka(), ports.controller(), Map.of());
    }

    /** Ends Kafka alone: commands go on, timelines stand still. */
    public void stopKafka() {
        KafkaServer server = kafka;
        kafka = null;
        if (server != null) {
            server.close();
        }
    }

    private void startCommands() throws IOException, InterruptedException {
        commands = services().startCommands(commandPort);
        Services.awaitReady("command-service", commandPort);
    }

    private void startQueries() throws IOException, InterruptedException {
        queries = services().startQueries(queryPort, commandPort);
        Services.awaitReady("query-service", queryPort);
    }

    private Services services() {
        Path securityLog = DataDirectory.securityLog(data.path(""));
        return new Services(postgres(), bootstrapServers(), signer, keys, securityLog);
    }

    private PostgresServer postgres() {
        PostgresServer server = postgres;
        if (server == null) {
            throw new IllegalStateException("PostgreSQL does not run");
        }
        return server;
    }

    /** Where the pages and queries are. */
    public URI queryAddress() {
        return Services.address(queryPort);
    }

    /** Where the commands go. */
    public URI commandAddress() {
        return Services.address(commandPort);
    }

    public int queryPort() {
        return queryPort;
    }

    public int commandPort() {
        return commandPort;
    }

    /** Bearer tokens by role, those of {@code tokens.json}. */
    public Map<String, String> tokens() {
        return tokens;
    }

    /** A token bound to a rep or manager, valid for a year. */
    public String token(String role, String person) {
        return signer.sign(role, person);
    }

    /** A {@code crm} token that may write these sources and no others, valid for a year. */
    public String crmToken(String... sources) {
        return signer.bound(List.of(sources));
    }

    /** A page's address that opens one session of a role, valid once and for an hour. */
    public URI signInLink(String role) {
        ConfigurableApplicationContext context = queries;
        if (context == null) {
            throw new IllegalStateException("query-service does not run");
        }
        return queryAddress().resolve("/sign-in?code=" + Services.issueSignIn(context, role));
    }

    /** By which the demo says when its year was recorded. */
    public RecordingClock recordingClock() {
        ConfigurableApplicationContext context = commands;
        if (context == null) {
            throw new IllegalStateException("command-service does not run");
        }
        return Services.recordingClock(context);
    }

    /** Where Kafka's clients connect: host:port, the same while Kafka is stopped. */
    public String bootstrapServers() {
        return "127.0.0.1:" + ports.kafka();
    }

    /** The JDBC URL of command-service's database, without the credentials. */
    public String commandDatabaseUrl() {
        return postgres().url(Services.COMMAND_DATABASE);
    }

    /** The JDBC URL of query-service's database, without the credentials. */
    public String queryDatabaseUrl() {
        return postgres().url(Services.QUERY_DATABASE);
    }

    /** The password of {@link PostgresServer#USER} in both databases. */
    public String databasePassword() {
        return postgres().password();
    }

    /** The password of another role. */
    String databasePassword(String role) {
        return postgres().password(role);
    }

    /** Makes the rep's token in {@code tokens.json} one rep's own, unless it is already. */
    void bindTokenOfRep(String person) throws IOException {
        data.bindTokenOfRep(signer, person);
        tokens = data.tokens(signer);
    }

    /** Waits until PostgreSQL, without which nothing can go on, has ended. */
    void awaitEnd() {
        try {
            postgres().exited().join();
        } catch (CompletionException e) {
            LOG.error("PostgreSQL could not be watched", e);
        }
    }

    /** Nothing more is said on the console: all parts are about to end. */
    void silence() {
        logs.muteConsole();
    }

    /** Ends what runs, the services first; closing twice is fine. */
    @Override
    public synchronized void close() {
        end("query-service", queries);
        queries = null;
        end("command-service", commands);
        commands = null;
        end("Kafka", kafka);
        kafka = null;
        end("PostgreSQL", postgres);
        postgres = null;
        end("the data directory", data);
        logs.close();
    }

    private static void end(String part, @Nullable AutoCloseable running) {
        if (running == null) {
            return;
        }
        try {
            running.close();
        } catch (Exception e) {
            LOG.error("{} did not end as it should", part, e);
        }
    }
}
