package dev.yardstick.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Yardstick in a process of its own, serving a data directory.
 *
 * @param seconds from the beginning of the process until both services answered
 * @param queries where queries go
 * @param commands where commands go
 */
record Served(Process process, double seconds, String queries, String commands)
        implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("(Queries|Commands) +(http\\S+)/api/v1");
    private static final Pattern SIZE = Pattern.compile("(?m)^(?:VmRSS|Pss):\\s+(\\d+) kB");
    private static final double KIB_PER_MIB = 1024;
    private static final int END_SECONDS = 60;

    /**
     * Starts it, and returns when it serves.
     *
     * @throws IOException with all that it said, when it ends before
     */
    static Served start(List<String> command) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        double seconds = Double.NaN;
        Map<String, String> addresses = new HashMap<>();
        StringBuilder said = new StringBuilder();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.startsWith("Ready after")) {
                seconds = (System.nanoTime() - begun) / 1e9;
            }
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                addresses.put(address.group(1), address.group(2));
            }
            if (line.startsWith("Ctrl-C ends it")) {
                Thread.ofVirtual().start(() -> output.lines().forEach(ignored -> {}));
                return new Served(
                        process,
                        seconds,
                        addresses.getOrDefault("Queries", ""),
                        addresses.getOrDefault("Commands", ""));
            }
        }
        process.waitFor();
        throw new IOException(command + " ended: " + said);
    }

    /** What the Java process holds in memory now, in MiB. */
    double resident() throws IOException {
        return size(Path.of("/proc", Long.toString(process.pid()), "status"));
    }

    /** What its PostgreSQL holds in memory now, in MiB: what processes share is counted once. */
    double residentPostgres() throws IOException {
        double sum = 0;
        try (Stream<ProcessHandle> children = process.descendants()) {
            for (ProcessHandle child : children.toList()) {
                sum += size(Path.of("/proc", Long.toString(child.pid()), "smaps_rollup"));
            }
        }
        return sum;
    }

    private static double size(Path file) throws IOException {
        Matcher size = SIZE.matcher(Files.readString(file));
        return size.find() ? Integer.parseInt(size.group(1)) / KIB_PER_MIB : Double.NaN;
    }

    /** Ends it as Ctrl-C does. */
    @Override
    public void close() {
        // Not process.destroy(), which would close what it still says.
        process.toHandle().destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
