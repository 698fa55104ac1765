package dev.yardstick.acceptance;

import dev.yardstick.standalone.Server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Servers for tests: each with data of its own, all with the same programs of PostgreSQL. */
public final class Servers {

    /** Unpacked once: that takes a third of a start. */
    private static final Path PROGRAMS = makeDirectory();

    private Servers() {}

    /** Starts one on a data directory, on any free ports. */
    public static Server start(Path data) throws IOException, InterruptedException {
        givePrograms(data);
        return Server.start(data, 0);
    }

    /** Where the programs of PostgreSQL are. */
    static Path programs() {
        return PROGRAMS;
    }

    /** Lets a data directory use the programs that are unpacked already. */
    static void givePrograms(Path data) throws IOException {
        Path programs = data.resolve("programs");
        if (!Files.exists(programs)) {
            Files.createSymbolicLink(programs, PROGRAMS);
        }
    }

    private static Path makeDirectory() {
        try {
            Path made = Files.createTempDirectory("programs");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(made)));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            System.err.println("left behind: " + e);
        }
    }
}
