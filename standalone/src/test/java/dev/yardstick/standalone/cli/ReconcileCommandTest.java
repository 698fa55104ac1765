package dev.yardstick.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.standalone.csv.ExportedEvents;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReconcileCommandTest {

    @TempDir Path directory;

    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new ReconcileCommand())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void aWrongCommandLineIsSaidAndEndsWithTwo() throws IOException {
        String file = directory.resolve("export.ndjson").toString();
        Files.writeString(Path.of(file), "{}\n");
        String folder = directory.toString();
        assertThat(run()).isEqualTo(2);
        assertThat(run(file)).isEqualTo(2);
        assertThat(err.toString()).contains("Say with --source whose events");
        assertThat(run(folder, "--source", "/crm")).isEqualTo(2);
        assertThat(run(folder, "--from", "1/2/2026")).isEqualTo(2);
        assertThat(run(folder, "--from", "2026-02-01", "--to", "2026-01-31")).isEqualTo(2);
        assertThat(err.toString()).contains("--to must not be before --from");
    }

    @Test
    void whatCannotBeReadIsNotCompared() {
        assertThat(run(directory.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("Nothing was compared").contains("mapping.json");
        assertThat(run(directory.resolve("none.ndjson").toString(), "--source", "/crm"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("none.ndjson");
    }

    @Test
    void linesOfAFileKeepTheirNumbersAlsoAfterBlankOnes() throws Exception {
        Path file = directory.resolve("export.ndjson");
        Files.writeString(file, "\uFEFF{\"a\":1}\r\n\r\n{\"a\":2}\n");
        ExportedEvents events = ExportedEvents.ofFile(file, "/crm");
        assertThat(events.lines()).containsExactly("{\"a\":1}", "{\"a\":2}");
        assertThat(events.origin(2)).isEqualTo("export.ndjson:3");
    }
}
