package dev.yardstick.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a PostgreSQL leaves on our files when it or its parent was killed: processes, a pid file.
 */
final class LeftoverPostgres {

    private static final Logger LOG = LoggerFactory.getLogger(LeftoverPostgres.class);
    private static final Path PROCESSES = Path.of("/proc");
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final long POLL_MILLIS = 100;

    private LeftoverPostgres() {}

    /**
     * Stops a PostgreSQL that still runs on a data directory, waits for the last of its processes,
     * and removes the pid file: its number may by now be anybody's, and PostgreSQL would believe
     * that this is another one of its kind.
     *
     * @throws IOException when it does not end within two minutes
     */
    static void clear(Path data) throws IOException, InterruptedException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile) || !Files.isDirectory(PROCESSES)) {
            return;
        }
        String named = Files.readAllLines(pidFile).stream().findFirst().orElse("").strip();
        for (String signal : List.of("INT", "QUIT")) {
            List<String> left = processesOn(data);
            if (left.contains(named)) {
                LOG.info("stopping the PostgreSQL that still runs as process {}", named);
                Programs.signal(Long.parseLong(named), signal);
            }
            if (allEnded(data)) {
                Files.deleteIfExists(pidFile);
                return;
            }
        }
        throw new IOException(
                "These processes still run on " + data + " and do not end: " + processesOn(data));
    }

    private static boolean allEnded(Path data) throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!processesOn(data).isEmpty()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return true;
    }

    /** All of PostgreSQL's processes work in its data directory. */
    static List<String> processesOn(Path data) throws IOException {
        try (Stream<Path> entries = Files.list(PROCESSES)) {
            return entries.filter(entry -> worksIn(entry, data))
                    .map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .toList();
        }
    }

    private static boolean worksIn(Path process, Path data) {
        try {
            return Files.isSameFile(process.resolve("cwd"), data);
        } catch (IOException endedOrAnotherUsers) {
            return false;
        }
    }
}
