package dev.yardstick.acceptance.support;

import dev.yardstick.standalone.Server;
import dev.yardstick.standalone.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** Servers for tests: each with data of its own, all with the same programs of PostgreSQL. */
public final class Servers {

    /** Unpacked once, and a database made once: together they take half of a start. */
    private static final Path MADE = makeDirectory();

    /** Other tests choose free ports at the same time. */
    private static final int TRIES = 3;

    private Servers() {}

    /** Starts one on a data directory, on any free ports. */
    public static Server start(Path data) throws IOException, InterruptedException {
        prepare(data);
        for (int left = TRIES; ; left--) {
            try {
                return Server.start(data, 0);
            } catch (IOException failed) {
                if (left == 1 || !String.valueOf(failed.getMessage()).contains("is taken")) {
                    throw failed;
                }
            }
        }
    }

    /** Where the programs of PostgreSQL are. */
    public static Path programs() {
        return MADE.resolve("programs");
    }

    /** Lets a new data directory have the programs, and a database as it is when just made. */
    public static void prepare(Path data) throws IOException, InterruptedException {
        if (Files.exists(data.resolve("programs"))) {
            return;
        }
        Path postgres = makeDatabase();
        Files.createSymbolicLink(data.resolve("programs"), programs());
        try (Stream<Path> all = Files.walk(postgres)) {
            for (Path path : all.toList()) {
                Files.copy(
                        path,
                        data.resolve("postgres").resolve(postgres.relativize(path)),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static synchronized Path makeDatabase() throws IOException, InterruptedException {
        Path postgres = MADE.resolve("postgres");
        if (!Files.exists(postgres)) {
            int port;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            PostgresServer.start(postgres, programs(), MADE.resolve("postgres.log"), port).close();
        }
        return postgres;
    }

    private static Path makeDirectory() {
        try {
            Path made = Files.createTempDirectory("postgres");
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
