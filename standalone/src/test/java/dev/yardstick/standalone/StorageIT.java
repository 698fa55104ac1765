package dev.yardstick.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.standalone.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageIT {

    @TempDir private Path data = Path.of("");

    @Test
    void aCleanRestartKeepsRowsAndRecords() throws Exception {
        long pid;
        try (Storage storage = Storage.start(data)) {
            storage.write("before");
            pid = storage.postgres().pid();
        }

        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(data.resolve("postgres/cluster/postmaster.pid")).doesNotExist();
        try (Storage storage = Storage.start(data)) {
            storage.write("after");
            assertThat(storage.rows()).containsExactly("before", "after");
            assertThat(storage.records()).containsExactly("before", "after");
        }
    }

    @Test
    void aKillOfTheJavaProcessAloneLosesNothing() throws Exception {
        try (ChildJvm child = new ChildJvm(Storage.class, data.toString())) {
            child.awaitLine("written");
            child.kill();

            assertNothingIsLost();
        }
    }

    @Test
    void aKillOfEverythingAtOnceLosesNothing() throws Exception {
        try (ChildJvm child = new ChildJvm(Storage.class, data.toString())) {
            child.awaitLine("written");
            child.killWithAll();

            assertNothingIsLost();
        }
    }

    @Test
    void aKillDuringTheFirstStartLeavesNothingHalfMade() throws Exception {
        try (ChildJvm child = new ChildJvm(Storage.class, data.toString())) {
            while (unfinished().isEmpty()) {
                Thread.onSpinWait();
            }
            child.kill();
        }
        assertThat(data.resolve("postgres")).doesNotExist();

        try (Storage storage = Storage.start(data)) {
            storage.write("after");
            assertThat(storage.rows()).containsExactly("after");
            assertThat(storage.records()).containsExactly("after");
        }
    }

    @Test
    void aPostgresqlThatStillRunsOnTheDirectoryIsStoppedFirst() throws Exception {
        try (Storage left = Storage.start(data)) {
            left.write("before");
            try (PostgresServer next =
                    PostgresServer.start(
                            data.resolve("postgres"),
                            Storage.PROGRAMS,
                            data.resolve("postgres.log"),
                            Ports.free(Set.of()))) {
                assertThat(left.postgres().exited().get(1, TimeUnit.MINUTES)).isZero();
                try (var connection = next.connect("kept");
                        var statement = connection.createStatement();
                        var rows = statement.executeQuery("select text from kept")) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getString(1)).isEqualTo("before");
                }
            }
        }
    }

    @Test
    void aPidFileWhoseNumberIsSomebodyElsesByNowIsNoObstacle() throws Exception {
        try (Storage storage = Storage.start(data)) {
            storage.write("before");
        }
        Files.writeString(
                data.resolve("postgres/cluster/postmaster.pid"),
                ProcessHandle.current().parent().orElseThrow().pid() + "\n");

        try (Storage storage = Storage.start(data)) {
            assertThat(storage.rows()).containsExactly("before");
        }
    }

    private void assertNothingIsLost() throws Exception {
        long pid;
        try (Storage storage = Storage.start(data)) {
            assertThat(storage.rows()).containsExactly("from the child");
            assertThat(storage.records()).containsExactly("from the child");
            pid = storage.postgres().pid();
        }
        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(postgresProcessesOnTheData()).isEmpty();
    }

    /** PostgreSQL's processes work in its data directory. */
    private List<Path> postgresProcessesOnTheData() throws Exception {
        Path cluster = data.resolve("postgres/cluster");
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> {
                        try {
                            return Files.isSameFile(process.resolve("cwd"), cluster);
                        } catch (IOException endedOrNotOurs) {
                            return false;
                        }
                    })
                    .toList();
        }
    }

    private Optional<Path> unfinished() throws Exception {
        try (Stream<Path> paths = Files.list(data)) {
            return paths.filter(path -> path.getFileName().toString().startsWith("postgres.new"))
                    .findFirst();
        }
    }
}
