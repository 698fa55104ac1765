package dev.yardstick.acceptance.installation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.acceptance.support.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the container {@code keys} does, without a container. */
class KeysScriptTest {

    private static final String PASSWORD = "spring.datasource.password";

    private static final Map<String, List<String>> NEEDED =
            Map.of(
                    "postgres", List.of(PASSWORD, "yardstick_writer", "yardstick_query"),
                    "query-service", List.of(PASSWORD, "yardstick.tokens.key"),
                    "command-service",
                            List.of(
                                    PASSWORD,
                                    "spring.flyway.password",
                                    "yardstick.ledger.key",
                                    "yardstick.persons.key",
                                    "yardstick.secrets.key",
                                    "yardstick.tokens.key"));

    @TempDir private Path secrets = Path.of("");

    @BeforeEach
    void mount() throws IOException {
        for (String service : NEEDED.keySet()) {
            Files.createDirectory(secrets.resolve(service));
        }
    }

    @Test
    void eachServiceGetsWhatItNeedsAndTheNextStartKeepsIt() throws Exception {
        Run first = run(Map.of());
        assertThat(first.status()).as(first.said()).isZero();
        Map<String, String> made = files();
        NEEDED.forEach((service, names) ->
                assertThat(secrets.resolve(service).toFile().list())
                        .as(service)
                        .containsExactlyInAnyOrderElementsOf(names));
        assertThat(made.values())
                .as("32 bytes, or a digest of 64 digits")
                .allSatisfy(value -> assertThat(decoded(value).length).isIn(32, 48));
        assertThat(made.values().stream().distinct()).hasSize(7);
        assertThat(made)
                .containsEntry("query-service/" + PASSWORD, made.get("postgres/yardstick_query"))
                .containsEntry("command-service/" + PASSWORD, made.get("postgres/yardstick_writer"))
                .containsEntry(
                        "command-service/spring.flyway.password", made.get("postgres/" + PASSWORD));
        assertThat(made.values()).noneMatch(first.said()::contains);

        assertThat(run(Map.of()).said()).contains("stays").doesNotContain("made");
        assertThat(files()).isEqualTo(made);
    }

    @Test
    void whatTheEnvironmentHasIsTaken() throws Exception {
        run(Map.of());
        Map<String, String> given = new HashMap<>();
        for (String variable :
                List.of("DATABASE_PASSWORD", "TOKENS_KEY", "PERSONS_KEY", "SECRETS_KEY")) {
            given.put("YARDSTICK_" + variable, variable + ",$x 'y'");
        }
        String ledger = files().get("command-service/yardstick.ledger.key");
        assertThat(run(given).status()).isZero();
        assertThat(files())
                .containsEntry("query-service/yardstick.tokens.key", "TOKENS_KEY,$x 'y'")
                .containsEntry("postgres/" + PASSWORD, "DATABASE_PASSWORD,$x 'y'")
                .containsEntry("command-service/yardstick.ledger.key", ledger);
    }

    @Test
    void oneThatIsMissingBesideOthersIsNotMade() throws Exception {
        Run run = run(Map.of("YARDSTICK_DATABASE_PASSWORD", "p", "YARDSTICK_TOKENS_KEY", "t"));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.said()).contains("YARDSTICK_PERSONS_KEY is missing");
        assertThat(files()).doesNotContainKey("command-service/yardstick.persons.key");
    }

    @Test
    void whatIsThereIsPrintedAsAnEnvHasItAndBringsTheSameBack() throws Exception {
        run(Map.of());
        Map<String, String> made = files();
        Map<String, String> printed = new HashMap<>();
        run(Map.of(), "print")
                .said()
                .lines()
                .forEach(line -> {
                    String[] parts = line.split("=", 2);
                    printed.put(parts[0], parts[1].replaceAll("^'|'$", ""));
                });
        assertThat(printed).hasSize(5);
        assertThat(files()).isEqualTo(made);
        for (String file : made.keySet()) {
            Files.delete(secrets.resolve(file));
        }
        assertThat(run(Map.of(), "print").status()).as("makes none").isPositive();
        assertThat(files()).isEmpty();
        run(printed);
        assertThat(files()).isEqualTo(made);
    }

    @Test
    void whatNobodyCanMakeIsThereWhileTheEnvironmentHasIt() throws Exception {
        String file = "query-service/yardstick.identity.client.secret";
        run(Map.of("YARDSTICK_IDENTITY_CLIENT_SECRET", "of the client"));
        assertThat(files()).containsEntry(file, "of the client");
        run(Map.of());
        assertThat(files()).doesNotContainKey(file);
    }

    private record Run(int status, String said) {}

    private Run run(Map<String, String> environment, String... words) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh").redirectErrorStream(true);
        builder.command().add(Sources.root().resolve("deploy/keys.sh").toString());
        builder.command().addAll(List.of(words));
        builder.environment().keySet().removeIf(name -> name.startsWith("YARDSTICK_"));
        builder.environment().put("YARDSTICK_SECRETS", secrets.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), said);
    }

    /** Each by its path. */
    private Map<String, String> files() throws IOException {
        Map<String, String> found = new HashMap<>();
        try (var paths = Files.walk(secrets)) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                found.put(secrets.relativize(file).toString(), Files.readString(file));
            }
        }
        return found;
    }

    private static byte[] decoded(String value) {
        return Base64.getDecoder().decode(value);
    }
}
