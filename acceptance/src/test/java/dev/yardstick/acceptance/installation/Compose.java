package dev.yardstick.acceptance.installation;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Sources;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;

/**
 * docker-compose.yml as a project of its own, by the shell and in a folder where its operator is,
 * with the jars that Maven made.
 */
final class Compose implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(8);

    /** Images that go with the project; half of a start is compiling, which no test runs for. */
    private static final String OF_A_TEST =
            """
            services:
              proxy: { image: !reset null }
              prometheus: { image: !reset null }
              yardstick: { image: !reset null }
              command-service:
                image: !reset null
                environment: { JAVA_TOOL_OPTIONS: -XX:TieredStopAtLevel=1 }
              query-service:
                image: !reset null
                environment: { JAVA_TOOL_OPTIONS: -XX:TieredStopAtLevel=1 }
            """;

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    /**
     * Nothing runs yet.
     *
     * @param folder where the operator is, who keeps .env there
     * @param beside what is different from docker-compose.yml, as a file beside it says so
     * @param settings beside those in .env
     */
    Compose(Path folder, String beside, Map<String, String> settings) throws IOException {
        this.folder = folder;
        Path different = Files.writeString(folder.resolve("beside.yml"), beside);
        Path test = Files.writeString(folder.resolve("test.yml"), OF_A_TEST);
        Path env = folder.resolve(".env");
        if (Files.notExists(env)) {
            Files.createFile(env);
        }
        environment.put(
                "COMPOSE_FILE",
                "%s:%s:%s"
                        .formatted(Sources.root().resolve("docker-compose.yml"), test, different));
        environment.put("COMPOSE_PROJECT_NAME", "yardstick-" + UUID.randomUUID());
        environment.put("COMPOSE_ENV_FILES", env.toString());
        environment.put("COMPOSE_PROGRESS", "plain");
        environment.put("YARDSTICK_JARS", "given");
        environment.putAll(settings);
    }

    /** Skips the test where no Docker engine answers. */
    static void assumeEngine(Class<?> test) {
        boolean engine = DockerClientFactory.instance().isDockerAvailable();
        if (!engine) {
            System.out.println(test.getSimpleName() + " skipped: no Docker engine answers");
        }
        Assumptions.assumeTrue(engine, "no Docker engine answers");
    }

    /** How a command ended, and what it said on standard output and otherwise. */
    record Said(int status, String out, String err) {}

    /** What a command says that has to end well. */
    String run(String command) {
        Said said = attempt(command);
        assertThat(said.status()).as("%s%n%s%n%s", command, said.out(), said.err()).isZero();
        return said.out().strip();
    }

    Said attempt(String command) {
        try {
            Path out = Files.createTempFile(folder, "out", "");
            Path err = Files.createTempFile(folder, "err", "");
            ProcessBuilder builder =
                    new ProcessBuilder("sh", "-euc", command)
                            .directory(folder.toFile())
                            .redirectInput(Path.of("/dev/null").toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("YARDSTICK_"));
            builder.environment().putAll(environment);
            int status = builder.start().waitFor();
            return new Said(
                    status,
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What a command says in a service's container. */
    String inside(String service, String command) {
        return run("docker compose exec -T %s %s".formatted(service, command));
    }

    /** Where the host finds a container's port. */
    URI address(String service, int port) {
        return URI.create("http://" + run("docker compose port %s %d".formatted(service, port)));
    }

    /** Both services, with a token of each of these roles. */
    Api api(URI commands, URI queries, List<String> roles) {
        Map<String, String> tokens = new HashMap<>();
        for (String role : roles) {
            tokens.put(role, inside("command-service", "token " + role));
        }
        return new Api(commands, queries, tokens);
    }

    /** Waits for containers that were started by themselves. */
    void awaitHealthy(List<String> containers) {
        for (String container : containers) {
            await().pollInterval(ofSeconds(1))
                    .atMost(PATIENCE)
                    .until(() ->
                            run("docker inspect -f '{{.State.Health.Status}}' " + container)
                                    .equals("healthy"));
        }
    }

    @Override
    public void close() {
        attempt("docker compose --profile '*' down -v -t 3 --rmi local");
    }
}
