package dev.yardstick.acceptance.crm;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Scenario;
import dev.yardstick.acceptance.support.Sources;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.containers.wait.strategy.WaitStrategy;

/** The compose file as it is: its images built from the Dockerfiles, a deal sent and read back. */
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
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        try (ComposeContainer compose = compose(key)) {
            compose.start();
            for (String service : List.of("command-service", "query-service")) {
                await().pollInterval(ofSeconds(1))
                        .atMost(START)
                        .until(() -> healthy(compose, service));
            }
            Map<String, String> tokens = new HashMap<>();
            for (String role : List.of("crm", "auditor", "admin")) {
                tokens.put(role, token(role, key));
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
            long erased =
                    api.post("/api/v1/reps/robin/erasure", "{\"reason\":\"requested\"}")
                            .must(200)
                            .position();
            assertThat(api.timeline("robin", Scenario.YEAR, erased).text())
                    .as("listed in a volume that the service may write")
                    .contains("\"erased\":true");
        }
    }

    private static ComposeContainer compose(byte[] key) {
        byte[] password = new byte[16];
        new SecureRandom().nextBytes(password);
        return new ComposeContainer(Sources.root().resolve("docker-compose.yml").toFile())
                .withBuild(true)
                .withEnv("YARDSTICK_DATABASE_PASSWORD", HexFormat.of().formatHex(password))
                .withEnv("YARDSTICK_TOKENS_KEY", Base64.getEncoder().encodeToString(key))
                .withEnv("YARDSTICK_PERSONS_KEY", random())
                .withEnv("YARDSTICK_SECRETS_KEY", random())
                .withEnv("YARDSTICK_LEDGER_KEY", random())
                .withEnv("YARDSTICK_COMMAND_PORT", "0")
                .withEnv("YARDSTICK_QUERY_PORT", "0")
                .withExposedService("command-service", COMMANDS, answering())
                .withExposedService("query-service", QUERIES, answering());
    }

    private static String random() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
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

    private static String token(String role, byte[] key) {
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .issuer("yardstick")
                        .subject(role)
                        .claim("role", role)
                        .expirationTime(Date.from(Instant.now().plus(START.multipliedBy(2))))
                        .build();
        try {
            SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            jwt.sign(new MACSigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
