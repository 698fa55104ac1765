package dev.yardstick.acceptance.audit;

import static dev.yardstick.acceptance.support.Api.REBUILDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Servers;
import dev.yardstick.standalone.Server;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.XZInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A data directory that an earlier build wrote is served, rebuilt and verified by this one. The
 * archive holds {@code data}, figures that the earlier build showed, and the log's key and a
 * checkpoint as somebody kept them; the keys in it never guarded anything else.
 */
class UpgradeIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String MIGRATION =
            """
            insert into flyway_schema_history (installed_rank, version, description, type, script,
                installed_by, execution_time, success)
            values (1000, '1000', 'of a later version', 'SQL', 'V1000__later.sql', 'later', 1, true)
            """;

    @TempDir private Path folder = Path.of("");

    @Test
    void whatAnEarlierBuildWroteIsServedRebuiltAndVerified() throws Exception {
        unpack("/upgrade/2026-11-29.tar.xz");
        Path data = folder.resolve("data");
        Files.createDirectories(Servers.programs());
        Files.createSymbolicLink(data.resolve("programs"), Servers.programs());

        try (Server server = Server.start(data, 0)) {
            Api api = Api.of(server);
            assertSameFigures(api);
            // Whoever asks for keys while command-service starts does so again in two seconds.
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(api.query("/api/v1/reps/ann").text())
                                    .contains("Ann Example"));
            assertThat(api.query("/api/v1/reps/eve").text()).doesNotContain("Eve Example");
            assertThat(parked(api)).as("opened by secrets.key").contains("nobody", "900.00");

            rebuild(api);
            assertSameFigures(api);
            Path export = folder.resolve("export");
            Audits.export(server, export);
            assertThat(Audits.verify(export, Audits.witness(folder, folder.resolve("kept"))))
                    .satisfies(audit -> assertThat(audit.exit()).as(audit.said()).isZero());

            later(server);
        }
        assertThatThrownBy(() -> Server.start(data, 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("The database yardstick_query was changed by a newer version")
                .hasMessageContaining("migration 1000");
    }

    @Test
    void whatAnOlderVersionFoldedIsFoldedAnewByItselfAndWhatANewerOneDidIsLeftAlone()
            throws Exception {
        unpack("/upgrade/2026-11-29.tar.xz");
        Path data = folder.resolve("data");
        Files.createDirectories(Servers.programs());
        Files.createSymbolicLink(data.resolve("programs"), Servers.programs());
        try (Server server = Server.start(data, 0)) {
            assertThat(rebuilds(Api.of(server))).as("of its own number: none").isEmpty();
            assertThat(sql(server, "delete from fact")).isPositive();
            assertThat(sql(server, "update folded set version = 0")).isEqualTo(1);
        }
        try (Server server = Server.start(data, 0)) {
            Api api = Api.of(server);
            assertThat(api.query("/api/v1/reps/ann").status()).as("meanwhile").isEqualTo(200);
            await().atMost(PATIENCE)
                    .until(() ->
                            rebuilds(api).size() == 1
                                    && !rebuilds(api)
                                            .get(0)
                                            .required("state")
                                            .asString()
                                            .equals("running"));
            JsonNode rebuilt = rebuilds(api).get(0);
            assertThat(rebuilt.required("state").asString()).isEqualTo("done");
            assertThat(rebuilt.required("source").asString()).isEqualTo("log");
            assertThat(rebuilt.required("equal").booleanValue()).isFalse();
            assertThat(rebuilt.required("detail").asString()).contains("by an older version");
            assertSameFigures(api);
        }
        try (Server server = Server.start(data, 0)) {
            rebuild(Api.of(server));
            assertThat(rebuilds(Api.of(server))).as("no other by itself").hasSize(2);
            assertThat(sql(server, "update folded set version = 1000")).isEqualTo(1);
        }
        assertThatThrownBy(() -> Server.start(data, 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("The read model was folded by a newer version")
                .hasMessageContaining("fold 1000");
    }

    private static JsonNode rebuilds(Api api) {
        return api.queryAs("operator", REBUILDS).must(200).json().required("items");
    }

    /** Of every clause what was delivered, expected and how it stood on a day of then. */
    private void assertSameFigures(Api api) throws IOException {
        JsonNode shown = JsonMapper.shared().readTree(folder.resolve("figures.json"));
        assertThat(shown.propertyNames()).containsExactlyInAnyOrder("ann", "bob");
        for (String rep : shown.propertyNames()) {
            JsonNode clauses =
                    api.timeline(rep, "on=2026-11-01&grain=month", 1).json().required("clauses");
            assertThat(clauses).hasSameSizeAs(shown.required(rep)).isNotEmpty();
            for (int i = 0; i < clauses.size(); i++) {
                JsonNode now = clauses.get(i);
                shown.required(rep)
                        .get(i)
                        .forEachEntry((name, value) ->
                                assertThat(now.path(name).asString(null))
                                        .as("%s of %s", name, now.path("id"))
                                        .isEqualTo(value.asString(null)));
            }
        }
    }

    private static String parked(Api api) {
        String item =
                api.operations("/api/v1/crm/parked")
                        .must(200)
                        .json()
                        .required("items")
                        .get(0)
                        .required("id")
                        .asString();
        return api.operations("/api/v1/crm/parked/" + item).must(200).text();
    }

    private static void rebuild(Api api) {
        String rebuild =
                REBUILDS + "/" + api.operate("POST", REBUILDS, "{}").must(202).json().get("id");
        await().atMost(PATIENCE)
                .until(() -> !state(api, rebuild).required("state").asString().equals("running"));
        assertThat(state(api, rebuild).required("equal").booleanValue())
                .as(
                        "raise FoldVersion.NUMBER: this version folds otherwise: "
                                + state(api, rebuild))
                .isTrue();
    }

    private static JsonNode state(Api api, String rebuild) {
        return api.queryAs("operator", rebuild).must(200).json();
    }

    /** As if a later version had been here. */
    private static void later(Server server) throws SQLException {
        assertThat(sql(server, MIGRATION)).isEqualTo(1);
    }

    private static int sql(Server server, String statement) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                server.queryDatabaseUrl(), "yardstick", server.databasePassword());
                Statement sql = connection.createStatement()) {
            return sql.executeUpdate(statement);
        }
    }

    private void unpack(String archive) throws IOException {
        InputStream file = Objects.requireNonNull(UpgradeIT.class.getResourceAsStream(archive));
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(file)))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                Path path = folder.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.copy(tar, path);
                }
                Files.setPosixFilePermissions(
                        path,
                        PosixFilePermissions.fromString(
                                entry.isDirectory() ? "rwx------" : "rw-------"));
            }
        }
    }
}
