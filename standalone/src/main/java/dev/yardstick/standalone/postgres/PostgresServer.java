package dev.yardstick.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A PostgreSQL on files of ours, on a loopback port. It ends when it is closed, and also when this
 * process is killed, where the system can do that; where not, the next start ends it.
 */
public record PostgresServer(PostgresProcess process, String password, int port)
        implements AutoCloseable {

    /** The one role: it owns everything, and this process alone has its password. */
    public static final String USER = "yardstick";

    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final long POLL_MILLIS = 50;

    /**
     * Starts it and waits until it answers; on the first start the programs are unpacked and the
     * files made.
     *
     * @param directory holds the files; made when absent
     * @param programs where the programs are unpacked
     * @param log what PostgreSQL says is appended here
     * @param port a free port of 127.0.0.1
     * @throws IOException with a message for people when it does not come up
     */
    public static PostgresServer start(Path directory, Path programs, Path log, int port)
            throws IOException, InterruptedException {
        Path home = PostgresBinaries.unpack(PostgresBinaries.find(), programs);
        Launcher launcher = Launcher.find();
        PostgresCluster cluster = PostgresCluster.open(directory, home, launcher, log);
        LeftoverPostgres.clear(cluster.data());
        long logged = Files.exists(log) ? Files.size(log) : 0;
        PostgresProcess process = PostgresProcess.start(home, cluster.data(), launcher, log, port);
        PostgresServer server = new PostgresServer(process, cluster.password(), port);
        if (!server.awaitReady()) {
            throw new IOException(
                    "PostgreSQL does not start, see " + log + "\n" + said(log, logged).strip());
        }
        return server;
    }

    private static String said(Path log, long from) throws IOException {
        String all = Files.readString(log);
        return all.substring((int) Math.min(from, all.length()));
    }

    /** False when the process ended before it answered. */
    private boolean awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < end) {
            try (Connection connection = connect("postgres")) {
                return connection.isValid(1);
            } catch (SQLException notYet) {
                if (process.exited().isDone()) {
                    return false;
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
        close();
        throw new IOException(
                "PostgreSQL does not answer after " + START_LIMIT.toSeconds() + " seconds");
    }

    /** Creates a database unless it exists. */
    public void createDatabase(String name) throws SQLException {
        try (Connection connection = connect("postgres")) {
            JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            String find = "select 1 from pg_database where datname = ?";
            if (jdbc.sql(find).param(name).query(Integer.class).optional().isEmpty()) {
                jdbc.sql("create database \"" + name + "\"").update();
            }
        }
    }

    /** A new connection to a database. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), USER, password);
    }

    /** A database's JDBC URL, without the credentials. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** PostgreSQL's process id. */
    public long pid() {
        return process.pid();
    }

    /** Completes with the exit status when PostgreSQL has ended, for whatever reason. */
    public CompletableFuture<Integer> exited() {
        return process.exited();
    }

    /** Ends it: clients are cut off, everything committed is on disk. */
    @Override
    public void close() {
        try {
            process.stop();
        } catch (InterruptedException e) {
            // It was told to end, and ends.
            Thread.currentThread().interrupt();
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "PostgreSQL on port " + port;
    }
}
