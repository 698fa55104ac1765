package dev.yardstick.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class YardstickTest {

    @TempDir private Path data = Path.of("");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Yardstick.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void anUnknownCommandIsAWrongCommandLine() {
        assertThat(run("sell")).isEqualTo(2);
        assertThat(err.toString()).contains("sell");
    }

    @Test
    void anUnknownOptionIsAWrongCommandLine() {
        assertThat(run("serve", "--colour")).isEqualTo(2);
        assertThat(err.toString()).contains("--colour");
    }

    @Test
    void noCommandIsAWrongCommandLineAndListsThem() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString())
                .contains("serve", "demo", "import", "export", "verify", "token", "doctor");
    }

    @Test
    void aTokenStandsAloneOnStandardOutput() throws Exception {
        String key = DataDirectory.signer(data).key();

        assertThat(run("token", "rep", "--person", "275", "--data", data.toString())).isZero();

        assertThat(out.toString()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\\R");
        assertThat(err.toString()).isEmpty();
        assertThat(key).isNotEmpty();
    }

    @Test
    void aRepsTokenOfNobodyComesWithAWarning() throws Exception {
        DataDirectory.signer(data);

        assertThat(run("token", "rep", "--data", data.toString())).isZero();

        assertThat(out.toString()).hasLineCount(1);
        assertThat(err.toString()).contains("--person");
    }

    @Test
    void anUnknownRoleIsAnsweredWithTheRolesThatExist() throws Exception {
        assertThat(run("token", "boss", "--data", data.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("boss", "crm, manager, rep, auditor, operator, admin");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aTakenPortIsToldInOneLineBeforeAnythingStarts() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(run("serve", "--data", data.toString(), "--port", port)).isEqualTo(1);

            assertThat(err.toString()).startsWith("Port " + port + " is taken").hasLineCount(1);
            assertThat(data.resolve("postgres")).doesNotExist();
        }
    }
}
