package dev.yardstick.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Servers for tests: each with data of its own, all with the same programs of PostgreSQL. */
public final class Servers {

    /** Tells apart the processes that run tests at the same time. */
    static final String FORK = "surefire.forkNumber";

    /** Unpacked once for all tests of such a process, and for those that it starts. */
    static final Path PROGRAMS =
            Path.of("target", "programs-" + System.getProperty(FORK, "1")).toAbsolutePath();

    private static final int FIRST = 20_000;

    private Servers() {}

    /** Starts one on a data directory, on any free ports. */
    static Server start(Path data) throws IOException, InterruptedException {
        givePrograms(data);
        return Server.start(data, 0);
    }

    /** The command line knows one port, commands are on the next. */
    public static Server startOnTwoPortsInARow(Path data) throws IOException, InterruptedException {
        givePrograms(data);
        for (int port = FIRST + (int) (ProcessHandle.current().pid() % 10_000); ; port += 2) {
            try {
                return Server.start(data, port);
            } catch (IOException taken) {
                assertThat(taken).hasMessageContaining("is taken");
            }
        }
    }

    private static void givePrograms(Path data) throws IOException {
        if (!Files.exists(data.resolve("programs"))) {
            Files.createDirectories(PROGRAMS);
            Files.createSymbolicLink(data.resolve("programs"), PROGRAMS);
        }
    }
}
