package dev.yardstick.standalone;

import dev.yardstick.standalone.backup.Database;
import dev.yardstick.standalone.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which two databases: those of a data directory, or one's own. */
final class DatabaseOptions {

    static final String COMMAND = "command";
    static final String QUERY = "query";

    private static final String USER = "SPRING_DATASOURCE_USERNAME";
    private static final String PASSWORD = "SPRING_DATASOURCE_PASSWORD";

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "./data",
            description = "the data directory (default: ${DEFAULT-VALUE})")
    Path data = Path.of("data");

    @Option(
            names = "--command-db",
            paramLabel = "URL",
            description =
                    "command-service's database on your own PostgreSQL, jdbc:postgresql://…, in place"
                            + " of a data directory; user and password are taken from "
                            + USER
                            + " and "
                            + PASSWORD)
    private @Nullable String commands;

    @Option(
            names = "--query-db",
            paramLabel = "URL",
            description = "query-service's database there")
    private @Nullable String queries;

    /** Both databases. */
    record Both(Database commands, Database queries) {}

    /**
     * One's own, where they are named.
     *
     * @param environment has the user and the password
     */
    @Nullable Both own(Map<String, String> environment) {
        if (commands == null && queries == null) {
            return null;
        }
        if (commands == null || queries == null || commands.equals(queries)) {
            throw wrong("--command-db and --query-db name two databases: give both");
        }
        for (String url : new String[] {commands, queries}) {
            if (!url.startsWith("jdbc:postgresql:")) {
                throw wrong("a database must be jdbc:postgresql://HOST:PORT/NAME, not " + url);
            }
            if (url.contains("password=")) {
                throw wrong("a password belongs into " + PASSWORD + ", not on the command line");
            }
        }
        String user = environment.getOrDefault(USER, PostgresServer.USER);
        String password = environment.getOrDefault(PASSWORD, "");
        return new Both(
                new Database(COMMAND, commands, user, password),
                new Database(QUERY, queries, user, password));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /**
     * Those of the server that runs on the data directory.
     *
     * @throws IOException when none does
     */
    Both running() throws IOException {
        String port = Ports.postgres(data.resolve("ports.properties"));
        if (DataDirectory.running(data).isEmpty() || port.isEmpty()) {
            throw new IOException(
                    ("no server runs on %s; start it with ./yardstick serve, name its directory with"
                                    + " --data, or your own databases with --command-db and --query-db")
                            .formatted(data));
        }
        String password = PostgresServer.password(data.resolve("postgres"));
        return both(Integer.parseInt(port), password);
    }

    /** Those of a PostgreSQL of ours. */
    static Both both(int port, String password) {
        String server = "jdbc:postgresql://127.0.0.1:" + port + "/";
        return new Both(
                new Database(
                        COMMAND, server + Services.COMMAND_DATABASE, PostgresServer.USER, password),
                new Database(
                        QUERY, server + Services.QUERY_DATABASE, PostgresServer.USER, password));
    }
}
