package dev.yardstick.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

    @TempDir private Path data = Path.of("");

    @Test
    void stayTheSameWhileTheyAreFree() throws Exception {
        Path memory = data.resolve("ports");
        Ports first = Ports.choose(memory, Set.of());

        assertThat(Ports.choose(memory, Set.of())).isEqualTo(first);
        assertThat(Set.of(first.postgres(), first.kafka(), first.controller())).hasSize(3);
    }

    @Test
    void oneThatIsTakenIsReplacedAlone() throws Exception {
        Path memory = data.resolve("ports");
        Ports first = Ports.choose(memory, Set.of());
        try (ServerSocket taken =
                new ServerSocket(first.kafka(), 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThat(Ports.isFree(taken.getLocalPort())).isFalse();
            Ports second = Ports.choose(memory, Set.of());

            assertThat(second.kafka()).isNotEqualTo(first.kafka());
            assertThat(second.postgres()).isEqualTo(first.postgres());
            assertThat(second.controller()).isEqualTo(first.controller());
        }
    }

    @Test
    void oneThatTheServicesWantIsReplaced() throws Exception {
        Path memory = data.resolve("ports");
        Ports first = Ports.choose(memory, Set.of());

        assertThat(Ports.choose(memory, Set.of(first.postgres())).postgres())
                .isNotEqualTo(first.postgres());
    }
}
