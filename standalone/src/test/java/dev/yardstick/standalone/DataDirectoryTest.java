package dev.yardstick.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    private static final long SELF = ProcessHandle.current().pid();

    @TempDir private Path data = Path.of("");

    @Test
    void isHeldByOneAtATimeAndNamesTheHolder() throws Exception {
        try (DataDirectory held = DataDirectory.open(data)) {
            assertThatThrownBy(() -> DataDirectory.open(data))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use by process " + SELF);
            assertThat(held.path("lock")).exists();
        }
        DataDirectory.open(data).close();
    }

    @Test
    void isHeldAgainstOtherProcessesToo() throws Exception {
        try (ChildJvm child = new ChildJvm(Holder.class, data.toString())) {
            String pid = child.awaitLine("held by ").substring("held by ".length());

            assertThatThrownBy(() -> DataDirectory.open(data))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use by process " + pid);
            child.kill();
        }
        DataDirectory.open(data).close();
    }

    /** Another process that holds a data directory. */
    static final class Holder {
        static void main(String[] arguments) throws Exception {
            try (DataDirectory held = DataDirectory.open(Path.of(arguments[0]))) {
                System.out.println("held by " + ProcessHandle.current().pid());
                System.out.println(held.path("lock"));
                Thread.sleep(Long.MAX_VALUE);
            }
        }
    }

    @Test
    void tellsWhoRunsWhileItIsHeld() throws Exception {
        DataDirectory.Running running = new DataDirectory.Running(SELF, 18_080, 18_081);
        assertThat(DataDirectory.running(data)).isEmpty();
        try (DataDirectory held = DataDirectory.open(data)) {
            held.announce(running);
            assertThat(DataDirectory.running(data)).contains(running);
        }
        assertThat(DataDirectory.running(data)).isEmpty();
    }
}
