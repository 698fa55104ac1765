package dev.yardstick.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

/** Servers for tests of the command line. */
public final class Servers {

    // Beside the ports that servers choose for themselves, and a pair of its own for each process.
    private static final int FIRST = 10_000;
    private static final int PAIRS = 3_500;

    private Servers() {}

    /** The command line knows one port, commands are on the next. */
    public static Server startOnTwoPortsInARow(Path data) throws IOException, InterruptedException {
        for (int port = FIRST + 2 * (int) (ProcessHandle.current().pid() % PAIRS); ; port += 2) {
            try {
                return Server.start(data, port);
            } catch (IOException taken) {
                assertThat(taken).hasMessageContaining("is taken");
            }
        }
    }
}
