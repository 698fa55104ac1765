package dev.yardstick.acceptance.installation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The compose file as it is, but for the proxy, whose parts would have to be fetched: with the jars
 * that Maven made, keys are made, a deal is sent and read back.
 */
class ContainersIT {

    private static final String WITHOUT_PROXY =
            """
            services:
              command-service: { ports: ["127.0.0.1::8081"] }
              query-service: { ports: ["127.0.0.1::8080"] }
            """;

    @TempDir private Path folder = Path.of("");

    @Test
    void aDealSentToTheContainersIsReadBack() throws IOException {
        Compose.assumeEngine(ContainersIT.class);
        Map<String, String> direct =
                Map.of("YARDSTICK_COMMAND_SERVICE_URL", "http://command-service:8081");
        try (Compose compose = new Compose(folder, WITHOUT_PROXY, direct)) {
            compose.run("docker compose up --build --wait command-service query-service");
            assertThat(compose.inside("query-service", "ls /run/secrets").split("\n"))
                    .as("neither what seals nor what signs the ledger")
                    .containsExactly("spring.datasource.password", "yardstick.tokens.key");
            Api api =
                    compose.api(
                            compose.address("command-service", 8081),
                            compose.address("query-service", 8080),
                            List.of("crm", "auditor", "admin"));

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
                            compose.inside(
                                    "postgres",
                                    "sh -c 'PGPASSWORD=$(cat /run/secrets/yardstick_writer) psql"
                                            + " -h 127.0.0.1 -U yardstick_writer yardstick_command"
                                            + " -c \"delete from log\" 2>&1 || true'"))
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
}
