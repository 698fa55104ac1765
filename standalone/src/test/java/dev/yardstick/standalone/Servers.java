package dev.yardstick.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

/** Servers for tests of the command line. */
public final class Servers {

    private static final int FIRST = 20_000;

    private Servers() {}

    /** The command line knows one port, commands are on the next. */
    public static Server startOnTwoPortsInARow(Path data) throws IOException, InterruptedException {
        for (int port = FIRST + (int) (ProcessHandle.current().pid() % 10_000); ; port += 2) {
            try {
                return Server.start(data, port);
            } catch (IOException taken) {
                assertThat(taken).hasMessageContaining("is taken");
            }
        }
    }
}
