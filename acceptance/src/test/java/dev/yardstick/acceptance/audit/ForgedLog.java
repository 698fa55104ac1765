package dev.yardstick.acceptance.audit;

import dev.yardstick.command.CommandService;
import dev.yardstick.standalone.Server;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A copy of a server's log in a database of its own, which its owner may write as he likes, with a
 * command-service over it that has the real signing key. It ships to a topic that nobody reads.
 */
public final class ForgedLog implements AutoCloseable {

    private static final List<String> TABLES =
            List.of("log", "log_head", "ledger", "ledger_tile", "ledger_checkpoint");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String url;
    private final String password;
    private final ConfigurableApplicationContext service;
    private final Connection connection;
    private final Map<String, byte[]> genuine = new TreeMap<>();

    /** Copies a server's log as it is now. */
    public ForgedLog(Server server, Path data) throws SQLException, IOException {
        this.url = server.commandDatabaseUrl().replace("yardstick_command", "forged");
        this.password = server.databasePassword();
        try (Connection original = connect(server.commandDatabaseUrl())) {
            for (String table : TABLES) {
                ByteArrayOutputStream rows = new ByteArrayOutputStream();
                copying(original).copyOut("copy " + table + " to stdout", rows);
                genuine.put(table, rows.toByteArray());
            }
            try (Statement statement = original.createStatement()) {
                statement.execute("create database forged");
            }
        }
        this.service =
                CommandService.start(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--spring.datasource.url=" + url,
                        "--spring.datasource.username=yardstick",
                        "--spring.datasource.password=" + password,
                        "--spring.datasource.hikari.pool-name=forged",
                        "--spring.main.banner-mode=off",
                        "--spring.main.register-shutdown-hook=false",
                        "--spring.jmx.enabled=false",
                        "--spring.thymeleaf.enabled=false",
                        "--spring.thymeleaf.check-template-location=false",
                        "--yardstick.kafka.bootstrap-servers=" + server.bootstrapServers(),
                        "--yardstick.kafka.topic=forged.events",
                        "--yardstick.crm.topic=forged.crm",
                        "--yardstick.tokens.key=" + key(data, "token.key"),
                        "--yardstick.persons.key=" + key(data, "persons.key"),
                        "--yardstick.secrets.key=" + key(data, "secrets.key"),
                        "--yardstick.ledger.key=" + key(data, "ledger.key"));
        this.connection = connect(url);
        restore();
    }

    /** Where its command-service answers. */
    public URI address() {
        return URI.create(
                "http://127.0.0.1:"
                        + service.getEnvironment().getRequiredProperty("local.server.port"));
    }

    private static String key(Path data, String file) throws IOException {
        return Files.readString(data.resolve(file)).strip();
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(database, "yardstick", password);
    }

    private static CopyManager copying(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    /** The connection of somebody whom no trigger and no constraint stops. */
    Connection connection() {
        return connection;
    }

    /** Runs statements as one transaction. */
    void execute(String... statements) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local session_replication_role = replica");
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** A number, as a query gives it. */
    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Makes everything as it was copied. */
    public void restore() throws SQLException, IOException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local session_replication_role = replica");
            for (String table : TABLES) {
                statement.execute("truncate " + table);
                copying(connection)
                        .copyIn(
                                "copy " + table + " from stdin",
                                new ByteArrayInputStream(
                                        Objects.requireNonNull(genuine.get(table))));
            }
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /**
     * Lets the service forget what it hashed and signed, and hash and sign what is there now: the
     * work of somebody who has the signing key.
     */
    void signAnew() throws SQLException, InterruptedException {
        execute(
                "truncate ledger_tile, ledger_checkpoint",
                "update ledger set size = 0, root = sha256(''), problem = null");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (number("select size from ledger") != number("select count(*) from log")) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the forged log is not hashed in time");
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        service.close();
    }
}
