package dev.yardstick.standalone;

import dev.yardstick.command.CommandService;
import dev.yardstick.command.log.RecordingClock;
import dev.yardstick.query.QueryService;
import dev.yardstick.query.access.SignIn;
import dev.yardstick.standalone.client.TokenSigner;
import dev.yardstick.standalone.postgres.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The two services as they are started within this process, each with settings of its own.
 *
 * @param keys settings that stand in files beside the database
 */
record Services(
        PostgresServer postgres,
        String bootstrapServers,
        TokenSigner tokens,
        List<String> keys,
        Path securityLog) {

    static final String COMMAND_DATABASE = "yardstick_command";
    static final String QUERY_DATABASE = "yardstick_query";

    /** By which command-service works: it adds to the log and cannot change it. */
    static final String WRITER = "yardstick_writer";

    /** Whose the read model is: it cannot even read the log's database. */
    static final String QUERY_OWNER = "yardstick_query";

    private static final Duration READY_LIMIT = Duration.ofMinutes(2);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final long POLL_MILLIS = 50;

    ConfigurableApplicationContext startCommands(int port) {
        List<String> settings = settings(port, COMMAND_DATABASE, WRITER);
        settings.add("--spring.flyway.user=" + PostgresServer.USER);
        settings.add("--spring.flyway.password=" + postgres.password());
        settings.addAll(keys);
        // The pages' template engine is on the class path too, and has no business here.
        settings.add("--spring.thymeleaf.enabled=false");
        settings.add("--spring.thymeleaf.check-template-location=false");
        // Nobody else reads the topic of a broker of our own.
        settings.add("--yardstick.crm.delete-taken=true");
        // Axon advertises a service of its maker otherwise.
        System.setProperty("disable-axoniq-console-message", "true");
        return CommandService.start(settings.toArray(String[]::new));
    }

    ConfigurableApplicationContext startQueries(int port, int commandPort) {
        List<String> settings = settings(port, QUERY_DATABASE, QUERY_OWNER);
        settings.add("--yardstick.command-service.url=" + address(commandPort));
        settings.add("--yardstick.notices.base-url=" + address(port));
        return QueryService.start(settings.toArray(String[]::new));
    }

    private List<String> settings(int port, String database, String role) {
        return new ArrayList<>(
                List.of(
                        "--server.port=" + port,
                        "--server.address=127.0.0.1",
                        "--spring.datasource.url=" + postgres.url(database),
                        "--spring.datasource.username=" + role,
                        "--spring.datasource.password=" + postgres.password(role),
                        "--spring.datasource.hikari.pool-name=" + database,
                        "--spring.main.banner-mode=off",
                        // Server ends them, in its order.
                        "--spring.main.register-shutdown-hook=false",
                        "--spring.jmx.enabled=false",
                        "--spring.lifecycle.timeout-per-shutdown-phase=5s",
                        "--yardstick.kafka.bootstrap-servers=" + bootstrapServers,
                        "--yardstick.tokens.key=" + tokens.key(),
                        "--yardstick.security-log=" + securityLog,
                        "--yardstick.outgoing.allowed-hosts=127.0.0.1,localhost"));
    }

    /** By which the demo says when its year was recorded. */
    static RecordingClock recordingClock(ConfigurableApplicationContext commands) {
        return commands.getBean(RecordingClock.class);
    }

    /** A code for {@code /sign-in?code=}, valid once and for an hour. */
    static String issueSignIn(ConfigurableApplicationContext queries, String role) {
        return queries.getBean(SignIn.class).issue(role);
    }

    static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /**
     * Waits until a service says that it is up.
     *
     * @throws IOException when it does not within two minutes
     */
    static void awaitReady(String service, int port) throws IOException, InterruptedException {
        HttpRequest health =
                HttpRequest.newBuilder(address(port).resolve("/actuator/health"))
                        .timeout(ANSWER_LIMIT)
                        .build();
        long end = System.nanoTime() + READY_LIMIT.toNanos();
        String last = "nothing";
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (System.nanoTime() < end) {
                try {
                    HttpResponse<String> answer =
                            http.send(health, HttpResponse.BodyHandlers.ofString());
                    if (answer.statusCode() == 200) {
                        return;
                    }
                    last = answer.statusCode() + " " + answer.body();
                } catch (IOException notYet) {
                    last = notYet.toString();
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
        throw new IOException(service + " does not get ready; its health is: " + last);
    }
}
