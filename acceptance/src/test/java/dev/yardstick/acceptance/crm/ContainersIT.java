package dev.yardstick.acceptance.crm;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Scenario;
import dev.yardstick.acceptance.support.Sources;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.containers.wait.strategy.WaitStrategy;

/**
 * The compose file as it is, but for the proxy, whose parts would have to be fetched: with the jars
 * that Maven made, keys are made, a deal is sent and read back.
 */
class ContainersIT {

    private static final int COMMANDS = 8081;
    private static final int QUERIES = 8080;
    private static final Duration START = Duration.ofMinutes(8);

    @Test
    void aDealSentToTheContainersIsReadBack() {
        boolean engine = DockerClientFactory.instance().isDockerAvailable();
        if (!engine) {
            System.out.println("ContainersIT skipped: no Docker engine answers");
        }
        Assumptions.assumeTrue(engine, "no Docker engine answers");
        try (ComposeContainer compose = compose()) {
            compose.start();
            for (String service : List.of("command-service", "query-service")) {
                await().pollInterval(ofSeconds(1))
                        .atMost(START)
                        .until(() -> healthy(compose, service));
            }
            assertThat(run(compose, "query-service", "ls", "/run/secrets").split("\n"))
                    .as("neither what seals nor what signs the ledger")
                    .containsExactly("spring.datasource.password", "yardstick.tokens.key");
            Map<String, String> tokens = new HashMap<>();
            for (String role : List.of("crm", "auditor", "admin")) {
                tokens.put(role, run(compose, "command-service", "token", role));
            }
            Api api =
                    new Api(
                            address(compose, "command-service", COMMANDS),
                            address(compose, "query-service", QUERIES),
                            tokens);

            api.client().hire("robin", "Robin");
            api.client().expect("e", "robin", "1000");
            long sent =
                    api.crm(
                                    "application/cloudevents+json",
                                    Scenario.won("robin", "deal-1", "1", 3, "250.25"))
                            .must(202)
                            .position();
            var timeline = api.timeline("robin", Scenario.YEAR, sent).json();
            assertThat(timeline.required("clauses").get(0).required("delivered").stringValue())
                    .isEqualTo("250.25");
            assertThat(timeline.required("rep").required("name").stringValue())
                    .as("the name, opened with a key from the other container")
                    .isEqualTo("Robin");
            assertThat(
                            run(
                                    compose,
                                    "postgres",
                                    "sh",
                                    "-c",
                                    "PGPASSWORD=$(cat /run/secrets/yardstick_writer) psql -h 127.0.0.1"
                                            + " -U yardstick_writer yardstick_command"
                                            + " -c 'delete from log' 2>&1 || true"))
                    .contains("permission denied for table log");
            long erased =
                    api.post("/api/v1/reps/robin/erasure", "{\"reason\":\"requested\"}")
                            .must(200)
                            .position();
            assertThat(api.timeline("robin", Scenario.YEAR, erased).text())
                    .as("listed in a volume that the service may write")
                    .contains("\"erased\":true");
        }
    }

    private static ComposeContainer compose() {
        return new ComposeContainer(Sources.root().resolve("docker-compose.yml").toFile())
                .withBuild(true)
                // Nobody has the images that are built here; compose itself fetches what is
                // missing.
                .withPull(false)
                .withServices("postgres", "kafka", "command-service", "query-service")
                .withEnv("YARDSTICK_JARS", "given")
                .withEnv("YARDSTICK_COMMAND_SERVICE_URL", "http://command-service:8081")
                .withExposedService("command-service", COMMANDS, answering())
                .withExposedService("query-service", QUERIES, answering());
    }

    /** What a command says in a service's container. */
    private static String run(ComposeContainer compose, String service, String... command) {
        try {
            Container.ExecResult result =
                    compose.getContainerByServiceName(service)
                            .orElseThrow()
                            .execInContainer(command);
            assertThat(result.getExitCode()).as(result.getStderr()).isZero();
            return result.getStdout().strip();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Once a second: Testcontainers' wait for a health check asks the engine without a pause. */
    private static WaitStrategy answering() {
        return Wait.forHttp("/actuator/health").withStartupTimeout(START);
    }

    private static boolean healthy(ComposeContainer compose, String service) {
        return compose.getContainerByServiceName(service).orElseThrow().isHealthy();
    }

    private static URI address(ComposeContainer compose, String service, int port) {
        return URI.create(
                "http://"
                        + compose.getServiceHost(service, port)
                        + ":"
                        + compose.getServicePort(service, port));
    }
}
