package dev.yardstick.standalone.postgres;

import dev.yardstick.events.codec.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A PostgreSQL on files of ours, on a loopback port. It ends when it is closed, and also when this
 * process is killed, where the system can do that; where not, the next start ends it.
 */
public record PostgresServer(PostgresProcess process, String password, int port)
        implements AutoCloseable {

    /** The role that may do everything; this process alone has its password. */
    public static final String USER = "yardstick";

    /**
     * Statements that give a role what is another's: schemas, and tables with all that is theirs.
     */
    private static final String HANDOVERS =
            """
            select format('alter %s owner to %I', what, owner) from (
                select 'schema ' || nspname::regnamespace, nspowner from pg_namespace
                where nspname = 'rebuilding'
                   or nspname = 'public' and nspowner <> 'pg_database_owner'::regrole
                union all
                select case relkind when 'S' then 'sequence ' else 'table ' end || c.oid::regclass, relowner
                from pg_class c
                where relkind in ('r', 'S')
                  and relnamespace in (select oid from pg_namespace where nspname in ('public', 'rebuilding'))
                  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype in ('a', 'i'))
            ) theirs (what, whose), (select ?) role (owner)
            where whose <> (select oid from pg_roles where rolname = owner)
            """;

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

    /**
     * The password of {@link #USER} in the files of a server.
     *
     * @throws IOException when there are none, or they may not be read
     */
    public static String password(Path directory) throws IOException {
        return Files.readString(directory.resolve(PostgresCluster.PASSWORD)).strip();
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

    /** Creates a database of {@link #USER} unless it exists. */
    public void createDatabase(String name) throws SQLException {
        createDatabase(name, USER);
    }

    /**
     * Creates a database unless it exists, and lets a role have it with all that is in it.
     *
     * @param owner is made unless it exists; logs in with {@link #password(String)}
     */
    public void createDatabase(String name, String owner) throws SQLException {
        createRole(owner);
        try (Connection connection = connect("postgres")) {
            JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            String find = "select 1 from pg_database where datname = ?";
            if (jdbc.sql(find).param(name).query(Integer.class).optional().isEmpty()) {
                jdbc.sql("create database \"" + name + "\"").update();
            }
            jdbc.sql("alter database \"%s\" owner to \"%s\"".formatted(name, owner)).update();
        }
        try (Connection connection = connect(name)) {
            JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            List<String> handovers = jdbc.sql(HANDOVERS).param(owner).query(String.class).list();
            handovers.forEach(handover -> jdbc.sql(handover).update());
        }
    }

    /** Creates a role that may log in, and nothing else yet, unless it exists. */
    public void createRole(String name) throws SQLException {
        try (Connection connection = connect("postgres")) {
            JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            String find = "select 1 from pg_roles where rolname = ?";
            if (jdbc.sql(find).param(name).query(Integer.class).optional().isEmpty()) {
                jdbc.sql("create role \"%s\" login password '%s'".formatted(name, password(name)))
                        .update();
            }
        }
    }

    /** The password of a role, which follows from that of {@link #USER}. */
    public String password(String role) {
        return role.equals(USER)
                ? password
                : HexFormat.of().formatHex(Sha256.keyed(bytes(password), bytes("role " + role)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
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
