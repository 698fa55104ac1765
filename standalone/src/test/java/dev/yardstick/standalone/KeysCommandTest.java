package dev.yardstick.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.command.privacy.ConfiguredKeys;
import dev.yardstick.command.privacy.ConfiguredKeys.Purpose;
import dev.yardstick.standalone.client.TokenSigner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KeysCommandTest {

    private static final String TOKENS = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir private Path work = Path.of("");

    private String run(Map<String, String> environment) {
        StringWriter said = new StringWriter();
        CommandLine line = new CommandLine(new KeysCommand(environment));
        line.setOut(new PrintWriter(said, true));
        assertThat(line.execute("--file", file().toString())).isZero();
        return said.toString();
    }

    private Path file() {
        return work.resolve(".env");
    }

    private Map<String, String> written() throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file())) {
            if (line.contains("=") && !line.startsWith("#")) {
                values.put(
                        line.substring(0, line.indexOf('=')),
                        line.substring(line.indexOf('=') + 1));
            }
        }
        return values;
    }

    @Test
    void whoBuiltTheServicesHasTheContainersTakeThem() throws IOException {
        run(Map.of());
        Path jar = work.resolve("query-service/target/query-service-0-exec.jar");
        Files.createDirectories(jar.resolveSibling("."));
        Files.createFile(jar);
        run(Map.of());
        assertThat(written()).as("one is missing").doesNotContainKey("YARDSTICK_JARS");

        Path other = work.resolve("command-service/target/command-service-0-exec.jar");
        Files.createDirectories(other.resolveSibling("."));
        Files.createFile(other);
        run(Map.of());
        assertThat(written()).containsEntry("YARDSTICK_JARS", "given").hasSize(6);
    }

    @Test
    void makesEverySecretOnceAndShowsNone() throws IOException {
        String said = run(Map.of());
        Map<String, String> made = written();
        assertThat(made)
                .containsOnlyKeys(
                        "YARDSTICK_DATABASE_PASSWORD",
                        "YARDSTICK_TOKENS_KEY",
                        "YARDSTICK_PERSONS_KEY",
                        "YARDSTICK_SECRETS_KEY",
                        "YARDSTICK_LEDGER_KEY");
        assertThat(made.values()).doesNotHaveDuplicates();
        made.forEach((variable, value) -> {
            if (variable.endsWith("KEY")) {
                assertThat(Base64.getDecoder().decode(value)).as(variable).hasSize(32);
            }
            assertThat(said).contains(variable + ": made").doesNotContain(value);
        });
        for (Purpose purpose : Purpose.values()) {
            assertThat(made.get(purpose.variable()))
                    .as("follows from nothing")
                    .isNotEqualTo(
                            ConfiguredKeys.derived(
                                    String.valueOf(made.get("YARDSTICK_TOKENS_KEY")), purpose));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");

        String before = Files.readString(file());
        assertThat(run(Map.of())).contains("stays").doesNotContain("made");
        assertThat(Files.readString(file())).isEqualTo(before);
    }

    @Test
    void addsWhatIsMissingAndChangesNothing() throws IOException {
        String before =
                "# mine\n export YARDSTICK_TOKENS_KEY = \""
                        + TOKENS
                        + "\" # kept\nYARDSTICK_PERSONS_KEY=\nOTHER=x";
        Files.writeString(file(), before);
        String said = run(Map.of("YARDSTICK_DATABASE_PASSWORD", "of-the-shell"));
        assertThat(said).contains("TOKENS_KEY: is there").doesNotContain(TOKENS, "of-the-shell");
        assertThat(Files.readString(file())).startsWith(before + "\n");
        Map<String, String> made = written();
        assertThat(made)
                .containsEntry("YARDSTICK_DATABASE_PASSWORD", "of-the-shell")
                .doesNotContainKey("YARDSTICK_TOKENS_KEY")
                .containsEntry(
                        "YARDSTICK_LEDGER_KEY", ConfiguredKeys.derived(TOKENS, Purpose.LEDGER));
        for (Purpose purpose : List.of(Purpose.PERSONS, Purpose.SECRETS)) {
            assertThat(made.get(purpose.variable()))
                    .as("a new one, and what was sealed before opens")
                    .hasSize(44 + 1 + 44)
                    .endsWith("," + ConfiguredKeys.derived(TOKENS, purpose));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void aDataDirectoryFromBeforeKeepsTheKeyThatItsSecretsAreSealedBy() throws IOException {
        Files.createDirectories(work.resolve("old/postgres"));
        TokenSigner tokens = DataDirectory.signer(work.resolve("old"));
        try (DataDirectory old = DataDirectory.open(work.resolve("old"))) {
            String derived = ConfiguredKeys.derived(tokens.key(), Purpose.SECRETS);
            assertThat(old.keys(Purpose.SECRETS, tokens)).isEqualTo(derived);
            Files.writeString(old.path("secrets.key"), "new\n" + derived + "\n");
            assertThat(old.keys(Purpose.SECRETS, tokens)).isEqualTo("new," + derived);
        }
        try (DataDirectory fresh = DataDirectory.open(work.resolve("fresh"))) {
            for (Purpose purpose : Purpose.values()) {
                String key = fresh.keys(purpose, tokens);
                assertThat(key).isNotEqualTo(ConfiguredKeys.derived(tokens.key(), purpose));
                assertThat(fresh.keys(purpose, tokens)).isEqualTo(key);
                Path file = fresh.path(purpose.setting().split("\\.")[1] + ".key");
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }
}
